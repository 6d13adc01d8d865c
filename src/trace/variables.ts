import type { TraceColumns } from "./columns.ts";
import type { Control } from "./control.ts";
import { lowerBound, stableSortBy, tabulate } from "./grouping.ts";
import { rowsOfKind, slotOf } from "./rows.ts";
import type { Tick } from "./types.ts";

/** The history of one variable of one frame: its rows are `rows[from .. to)`, in order. */
export interface VariableHistory {
  readonly name: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Binding histories as compressed sparse rows: the bind and unbind rows sorted by frame, then name, then time.
 * Built by two counting sorts; the variable at a tick is then a binary search.
 */
export class Variables {
  /** Bind and unbind rows by (frame, name, time). */
  readonly rows: Uint32Array;
  private readonly variableName: Int32Array;
  private readonly variableStart: Int32Array;
  /** Variables of frame f are `frameStart[f] .. frameStart[f + 1]`. */
  private readonly frameStart: Uint32Array;

  /** O(rows of the run) */
  constructor(
    private readonly columns: TraceColumns,
    control: Control,
  ) {
    const rows = rowsOfKind(columns, new Set(["bind", "unbind"]));
    const frameCount = columns.frameScope.length;
    const names = tabulate(rows.length, (i) => slotOf(columns, rows[i]!).subject);
    const running = control.frames();
    const frames = tabulate(rows.length, (i) => owningFrame(columns, rows[i]!, running(rows[i]!)));

    const inTime = tabulate(rows.length, (i) => i);
    const order = stableSortBy(stableSortBy(inTime, names, columns.names.length), frames, frameCount);
    this.rows = tabulate(order.length, (i) => rows[order[i]!]!);

    const variableName: number[] = [];
    const variableStart: number[] = [];
    this.frameStart = new Uint32Array(frameCount + 1);
    for (let at = 0; at < order.length; at++) {
      const frame = frames[order[at]!]!;
      const name = names[order[at]!]!;
      const isSame = at > 0 && frames[order[at - 1]!] === frame && names[order[at - 1]!] === name;
      if (isSame) continue;
      variableName.push(name);
      variableStart.push(at);
      this.frameStart[frame + 1]! += 1;
    }
    for (let frame = 0; frame < frameCount; frame++) this.frameStart[frame + 1]! += this.frameStart[frame]!;
    variableStart.push(order.length);
    this.variableName = Int32Array.from(variableName);
    this.variableStart = Int32Array.from(variableStart);
  }

  /** Variables a frame ever has, in order of first binding. */
  ofFrame(frame: number): VariableHistory[] {
    const histories: VariableHistory[] = [];
    const end = this.frameStart[frame + 1] ?? 0;
    for (let variable = this.frameStart[frame] ?? 0; variable < end; variable++) histories.push(this.history(variable));
    return histories.sort((a, b) => this.rows[a.from]! - this.rows[b.from]!);
  }

  /** One variable of a frame, or undefined when it never has it. O(log variables of the frame) */
  find(frame: number, name: number): VariableHistory | undefined {
    const end = this.frameStart[frame + 1] ?? 0;
    const variable = lowerBound(this.variableName, name, this.frameStart[frame] ?? 0, end);
    return variable < end && this.variableName[variable] === name ? this.history(variable) : undefined;
  }

  /** The row that last bound the variable before a tick, or -1 when it is unbound then. O(log bindings of it) */
  boundBy(history: VariableHistory, tick: Tick): number {
    const at = lowerBound(this.rows, tick, history.from, history.to) - 1;
    if (at < history.from) return -1;
    const row = this.rows[at]!;
    return slotOf(this.columns, row).kind === "bind" ? row : -1;
  }

  private history(variable: number): VariableHistory {
    return {
      name: this.variableName[variable]!,
      from: this.variableStart[variable]!,
      to: this.variableStart[variable + 1]!,
    };
  }
}

/** The frame whose variable a bind or unbind row speaks of. */
export function owningFrame(columns: TraceColumns, row: number, runningFrame: number): number {
  const { where } = slotOf(columns, row);
  if (where === "global") return 0;
  if (where === "nonlocal") return columns.rowPayload[row + 1]!;
  return Math.max(runningFrame, 0);
}
