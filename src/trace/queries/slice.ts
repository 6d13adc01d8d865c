import { lowerBound } from "../grouping.ts";
import { indexesOf, perTrace } from "../indexes.ts";
import type { LoopRun, ObjectId, Tick, Trace } from "../types.ts";
import { loopAround } from "./controllers.ts";
import { eachContentWrite, eachDependence, reachable } from "./dependences.ts";
import { loopPasses } from "./loop-passes.ts";

/** A dynamic backward slice: the steps that a step rests on, directly or through others. */
export interface Slice {
  /** In order; the step itself included. */
  readonly steps: readonly number[];
  /** False when it was cut at the limit: then earlier steps may be missing. */
  readonly complete: boolean;
}

/**
 * The backward slice over data and control dependences (Korel and Laski 1988) from a step: everything that had a part in
 * what it did. Jumps out of the passes of a loop in the slice are in it too, since without them other steps would have
 * run. Latest steps are looked at first, so that a slice cut at the limit holds the nearest reasons.
 * O(steps in the slice · their statements, and the changes of the objects they looked at, each counted once)
 */
export function backwardSlice(trace: Trace, from: number, limit = Number.POSITIVE_INFINITY): Slice {
  const indexes = indexesOf(trace);
  const waiting = new LatestFirst();
  const inSlice = new Uint8Array(trace.stepCount);
  /** Changes of objects that are in the slice already, and with each the changes before it. */
  const seen = new Uint8Array(trace.endTick + 1);
  /** Runs of loops whose jumps are in the slice already. */
  const runs = new Set<LoopRun>();
  const meet = (step: number) => {
    if (step < 0 || inSlice[step] === 1) return;
    inSlice[step] = 1;
    waiting.push(step);
  };
  const lookAt = (object: ObjectId, tick: Tick) => {
    for (const part of reachable(indexes, object, tick)) {
      eachContentWrite(indexes, part, tick, (row) => {
        if (seen[row] === 1) return false;
        seen[row] = 1;
        meet(indexes.steps.owner(row));
        return true;
      });
    }
  };
  meet(from);
  // What the step itself computed, bound or gave back is asked about with all that it holds.
  const { end } = trace.step(from);
  for (const effect of trace.effects(from)) {
    if ("value" in effect && effect.value.kind === "object") lookAt(effect.value.id, end);
  }
  for (let count = 0; count < limit; count++) {
    const step = waiting.pop();
    if (step === undefined) break;
    eachDependence(trace, step, (dependence) => meet(dependence.step), lookAt);
    const run = runOfHeader(trace, step);
    if (run === undefined || runs.has(run)) continue;
    runs.add(run);
    for (const jump of jumpsIn(trace, run)) if (jump < from) meet(jump);
  }
  const steps: number[] = [];
  for (let step = 0; step < inSlice.length; step++) if (inSlice[step] === 1) steps.push(step);
  return { steps, complete: waiting.isEmpty };
}

/** The run of a loop that a step of its header is part of; undefined for other steps, and loops without jumps. */
function runOfHeader(trace: Trace, step: number): LoopRun | undefined {
  const { statement } = trace.step(step);
  return loopJumps(trace).has(statement) ? loopPasses(trace, statement).of(step).run : undefined;
}

/** The `break` and `continue` steps of a run of a loop. */
function jumpsIn(trace: Trace, { statement, entryVisit, frame, lastStep }: LoopRun): readonly number[] {
  const entry = trace.visits(statement)[entryVisit - 1]!;
  const found: number[] = [];
  for (const jump of loopJumps(trace).get(statement) ?? []) {
    const visits = trace.visits(jump);
    for (let i = lowerBound(visits, entry); i < visits.length && visits[i]! <= lastStep; i++) {
      if (trace.step(visits[i]!).frame === frame) found.push(visits[i]!);
    }
  }
  return found;
}

/** The `break` and `continue` statements of each loop that has some. */
const loopJumps = perTrace((trace) => {
  const jumps = new Map<number, number[]>();
  for (const statement of trace.statements) {
    if (statement.kind !== "Break" && statement.kind !== "Continue") continue;
    const loop = loopAround(trace, statement);
    if (loop !== undefined) jumps.set(loop, [...(jumps.get(loop) ?? []), statement.number]);
  }
  return jumps;
});

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
