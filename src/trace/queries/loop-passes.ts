import { perTrace } from "../indexes.ts";
import type { LoopRun, Trace } from "../types.ts";

/** Where a loop header's step stands in its loop. */
export interface PassPlace {
  /** The step that entered the loop. */
  readonly entry: number;
  /** 0-based; the visit that ends the loop counts as one more. */
  readonly index: number;
  readonly run: LoopRun;
}

/** For every visit of one loop statement, the step that entered the loop and which pass it begins. */
export class LoopPasses {
  private readonly visits: Int32Array;
  private readonly entry: Int32Array;
  private readonly index: Int32Array;
  private readonly run: Int32Array;
  private readonly runs: readonly LoopRun[];

  constructor(
    private readonly trace: Trace,
    statement: number,
  ) {
    this.runs = trace.loopRuns(statement);
    this.visits = trace.visits(statement);
    this.entry = Int32Array.from(this.visits);
    this.index = new Int32Array(this.visits.length);
    this.run = new Int32Array(this.visits.length);
    this.runs.forEach(({ entryVisit, passes, frame }, run) => {
      const entry = this.visits[entryVisit - 1]!;
      this.set(entry, entry, 0, run);
      passes.forEach(({ header }, index) => {
        this.set(header, entry, index, run);
      });
      // The last pass is followed by the visit that finds the loop over, unless it was left from inside.
      const end = passes.at(-1)?.end ?? trace.stepCount;
      const after = end < trace.stepCount ? trace.step(end) : undefined;
      if (after?.statement === statement && after.frame === frame) this.set(end, entry, passes.length, run);
    });
  }

  /** Where a step of this statement stands in its loop. O(1) */
  of(step: number): PassPlace {
    const place = this.place(step);
    return { entry: this.entry[place]!, index: this.index[place]!, run: this.runs[this.run[place]!]! };
  }

  private set(step: number, entry: number, index: number, run: number): void {
    const place = this.place(step);
    this.entry[place] = entry;
    this.index[place] = index;
    this.run[place] = run;
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
