import { parseStringRepr } from "../python-literals.ts";

/** A condition as a tree: the part of Python's expressions that looks at values and changes nothing. */
export type Expression =
  | { readonly kind: "constant"; readonly value: number | bigint | string | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "sequence"; readonly type: "list" | "tuple"; readonly items: readonly Expression[] }
  | { readonly kind: "unary"; readonly operator: "not" | "-" | "+"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "compare"; readonly first: Expression; readonly rest: readonly (readonly [string, Expression])[] }
  | { readonly kind: "subscript"; readonly container: Expression; readonly key: Expression }
  | { readonly kind: "attribute"; readonly object: Expression; readonly name: string }
  | { readonly kind: "call"; readonly function: string; readonly arguments: readonly Expression[] };

/** A condition that cannot be read; `position` is where, counted from 0. */
export class ConditionError extends Error {
  override readonly name = "ConditionError";

  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

const TOKEN =
  /\s*(?:(\d+\.\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+|\d+)|([\p{L}_][\p{L}\p{N}_]*)|('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(\*\*|\/\/|[<>=!]=|[-+*/%<>()[\],.:=]))/uy;

/** Functions a condition may use: those that look and change nothing. */
export const FUNCTIONS: ReadonlySet<string> = new Set(["len", "abs", "min", "max", "sum"]);
const WORDS = new Set(["and", "or", "not", "in", "is", "if", "else", "lambda", "for", "await", "yield"]);
const CONSTANTS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

interface Token {
  readonly kind: "number" | "word" | "string" | "sign" | "end";
  readonly text: string;
  readonly position: number;
}

/**
 * Read a condition such as `x > 3 and len(xs) == 0`.
 *
 * @throws ConditionError when it is none
 */
export function parseExpression(text: string): Expression {
  return new Parser(tokensOf(text)).whole();
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (text.slice(position).trim() !== "") {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (match === null) {
      const at = position + (text.slice(position).length - text.slice(position).trimStart().length);
      throw new ConditionError(`\`${text[at]}\` has no meaning in a condition.`, at);
    }
    const [all, number, word, string] = match;
    const kind =
      number !== undefined ? "number" : word !== undefined ? "word" : string !== undefined ? "string" : "sign";
    tokens.push({ kind, text: all.trim(), position: position + all.length - all.trimStart().length });
    position = TOKEN.lastIndex;
  }
  tokens.push({ kind: "end", text: "", position: text.length });
  return tokens;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.either();
    if (this.next.kind !== "end") throw this.unexpected();
    return expression;
  }

  private get next(): Token {
    return this.tokens[this.at]!;
  }

  private take(text: string): boolean {
    if (this.next.kind === "string" || this.next.text !== text) return false;
    this.at += 1;
    return true;
  }

  private need(text: string): void {
    if (!this.take(text)) throw new ConditionError(`\`${text}\` is missing here.`, this.next.position);
  }

  private unexpected(): ConditionError {
    const { kind, text, position } = this.next;
    if (kind === "end") return new ConditionError("The condition ends too early.", position);
    if (text === "=") return new ConditionError("To compare, write `==`.", position);
    return new ConditionError(`\`${text}\` cannot stand here.`, position);
  }

  private either(): Expression {
    let left = this.both();
    while (this.take("or")) left = { kind: "binary", operator: "or", left, right: this.both() };
    return left;
  }

  private both(): Expression {
    let left = this.negation();
    while (this.take("and")) left = { kind: "binary", operator: "and", left, right: this.negation() };
    return left;
  }

  private negation(): Expression {
    return this.take("not") ? { kind: "unary", operator: "not", operand: this.negation() } : this.comparison();
  }

  private comparison(): Expression {
    const first = this.sum();
    const rest: [string, Expression][] = [];
    for (let operator = this.comparator(); operator !== undefined; operator = this.comparator()) {
      rest.push([operator, this.sum()]);
    }
    return rest.length === 0 ? first : { kind: "compare", first, rest };
  }

  private comparator(): string | undefined {
    for (const sign of ["==", "!=", "<=", ">=", "<", ">", "in"]) if (this.take(sign)) return sign;
    if (this.take("is")) return this.take("not") ? "is not" : "is";
    if (this.next.text !== "not") return undefined;
    this.at += 1;
    this.need("in");
    return "not in";
  }

  private sum(): Expression {
    let left = this.product();
    for (;;) {
      const operator = this.take("+") ? "+" : this.take("-") ? "-" : undefined;
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.product() };
    }
  }

  private product(): Expression {
    let left = this.signed();
    for (;;) {
      const operator = ["*", "//", "/", "%"].find((sign) => this.take(sign));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.signed() };
    }
  }

  private signed(): Expression {
    if (this.take("-")) return { kind: "unary", operator: "-", operand: this.signed() };
    if (this.take("+")) return { kind: "unary", operator: "+", operand: this.signed() };
    const base = this.parts();
    return this.take("**") ? { kind: "binary", operator: "**", left: base, right: this.signed() } : base;
  }

  private parts(): Expression {
    let expression = this.atom();
    for (;;) {
      if (this.take("[")) {
        expression = { kind: "subscript", container: expression, key: this.either() };
        this.need("]");
      } else if (this.take(".")) {
        if (this.next.kind !== "word") throw this.unexpected();
        expression = { kind: "attribute", object: expression, name: this.next.text };
        this.at += 1;
      } else return expression;
    }
  }

  private atom(): Expression {
    const { kind, text, position } = this.next;
    if (this.take("(")) return this.closed(")", "tuple");
    if (this.take("[")) return this.closed("]", "list");
    if (kind === "sign" || kind === "end" || WORDS.has(text)) throw this.unexpected();
    this.at += 1;
    if (kind === "number") return { kind: "constant", value: numberOf(text) };
    if (kind === "string") return { kind: "constant", value: parseStringRepr(text) ?? "" };
    if (text in CONSTANTS) return { kind: "constant", value: CONSTANTS[text]! };
    if (!this.take("(")) return { kind: "name", name: text };
    if (!FUNCTIONS.has(text)) {
      throw new ConditionError(`A condition can call only ${[...FUNCTIONS].join(", ")}, not \`${text}\`.`, position);
    }
    return { kind: "call", function: text, arguments: this.listed(")") };
  }

  /** After an opening bracket: an expression in parentheses, or a list or tuple. */
  private closed(bracket: string, type: "list" | "tuple"): Expression {
    const before = this.at;
    const items = this.listed(bracket);
    const hasComma = this.tokens[this.at - 2]?.text === ",";
    if (type === "tuple" && items.length === 1 && !hasComma && this.at > before + 1) return items[0]!;
    return { kind: "sequence", type, items };
  }

  private listed(bracket: string): Expression[] {
    const items: Expression[] = [];
    while (!this.take(bracket)) {
      items.push(this.either());
      if (this.take(",")) continue;
      this.need(bracket);
      break;
    }
    return items;
  }
}

function numberOf(text: string): number | bigint {
  const value = Number(text);
  return /^\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}
