import type { Statement, SyntaxNode, Trace } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import {
  boundNames,
  child,
  children,
  descend,
  walk as descendants,
  identifier,
  isWithin,
  operator,
} from "../syntax.ts";
import { type Expression, parseExpression, partsOf, write } from "./python/expression.ts";

/** An expression of the program as the reader compares it. */
export interface SourceExpression {
  readonly node: SyntaxNode;
  readonly expression: Expression;
  /** One spelling for all. */
  readonly text: string;
}

/** The expression of a statement whose value a claim tells; undefined when the statement has none in that place. */
export function claimedExpression(
  evidence: Evidence,
  source: Source,
  statement: Statement,
  { expression }: Extract<Claim, { kind: "eval" }>,
): SourceExpression | undefined {
  return source.expressionsOf(statement).find(({ node }) => {
    const place = evidence.position(node.range);
    return (
      place.line === expression.line &&
      place.column === expression.column &&
      place.endLine === expression.endLine &&
      place.endColumn === expression.endColumn
    );
  });
}

/** The program's text: which statement stands on which line, which expressions it has, what it binds. */
export class Source {
  readonly names: ReadonlySet<string>;
  /** The attributes that the program gives its objects. */
  readonly attributes: ReadonlySet<string>;
  private readonly statementNodes: ReadonlySet<number>;
  private readonly expressions = new Map<number, readonly SourceExpression[]>();

  constructor(readonly trace: Trace) {
    this.statementNodes = new Set(trace.statements.map((statement) => statement.node));
    this.names = namesOf(trace.syntax);
    this.attributes = attributesOf(trace.syntax);
  }

  nodeOf(statement: Statement): SyntaxNode {
    return this.trace.node(statement.node);
  }

  /** The statements that begin on a line, outermost first; where none begins, the innermost one around it. */
  onLine(line: number): readonly Statement[] {
    const beginning = this.trace.statements.filter((statement) => statement.range.line === line);
    if (beginning.length > 0) return beginning;
    const around = this.trace.statements.filter(({ header }) => header.line <= line && line <= header.endLine);
    return around.slice(-1);
  }

  /** The expressions of a statement itself (a compound one: of its head), outermost first. */
  expressionsOf(statement: Statement): readonly SourceExpression[] {
    let found = this.expressions.get(statement.number);
    if (found === undefined) {
      const collected: SourceExpression[] = [];
      const visit = (node: SyntaxNode): void => {
        for (const part of descend(node)) {
          if (this.statementNodes.has(part.id)) continue;
          const text = this.trace.text(part.id);
          const expression = text === "" ? null : parseExpression(text);
          if (expression !== null) collected.push({ node: part, expression, text: write(expression) });
          visit(part);
        }
      };
      visit(this.nodeOf(statement));
      found = collected;
      this.expressions.set(statement.number, found);
    }
    return found;
  }

  /** The nodes of a statement that read so: those of the value it computes first. */
  findAll(statement: Statement, expression: Expression): readonly SyntaxNode[] {
    const text = write(expression);
    const found = this.expressionsOf(statement).filter((each) => each.text === text);
    const targets = this.targetsOf(statement);
    found.sort(
      (one, other) => one.node.range.line - other.node.range.line || one.node.range.column - other.node.range.column,
    );
    const isTarget = ({ node }: SourceExpression) => targets.some((target) => isWithin(node.range, target.range));
    return [...found.filter((each) => !isTarget(each)), ...found.filter(isTarget)].map(({ node }) => node);
  }

  find(statement: Statement, expression: Expression): SyntaxNode | null {
    return this.findAll(statement, expression)[0] ?? null;
  }

  /** Whether a node of the program reads so. */
  reads(node: SyntaxNode | null, expression: Expression | null): boolean {
    if (node === null || expression === null) return false;
    const parsed = parseExpression(this.trace.text(node.id));
    return parsed !== null && write(parsed) === write(expression);
  }

