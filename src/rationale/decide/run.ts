import type { ExceptionRecord, Frame, Range, Statement, SyntaxNode, Tick, Trace, Value } from "../../trace/types.ts";
import { Evidence, OUT_OF_INPUT } from "../evidence.ts";
import { walk } from "../syntax.ts";
import { ordinal, times, Unknown, Wrong } from "./texts.ts";

export type Coordinate = readonly [statement: number, visit: number];
type Position = ReturnType<Evidence["position"]>;

/** A recorded run as claims speak of it: visits, activations, values, and how far the run came. */
export class RecordedRun {
  readonly trace: Trace;
  readonly evidence: Evidence;
  private nodes: Map<string, SyntaxNode> | null = null;
  private raisedAt: Map<number, ExceptionRecord> | null = null;

  constructor(trace: Trace) {
    this.trace = trace;
    this.evidence = new Evidence(trace);
  }

  /** Why the run did not come to its own end, or null when it did. */
  get cut(): string | null {
    const { ending } = this.trace;
    return ending.kind === "limit" || ending.kind === "stopped" ? ending.message : null;
  }

  statement(number: number): Statement {
    const found = this.trace.statements[number - 1];
    if (found === undefined) throw new Wrong(`the program has no statement ${number}`);
    return found;
  }

  line(statement: number): string {
    return `line ${this.statement(statement).range.line}`;
  }

  where([statement, visit]: Coordinate): string {
    return `${this.line(statement)} on its ${ordinal(visit)} visit`;
  }

  /** The step of a visit. @throws Wrong when the statement is not visited so often */
  step([statement, visit]: Coordinate): number {
    this.statement(statement);
    const visits = this.trace.visits(statement);
    const step = visits[visit - 1];
    if (step !== undefined) return step;
    if (this.cut !== null) throw new Unknown(this.cut);
    throw new Wrong(`${this.line(statement)} runs ${visits.length > 0 ? "only " : ""}${times(visits.length)}`);
  }

  /** @throws Wrong when the visit raised, Unknown when it never was over */
  mustComplete(at: Coordinate, step: number): void {
    this.mustBeOver(step);
    if (this.trace.step(step).outcome === "raised")
      throw new Wrong(`${this.where(at)} raised ${this.typeRaised(step)}`);
  }

  /** @throws Unknown when the recording ends, or its frame pauses for good, within the visit */
  mustBeOver(step: number): void {
    const { frame, outcome } = this.trace.step(step);
    const isLast = this.evidence.next(step) === null;
    if (outcome === "unfinished" || (isLast && !this.hasEnded(frame))) {
      throw new Unknown(this.cut ?? "the run did not show it");
    }
  }

  /** Whether a frame came to its own end, which is not that the input ran out. */
  private hasEnded(frame: number): boolean {
    const { outcome } = this.trace.frame(frame);
    if (outcome.kind !== "raised") return outcome.kind === "returned";
    return this.trace.exceptions[outcome.exception]?.type !== OUT_OF_INPUT;
  }

  /** When a visit is over: the next statement of its frame starts, or the frame ends. */
  endOf(step: number): Tick {
    const next = this.evidence.next(step);
    return next === null ? this.trace.frame(this.trace.step(step).frame).end : this.trace.step(next).start;
  }

  /** The statement that the frame visits after a step; null when it ends. */
  following(step: number): number | null {
    const next = this.evidence.next(step);
    return next === null ? null : this.trace.step(next).statement;
  }

  /** Whether a statement stands in the `body` block of another, at any depth. */
  isInBody(outer: number, inner: number | null): boolean {
    for (let at = inner; at !== null; at = this.statement(at).parent) {
      const { parent, block } = this.statement(at);
      if (parent === outer) return block === "body";
    }
    return false;
  }

  private typeRaised(step: number): string {
    const exception = this.lastException(step);
    return exception?.type ?? "an exception";
  }

  /** The last exception that a step raised or let through. */
  private lastException(step: number): ExceptionRecord | undefined {
    const raised = this.trace.exceptions.findLast((exception) => exception.raisedAt === step);
    return raised ?? this.letThrough(step);
  }

  /** The exception that came out of a call the step made. */
  letThrough(step: number): ExceptionRecord | undefined {
    const { outcome } = this.trace.step(step);
    if (outcome !== "raised") return undefined;
    const outcomes = this.evidence.calledBy(step).map((callee) => this.trace.frame(callee).outcome);
    const last = outcomes.findLast((each) => each.kind === "raised");
    return last?.kind === "raised" ? this.trace.exceptions[last.exception] : undefined;
  }

  /** The first exception that began at a step. */
  firstRaised(step: number): ExceptionRecord | undefined {
    // What the Call itself raises counts as raised at the last step there was.
    if (this.trace.step(step).outcome !== "raised") return undefined;
    if (this.raisedAt === null) {
      this.raisedAt = new Map();
      for (const exception of this.trace.exceptions) {
        if (!this.raisedAt.has(exception.raisedAt)) this.raisedAt.set(exception.raisedAt, exception);
      }
    }
    return this.raisedAt.get(step);
  }

  /** An activation. @throws Wrong when there is none */
  activation([definition, nth]: Coordinate): Frame {
    const { kind } = this.statement(definition);
    if (kind !== "FunctionDef" && kind !== "AsyncFunctionDef") {
      throw new Wrong(`${this.line(definition)} does not define a function`);
    }
    const frame = this.evidence.frameOf([definition, nth]);
    if (frame !== undefined) return frame;
    if (this.cut !== null) throw new Unknown(this.cut);
    let count = 0;
    while (this.evidence.frameOf([definition, count + 1]) !== undefined) count += 1;
    throw new Wrong(
      `${this.functionName(definition)} is ${count > 0 ? `called only ${times(count)}` : "never called"}`,
    );
  }

  functionName(definition: number): string {
    return this.trace.scopes.find(({ statement, kind }) => statement === definition && kind === "function")?.name ?? "";
  }

  /** The `repr` of a value. @throws Unknown when it is not Python's own, or too long to be looked at */
  text(value: Value, tick: Tick): string {
    const text = this.evidence.provable({ value, tick });
    if (text !== undefined) return text;
    throw new Unknown(`how this ${this.trace.typeName(value)} is written was not recorded`);
  }

  /** The outermost expression with exactly this range. */
  expressionAt(position: Position): SyntaxNode | undefined {
    if (this.nodes === null) {
      this.nodes = new Map();
      for (const node of walk(this.trace.syntax)) {
        const key = keyOf(this.evidence.position(node.range));
        if (!this.nodes.has(key) && !NOT_EXPRESSIONS.test(node.type)) this.nodes.set(key, node);
      }
    }
    return this.nodes.get(keyOf(position));
  }

  sourceOf({ id }: SyntaxNode): string {
    return this.trace.text(id);
  }
}

/** Nodes with a range that are no expressions: statements, and parts of them. */
const NOT_EXPRESSIONS =
  /^(Module|Expr|Assign|AnnAssign|AugAssign|Return|Delete|For|AsyncFor|While|If|With|AsyncWith|Match|Raise|Try|TryStar|Assert|Import|ImportFrom|Global|Nonlocal|Pass|Break|Continue|FunctionDef|AsyncFunctionDef|ClassDef|TypeAlias|ExceptHandler|arguments|arg|keyword|alias|withitem|match_case|comprehension|Match\w+|TypeVar\w*|ParamSpec)$/;

function keyOf({ line, column, endLine, endColumn }: Pick<Range, keyof Position>): string {
  return `${line}:${column}-${endLine}:${endColumn}`;
}
