import type { Tick, Trace, Value } from "../../trace/types.ts";

/** A variable that stands at an element. */
export interface Cursor {
  readonly name: string;
  /** From 0; the length itself for one that stands behind the last element. */
  readonly index: number;
}

/** The index variables that stand at one of `length` elements, or just behind them, at a tick; by place, then by name. */
export function cursorsAt(
  trace: Trace,
  frame: number,
  names: ReadonlySet<string>,
  tick: Tick,
  length: number,
): readonly Cursor[] {
  const cursors: Cursor[] = [];
  for (const name of names) {
    const index = indexFrom(trace.lookup(frame, name, tick), length);
    if (index !== null) cursors.push({ name, index });
  }
  return cursors.sort((a, b) => a.index - b.index || a.name.localeCompare(b.name));
}

function indexFrom(value: Value | undefined, length: number): number | null {
  if (value?.kind !== "atom" || value.type !== "int") return null;
  const number = Number(value.repr);
  return Number.isSafeInteger(number) && number >= 0 && number <= length ? number : null;
}

/** The names of cursors by the element they stand at. */
export function byIndex(cursors: readonly Cursor[]): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, string[]>();
  for (const { name, index } of cursors) names.set(index, [...(names.get(index) ?? []), name]);
  return names;
}
