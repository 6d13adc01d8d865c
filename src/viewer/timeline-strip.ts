import type { Trace } from "../trace/types.ts";

/** The run sampled to a number of columns, each standing for the steps [start, end). */
export interface Strip {
  readonly columns: readonly StripColumn[];
  readonly maxDepth: number;
}

interface StripColumn {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly line: number;
  readonly output: boolean;
  readonly exception: boolean;
}

/**
 * Samples a run. Depth and line are those of the column's first step; output and exceptions are found wherever in the
 * column they happened. O(width log n), whatever the length of the run.
 */
export function sampleStrip(trace: Trace, width: number): Strip {
  const count = Math.min(width, trace.stepCount);
  const boundary = (column: number) => Math.floor((column * trace.stepCount) / count);
  const raised = [...trace.exceptions].map((exception) => exception.raisedAt).sort((a, b) => a - b);
  const columns: StripColumn[] = [];
  let maxDepth = 1;
  let written = 0;
  let nextRaised = 0;
  for (let column = 0; column < count; column++) {
    const start = boundary(column);
    const end = boundary(column + 1);
    const step = trace.step(start);
    const depth = trace.frame(step.frame).depth;
    const until = end < trace.stepCount ? trace.step(end).start : trace.endTick;
    const writtenNow = trace.outputBefore(until).length;
    const before = nextRaised;
    while (nextRaised < raised.length && raised[nextRaised]! < end) nextRaised++;
    columns.push({
      start,
      end,
      depth,
      line: trace.statement(step.statement).range.line,
      output: writtenNow > written,
      exception: nextRaised > before,
    });
    written = writtenNow;
    maxDepth = Math.max(maxDepth, depth);
  }
  return { columns, maxDepth };
}
