import type { LoopRun, Statement, SyntaxNode, Trace } from "../../../trace/types.ts";
import type { Claim } from "../../claims.ts";
import type { Evidence, Sighting } from "../../evidence.ts";
import { distinctClaims } from "../../phrase.ts";
import type { Discourse } from "../discourse.ts";
import type { Fact } from "../facts.ts";
import { follow } from "../holds.ts";
import type { Code, Shown } from "../mentions.ts";
import { type Expression, parseExpression } from "../python/expression.ts";
import type { Source } from "../source.ts";

export type FactOf<Kind extends Fact["kind"]> = Extract<Fact, { kind: Kind }>;

/** A clause that may lead up to the statement named after it. */
export type Premise =
  | FactOf<"equal">
  | FactOf<"size">
  | FactOf<"select">
  | FactOf<"sought">
  | FactOf<"portion">
  | FactOf<"gloss">;

/** A moment a clause speaks of. */
export interface Anchor {
  readonly step: number;
  readonly statement: Statement;
}

/** Truths a sentence states of the parts of one test. */
export interface TestInHand {
  readonly anchor: Anchor;
  readonly truths: { readonly node: SyntaxNode | null; readonly holds: boolean }[];
  outcome: boolean | null;
  next: number | null | undefined;
  /** What the test guards is said to be left out. */
  skipped: boolean;
}

/** What is remembered from sentence to sentence besides the place in the run. */
export interface Memory {
  /** The chain of recursive calls last told. */
  chain: readonly [number, number][];
  /** The call last told. */
  call: Claim | null;
  /** Frames whose call has been told. */
  readonly told: Set<number>;
  /** The pass, by its header, whose target an earlier sentence gave: given again, the next pass is meant. */
  named: number | null;
  /** The step whose change was told last, so that told again the next one is meant. */
  done: number | null;
  /** The text goes from the output back to an input. */
  isBackward: boolean;
  /** The run of a loop whose passes the text tells by their ordinals. */
  counted: LoopRun | null;
}

const STRICT: ReadonlySet<Fact["kind"]> = new Set<Fact["kind"]>([
  "next-line",
  "jump",
  "pass-ends",
  "call",
  "again",
  "held",
  "over-passes",
  "purpose",
  "line",
  "unwind",
  "yield",
  "loop-ends",
  "counts-as",
  "settles",
  "never-holds",
]);

/** What the clauses of one sentence share while they are turned into claims. */
export class Context {
  readonly claims: Claim[] = [];
  /** Clauses that lead up to a statement not yet named. */
  pending: Premise[] = [];
  anchor: Anchor | null = null;
  /** What was last set or changed. */
  subject: Code | null = null;
  /** The `equal` clause last taken up, for `which …`. */
  equal: FactOf<"equal"> | null = null;
  /** The value last given. */
  last: Shown | null = null;
  /** The pass, by its header, whose target this sentence gives. */
  named: number | null = null;
  /** The expression last named without a value. */
  mention: Code | null = null;
  test: TestInHand | null = null;
  /** What follows explains the statement before. */
  isSince = false;
  /** The sentence speaks of the end of the pass it names. */
  atPassEnd = false;
  /** The pass this sentence names itself. */
  namesPass = false;
  /** Where the sentence's claims belong. */
  readonly steps: number[] = [];
  /** What was read, but found no place in the run. */
  readonly unplaced: string[] = [];

  constructor(
    readonly evidence: Evidence,
    readonly source: Source,
    readonly discourse: Discourse,
    readonly memory: Memory,
    readonly facts: readonly Fact[],
    /** See `Reading`. */
    readonly isOwn: boolean,
  ) {}

  get trace(): Trace {
    return this.evidence.trace;
  }

  /** Whether the sentence names a place by line or in a turn of phrase that only the program's own text has. */
  get isStrict(): boolean {
    if (!this.isOwn) return false;
    if (this.memory.isBackward) return true;
    return (
      this.facts.some(({ kind }) => STRICT.has(kind)) ||
      this.facts.some((fact) => "line" in fact && typeof fact.line === "number")
    );
  }

