import type { TraceColumns } from "./columns.ts";
import type { Control } from "./control.ts";
import { lazy } from "./grouping.ts";
import type { ScopeNames } from "./names.ts";
import type { Objects } from "./objects.ts";
import type { Binding, ObjectId, Tick, Value } from "./types.ts";
import type { Values } from "./values.ts";
import type { Variables } from "./variables.ts";

const DUNDER = /^__.*__$/;

/** Finds the variable that a name means in a frame. */
export class Lookup {
  private readonly nameIds = lazy(() => new Map(this.columns.names.map((name, id) => [name, id])));

  constructor(
    private readonly columns: TraceColumns,
    private readonly values: Values,
    private readonly variables: () => Variables,
    private readonly names: () => readonly ScopeNames[],
    private readonly control: () => Control,
    private readonly objects: Objects,
  ) {}

  /** A frame's own variables at a tick, in order of first binding; a module's without its dunder names. */
  bindings(frame: number, tick: Tick): Binding[] {
    const variables = this.variables();
    const isModule = this.scopeOf(frame).kind === "module";
    const bindings: Binding[] = [];
    for (const history of variables.ofFrame(frame)) {
      const name = this.columns.names[history.name]!;
      if (isModule && DUNDER.test(name)) continue;
      const row = variables.boundBy(history, tick);
      if (row >= 0) bindings.push([name, this.values.ofRow(row)]);
    }
    return bindings;
  }

  /** The row that last bound what a name means in a frame at a tick; -1 when that is unbound or a builtin. */
  boundBy(frame: number, name: string, tick: Tick): number {
    const id = this.nameIds().get(name);
    if (id === undefined) return -1;
    for (let at = frame; at > 0; at = this.enclosing(at)) {
      const scope = this.scopeOf(at);
      const names = this.names()[scope.id]!;
      if (names.global.has(name)) break;
      // The variables of a class body are not seen by the functions in it.
      if (at !== frame && scope.kind === "class") continue;
      const row = this.boundInFrame(at, id, tick);
      if (row >= 0) return row;
      if (scope.kind !== "class" && names.local.has(name)) return -1;
    }
    return this.boundInFrame(0, id, tick);
  }

  /**
   * What a closure's cell holds: the variable of the frame that made the function; null while it is unbound, undefined
   * when that frame is not known.
   */
  cell(functionObject: ObjectId, name: string, tick: Tick): Value | null | undefined {
    let frame = this.definingFrame(functionObject);
    if (frame < 0) return undefined;
    while (frame > 0 && this.scopeOf(frame).kind === "class") frame = this.enclosing(frame);
    // A variable of a comprehension is no function's own: what was first seen in the cell must do.
    if (!this.isVariableOfFunction(frame, name)) return undefined;
    const row = this.boundBy(frame, name, tick);
    return row < 0 ? null : this.values.ofRow(row);
  }

  private isVariableOfFunction(frame: number, name: string): boolean {
    for (let at = frame; at > 0; at = this.enclosing(at)) {
      const scope = this.scopeOf(at);
      if (scope.kind !== "class" && this.names()[scope.id]!.local.has(name)) return true;
    }
    return false;
  }

  /** The frame whose variables a frame sees from inside; -1 for none. A class body runs in the frame that it stands in. */
  private enclosing(frame: number): number {
    const enclosing = this.columns.frameEnclosing[frame]!;
    if (enclosing >= 0 || this.scopeOf(frame).kind !== "class") return enclosing;
    return this.columns.stepFrame[this.columns.frameCallStep[frame]!] ?? -1;
  }

  /** The frame on the stack at a function's first sight whose code holds the function's. */
  private definingFrame(functionObject: ObjectId): number {
    const { columns } = this;
    const scope = columns.scopes[columns.objectScope[functionObject]!];
    if (scope === undefined || scope.parent === null) return -1;
    const stack = this.control().stackAt(this.objects.firstSight(functionObject));
    return stack.find((frame) => columns.frameScope[frame] === scope.parent) ?? -1;
  }

  private boundInFrame(frame: number, name: number, tick: Tick): number {
    const history = this.variables().find(frame, name);
    return history === undefined ? -1 : this.variables().boundBy(history, tick);
  }

  private scopeOf(frame: number) {
    return this.columns.scopes[this.columns.frameScope[frame]!]!;
  }
}
