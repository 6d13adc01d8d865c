import { lowerBound } from "../grouping.ts";
import { indexesOf, perTrace } from "../indexes.ts";
import { rowsOfKind } from "../rows.ts";
import type { Trace } from "../types.ts";
import { owningFrame } from "../variables.ts";
import { callSpans } from "./call-spans.ts";

/** Which way a move goes in time. */
export type Way = "forward" | "back";

/** The nearest of some sorted steps strictly after (or before) a step, or null. O(log steps) */
export function nearest(sorted: ArrayLike<number>, step: number, way: Way): number | null {
  const at = way === "forward" ? lowerBound(sorted, step + 1) : lowerBound(sorted, step) - 1;
  return at >= 0 && at < sorted.length ? sorted[at]! : null;
}

/**
 * Step over calls: the next step of this frame or of one further out, or null. Back likewise. From the end of the module this
 * goes into the Call, which no statement of the module makes. O(steps passed)
 */
export function stepOver(trace: Trace, step: number, way: Way): number | null {
  const { columns, control: openControl } = indexesOf(trace);
  const { stepFrame } = columns;
  const control = openControl();
  const { stepDepth } = callSpans(trace);
  const [frame, depth] = [stepFrame[step]!, stepDepth[step]!];
  const isOwn = (other: number) =>
    stepFrame[other] === frame || (depth === 0 && control.callerOf(stepFrame[other]!) < 0);
  return walk(trace, step, way, (other) => stepDepth[other]! < depth || isOwn(other));
}

/** Step out: the next step of a frame further out, or null. Back: the step that called. O(steps passed) */
export function stepOut(trace: Trace, step: number, way: Way): number | null {
  const { stepDepth } = callSpans(trace);
  const depth = stepDepth[step]!;
  return walk(trace, step, way, (other) => stepDepth[other]! < depth);
}

function walk(trace: Trace, step: number, way: Way, isThere: (step: number) => boolean): number | null {
  const by = way === "forward" ? 1 : -1;
  for (let at = step + by; at >= 0 && at < trace.stepCount; at += by) if (isThere(at)) return at;
  return null;
}

/** Steps whose statement begins on a line, in order. O(visits) */
export function runsOfLine(trace: Trace, line: number): Int32Array {
  const [first, ...others] = trace.statements.filter(({ range }) => range.line === line);
  if (first === undefined) return new Int32Array();
  if (others.length === 0) return trace.visits(first.number);
  const visits = [first, ...others].flatMap(({ number }) => Array.from(trace.visits(number)));
  return Int32Array.from(visits).sort();
}

/** Steps that wrote to stdout or stderr, in order, each once. O(rows), at the first question. */
export const outputSteps = perTrace((trace): Uint32Array => {
  const { columns, steps } = indexesOf(trace);
  const writers = rowsOfKind(columns, new Set(["stdout", "stderr"])).map((row) => Math.max(0, steps.owner(row)));
  return sortedOnce(writers);
});

/** Steps that raised an exception, in order, each once. */
export const raisingSteps = perTrace((trace): Uint32Array => {
  return sortedOnce(Uint32Array.from(trace.exceptions, ({ raisedAt }) => Math.max(0, raisedAt)));
});

/** Changes of the variable a name means in a frame at a tick. */
export interface VariableChanges {
  /** The frame whose variable it is. */
  readonly frame: number;
  /** Steps that bound it, or changed the object it held then, in order, each once. */
  readonly steps: Uint32Array;
}

/**
 * When the variable changed that a name means in a frame at a tick; null when it means none then. What lies deeper inside the
 * object it holds is not looked at. O(bindings · log n + changes)
 */
export function changesOf(trace: Trace, frame: number, name: string, tick: number): VariableChanges | null {
  const { columns, lookup, control, variables, objects, steps, values } = indexesOf(trace);
  const bound = lookup.boundBy(frame, name, tick);
  if (bound < 0) return null;
  const owner = owningFrame(columns, bound, control().frameAt(bound));
  const history = variables().find(owner, columns.names.indexOf(name));
  if (history === undefined) return null;
  const rows = variables().rows.subarray(history.from, history.to);
  const changing: number[] = [];
  rows.forEach((row, i) => {
    changing.push(Math.max(0, steps.owner(row)));
    const value = values.ofRow(row);
    if (value.kind !== "object") return;
    const changes = objects.changeRows(value.id);
    const until = rows[i + 1] ?? trace.endTick;
    for (let at = lowerBound(changes, row); at < changes.length && changes[at]! < until; at++) {
      changing.push(Math.max(0, steps.owner(changes[at]!)));
    }
  });
  return { frame: owner, steps: sortedOnce(Uint32Array.from(changing)) };
}

function sortedOnce(steps: Uint32Array): Uint32Array {
  const sorted = steps.sort();
  return sorted.filter((step, i) => i === 0 || step !== sorted[i - 1]);
}
