import { freeNames } from "../python/names.ts";
import { closingBracket, type PythonToken, pythonTokens } from "../python/tokens.ts";
import type { Converted } from "./format.ts";

/** A call found in a test, as source; `expected` is the literal that it is compared with, or null. */
export interface AssertedCall {
  readonly arguments: string;
  readonly expected: string | null;
  /** Names in the arguments that only the test defines: the call cannot be made alone. */
  readonly needs: readonly string[];
}

/**
 * The calls of `name` inside the `assert` statements of a test, in order, equal ones once.
 *
 * `expected` is there for `assert name(…) == LITERAL` and `assert name(…) is LITERAL`, where the call stands alone.
 */
export function assertedCalls(test: string, name: string, defined: ReadonlySet<string>): readonly AssertedCall[] {
  const tokens = pythonTokens(test);
  if (tokens === null) return [];
  const calls = new Map<string, AssertedCall>();
  for (const statement of assertions(tokens)) {
    const [comparison = []] = splitAt(statement, ",");
    const sides = splitAt(comparison, "==", "is");
    for (const side of sides) {
      for (const [open, close] of callsOf(side, name)) {
        const inside = side.slice(open + 1, close);
        const source = sourceOf(test, inside);
        const alone = open === 1 && close === side.length - 1 && side === sides[0] && sides.length === 2;
        const expected = alone && sides[1] !== undefined && isLiteral(sides[1]) ? sourceOf(test, sides[1]) : null;
        const needs = freeNames(inside).filter((each) => !defined.has(each));
        if (!calls.has(source)) calls.set(source, { arguments: source, expected, needs });
      }
    }
  }
  return [...calls.values()];
}

/** A program for each call that a test asserts, with a problem for each that cannot be made without the test. */
export function* programsOf(
  program: { readonly code: string; readonly entry: string; readonly task: string },
  calls: readonly AssertedCall[],
): Generator<Converted> {
  const { code, entry, task } = program;
  for (const { arguments: inside, expected, needs } of calls) {
    const call = `${entry}(${inside})`;
    yield needs.length === 0
      ? { kind: "program", code, call, stdin: "", expected, task }
      : { kind: "problem", reason: `${call} uses ${needs.join(", ")}, which only the test defines.` };
  }
}

function* assertions(tokens: readonly PythonToken[]): Generator<readonly PythonToken[]> {
  let start = -1;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind === "name" && text === "assert") start = index + 1;
    else if (start >= 0 && (kind === "newline" || text === ";")) {
      yield tokens.slice(start, index);
      start = -1;
    }
  }
}

/** Tokens cut at operators that stand outside all brackets. */
function splitAt(
  tokens: readonly PythonToken[],
  ...separators: readonly string[]
): readonly (readonly PythonToken[])[] {
  const parts: PythonToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "operator" && "([{".includes(token.text)) depth += 1;
    else if (token.kind === "operator" && ")]}".includes(token.text)) depth -= 1;
    if (depth === 0 && token.kind !== "string" && separators.includes(token.text)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Where calls of `name` open and close. */
function* callsOf(tokens: readonly PythonToken[], name: string): Generator<readonly [number, number]> {
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== "name" || text !== name || tokens[index - 1]?.text === "." || tokens[index + 1]?.text !== "(")
      continue;
    const close = closingBracket(tokens, index + 1);
    if (close > 0) yield [index + 1, close];
  }
}

const LITERAL_NAMES = new Set(["True", "False", "None", "set", "frozenset"]);

function isLiteral(tokens: readonly PythonToken[]): boolean {
  return (
    tokens.length > 0 &&
    tokens.every(({ kind, text }) => {
      if (kind === "name") return LITERAL_NAMES.has(text);
      return kind !== "operator" || /^[-+()[\]{},:]$/.test(text);
    })
  );
}

function sourceOf(text: string, tokens: readonly PythonToken[]): string {
  return text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0).replace(/\s*\r?\n\s*/g, " ");
}
