import { affectedBy } from "../../trace/queries/affected.ts";
import { backwardSlice, type Slice } from "../../trace/queries/slice.ts";
import type { Trace } from "../../trace/types.ts";
import type { ValuePlace } from "../state/value-actions.ts";
import { writerOf } from "./why-rows.ts";

/** Steps that are followed at most: a slice of a million steps says no more about lines than its first part. */
const FOLLOWED = 20_000;

/** What a value rests on, or what rests on it, as a slice of the run; null where no step wrote it. */
export function sliceOf(trace: Trace, place: ValuePlace, direction: "from" | "affected"): Slice | null {
  const writer = writerOf(trace, place);
  if (writer === null) return null;
  return direction === "from" ? backwardSlice(trace, writer, FOLLOWED) : affectedBy(trace, writer, FOLLOWED);
}

/** The statements of a slice. */
export function statementsOf(trace: Trace, slice: Slice): ReadonlySet<number> {
  return new Set(slice.steps.map((step) => trace.step(step).statement));
}
