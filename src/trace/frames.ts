import type { TraceColumns } from "./columns.ts";
import type { Control } from "./control.ts";
import { lazy } from "./grouping.ts";
import { rowsOfKind, slotOf } from "./rows.ts";
import { frameEnd, type Steps } from "./steps.ts";
import type { Binding, Frame, FrameOutcome } from "./types.ts";
import type { Values } from "./values.ts";

/** Activations of code objects. */
export class Frames {
  readonly count: number;
  private readonly activation = lazy(() => this.activations());
  private readonly tree = lazy(() => this.callTree());
  private readonly enterRows = lazy(() => this.rowsThatEnter());

  constructor(
    private readonly columns: TraceColumns,
    private readonly control: () => Control,
    private readonly steps: Steps,
    private readonly values: Values,
  ) {
    this.count = columns.frameScope.length;
  }

  /** @throws RangeError when there is no such frame */
  frame(index: number): Frame {
    const { columns } = this;
    if (!(index >= 0 && index < this.count)) {
      throw new RangeError(`There is no frame ${index}: the run has ${this.count} frames, numbered from 0.`);
    }
    const caller = this.control().callerOf(index);
    const callStep = columns.frameCallStep[index]!;
    const steps = this.steps.ofFrame(index);
    return {
      index,
      scope: columns.frameScope[index]!,
      activation: this.activation()[index]!,
      caller: caller < 0 ? null : caller,
      callStep: callStep < 0 ? null : callStep,
      depth: this.tree().depth[index]!,
      arguments: this.arguments(index),
      start: columns.frameStart[index]!,
      end: frameEnd(columns, index),
      firstStep: steps[0] ?? -1,
      lastStep: steps.at(-1) ?? -1,
      outcome: this.outcome(index),
    };
  }

  /** Frames that a frame began, in order. */
  callees(frame: number): readonly number[] {
    const { first, next } = this.tree();
    const callees: number[] = [];
    for (let callee = first[frame] ?? -1; callee >= 0; callee = next[callee]!) callees.push(callee);
    return callees;
  }

  /** The bind rows [from, to) that give a frame its parameters. */
  argumentRows(frame: number): readonly [from: number, to: number] {
    const enter = this.enterRows()[frame]!;
    if (enter < 0) return [0, 0];
    const { columns } = this;
    const { parameters } = columns.scopes[columns.frameScope[frame]!]!;
    let row = enter + 1;
    for (; row < columns.rowSlot.length; row++) {
      const { kind, subject, where } = slotOf(columns, row);
      if (kind !== "bind" || where === "nonlocal" || !parameters.includes(columns.names[subject]!)) break;
      if (row - enter > parameters.length) break;
    }
    return [enter + 1, row];
  }

  private arguments(frame: number): Binding[] {
    const [from, to] = this.argumentRows(frame);
    const bindings: Binding[] = [];
    for (let row = from; row < to; row++) {
      bindings.push([this.columns.names[slotOf(this.columns, row).subject]!, this.values.ofRow(row)]);
    }
    return bindings;
  }

  private outcome(frame: number): FrameOutcome {
    const { columns } = this;
    const row = columns.frameEndRow[frame]!;
    const code = columns.frameOutcome[frame]!;
    if (code === 3) return { kind: "suspended" };
    if (code === 0 || row < 0) return { kind: "unfinished" };
    const owner = this.steps.owner(row);
    const step = owner >= 0 && columns.stepFrame[owner] === frame ? owner : null;
    if (code === 1) return { kind: "returned", value: this.values.ofRow(row), step };
    return { kind: "raised", exception: columns.rowPayload[row]!, step };
  }

  private activations(): Uint32Array {
    const { frameScope, scopes } = this.columns;
    const seen = new Uint32Array(scopes.length);
    return frameScope.map((scope) => ++seen[scope]!);
  }

  private callTree(): { readonly depth: Int32Array; readonly first: Int32Array; readonly next: Int32Array } {
    const control = this.control();
    const depth = new Int32Array(this.count);
    const first = new Int32Array(this.count).fill(-1);
    const last = new Int32Array(this.count).fill(-1);
    const next = new Int32Array(this.count).fill(-1);
    for (let frame = 1; frame < this.count; frame++) {
      const caller = control.callerOf(frame);
      depth[frame] = caller < 0 ? 1 : depth[caller]! + 1;
      if (caller < 0) continue;
      if (first[caller] === -1) first[caller] = frame;
      else next[last[caller]!] = frame;
      last[caller] = frame;
    }
    return { depth, first, next };
  }

  /** The row that began each frame, or -1. */
  private rowsThatEnter(): Int32Array {
    const rows = rowsOfKind(this.columns, new Set(["enter"]));
    const rowOf = new Int32Array(this.count).fill(-1);
    for (const row of rows) rowOf[this.columns.rowPayload[row]!] = row;
    return rowOf;
  }
}
