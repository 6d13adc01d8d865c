import { indexesOf } from "../indexes.ts";
import { Pyramid } from "../pyramid.ts";
import type { Trace } from "../types.ts";
import { type CallSpans, callSpans } from "./call-spans.ts";
import { outputSteps, raisingSteps } from "./moves.ts";

/** Lines are told apart in at most this many rows: one bit each. */
const MOST_ROWS = 32;

/** A whole run, prepared so that any stretch of it can be drawn at any width in time that does not depend on its length. */
export interface Activity {
  readonly spans: CallSpans;
  /** For a stretch of steps, the rows that are active in it, as bits; row 0 stands for the first lines of the code. */
  readonly rows: Pyramid<Uint32Array>;
  readonly rowCount: number;
  /** The greatest and the least depth of the stack in a stretch of steps. */
  readonly deepest: Pyramid<Uint16Array>;
  readonly shallowest: Pyramid<Uint16Array>;
  readonly output: Uint32Array;
  readonly raising: Uint32Array;
}

/** Prepares a run in slices of some milliseconds each, so that whoever asks can let others go on in between. O(rows) in all. */
export function* activitySlices(trace: Trace): Generator<void, Activity> {
  const { stepStatement } = indexesOf(trace).columns;
  const spans = callSpans(trace);
  yield;
  const lines = [...new Set(trace.statements.map(({ range }) => range.line))].sort((a, b) => a - b);
  const rowCount = Math.min(MOST_ROWS, lines.length);
  const bitOf = Uint32Array.from([
    0,
    ...trace.statements.map(({ range }) => 1 << Math.floor((lines.indexOf(range.line) * rowCount) / lines.length)),
  ]);
  const bits = new Uint32Array(stepStatement.length);
  for (let step = 0; step < bits.length; step++) bits[step] = bitOf[stepStatement[step]!]!;
  yield;
  const rows = new Pyramid(bits, (a, b) => a | b);
  yield;
  const deepest = new Pyramid(spans.stepDepth, Math.max);
  yield;
  const shallowest = new Pyramid(spans.stepDepth, Math.min);
  yield;
  const output = outputSteps(trace);
  yield;
  return { spans, rows, rowCount, deepest, shallowest, output, raising: raisingSteps(trace) };
}
