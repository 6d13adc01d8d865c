import { numberRepr, stringLiteralRepr } from "./literals.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** A Python expression as written in prose. `literal` holds the `repr` of its value. */
export type Expression =
  | { readonly kind: "literal"; readonly repr: string; readonly type: "number" | "string" | "constant" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly value: Expression; readonly name: string }
  | { readonly kind: "subscript"; readonly value: Expression; readonly index: Expression }
  | { readonly kind: "slice"; readonly parts: readonly (Expression | null)[] }
  | { readonly kind: "call"; readonly callee: Expression; readonly arguments: readonly Argument[] }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "compare"; readonly operators: readonly string[]; readonly operands: readonly Expression[] }
  | { readonly kind: "boolean"; readonly operator: "and" | "or"; readonly operands: readonly Expression[] }
  | { readonly kind: "choice"; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
  | { readonly kind: "display"; readonly open: "[" | "(" | "{"; readonly items: readonly Expression[] }
  | { readonly kind: "dict"; readonly entries: readonly (readonly [Expression, Expression] | Expression)[] }
  /** `…` in the place of elements that are left out. */
  | { readonly kind: "gap"; readonly hidden: number | null }
  /** Comprehensions, lambdas, f-strings: compared by their text alone. */
  | { readonly kind: "opaque"; readonly text: string };

export interface Argument {
  /** The keyword, `*` or `**`; null for a positional argument. */
  readonly keyword: string | null;
  readonly value: Expression;
}

class Refused extends Error {}

const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="];
const BINARY: readonly (readonly string[])[] = [
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "//", "%", "@"],
];
const KEYWORDS = new Set("and or not in is if else for lambda await yield async".split(" "));

/** The expression a text holds, or null when it is not one expression. `a, b` without parentheses is a tuple. */
export function parseExpression(text: string): Expression | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const parser = new Parser(text, tokens);
  try {
    const found = parser.tuple();
    return parser.isAtEnd ? found : null;
  } catch (problem) {
    if (problem instanceof Refused) return null;
    throw problem;
  }
}

class Parser {
  private position = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  get isAtEnd(): boolean {
    return this.next.kind === "end";
  }

  private get next(): Token {
    return this.tokens[this.position]!;
  }

  private take(): Token {
    const token = this.next;
    if (token.kind === "end") throw new Refused();
    this.position += 1;
    return token;
  }

