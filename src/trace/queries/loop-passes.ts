import { perTrace } from "../indexes.ts";
import type { Trace } from "../types.ts";

/** Where a loop header's step stands in its loop. */
export interface PassPlace {
  /** The step that entered the loop. */
  readonly entry: number;
  /** 0-based; the visit that ends the loop counts as one more. */
  readonly index: number;
}

/** For every visit of one loop statement, the step that entered the loop and which pass it begins. */
export class LoopPasses {
  private readonly visits: Int32Array;
  private readonly entry: Int32Array;
  private readonly index: Int32Array;

  constructor(
    private readonly trace: Trace,
    statement: number,
  ) {
    this.visits = trace.visits(statement);
    this.entry = Int32Array.from(this.visits);
    this.index = new Int32Array(this.visits.length);
    for (const { entryVisit, passes, frame } of trace.loopRuns(statement)) {
      const entry = this.visits[entryVisit - 1]!;
      passes.forEach(({ header }, index) => {
        this.set(header, entry, index);
      });
      // The last pass is followed by the visit that finds the loop over, unless it was left from inside.
      const end = passes.at(-1)?.end ?? trace.stepCount;
      if (end >= trace.stepCount) continue;
      const after = trace.step(end);
      if (after.statement === statement && after.frame === frame) this.set(end, entry, passes.length);
    }
  }

  /** Where a step of this statement stands in its loop. O(1) */
  of(step: number): PassPlace {
    const place = this.place(step);
    return { entry: this.entry[place]!, index: this.index[place]! };
  }

  private set(step: number, entry: number, index: number): void {
    const place = this.place(step);
    this.entry[place] = entry;
    this.index[place] = index;
  }

  private place(step: number): number {
    return this.trace.step(step).visit - 1;
  }
}

const passesOf = perTrace(() => new Map<number, LoopPasses>());

/** The passes of a loop statement. O(visits) the first time, then O(1) */
export function loopPasses(trace: Trace, statement: number): LoopPasses {
  const known = passesOf(trace);
  const passes = known.get(statement) ?? new LoopPasses(trace, statement);
  known.set(statement, passes);
  return passes;
}
