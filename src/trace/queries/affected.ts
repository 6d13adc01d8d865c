import { indexesOf } from "../indexes.ts";
import type { Trace } from "../types.ts";
import { eachContentWrite, eachDependence, reachable } from "./dependences.ts";
import type { Slice } from "./slice.ts";

/** Rows of object changes that are looked at for objects looked at as a whole; a long list looked at often has many. */
const CHANGES = 2_000_000;

/**
 * The forward slice over data: the steps that read what a step wrote, or what those wrote, in order; the step itself first. What only decided that a
 * step runs is not in it. O(steps after it · their statements)
 *
 * @param limit how many of the following steps are looked at
 */
export function affectedBy(trace: Trace, from: number, limit = Number.POSITIVE_INFINITY): Slice {
  const indexes = indexesOf(trace);
  const inSlice = new Uint8Array(trace.stepCount);
  inSlice[from] = 1;
  const steps = [from];
  const end = Math.min(trace.stepCount, from + 1 + limit);
  let budget = CHANGES;
  for (let step = from + 1; step < end; step++) {
    let isAffected = false;
    eachDependence(
      trace,
      step,
      (dependence) => {
        const carries = dependence.kind === "data" || dependence.kind === "result";
        if (carries && dependence.step >= from && inSlice[dependence.step] === 1) isAffected = true;
      },
      (object, tick) => {
        if (isAffected || budget <= 0) return;
        for (const part of reachable(indexes, object, tick)) {
          eachContentWrite(indexes, part, tick, (row) => {
            budget -= 1;
            const writer = indexes.steps.owner(row);
            if (writer >= from && inSlice[writer] === 1) isAffected = true;
            // Changes lie in order: those before the step in question cannot have been affected by it.
            return !isAffected && writer >= from && budget > 0;
          });
        }
      },
    );
    if (!isAffected) continue;
    inSlice[step] = 1;
    steps.push(step);
  }
  return { steps, complete: end === trace.stepCount && budget > 0 };
}
