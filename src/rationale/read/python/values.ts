import { splitContainer } from "../../wording.ts";
import { type Expression, parseExpression, partsOf, write } from "./expression.ts";

/** A value as a text gives it: whole, or shortened in a way that says what it must look like. */
export type WrittenValue =
  | { readonly kind: "whole"; readonly repr: string }
  | { readonly kind: "shortened"; readonly text: string; readonly fits: (repr: string) => boolean };

/** Constructors whose calls are the `repr` of a value. */
const CONSTRUCTORS = new Set(
  "set frozenset range deque Counter OrderedDict defaultdict bytearray Decimal Fraction complex mappingproxy dict_keys dict_values dict_items".split(
    " ",
  ),
);

/** Whether an expression is a value written out: literals, displays of values, `Counter({...})`. */
export function isValue(expression: Expression): boolean {
  switch (expression.kind) {
    case "literal":
      return true;
    case "display":
    case "dict":
      return partsOf(expression).every((part) => part.kind === "gap" || isValue(part));
    case "call":
      return (
        expression.callee.kind === "name" &&
        CONSTRUCTORS.has(expression.callee.name) &&
        expression.arguments.every(
          ({ value }) =>
            isValue(value) || (value.kind === "name" && /^(int|list|str|dict|set|float)$/.test(value.name)),
        )
      );
    case "binary":
      return (
        /^[-+]$/.test(expression.operator) &&
        isNumber(expression.left) &&
        isNumber(expression.right) &&
        write(expression.right).endsWith("j")
      );
    default:
      return false;
  }
}

function isNumber(expression: Expression): boolean {
  return expression.kind === "literal" && expression.type === "number";
}

/** The value a text writes out, or null when it is none. */
export function readValue(text: string): WrittenValue | null {
  const expression = parseExpression(text);
  const shortening = /…/.test(text) || (expression !== null && hasGap(expression));
  if (shortening) return shortenedValue(text, expression);
  if (expression !== null) return isValue(expression) ? { kind: "whole", repr: reprOf(expression) } : null;
  return /^<.*>$/.test(text) ? { kind: "whole", repr: text } : null;
}

/** The `repr` of a value written out. */
export function reprOf(expression: Expression): string {
  if (expression.kind === "display" && expression.open === "{") return `{${expression.items.map(reprOf).join(", ")}}`;
  if (expression.kind === "binary") return `(${write(expression).replaceAll(" ", "")})`;
  if (expression.kind === "call" && expression.callee.kind === "name" && expression.callee.name === "defaultdict") {
    return write(expression).replace(/^defaultdict\((int|list|str|dict|set|float),/, "defaultdict(<class '$1'>,");
  }
  if (expression.kind === "call" && expression.callee.kind === "name" && expression.callee.name === "range") {
    const [only, ...more] = expression.arguments;
    if (only !== undefined && more.length === 0) return `range(0, ${write(only.value)})`;
  }
  return write(expression);
}

function hasGap(expression: Expression): boolean {
  return expression.kind === "gap" || partsOf(expression).some(hasGap);
}

/** `[0, 1, … 98 more …, 99]`, `'abc… 300 more …xyz'`, `[1, 2, ...]`, `<object with a long te…`. */
function shortenedValue(text: string, expression: Expression | null): WrittenValue | null {
  if (expression !== null && hasGap(expression) && (expression.kind === "display" || expression.kind === "dict")) {
    const shown =
      expression.kind === "dict"
        ? expression.entries.map((entry) => ("kind" in entry ? entry : entry))
        : expression.items;
    const gap = shown.findIndex((item) => "kind" in item && item.kind === "gap");
    if (gap >= 0) return shortenedContainer(text, expression, gap);
  }
  if (expression !== null && !text.includes("…")) return { kind: "shortened", text, fits: (repr) => repr === text };
  const found = /^([\s\S]*?)…(?: ([\d,]+) more …)?([\s\S]*)$/.exec(text);
  if (found === null) return null;
  const [, head = "", hidden, tail = ""] = found;
  const count = hidden === undefined ? null : Number(hidden.replaceAll(",", ""));
  return {
    kind: "shortened",
    text,
    fits: (repr) => {
      if (repr === text) return true;
      if (!repr.startsWith(head) || !repr.endsWith(tail) || repr.length < head.length + tail.length) return false;
      return count === null || characterCount(repr.slice(head.length, repr.length - tail.length)) === count;
    },
  };
}

function shortenedContainer(text: string, expression: Expression, gap: number): WrittenValue {
  const written = splitContainer(write(expression));
  const items = written?.items ?? [];
  const head = items.slice(0, gap);
  const tail = items.slice(gap + 1);
  const hole =
    expression.kind === "display"
      ? expression.items[gap]
      : expression.kind === "dict"
        ? expression.entries[gap]
        : undefined;
  const hidden = hole !== undefined && "kind" in hole && hole.kind === "gap" ? hole.hidden : null;
  return {
    kind: "shortened",
    text,
    fits: (repr) => {
      const actual = splitContainer(repr);
      if (actual === null || actual.open !== written?.open || actual.items.length < head.length + tail.length)
        return false;
      const between = actual.items.length - head.length - tail.length;
      if (hidden !== null && hidden !== between) return false;
      const last = actual.items.slice(actual.items.length - tail.length);
      return (
        head.every((item, index) => item === actual.items[index]) && tail.every((item, index) => item === last[index])
      );
    },
  };
}

/** Characters of a piece of a string literal's body, each escape sequence one. */
function characterCount(body: string): number {
  return (body.match(/\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)|[\s\S]/gu) ?? []).length;
}
