import type { Trace } from "../../../trace/types.ts";
import { localsAt } from "./events.ts";

/** Variables of a step's frame that are new or different once the step is done, as `repr` texts. */
export function changesOf(trace: Trace, step: number): readonly (readonly [name: string, repr: string])[] {
  const { frame, start, end } = trace.step(step);
  const before = localsAt(trace, frame, start);
  return [...localsAt(trace, frame, end)].filter(([name, repr]) => before.get(name) !== repr);
}