  add(...claims: readonly (Claim | null)[]): void {
    for (const claim of claims) if (claim !== null) this.claims.push(claim);
  }

  finished(): Claim[] {
    return distinctClaims(this.claims);
  }

  coordinate(step: number): [number, number] {
    return this.evidence.coordinate(step);
  }

  anchorAt(step: number): Anchor {
    return { step, statement: this.evidence.statementAt(step) };
  }

  /**
   * A claim that cannot hold, for a clause that says of a statement what its source does not: that it evaluates an
   * expression which is not there.
   */
  misplaced(anchor: Anchor | null, said = ""): void {
    if (!this.isStrict) {
      this.unplaced.push(said);
      return;
    }
    const statement = anchor?.statement ?? this.trace.statements[0];
    if (statement === undefined) return;
    const visit = anchor === null ? 1 : this.coordinate(anchor.step)[1];
    const { line, column } = statement.range;
    this.claims.push({
      kind: "eval",
      at: [statement.number, visit],
      expression: { line, column, endLine: line, endColumn: 100_000 },
      value: "",
    });
  }

  /** A claim that a statement is where it is said to run, when it never runs there. */
  absent(statement: Statement): void {
    this.claims.push({
      kind: "count",
      statement: statement.number,
      times: this.trace.visits(statement.number).length + 1,
    });
  }

  /** The value a clause gives, as a claim writes it. `actual` completes one that is shortened or named by its source. */
  valueText(shown: Shown, actual: string | undefined): string {
    if (shown.value?.kind === "whole") return shown.value.repr;
    if (shown.value?.kind === "shortened")
      return actual !== undefined && shown.value.fits(actual) ? actual : shown.value.text;
    return shown.text;
  }

  reprAfter(step: number, name: string): string | undefined {
    return this.reprAt(step, name, this.trace.step(step).end);
  }

  reprBefore(step: number, name: string): string | undefined {
    return this.reprAt(step, name, this.trace.step(step).start);
  }

  private reprAt(step: number, name: string, tick: number): string | undefined {
    const seen = this.sighting(this.trace.step(step).frame, name, tick);
    return seen === undefined ? undefined : this.evidence.provable(seen);
  }

  /** A name or path (`p.x`) in a frame at a tick. */
  sighting(frame: number, path: string, tick: number): Sighting | undefined {
    const value = follow(this.evidence, frame, parseExpression(path), tick);
    return value === undefined ? undefined : { value, tick };
  }
}

/**
 * The subject a claim can name for an expression at a step: `xs`, `p.x`, and `grid[i]` with the index put in; null for
 * other expressions.
 */
export function subjectOf(context: Context, step: number, expression: Expression | null | undefined): string | null {
  if (expression === null || expression === undefined) return null;
  if (expression.kind === "name") return expression.name;
  if (expression.kind === "attribute") {
    const base = subjectOf(context, step, expression.value);
    return base === null ? null : `${base}.${expression.name}`;
  }
  if (expression.kind !== "subscript") return null;
  const base = subjectOf(context, step, expression.value);
  const { index } = expression;
  const name = index.kind === "name" ? index.name : null;
  const statement = context.evidence.statementAt(step);
  const node = context.source.find(statement, index);
  const key =
    index.kind === "literal"
      ? index.repr
      : node !== null
        ? context.evidence.reprOf(step, node)
        : name === null
          ? undefined
          : context.reprBefore(step, name);
  return base === null || key === undefined ? null : `${base}[${key}]`;
}

/** The text of an expression that can be the subject of a claim: a name with attributes and items, or null. */
export function isPath(expression: Expression): boolean {
  if (expression.kind === "name") return true;
  if (expression.kind === "attribute") return isPath(expression.value);
  return expression.kind === "subscript" && expression.index.kind === "literal" && isPath(expression.value);
}