  expressionOf(node: SyntaxNode): Expression | null {
    return parseExpression(this.trace.text(node.id));
  }

  /** The `def` statements of this name, in source order. */
  functions(name: string): readonly Statement[] {
    const [last = name, owner] = name.split(".").reverse();
    const named = this.trace.statements.filter(
      (statement) =>
        /^(Async)?FunctionDef$/.test(statement.kind) && identifier(this.nodeOf(statement), "name") === last,
    );
    const own = named.filter(({ parent }) => {
      const around = parent === null ? undefined : this.trace.statement(parent);
      return around?.kind === "ClassDef" && identifier(this.nodeOf(around), "name") === owner;
    });
    return own.length === 0 ? named : own;
  }

  isLoop(statement: Statement): boolean {
    return /^(For|AsyncFor|While)$/.test(statement.kind);
  }

  /** Whether a statement stands inside a block of another, at any depth. */
  isInside(statement: Statement, outer: number): boolean {
    for (let parent = statement.parent; parent !== null; parent = this.trace.statement(parent).parent) {
      if (parent === outer) return true;
    }
    return false;
  }

  /** The test of an `if`, `while` or `assert`. */
  testOf(statement: Statement): SyntaxNode | null {
    return child(this.nodeOf(statement), "test");
  }

  /** Every test of a statement: its own, and those of the conditional expressions in it. */
  testsOf(statement: Statement): readonly SyntaxNode[] {
    const own = this.testOf(statement);
    const inner = this.expressionsOf(statement).flatMap(({ node }) => {
      const test = node.type === "IfExp" ? child(node, "test") : null;
      return test === null ? [] : [test];
    });
    return own === null ? inner : [own, ...inner];
  }

  /** What a statement binds or changes, as canonical text: names, `xs[i]`, `p.x`. */
  targetsOf(statement: Statement): readonly SyntaxNode[] {
    const node = this.nodeOf(statement);
    const targets = [...children(node, "targets"), ...[child(node, "target")].filter((each) => each !== null)];
    const items = children(node, "items").flatMap((item) => {
      const optional = child(item, "optional_vars");
      return optional === null ? [] : [optional];
    });
    return [...targets, ...items].flatMap(flatten);
  }

  /** The names a statement binds, walrus and definitions included. */
  bindsName(statement: Statement, name: string): boolean {
    const node = this.nodeOf(statement);
    if (identifier(node, "name") === name) return true;
    if (this.targetsOf(statement).some((target) => boundNames(target).includes(name))) return true;
    return this.expressionsOf(statement).some(
      ({ node: each }) => each.type === "NamedExpr" && boundNames(child(each, "target") ?? each).includes(name),
    );
  }

  /** The line of the source a statement's code span may quote, without a colon at its end. */
  headerText(statement: Statement): string {
    const lines = this.trace.source.split(/\r\n|\r|\n/);
    return (lines[statement.range.line - 1] ?? "").trim();
  }
}

function flatten(target: SyntaxNode): readonly SyntaxNode[] {
  if (target.type === "Tuple" || target.type === "List") return children(target, "elts").flatMap(flatten);
  if (target.type === "Starred") return flatten(child(target, "value") ?? target);
  return [target];
}

function namesOf(root: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode): void => {
    for (const field of ["id", "name", "arg", "attr"]) {
      const name = node.fields[field];
      if (typeof name === "string" && (field !== "attr" || node.type !== "Attribute")) names.add(name);
    }
    for (const part of descend(node)) visit(part);
  };
  visit(root);
  return names;
}

function attributesOf(root: SyntaxNode): Set<string> {
  const stored = descendants(root).filter((node) => node.type === "Attribute" && operator(node, "ctx") === "Store");
  return new Set(stored.map((node) => identifier(node, "attr") ?? ""));
}

/** The expression and all its parts, outermost first. */
export function withParts(expression: Expression): readonly Expression[] {
  return [expression, ...partsOf(expression).flatMap(withParts)];
}
