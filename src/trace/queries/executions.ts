import type { Trace, Value } from "../types.ts";

/** One execution of a statement, with values before it ran. */
export interface Execution {
  readonly step: number;
  readonly visit: number;
  readonly frame: number;
  /** What the given names meant then; null where one was unbound. */
  readonly values: readonly (Value | null)[];
}

/**
 * Executions of a statement, in order, with the values of some names before each. O(names · log n) for each.
 *
 * @param from the first visit wanted, from 1
 * @param limit how many are wanted
 */
export function executions(
  trace: Trace,
  statement: number,
  names: readonly string[],
  from = 1,
  limit = Number.POSITIVE_INFINITY,
): readonly Execution[] {
  const steps = trace.visits(statement).subarray(from - 1, from - 1 + limit);
  return Array.from(steps, (step) => {
    const { frame, visit, start } = trace.step(step);
    return { step, visit, frame, values: names.map((name) => trace.lookup(frame, name, start) ?? null) };
  });
}