  private is(...texts: readonly string[]): boolean {
    return (this.next.kind === "operator" || this.next.kind === "name") && texts.includes(this.next.text);
  }

  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw new Refused();
  }

  tuple(): Expression {
    const first = this.starred();
    if (!this.is(",")) return first;
    const items = [first];
    while (this.accept(",") && !this.isAtEnd) items.push(this.starred());
    return { kind: "display", open: "(", items };
  }

  private starred(): Expression {
    if (this.is("*") || this.is("**")) {
      const operator = this.take().text;
      return { kind: "unary", operator, operand: this.expression() };
    }
    return this.expression();
  }

  private expression(): Expression {
    const start = this.next.start;
    if (this.is("lambda", "await", "yield")) return this.opaqueFrom(start);
    const then = this.disjunction();
    if (this.accept(":=")) return { kind: "binary", operator: ":=", left: then, right: this.expression() };
    if (this.is("for", "async")) return this.opaqueFrom(start);
    if (!this.accept("if")) return then;
    const test = this.disjunction();
    this.expect("else");
    return { kind: "choice", test, then, otherwise: this.expression() };
  }

  /** Everything up to the bracket that closes what is around, as text. */
  private opaqueFrom(start: number): Expression {
    let depth = 0;
    const parts = this.tokens
      .filter((token) => token.start >= start && token.start < this.next.start)
      .map((token) => token.text);
    while (!this.isAtEnd) {
      if (this.is("(", "[", "{")) depth += 1;
      else if (this.is(")", "]", "}")) {
        if (depth === 0) break;
        depth -= 1;
      }
      parts.push(this.take().text);
    }
    if (parts.length < 2) throw new Refused();
    return { kind: "opaque", text: parts.map(canonicalToken).join(" ") };
  }

  private disjunction(): Expression {
    return this.series("or", () => this.series("and", () => this.negation()));
  }

  private series(operator: "and" | "or", operand: () => Expression): Expression {
    const operands = [operand()];
    while (this.accept(operator)) operands.push(operand());
    return operands.length === 1 ? operands[0]! : { kind: "boolean", operator, operands };
  }

  private negation(): Expression {
    if (this.accept("not")) return { kind: "unary", operator: "not", operand: this.negation() };
    return this.comparison();
  }

  private comparison(): Expression {
    const operands = [this.binary(0)];
    const operators: string[] = [];
    for (let operator = this.comparisonOperator(); operator !== null; operator = this.comparisonOperator()) {
      operators.push(operator);
      operands.push(this.binary(0));
    }
    return operators.length === 0 ? operands[0]! : { kind: "compare", operators, operands };
  }

  private comparisonOperator(): string | null {
    if (this.is(...COMPARISONS)) return this.take().text;
    if (this.accept("in")) return "in";
    if (this.accept("is")) return this.accept("not") ? "is not" : "is";
    if (this.is("not")) {
      this.take();
      this.expect("in");
      return "not in";
    }
    return null;
  }

  private binary(level: number): Expression {
    const operators = BINARY[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    while (this.is(...operators)) {
      const operator = this.take().text;
      left = { kind: "binary", operator, left, right: this.binary(level + 1) };
    }
    return left;
  }

  private unary(): Expression {
    if (this.is("+", "-", "~")) {
      const operator = this.take().text;
      const operand = this.unary();
      if (
        operator === "-" &&
        operand.kind === "literal" &&
        operand.type === "number" &&
        !operand.repr.startsWith("-")
      ) {
        return { ...operand, repr: `-${operand.repr}` };
      }
      return { kind: "unary", operator, operand };
    }
    const base = this.primary();
    if (!this.accept("**")) return base;
    return { kind: "binary", operator: "**", left: base, right: this.unary() };
  }

  private primary(): Expression {
    let value = this.atom();
    for (;;) {
      if (this.accept(".")) {
        const name = this.take();
        if (name.kind !== "name") throw new Refused();
        value = { kind: "attribute", value, name: name.text };
      } else if (this.accept("(")) {
        value = { kind: "call", callee: value, arguments: this.callArguments() };
      } else if (this.accept("[")) {
        const index = this.index();
        this.expect("]");
        value = { kind: "subscript", value, index };
      } else return value;
    }
  }

  private callArguments(): Argument[] {
    const found: Argument[] = [];
    while (!this.accept(")")) {
      if (this.is("*") || this.is("**")) found.push({ keyword: this.take().text, value: this.expression() });
      else if (this.next.kind === "name" && this.tokens[this.position + 1]?.text === "=") {
        const keyword = this.take().text;
        this.take();
        found.push({ keyword, value: this.expression() });
      } else found.push({ keyword: null, value: this.expression() });
      if (!this.is(")")) this.expect(",");
    }
    return found;
  }

  private index(): Expression {
    const first = this.sliceOrExpression();
    if (!this.is(",")) return first;
    const items = [first];
    while (this.accept(",") && !this.is("]")) items.push(this.sliceOrExpression());
    return { kind: "display", open: "(", items };
  }

  private sliceOrExpression(): Expression {
    const parts: (Expression | null)[] = [];
    let current: Expression | null = null;
    let isSlice = false;
    while (!this.is("]", ",")) {
      if (this.accept(":")) {
        parts.push(current);
        current = null;
        isSlice = true;
      } else if (current === null) current = this.expression();
      else throw new Refused();
    }
    if (isSlice) return { kind: "slice", parts: [...parts, current] };
    if (current === null) throw new Refused();
    return current;
  }

  private atom(): Expression {
    const token = this.take();
    switch (token.kind) {
      case "gap":
        return { kind: "gap", hidden: token.hidden ?? null };
      case "number": {
        const repr = numberRepr(token.text);
        if (repr === null) throw new Refused();
        return { kind: "literal", repr, type: "number" };
      }
      case "string":
        return this.string(token);
      case "name":
        if (KEYWORDS.has(token.text)) throw new Refused();
        if (/^(True|False|None)$/.test(token.text)) return { kind: "literal", repr: token.text, type: "constant" };
        return { kind: "name", name: token.text };
      default:
        if (token.text === "(") return this.parenthesised();
        if (token.text === "[") return { kind: "display", open: "[", items: this.items("]") };
        if (token.text === "{") return this.braces();
        throw new Refused();
    }
  }

  private string(first: Token): Expression {
    if (first.text.startsWith("<"))
      return { kind: "literal", repr: first.text.replace(/ at 0x[0-9a-fA-F]+/, ""), type: "string" };
    const texts = [first.text];
    while (this.next.kind === "string") texts.push(this.take().text);
    const repr = stringLiteralRepr(texts);
    if (repr === null) return { kind: "opaque", text: texts.join(" ") };
    return { kind: "literal", repr, type: "string" };
  }

  private parenthesised(): Expression {
    if (this.accept(")")) return { kind: "display", open: "(", items: [] };
    const first = this.starred();
    if (this.accept(")")) return first.kind === "gap" ? { kind: "display", open: "(", items: [first] } : first;
    const items = [first];
    while (!this.accept(")")) {
      this.expect(",");
      if (this.accept(")")) break;
      items.push(this.starred());
    }
    return { kind: "display", open: "(", items };
  }

  private items(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.accept(close)) {
      items.push(this.starred());
      if (!this.is(close)) this.expect(",");
    }
    return items;
  }

  private braces(): Expression {
    const entries: (readonly [Expression, Expression] | Expression)[] = [];
    let isDict = this.is("}");
    while (!this.accept("}")) {
      const key = this.starred();
      if (this.accept(":")) {
        isDict = true;
        entries.push([key, this.expression()]);
        if (this.is("for", "async")) return this.restOfComprehension(entries);
      } else entries.push(key);
      if (!this.is("}")) this.expect(",");
    }
    if (isDict) return { kind: "dict", entries };
    return { kind: "display", open: "{", items: entries.filter((entry): entry is Expression => "kind" in entry) };
  }

  private restOfComprehension(entries: readonly (readonly [Expression, Expression] | Expression)[]): Expression {
    const rest = this.opaqueFrom(this.next.start);
    this.expect("}");
    const head = write({ kind: "dict", entries }).slice(1, -1);
    return { kind: "opaque", text: `{${head} ${rest.kind === "opaque" ? rest.text : ""}}` };
  }
}

