import type {
  Effect,
  Frame,
  LoopRun,
  MappingView,
  ObjectView,
  Range,
  Statement,
  SyntaxNode,
  Tick,
  Trace,
  Value,
} from "../trace/types.ts";
import type { Claim } from "./claims.ts";
import { child, constant, identifier, opensScope, walk } from "./syntax.ts";

/** A value at the moment it was seen. */
export interface Sighting {
  readonly value: Value;
  readonly tick: Tick;
}

/** An evaluation of an expression; `nth` counts its evaluations within the step, from 1. */
export interface Evaluation extends Sighting {
  readonly nth: number;
}

/** Longer `repr` texts are not put into claims. */
const CLAIMABLE = 10_000;
/** How builtin types are written; other classes may have a metaclass that says otherwise. */
const BUILTIN_CLASS =
  /^<class '(int|float|complex|bool|str|bytes|bytearray|list|tuple|dict|set|frozenset|range|NoneType|object|type)'>$/;
/** A value with more parts than this is not examined. */
const PARTS = 20_000;
/** Nor one nested deeper than this; Python's own `repr` gives up at some depth, too. */
const NESTED = 150;
/** The exception that ends a run whose input has run out; it is ours, not the program's. */
export const OUT_OF_INPUT = "InputExhausted";

/**
 * What a narrator may ask about a run, and which of it can be put into a claim. A thin layer over {@link Trace} that
 * speaks in the coordinates of `docs/claims.md`.
 */
export class Evidence {
  readonly trace: Trace;
  private readonly evaluations = new Map<number, Map<number, Evaluation[]>>();
  private readonly runs = new Map<string, LoopRun>();
  private readonly statementOfNode = new Map<number, number>();
  private activations: Map<string, number> | null = null;
  /** No class of the program says itself how its objects are written. */
  private readonly hasStandardReprs: boolean;
  private readonly sourceLines: readonly string[];

  constructor(trace: Trace) {
    this.trace = trace;
    this.hasStandardReprs = !/__repr__|\brepr\s*=/.test(trace.source);
    this.sourceLines = trace.source.split(/\r\n|\r|\n/);
    for (const statement of trace.statements) {
      this.statementOfNode.set(statement.node, statement.number);
      if (!/^(For|AsyncFor|While)$/.test(statement.kind)) continue;
      for (const run of trace.loopRuns(statement.number)) {
        this.runs.set(
          `${run.statement}:${run.entryVisit}`,
          this.isCutOff(run) ? { ...run, ending: "unfinished" } : run,
        );
      }
    }
  }

  /** The step that asked for a line of input when none was left, which ended the run; null for all other runs. */
  get stepWithoutInput(): number | null {
    const { ending, exceptions } = this.trace;
    if (ending.kind !== "limit" || ending.limit !== "input") return null;
    return exceptions.find((exception) => exception.type === OUT_OF_INPUT)?.raisedAt ?? null;
  }

  /** Whether a loop was still running when the input ran out. */
  private isCutOff(run: LoopRun): boolean {
    const step = this.stepWithoutInput;
    return (
      run.ending === "raise" && step !== null && step <= run.lastStep && step >= (run.passes[0]?.header ?? step + 1)
    );
  }

  coordinate(step: number): [number, number] {
    const { statement, visit } = this.trace.step(step);
    return [statement, visit];
  }

  statementAt(step: number): Statement {
    return this.trace.statement(this.trace.step(step).statement);
  }

  /** The syntax tree of the statement a step runs. */
  nodeAt(step: number): SyntaxNode {
    return this.trace.node(this.statementAt(step).node);
  }

  /** Whether the program gives a name a meaning of its own anywhere, so that it may not be the builtin. */
  definesName(name: string): boolean {
    return new RegExp(
      `\\bdef ${name}\\b|\\bclass ${name}\\b|\\b${name}\\s*=[^=]|\\b(?:as|for) ${name}\\b|import .*\\b${name}\\b`,
    ).test(this.trace.source);
  }

  /** The line a statement begins on. */
  lineOf(statement: number): number {
    return this.trace.statement(statement).range.line;
  }

  statementNumber(node: SyntaxNode): number | null {
    return this.statementOfNode.get(node.id) ?? null;
  }

  /** The run of the loop that a header step entered, if it entered one. */
  loopEntered(step: number): LoopRun | null {
    const { statement, visit } = this.trace.step(step);
    return this.runs.get(`${statement}:${visit}`) ?? null;
  }

