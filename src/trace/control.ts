import { Column } from "./column.ts";
import type { SlotKind, TraceColumns } from "./columns.ts";
import { lastAtMost } from "./grouping.ts";

/**
 * Which frame runs each row, and the stack beneath it.
 *
 * The stacks of a whole run form a tree: a node is a frame running (or resumed) on top of its parent node. Entering and
 * resuming make a node; returning, unwinding and yielding go back to the parent. A change of control keeps the place
 * and the node that runs from there on, so the stack at any tick is one binary search and a walk to the root.
 */
export class Control {
  /** Node `i` runs the rows from `changeAt[i]` on. */
  private readonly changeAt: Int32Array;
  private readonly changeNode: Int32Array;
  private readonly nodeFrame: Int32Array;
  private readonly nodeParent: Int32Array;
  /** The node each frame was first on, or -1. */
  private readonly firstNode: Int32Array;

  /** One pass over all rows. */
  constructor(columns: TraceColumns) {
    const recorder = new ControlRecorder(columns.frameScope.length);
    const action = Uint8Array.from(columns.slots, (slot) => ACTIONS[slot.kind] ?? 0);
    const { rowSlot, rowPayload, stepStart, stepFrame } = columns;
    let step = 0;
    for (let row = 0; row < rowSlot.length; row++) {
      while (step < stepStart.length && stepStart[step]! <= row) recorder.settle(stepStart[step]!, stepFrame[step++]!);
      const doing = action[rowSlot[row]!]!;
      if (doing === 0) continue;
      if (doing === LEAVE) recorder.leave(row + 1);
      else recorder.enter(row + 1, rowPayload[doing === ENTER ? row : row + 1]!);
    }
    while (step < stepStart.length) recorder.settle(stepStart[step]!, stepFrame[step++]!);
    this.changeAt = recorder.changeAt.finish();
    this.changeNode = recorder.changeNode.finish();
    this.nodeFrame = recorder.nodeFrame.finish();
    this.nodeParent = recorder.nodeParent.finish();
    this.firstNode = recorder.firstNode;
  }

  /** The frame that runs the row `tick` (at a tick: that goes on from there); -1 between module and Call. O(log calls) */
  frameAt(tick: number): number {
    return this.frameOf(this.nodeAt(tick));
  }

  /** Frames running or waiting for one another at a tick, innermost first. O(log calls + depth) */
  stackAt(tick: number): number[] {
    const frames: number[] = [];
    for (let node = this.nodeAt(tick); node >= 0; node = this.nodeParent[node]!) frames.push(this.nodeFrame[node]!);
    return frames;
  }

  /** The frame that began a frame (for a generator: first resumed it), or -1. O(1) */
  callerOf(frame: number): number {
    const node = this.firstNode[frame]!;
    return node < 0 ? -1 : this.frameOf(this.nodeParent[node]!);
  }

  /** Calls every time control changes hands, in order: the row from which it does, the node that runs from there on (-1: none). */
  forEachChange(visit: (row: number, node: number) => void): void {
    for (let change = 0; change < this.changeAt.length; change++)
      visit(this.changeAt[change]!, this.changeNode[change]!);
  }

  /** The frame a node runs, and the node beneath it (-1: none). */
  node(node: number): { readonly frame: number; readonly parent: number } {
    return { frame: this.nodeFrame[node]!, parent: this.nodeParent[node]! };
  }

  get nodeCount(): number {
    return this.nodeFrame.length;
  }

  /** A reader that gives {@link frameAt} for growing rows in amortised O(1). */
  frames(): (row: number) => number {
    const { changeAt, changeNode } = this;
    let change = 0;
    return (row) => {
      while (change + 1 < changeAt.length && changeAt[change + 1]! <= row) change++;
      return this.frameOf(changeNode[change]!);
    };
  }

  private nodeAt(tick: number): number {
    return this.changeNode[Math.max(0, lastAtMost(this.changeAt, tick))]!;
  }

  private frameOf(node: number): number {
    return node < 0 ? -1 : this.nodeFrame[node]!;
  }
}

const ENTER = 1;
const LEAVE = 2;
const RESUME = 3;
const ACTIONS: Partial<Record<SlotKind, number>> = {
  enter: ENTER,
  return: LEAVE,
  unwind: LEAVE,
  yield: LEAVE,
  resume: RESUME,
};

class ControlRecorder {
  readonly changeAt = new Column(Int32Array);
  readonly changeNode = new Column(Int32Array);
  readonly nodeFrame = new Column(Int32Array);
  readonly nodeParent = new Column(Int32Array);
  readonly firstNode: Int32Array;
  private current = -1;
  private frame = -1;

  constructor(frameCount: number) {
    this.firstNode = new Int32Array(frameCount).fill(-1);
    this.enter(0, 0);
  }

  enter(at: number, frame: number): void {
    // The module runs from the very first row, whether or not a row says so.
    if (frame === 0 && this.frame === 0) return;
    const node = this.nodeFrame.length;
    this.nodeFrame.push(frame);
    this.nodeParent.push(this.current);
    if (this.firstNode[frame] === -1) this.firstNode[frame] = node;
    this.go(at, node);
  }

  leave(at: number): void {
    if (this.current >= 0) this.go(at, this.nodeParent.data[this.current]!);
  }

  /** A step starts: its frame runs, even if the end of the frames above it left no row. */
  settle(at: number, frame: number): void {
    if (frame === this.frame) return;
    let node = this.current;
    while (node >= 0 && this.nodeFrame.data[node]! !== frame) node = this.nodeParent.data[node]!;
    if (node >= 0) this.go(at, node);
    else this.enter(at, frame);
  }

  private go(at: number, node: number): void {
    this.current = node;
    this.frame = node < 0 ? -1 : this.nodeFrame.data[node]!;
    this.changeAt.push(at);
    this.changeNode.push(node);
  }
}
