import { lowerBound } from "../grouping.ts";
import { indexesOf } from "../indexes.ts";
import { flaggedRows, MUTATIONS } from "../rows.ts";
import type { Trace } from "../types.ts";
import { type Condition, parseCondition } from "./condition.ts";

/** Steps at which a condition begins to hold: it holds before the step runs, and did not before the step before. */
export interface Search {
  readonly condition: Condition;
  isHit(step: number): boolean;
  /** The first hit after a step (-1: from the beginning), or null. */
  next(after: number): number | null;
  /** The last hit before a step, or null. */
  previous(before: number): number | null;
}

/**
 * Search a run for the steps where a condition begins to hold, each looked at in its own frame: "first step where
 * `x > 3`", "where `len(xs) == 0`". Beginning costs O(rows); a step then costs O(log n), and an evaluation where one of the
 * names was bound, an object changed, or another frame runs.
 *
 * @throws ConditionError when the condition cannot be read
 */
export function search(trace: Trace, text: string): Search {
  const condition = parseCondition(text);
  const { columns } = indexesOf(trace);
  const relevant = relevantRows(trace, condition);
  const { stepStart, stepFrame } = columns;
  const holds = (step: number) => condition.holds(trace, stepFrame[step]!, stepStart[step]!);

  function mayDiffer(step: number): boolean {
    if (step === 0 || stepFrame[step] !== stepFrame[step - 1]) return true;
    const from = lowerBound(relevant, stepStart[step - 1]!);
    return from < relevant.length && relevant[from]! < stepStart[step]!;
  }

  function isHit(step: number): boolean {
    return mayDiffer(step) && holds(step) && (step === 0 || !holds(step - 1));
  }

  return {
    condition,
    isHit,
    next(after) {
      for (let step = after + 1; step < trace.stepCount; step++) if (isHit(step)) return step;
      return null;
    },
    previous(before) {
      for (let step = before - 1; step >= 0; step--) if (isHit(step)) return step;
      return null;
    },
  };
}

/** The rows after which the condition may hold where it did not. */
function relevantRows(trace: Trace, condition: Condition): Uint32Array {
  const { columns } = indexesOf(trace);
  const names = new Set(condition.names);
  const flags = Uint8Array.from(columns.slots, ({ kind, subject }) => {
    if (kind === "bind" || kind === "unbind") return names.has(columns.names[subject]!) ? 1 : 0;
    return MUTATIONS.has(kind) ? 1 : 0;
  });
  return flaggedRows(columns, flags);
}
