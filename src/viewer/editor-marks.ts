import type { Sentence } from "../rationale/types.ts";
import type { Range, Trace } from "../trace/types.ts";

/** Whole lines, from 1, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** What is marked beside the code. */
export interface EditorMarks {
  /** The statement that has just run. */
  readonly current: Lines | null;
  /** The statement that runs next. */
  readonly next: Lines | null;
  /** What the marked sentence speaks of. */
  readonly told: readonly Lines[];
}

/** Why the code cannot run, and where. */
export interface EditorProblem {
  readonly range: Range;
  readonly message: string;
}

export const NO_MARKS: EditorMarks = { current: null, next: null, told: [] };

const linesOf = (range: Range): Lines => ({ first: range.line, last: Math.max(range.line, range.endLine) });

/** The marks for a step and the sentence that is marked at it. */
export function marksAt(trace: Trace, step: number, sentence: Sentence | null): EditorMarks {
  const header = (index: number) => linesOf(trace.statement(trace.step(index).statement).header);
  return {
    current: header(step),
    next: step + 1 < trace.stepCount ? header(step + 1) : null,
    told: sentence ? sentence.statements.map((number) => linesOf(trace.statement(number).header)) : [],
  };
}
