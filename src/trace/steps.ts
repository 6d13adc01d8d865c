import type { TraceColumns } from "./columns.ts";
import { type Groups, groupBy, lastAtMost, lazy, lowerBound } from "./grouping.ts";
import type { Step, Tick } from "./types.ts";

/** Steps: their visits, when they end, and which rows are their own. */
export class Steps {
  readonly count: number;
  private readonly byStatement = lazy(() => groupBy(this.columns.stepStatement, 1 + this.columns.statements.length));
  private readonly byFrame = lazy(() => groupBy(this.columns.stepFrame, this.columns.frameScope.length));
  private readonly returns = lazy(() => groupBy(this.columns.returnStep, this.count));
  private readonly visitOf = lazy(() => positionsInGroup(this.byStatement(), this.count));
  private readonly following = lazy(() => this.nextSteps());

  constructor(private readonly columns: TraceColumns) {
    this.count = columns.stepStart.length;
  }

  /** @throws RangeError when there is no such step */
  step(index: number): Step {
    const { columns } = this;
    if (!(index >= 0 && index < this.count)) {
      throw new RangeError(`There is no step ${index}: the run has ${this.count} steps, numbered from 0.`);
    }
    const frame = columns.stepFrame[index]!;
    return {
      index,
      statement: columns.stepStatement[index]!,
      visit: this.visitOf()[index]! + 1,
      frame,
      start: columns.stepStart[index]!,
      end: this.end(index),
      outcome: this.outcome(index, frame),
    };
  }

  /** When control next moves on in the same frame. O(1) */
  end(index: number): Tick {
    const next = this.following()[index]!;
    return next >= 0 ? this.columns.stepStart[next]! : frameEnd(this.columns, this.columns.stepFrame[index]!);
  }

  /** The next step of the same frame, or -1. O(1) */
  nextInFrame(index: number): number {
    return this.following()[index]!;
  }

  /** Steps that start a statement, in order. O(1) */
  visits(statement: number): Int32Array {
    return groupView(this.byStatement(), statement);
  }

  /** Steps of one frame, in order. O(1) */
  ofFrame(frame: number): Int32Array {
    return groupView(this.byFrame(), frame);
  }

  /** The step of a frame that is under way, or starts, at a tick; -1 before its first. O(log steps of the frame) */
  ofFrameAt(frame: number, tick: Tick): number {
    const steps = this.ofFrame(frame);
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.columns.stepStart[steps[middle]!]! <= tick) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? -1 : steps[low - 1]!;
  }

  /** The step whose own doing a row is (at a tick: that goes on from there); -1 before the first. O(log n) */
  owner(row: number): number {
    const { stepStart, returnRow, returnStep } = this.columns;
    const started = lastAtMost(stepStart, row);
    const back = lastAtMost(returnRow, row);
    if (back < 0 || (started >= 0 && stepStart[started]! >= returnRow[back]!)) return started;
    return returnStep[back]!;
  }

  /** The stretches [from, to) of rows that are a step's own, in order. O(stretches · log n) */
  ownRows(index: number): (readonly [from: number, to: number])[] {
    const { stepStart, returnRow } = this.columns;
    const stretches: (readonly [number, number])[] = [];
    const first = stepStart[index]!;
    const upTo = (from: number, nextStep: number, nextReturn: number) => {
      const to = Math.min(stepStart[nextStep] ?? this.rowCount, returnRow[nextReturn] ?? this.rowCount);
      if (to > from) stretches.push([from, to]);
    };
    upTo(first, index + 1, lowerBound(returnRow, first + 1));
    const { start, items } = this.returns();
    for (let i = start[index]!; i < start[index + 1]!; i++) {
      const back = items[i]!;
      const from = returnRow[back]!;
      upTo(from, lowerBound(stepStart, from), back + 1);
    }
    return stretches;
  }

  /**
   * The last step of a statement in a frame before another step of that frame, or -1.
   * O(the smaller of: steps of the frame in between, visits of the statement in between)
   */
  lastOf(statement: number, frame: number, before: number): number {
    const { stepStatement, stepFrame } = this.columns;
    const visits = this.visits(statement);
    const own = this.ofFrame(frame);
    let visit = lowerBound(visits, before) - 1;
    let step = lowerBound(own, before) - 1;
    for (; visit >= 0 && step >= 0; visit--, step--) {
      if (stepFrame[visits[visit]!] === frame) return visits[visit]!;
      if (stepStatement[own[step]!] === statement) return own[step]!;
    }
    return -1;
  }

  /** The first step that starts after a frame has ended; the number of steps when none does. O(log n) */
  afterFrame(frame: number): number {
    if (this.columns.frameOutcome[frame] === 0) return this.count;
    return lowerBound(this.columns.stepStart, frameEnd(this.columns, frame));
  }

  private get rowCount(): number {
    return this.columns.rowSlot.length;
  }

  private outcome(index: number, frame: number): Step["outcome"] {
    if (this.columns.stepRaised[index] === 1) return "raised";
    if (this.following()[index]! >= 0) return "completed";
    const frameOutcome = this.columns.frameOutcome[frame]!;
    return frameOutcome === 0 || frameOutcome === 3 ? "unfinished" : "completed";
  }

  private nextSteps(): Int32Array {
    const { stepFrame } = this.columns;
    const latest = new Int32Array(this.columns.frameScope.length).fill(-1);
    const next = new Int32Array(this.count);
    for (let index = this.count - 1; index >= 0; index--) {
      const frame = stepFrame[index]!;
      next[index] = latest[frame]!;
      latest[frame] = index;
    }
    return next;
  }
}

/** The tick after a frame's last row, or where the record of it stops. */
export function frameEnd(columns: TraceColumns, frame: number): Tick {
  const row = columns.frameEndRow[frame]!;
  return row >= 0 ? row + 1 : columns.frameEnd[frame]!;
}

function groupView(groups: Groups, group: number): Int32Array {
  const from = groups.start[group] ?? 0;
  const to = groups.start[group + 1] ?? from;
  // The items are indices below 2 ** 31, so the same bytes read as signed numbers are the same numbers.
  return new Int32Array(groups.items.buffer, from * 4, to - from);
}

function positionsInGroup(groups: Groups, itemCount: number): Uint32Array {
  const positions = new Uint32Array(itemCount);
  for (let group = 0; group + 1 < groups.start.length; group++) {
    const from = groups.start[group]!;
    for (let i = from; i < groups.start[group + 1]!; i++) positions[groups.items[i]!] = i - from;
  }
  return positions;
}
