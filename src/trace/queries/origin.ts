import { indexesOf } from "../indexes.ts";
import type { ObjectId, Tick, Trace } from "../types.ts";
import { type Dependence, dependencesOf } from "./dependences.ts";
import type { Place } from "./history.ts";
import { lastWrite } from "./writes.ts";

/** Where a value came from: the write, and what the step that wrote it had read. */
export interface Origin {
  /** The step that wrote it; for a parameter, the step that made the call. */
  readonly step: number;
  /** The row of the write. */
  readonly tick: Tick;
  readonly because: readonly Dependence[];
}

/**
 * Where the value came from that a name has before a step runs; undefined when it is unbound, a builtin, or was there
 * before the first step. O(log bindings), and the dependences of one step
 */
export function originOf(trace: Trace, step: number, name: string): Origin | undefined {
  const { frame, start } = trace.step(step);
  return origin(trace, indexesOf(trace).lookup.boundBy(frame, name, start));
}

/** Where what a place in an object holds at a tick came from. O(changes since the write) */
export function originOfElement(trace: Trace, object: ObjectId, place: Place, tick: Tick): Origin | undefined {
  return origin(trace, lastWrite(indexesOf(trace), object, place, tick));
}

function origin(trace: Trace, row: number): Origin | undefined {
  const step = row < 0 ? -1 : indexesOf(trace).steps.owner(row);
  return step < 0 ? undefined : { step, tick: row, because: dependencesOf(trace, step) };
}

/** Where the value came from that a name of a frame has at a tick; undefined as for {@link originOf}. */
export function originAt(trace: Trace, frame: number, name: string, tick: Tick): Origin | undefined {
  return origin(trace, indexesOf(trace).lookup.boundBy(frame, name, tick));
}