/** Strings in opaque text are compared by value, so that quotes do not matter. */
function canonicalToken(text: string): string {
  return /^['"]/.test(text) ? (stringLiteralRepr([text]) ?? text) : text;
}

/** The expression as text, one spelling for all: for values, the way `repr` writes them. */
export function write(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return expression.repr;
    case "name":
      return expression.name;
    case "attribute":
      return `${operandText(expression.value)}.${expression.name}`;
    case "subscript": {
      const { index } = expression;
      const inner =
        index.kind === "display" && index.open === "(" && index.items.length > 1
          ? write(index).slice(1, -1)
          : write(index);
      return `${operandText(expression.value)}[${inner}]`;
    }
    case "slice":
      return expression.parts.map((part) => (part === null ? "" : write(part))).join(":");
    case "call":
      return `${operandText(expression.callee)}(${expression.arguments.map(writeArgument).join(", ")})`;
    case "unary":
      return expression.operator === "not"
        ? `not ${operandText(expression.operand)}`
        : `${expression.operator}${operandText(expression.operand)}`;
    case "binary":
      return `${operandText(expression.left)} ${expression.operator} ${operandText(expression.right)}`;
    case "compare":
      return expression.operands
        .map((operand, index) =>
          index === 0 ? operandText(operand) : `${expression.operators[index - 1]} ${operandText(operand)}`,
        )
        .join(" ");
    case "boolean":
      return expression.operands.map(operandText).join(` ${expression.operator} `);
    case "choice":
      return `${operandText(expression.then)} if ${operandText(expression.test)} else ${operandText(expression.otherwise)}`;
    case "display": {
      const inner = expression.items.map(write).join(", ");
      if (expression.open === "[") return `[${inner}]`;
      if (expression.open === "{") return `{${inner}}`;
      return expression.items.length === 1 && expression.items[0]?.kind !== "gap" ? `(${inner},)` : `(${inner})`;
    }
    case "dict":
      return `{${expression.entries.map((entry) => ("kind" in entry ? write(entry) : `${write(entry[0])}: ${write(entry[1])}`)).join(", ")}}`;
    case "gap":
      return expression.hidden === null ? "…" : `… ${expression.hidden} more …`;
    case "opaque":
      return expression.text;
  }
}

function writeArgument({ keyword, value }: Argument): string {
  if (keyword === null) return write(value);
  return keyword.startsWith("*") ? `${keyword}${write(value)}` : `${keyword}=${write(value)}`;
}

/** Inner operators always in parentheses: one spelling for `a + b * c` and `a + (b * c)`. */
function operandText(expression: Expression): string {
  const isCompound = ["unary", "binary", "compare", "boolean", "choice"].includes(expression.kind);
  return isCompound ? `(${write(expression)})` : write(expression);
}

/** The parts of an expression, left to right. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "attribute":
      return [expression.value];
    case "subscript":
      return [expression.value, expression.index];
    case "slice":
      return expression.parts.filter((part): part is Expression => part !== null);
    case "call":
      return [expression.callee, ...expression.arguments.map((argument) => argument.value)];
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "compare":
    case "boolean":
      return expression.operands;
    case "choice":
      return [expression.then, expression.test, expression.otherwise];
    case "display":
      return expression.items;
    case "dict":
      return expression.entries.flatMap((entry) => ("kind" in entry ? [entry] : [...entry]));
    default:
      return [];
  }
}

/** The names an expression reads. Inside opaque text every word may be one. */
export function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === "name") return [expression.name];
  if (expression.kind === "opaque") return expression.text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  return partsOf(expression).flatMap(namesIn);
}
