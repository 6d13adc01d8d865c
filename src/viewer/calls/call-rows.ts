import type { Tick, Trace } from "../../trace/types.ts";
import type { TreeRow } from "../tree-list.tsx";

/** One call in the tree of calls. */
export interface CallRow extends TreeRow {
  readonly frame: number;
  /** `fib(4)` */
  readonly call: string;
  /** What it gave back, or how else it ended; null while it has not ended at this moment. */
  readonly result: string | null;
  readonly outcome: "returned" | "raised" | "suspended" | "unfinished" | "running" | "later";
}

/** Calls shown opened without being asked; larger trees open along the way to the moment shown. */
const SMALL = 120;
const OPEN_DEPTH = 2;
const ARGUMENT_CHARACTERS = 24;
const RESULT_CHARACTERS = 60;

/**
 * The calls of a run as the lines of a tree, as it stands at a tick: what has not been called yet is there, but marked as to come.
 *
 * @param toggled frames whose calls are shown, or not, against what would be done unasked
 * @param stack the frames that are open at the tick
 */
export function callRows(
  trace: Trace,
  tick: Tick,
  stack: ReadonlySet<number>,
  toggled: ReadonlyMap<number, boolean>,
): readonly CallRow[] {
  const rows: CallRow[] = [];
  const isSmall = trace.frameCount <= SMALL;
  // A program may nest deeper than the stack here would bear.
  const waiting: { frame: number; depth: number }[] = rootsOf(trace)
    .toReversed()
    .map((frame) => ({ frame, depth: 0 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { frame, depth } = next;
    const calls = trace.callees(frame);
    const unasked = isSmall || depth < OPEN_DEPTH || stack.has(frame);
    const isOpen = calls.length > 0 && (toggled.get(frame) ?? unasked);
    rows.push({ ...describeCall(trace, frame, tick, stack), depth, canOpen: calls.length > 0, isOpen });
    if (!isOpen) continue;
    for (let index = calls.length - 1; index >= 0; index--) waiting.push({ frame: calls[index]!, depth: depth + 1 });
  }
  return rows;
}

const roots = new WeakMap<Trace, readonly number[]>();

/** The frames nobody called: the module, and beside it the Call. O(frames) once */
function rootsOf(trace: Trace): readonly number[] {
  const known = roots.get(trace);
  if (known) return known;
  const found: number[] = [];
  for (let frame = 0; frame < trace.frameCount; frame++) if (trace.frame(frame).caller === null) found.push(frame);
  roots.set(trace, found);
  return found;
}

function describeCall(
  trace: Trace,
  index: number,
  tick: Tick,
  stack: ReadonlySet<number>,
): Omit<CallRow, "depth" | "canOpen" | "isOpen"> {
  const frame = trace.frame(index);
  const scope = trace.scopes[frame.scope];
  const given = frame.arguments
    .filter(([name]) => name !== "self" && name !== "cls")
    .map(([, value]) => trace.repr(value, frame.start, ARGUMENT_CHARACTERS).text);
  const isCall = scope?.kind !== "module" && scope?.kind !== "class";
  const title = scope?.kind === "module" ? "module" : `class ${scope?.qualifiedName}`;
  const call = isCall ? `${scope?.qualifiedName ?? "?"}(${given.join(", ")})` : title;
  const base = { key: `call ${index}`, frame: index, call };
  // The module's variables outlive its code, for the Call to use.
  const isOver = index === 0 && trace.call !== null && tick > trace.step(frame.lastStep).end;
  if (isOver) return { ...base, result: null, outcome: "returned" };
  if (stack.has(index)) return { ...base, result: null, outcome: "running" };
  if (frame.start > tick) return { ...base, result: null, outcome: "later" };
  const { outcome } = frame;
  switch (outcome.kind) {
    case "returned": {
      const text = trace.repr(outcome.value, frame.end, RESULT_CHARACTERS).text;
      return { ...base, result: isCall ? text : null, outcome: "returned" };
    }
    case "raised":
      return { ...base, result: trace.exceptions[outcome.exception]?.type ?? "an exception", outcome: "raised" };
    default:
      return { ...base, result: null, outcome: outcome.kind };
  }
}