  /** The frame's next step after this one, or null when the frame ended. */
  next(step: number): number | null {
    const frame = this.trace.step(step).frame;
    const steps = this.trace.stepsOfFrame(frame);
    return steps[this.positionInFrame(frame, step) + 1] ?? null;
  }

  /** Where in a frame's steps the first one at or after this one stands. */
  private positionInFrame(frame: number, from: number): number {
    const steps = this.trace.stepsOfFrame(frame);
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Steps of one frame alone within [from, end). */
  stepsWithin(frame: number, from: number, end: number): number[] {
    const steps = this.trace.stepsOfFrame(frame);
    const found: number[] = [];
    for (let at = this.positionInFrame(frame, from); at < steps.length; at += 1) {
      const step = steps[at] ?? end;
      if (step >= end) break;
      found.push(step);
    }
    return found;
  }

  /** Every recorded evaluation of a step, by node. */
  private evaluated(step: number): Map<number, Evaluation[]> {
    let found = this.evaluations.get(step);
    if (found === undefined) {
      found = new Map();
      for (const effect of this.trace.effects(step)) {
        if (effect.kind !== "evaluate") continue;
        const list = found.get(effect.node) ?? [];
        list.push({ value: effect.value, tick: effect.tick, nth: list.length + 1 });
        found.set(effect.node, list);
      }
      this.evaluations.set(step, found);
    }
    return found;
  }

  /** The recorded evaluations of an expression in a step, in order. */
  evaluationsOf(step: number, node: SyntaxNode): readonly Evaluation[] {
    return this.evaluated(step).get(node.id) ?? [];
  }

  /** Whether a name in an expression belongs to a comprehension or lambda inside it. */
  private isInner(step: number, node: SyntaxNode): boolean {
    const inner = walk(this.nodeAt(step)).filter((each) => opensScope(each) && each.id < node.id);
    return inner.some((scope) => walk(scope).some((each) => each.id === node.id));
  }

  /** What a name meant when the step began, or undefined when that cannot be told. */
  nameBefore(step: number, name: string): Sighting | undefined {
    const { frame, start } = this.trace.step(step);
    const value = this.trace.lookup(frame, name, start);
    return value === undefined ? undefined : { value, tick: start };
  }

  /** The value an expression first had in a step: recorded, or read from the variables when it is a name. */
  valueOf(step: number, node: SyntaxNode): Sighting | undefined {
    const recorded = this.evaluationsOf(step, node)[0];
    if (recorded !== undefined) return recorded;
    if (node.type === "Name" && !this.isInner(step, node)) return this.nameBefore(step, identifier(node, "id") ?? "");
    return undefined;
  }

  /** The `repr` of an expression's value in a step, when it can be put into a claim. Constants need no recording. */
  reprOf(step: number, node: SyntaxNode): string | undefined {
    const fixed = constant(node);
    if (fixed !== null) return fixed.repr;
    const operand = node.type === "UnaryOp" ? child(node, "operand") : null;
    const seen = this.valueOf(step, node);
    if (seen === undefined && operand !== null && constant(operand) !== null) return this.trace.text(node.id);
    return seen === undefined ? undefined : this.provable(seen);
  }

  /** The claim that an expression had this value in a step, and that value; undefined when there is none to make. */
  evaluation(step: number, node: SyntaxNode): { readonly repr: string; readonly claim: Claim } | undefined {
    const at = this.coordinate(step);
    if (node.type === "Name") {
      const seen = this.valueOf(step, node);
      const repr = seen === undefined ? undefined : this.provable(seen);
      if (repr === undefined) return undefined;
      return { repr, claim: { kind: "state", at, name: identifier(node, "id") ?? "", value: repr } };
    }
    const recorded = this.evaluationsOf(step, node)[0];
    const repr = recorded === undefined ? undefined : this.provable(recorded);
    if (repr === undefined) return undefined;
    return { repr, claim: { kind: "eval", at, expression: this.position(node.range), value: repr } };
  }

  /** A range as claims write it: columns in characters, not UTF-16 units. */
  position(range: Range): { line: number; column: number; endLine: number; endColumn: number } {
    const column = (line: number, units: number) => [...(this.sourceLines[line - 1] ?? "").slice(0, units)].length;
    return {
      line: range.line,
      column: column(range.line, range.column),
      endLine: range.endLine,
      endColumn: column(range.endLine, range.endColumn),
    };
  }

  /** The whole `repr` of a value, or undefined when no claim should rest on it: too long, or made by the program's own code. */
  provable({ value, tick }: Sighting): string | undefined {
    if (!this.hasOwnRepr(value, tick)) return undefined;
    const { text, complete } = this.trace.repr(value, tick, CLAIMABLE);
    return complete && text.length <= CLAIMABLE ? text : undefined;
  }

  /** Whether Python itself, and no code of the program, writes a value and all its parts. Level by level, each object once. */
  private hasOwnRepr(root: Value, tick: Tick): boolean {
    const seen = new Set<number>();
    let level: readonly Value[] = [root];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > NESTED) return false;
      const below: Value[] = [];
      for (const value of level) {
        if (value.kind === "atom") {
          if (!value.complete) return false;
          continue;
        }
        if (seen.has(value.id)) continue;
        seen.add(value.id);
        const parts = seen.size > PARTS ? null : this.partsOf(value, tick);
        if (parts === null) return false;
        for (const part of parts) below.push(part);
      }
      level = below;
    }
    return true;
  }

  /** The values that an object's `repr` writes out, or null when that `repr` is not Python's own. */
  private partsOf(value: Value & { kind: "object" }, tick: Tick): readonly Value[] | null {
    const view = this.trace.objectAt(value.id, tick);
    switch (view.shape) {
      case "sequence": {
        const isOwn = view.type === view.base || (view.base === "namedtuple" && this.hasStandardReprs);
        return view.length <= PARTS && isOwn ? view.items : null;
      }
      case "mapping":
        return this.isStableMapping(view, value, tick) ? view.entries.flat() : null;
      case "set":
        return view.type === view.base ? view.items : null;
      case "instance": {
        const isStandard = this.hasStandardReprs && (view.flavor === "dataclass" || view.flavor === "enum");
        return isStandard ? view.attributes.map(([, part]) => part) : null;
      }
      case "opaque":
        return BUILTIN_CLASS.test(view.repr) ? [] : null;
      default:
        return null;
    }
  }

  /** Whether a mapping's `repr` is the same in all Pythons: `OrderedDict` has changed its own. */
  private isStableMapping(view: MappingView, value: Value, tick: Tick): boolean {
    if (view.type !== view.base || view.base === "OrderedDict") return false;
    if (view.base !== "defaultdict") return true;
    return /^defaultdict\((<class '\w+'>|None), /.test(this.trace.repr(value, tick, 100).text);
  }

  view(value: Value, tick: Tick): ObjectView | null {
    return value.kind === "object" ? this.trace.objectAt(value.id, tick) : null;
  }

  /** How many elements a container or characters a string has; undefined for other values. */
  sizeOf({ value, tick }: Sighting): number | undefined {
    if (value.kind === "atom") return value.length;
    const view = this.trace.objectAt(value.id, tick);
    return "length" in view ? view.length : undefined;
  }

  /** The Python type name of a value. */
  typeOf(seen: Sighting): string {
    return this.trace.typeName(seen.value);
  }

  /** The activation that names a frame in claims, or null when it is no call of a `def`. */
  activation(frame: Frame): [number, number] | null {
    const scope = this.trace.scopes[frame.scope];
    if (scope?.kind !== "function" || scope.statement === null) return null;
    return [scope.statement, frame.activation];
  }

  /** The frame an activation names, or undefined. */
  frameOf([statement, nth]: readonly [number, number]): Frame | undefined {
    if (this.activations === null) {
      this.activations = new Map();
      for (let index = 0; index < this.trace.frameCount; index += 1) {
        const frame = this.trace.frame(index);
        const named = this.activation(frame);
        if (named !== null) this.activations.set(named.join(), index);
      }
    }
    const index = this.activations.get(`${statement},${nth}`);
    return index === undefined ? undefined : this.trace.frame(index);
  }

  /** Frames that were called by a step itself. */
  calledBy(step: number): readonly number[] {
    const { frame } = this.trace.step(step);
    return this.trace.callees(frame).filter((callee) => this.trace.frame(callee).callStep === step);
  }

  /** The effects of one kind of a step. */
  effects<Kind extends Effect["kind"]>(step: number, kind: Kind): Extract<Effect, { kind: Kind }>[] {
    return this.trace.effects(step).filter((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind);
  }
}
