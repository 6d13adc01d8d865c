import type { Sentence } from "../rationale/types.ts";
import { coverage } from "../trace/queries/coverage.ts";
import { childNode } from "../trace/syntax.ts";
import type { Range, Statement, Trace } from "../trace/types.ts";
import { inlineValues, type LineValue } from "./inline-values.ts";

/** Whole lines, from 1, both included. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** What is marked beside the code. */
export interface EditorMarks {
  /** The statement that has just run. */
  readonly current: Lines | null;
  /** The statement that ran before it. */
  readonly previous: Lines | null;
  /** The statement that runs next. */
  readonly next: Lines | null;
  /** What the marked sentence speaks of. */
  readonly told: readonly Lines[];
  readonly values: readonly LineValue[];
  /** The sub-expression that is being looked at. */
  readonly evaluated: Range | null;
  /** What has no part in the answer to a question about the run. */
  readonly dimmed: readonly Lines[];
}

/** What is known of lines over the whole run. */
export interface LineCounts {
  /** How often the statements that begin on a line ran, by line. */
  readonly counts: ReadonlyMap<number, number>;
  readonly most: number;
  readonly never: readonly Lines[];
}

/** Why the code cannot run, and where. */
export interface EditorProblem {
  readonly range: Range;
  readonly message: string;
}

export const NO_MARKS: EditorMarks = {
  current: null,
  previous: null,
  next: null,
  told: [],
  values: [],
  evaluated: null,
  dimmed: [],
};

const linesOf = (range: Range): Lines => ({ first: range.line, last: Math.max(range.line, range.endLine) });

/** The marks for a step, the sentence that is marked at it, and the sub-expression that is looked at. */
export function marksAt(
  trace: Trace,
  step: number,
  sentence: Sentence | null,
  evaluated: Range | null,
  dimmed: readonly Lines[],
): EditorMarks {
  const header = (index: number) => linesOf(trace.statement(trace.step(index).statement).header);
  return {
    current: header(step),
    previous: step > 0 ? header(step - 1) : null,
    next: step + 1 < trace.stepCount ? header(step + 1) : null,
    told: sentence ? sentence.statements.map((number) => linesOf(trace.statement(number).header)) : [],
    values: inlineValues(trace, step),
    evaluated,
    dimmed,
  };
}

/** The lines of the statements that are not among those given, and of no statement. */
export function linesBeside(trace: Trace, statements: ReadonlySet<number>): readonly Lines[] {
  return trace.statements
    .filter(({ number, kind }) => !statements.has(number) && !/^(Async)?(Function|Class)Def$/.test(kind))
    .map(({ header }) => linesOf(header));
}

/** How often each line ran, and the lines that never did. O(statements) */
export function lineCounts(trace: Trace): LineCounts {
  const counts = new Map<number, number>();
  const never: Lines[] = [];
  for (const { statement: number, count } of coverage(trace)) {
    const statement = trace.statement(number);
    if (isSilent(trace, statement)) continue;
    counts.set(statement.range.line, Math.max(count, counts.get(statement.range.line) ?? 0));
    if (count === 0) never.push(linesOf(statement.header));
  }
  return { counts, most: Math.max(1, ...counts.values()), never };
}

/** Declarations and docstrings do nothing when they run. */
function isSilent(trace: Trace, { kind, node }: Statement): boolean {
  if (kind === "Global" || kind === "Nonlocal") return true;
  return kind === "Expr" && childNode(trace.node(node), "value")?.type === "Constant";
}
