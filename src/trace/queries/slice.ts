import { indexesOf } from "../indexes.ts";
import type { ObjectId, Trace } from "../types.ts";
import { contentWrites, eachDependence, reachable } from "./dependences.ts";

/** A dynamic backward slice: the steps that a step rests on, directly or through others. */
export interface Slice {
  /** In order; the step itself included. */
  readonly steps: readonly number[];
  /** False when it was cut at the limit: then earlier steps may be missing. */
  readonly complete: boolean;
}

/**
 * The backward slice over data and control dependences (Korel and Laski 1988) from a step: everything that had a part in
 * what it did. Latest steps are looked at first, so that a slice cut at the limit holds the nearest reasons.
 * O(steps in the slice · their statements, and the changes of the objects they looked at, each counted once)
 */
export function backwardSlice(trace: Trace, from: number, limit = Number.POSITIVE_INFINITY): Slice {
  const indexes = indexesOf(trace);
  const waiting = new LatestFirst();
  const inSlice = new Uint8Array(trace.stepCount);
  /** How many changes of each object are in the slice already. */
  const looked = new Map<ObjectId, number>();
  const meet = (step: number) => {
    if (step < 0 || inSlice[step] === 1) return;
    inSlice[step] = 1;
    waiting.push(step);
  };
  meet(from);
  for (let count = 0; count < limit; count++) {
    const step = waiting.pop();
    if (step === undefined) break;
    eachDependence(
      trace,
      step,
      (dependence) => meet(dependence.step),
      (object, tick) => {
        for (const part of reachable(indexes, object, tick)) {
          const changes = indexes.objects.changesBefore(part, tick);
          const before = looked.get(part);
          if (before !== undefined && before >= changes) continue;
          for (const row of contentWrites(indexes, part, before ?? 0, tick)) meet(indexes.steps.owner(row));
          looked.set(part, changes);
        }
      },
    );
  }
  const steps: number[] = [];
  for (let step = 0; step < inSlice.length; step++) if (inSlice[step] === 1) steps.push(step);
  return { steps, complete: waiting.isEmpty };
}

/** A heap of steps that gives the latest first. */
class LatestFirst {
  private readonly heap: number[] = [];

  get isEmpty(): boolean {
    return this.heap.length === 0;
  }

  push(step: number): void {
    const { heap } = this;
    let at = heap.push(step) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above]! >= step) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = step;
  }

  pop(): number | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && heap[below + 1]! > heap[below]!) below += 1;
      if (heap[below]! <= last) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return top;
  }
}
