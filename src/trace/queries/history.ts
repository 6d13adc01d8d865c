import { changeOf } from "../effects.ts";
import { indexesOf } from "../indexes.ts";
import { slotOf } from "../rows.ts";
import type { Change, ObjectId, Tick, Trace, Value } from "../types.ts";
import { ABSENT, type PackedValue } from "../values.ts";

/** A write: the step that did it, the row in which it did it, and what was there from then on (null: nothing). */
export interface Write {
  readonly tick: Tick;
  /** -1 when no step had started. */
  readonly step: number;
  readonly value: Value | null;
}

/** A change to an object and the step that made it. */
export interface ObjectWrite {
  readonly tick: Tick;
  readonly step: number;
  readonly change: Change;
}

/** A place inside an object. */
export type Place =
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "key"; readonly key: Value }
  | { readonly kind: "attribute"; readonly name: string };

/**
 * Every value a frame's own variable took, in order; null where it was unbound. Empty when the frame never has it.
 * O(log variables + h log n), h = bindings of the variable.
 */
export function variableHistory(trace: Trace, frame: number, name: string): readonly Write[] {
  const { columns, steps, values, variables } = indexesOf(trace);
  const history = variables().find(frame, columns.names.indexOf(name));
  if (history === undefined) return [];
  return Array.from(variables().rows.subarray(history.from, history.to), (row) => ({
    tick: row,
    step: steps.owner(row),
    value: slotOf(columns, row).kind === "bind" ? values.ofRow(row) : null,
  }));
}

/** Every change to an object since it was first seen, in order. O(h log n), h = changes of the object. */
export function objectHistory(trace: Trace, object: ObjectId): readonly ObjectWrite[] {
  const indexes = indexesOf(trace);
  return Array.from(indexes.objects.changeRows(object), (row) => ({
    tick: row,
    step: indexes.steps.owner(row),
    change: changeOf(indexes, row),
  }));
}

/**
 * What a place in an object held, from first sight on: one entry for each change after which it held another value, null
 * where it held nothing. `xs[2]` is the place, not the value: an insertion before it moves another value there.
 * O(h), h = changes of the object.
 */
export function elementHistory(trace: Trace, object: ObjectId, place: Place): readonly Write[] {
  const { steps, objects } = indexesOf(trace);
  const read = reader(trace, object, place);
  const first = objects.firstSight(object);
  const history: Write[] = [{ tick: first, step: steps.owner(first), value: read(first) }];
  for (const row of objects.changeRows(object)) {
    const value = read(row + 1);
    if (!isSameValue(value, history.at(-1)!.value)) history.push({ tick: row, step: steps.owner(row), value });
  }
  return history;
}

/** What a place in an object holds at a tick, or null. O(log h) and the changes since the nearest kept copy. */
export function valueIn(trace: Trace, object: ObjectId, place: Place, tick: Tick): Value | null {
  return reader(trace, object, place)(tick);
}

function reader(trace: Trace, object: ObjectId, place: Place): (tick: Tick) => Value | null {
  const { objects, values } = indexesOf(trace);
  const shown = (packed: PackedValue | undefined) =>
    packed === undefined || packed === ABSENT ? null : values.unpack(packed);
  if (place.kind === "attribute") return (tick) => shown(objects.contentAt(object, tick).attributes.get(place.name));
  if (place.kind === "key") {
    const key = objects.identityOf(place.key);
    return (tick) => shown(objects.valueAt(object, key, tick));
  }
  return (tick) => {
    const { items } = objects.contentAt(object, tick);
    const index = place.index < 0 ? place.index + items.length : place.index;
    return shown(index >= 0 && index < items.length ? items.at(index) : undefined);
  };
}

/** Whether two recorded values are the same object, or atoms of one type written alike. */
export function isSameValue(a: Value | null, b: Value | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.kind === "object") return b.kind === "object" && a.id === b.id;
  return b.kind === "atom" && a.type === b.type && a.repr === b.repr;
}
