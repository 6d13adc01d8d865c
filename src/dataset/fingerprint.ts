import { type PythonToken, pythonTokens } from "./python/tokens.ts";
import { BUILTINS, KEYWORDS } from "./python/words.ts";

/** A program and its call with formatting and names of its own taken away. */
export interface NormalForm {
  readonly code: string;
  readonly call: string;
}

/**
 * What stays the same when a program is only formatted or named differently: comments, blanks, docstrings of quotes and
 * the names that the program chooses do not count; order, literals, attributes, imported and builtin names do.
 * Text that we cannot cut into tokens is compared as it is.
 */
export function normalForm(code: string, call: string | null): NormalForm {
  const tokens = pythonTokens(code);
  if (tokens === null) return { code, call: call ?? "" };
  const names = new Map<string, string>();
  const normalCode = renamed(tokens, names);
  const callTokens = call === null ? [] : pythonTokens(call);
  return { code: normalCode, call: callTokens === null ? (call ?? "") : renamed(callTokens, names) };
}

function renamed(tokens: readonly PythonToken[], names: Map<string, string>): string {
  const parts: string[] = [];
  const brackets: boolean[] = [];
  let imports = false;
  for (const [index, token] of tokens.entries()) {
    const { kind, text } = token;
    if (kind === "newline") imports = false;
    if (text === "import" || (text === "from" && isLineStart(tokens, index))) imports = true;
    if (kind === "operator") follow(brackets, text, tokens, index);
    if (kind === "name" && !KEYWORDS.has(text)) {
      const fixed = imports || tokens[index - 1]?.text === "." || BUILTINS.has(text);
      const keyword = brackets.at(-1) === true && tokens[index + 1]?.text === "=";
      parts.push(fixed || (keyword && !names.has(text)) ? text : ownName(names, text));
      if (imports) names.set(text, text);
    } else parts.push(kind === "string" ? plainString(text) : text || `\u0001${kind}`);
  }
  return parts.join(" ");
}

function ownName(names: Map<string, string>, text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `$${names.size}`;
  names.set(text, name);
  return name;
}

/** Keeps track of which brackets are those of a call, where `name=` is a keyword and not a name of the program. */
function follow(brackets: boolean[], text: string, tokens: readonly PythonToken[], index: number): void {
  if ("([{".includes(text)) {
    const callee = tokens[index - 1];
    const isCall = text === "(" && (callee?.kind === "name" || callee?.text === ")" || callee?.text === "]");
    brackets.push(isCall && tokens[index - 2]?.text !== "def" && !KEYWORDS.has(callee?.text ?? ""));
  } else if (")]}".includes(text)) brackets.pop();
}

function isLineStart(tokens: readonly PythonToken[], index: number): boolean {
  const before = tokens[index - 1]?.kind;
  return before === undefined || before === "newline" || before === "indent" || before === "dedent";
}

/** A string without escapes and quotes inside, in single quotes. */
function plainString(text: string): string {
  const content = /^"([^"'\\]*)"$/.exec(text)?.[1];
  return content === undefined ? text : `'${content}'`;
}

/**
 * A 106-bit hash of a text in hexadecimal, for telling texts apart: two that differ share it with a chance of about
 * 1 in 10^22 for 50,000 texts. Not for security.
 *
 * Source: cyrb53 by bryc (public domain), with two seeds.
 */
export function hashOf(text: string): string {
  return hash53(text, 0).toString(16).padStart(14, "0") + hash53(text, 0x9e3779b9).toString(16).padStart(14, "0");
}

/** A 53-bit hash of a text, as a number. */
export function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** Fingerprints of a sample's program: of the code alone, and of code, call and stdin together. */
export function fingerprints(program: {
  readonly code: string;
  readonly call: string | null;
  readonly stdin: string;
}): {
  readonly code: string;
  readonly run: string;
} {
  const { code, call } = normalForm(program.code, program.call);
  return { code: hashOf(code), run: hashOf(`${code}\u0000${call}\u0000${program.stdin}`) };
}
