import { indexesOf } from "../indexes.ts";
import type { Trace } from "../types.ts";

/** How often a statement ran. */
export interface StatementCoverage {
  readonly statement: number;
  /** How often it started. */
  readonly count: number;
  /** How often an exception left it. */
  readonly raised: number;
}

/** Every statement, in source order, with how often it ran. O(n) */
export function coverage(trace: Trace): readonly StatementCoverage[] {
  const { stepRaised } = indexesOf(trace).columns;
  return trace.statements.map(({ number }) => {
    const visits = trace.visits(number);
    let raised = 0;
    for (const step of visits) raised += stepRaised[step]!;
    return { statement: number, count: visits.length, raised };
  });
}
