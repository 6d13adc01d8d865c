import { type Expression, parseExpression, write } from "./python/expression.ts";
import { type Token, tokenAt } from "./python/tokens.ts";
import { readValue, type WrittenValue } from "./python/values.ts";

/** A piece of Python in a sentence: a code span, or code that stands in the prose without backticks. */
export interface Code {
  readonly text: string;
  /** Without backticks. */
  readonly isBare: boolean;
  readonly expression: Expression | null;
  readonly value: WrittenValue | null;
  /** `i = 1, x = 2`: what is said to equal what. `total = 0 + 1 = 1` is one equation of three parts. */
  readonly equations: readonly Equation[];
  /** `total += x` */
  readonly augmented: { readonly target: Expression; readonly operator: string; readonly value: Expression } | null;
}

/** A value as a sentence shows it; `value` is null when it is an expression such as `y`. */
export interface Shown {
  readonly text: string;
  readonly value: WrittenValue | null;
  readonly code: Code | null;
  /** The equation the value is given by, `n = 3`, which says something of its own. */
  readonly named?: Code;
  /** How it was worked out: the `0 + 4` of `0 + 4 = 4`. */
  readonly working?: readonly Part[];
}

export type Equation = readonly Part[];

/** One side of an equation. */
export interface Part {
  readonly text: string;
  readonly expression: Expression | null;
  readonly value: WrittenValue | null;
}

/**
 * A sentence made ready for the grammar: lower case, each piece of code replaced by `«index»`, emphasis removed, white
 * space single.
 */
export interface Mentions {
  readonly text: string;
  readonly codes: readonly Code[];
}

/** The names a program uses, which count as code also without backticks. */
export interface Vocabulary {
  readonly names: ReadonlySet<string>;
  /** The text puts names in backticks: a bare word is then a name only where something is said of it. */
  readonly hasSpans?: boolean;
}

/** Program names that are also words of plain English count as code only where the context says so. */
const WORDS = new Set(
  "a i as at in on is it of or to up no all any and are do add be by can end for get go has if its key last left line list loop max min new not now number numbers one out output pass pos result results right run same set size start state step string string sum sums text the then this to total type up use value values vowel word words x y array arr dict data char chars character characters element elements index input item items length name count counter first function letter letters code call digit digits even found keys longest shortest base"
    .split(" ")
    .filter((word) => word.length > 1 || word === "a"),
);
const BUILTINS = new Set(
  "abs all any bin bool bytes chr dict divmod enumerate filter float format frozenset getattr hasattr hash hex int isinstance iter len list map max min next oct ord pow print range repr reversed round set sorted str sum tuple type zip".split(
    " ",
  ),
);
/** `the final count is 2`: names of quantities are names even with an article. */
const QUANTITY =
  /^(?!(?:result|answer|output|value|values|list|string|loop|item|items|element|elements|number|numbers)$)/;
const TOLD_VALUE =
  /^\s*(?:=|is|becomes|became|remains|stays|equals)\s+(?:now |still |then )?(?:-?\d|['"[({`]|true|false|none)/i;
/** Names of builtin exceptions. */
const EXCEPTION = /^(?:[A-Z]\w*(?:Error|Exception|Warning|Interrupt)|StopIteration|SystemExit|GeneratorExit)$/;
const AFTER_NAME =
  /^\s*(?:=|\b(?:will|would|started|ended|increased|decreased|went|turned)\b|\+=|-=|\*=|\b(?:is|equals|becomes|became|was|now|gets|holds|contains|remains|stays|starts|goes|has|changes|increases|decreases)\b|:\s|→|->)/;
/** The same in texts without backticks. */
const AFTER_PREPOSITION =
  /\b(?:(?:all|every|each|none of|all of) (?:the )?|(?:in|into|of|from|over|through|than|equals)\s+)$/i;
const BEFORE_NAME =
  /\b(?:set|sets|setting|variable|update|updates|updating|initiali[sz]es?|assigns?|increments?|append(?:s|ed)?\s+\S+\s+to|to)\s+$/i;
const ARTICLE =
  /\b(?:the|an?|this|that|its|our|final|expected|predicted|return|each|every|empty|current|new|no|its)\s+$/i;

/** Finds the code in a sentence. */
export function mentionsOf(sentence: string, vocabulary: Vocabulary): Mentions {
  const codes: Code[] = [];
  let text = "";
  let prose = "";
  const place = (code: Code): void => {
    codes.push(code);
    text += `«${codes.length - 1}»`;
  };
  const flushProse = (): void => {
    text += proseWithCode(prose, vocabulary, codes);
    prose = "";
  };
  let at = 0;
  while (at < sentence.length) {
    const fence = sentence[at] === "`" ? /^`+/.exec(sentence.slice(at))![0] : "";
    const close = fence === "" ? -1 : closingFence(sentence, at + fence.length, fence);
    if (close >= 0) {
      flushProse();
      place(codeOf(unpadded(sentence.slice(at + fence.length, close)), false));
      at = close + fence.length;
    } else {
      prose += sentence[at];
      at += 1;
    }
  }
  flushProse();
  return { text: text.replace(/\s+/g, " ").trim(), codes };
}

function closingFence(sentence: string, from: number, fence: string): number {
  for (let at = sentence.indexOf(fence, from); at >= 0; at = sentence.indexOf(fence, at)) {
    const run = /^`+/.exec(sentence.slice(at))![0];
    if (run.length === fence.length) return at;
    at += run.length;
  }
  return -1;
}

/** One space on either side belongs to the fence when both are there. */
function unpadded(text: string): string {
  return /^ .* $/s.test(text) && text.trim() !== "" ? text.slice(1, -1) : text;
}

function proseWithCode(prose: string, vocabulary: Vocabulary, codes: Code[]): string {
  let text = "";
  let at = 0;
  while (at < prose.length) {
    const before = prose[at - 1] ?? " ";
    const method = /^\.[a-z_]\w*\(/.test(prose.slice(at, at + 60)) && /\s/.test(before) ? methodEnd(prose, at) : null;
    if (method !== null) {
      codes.push(codeOf(`…${prose.slice(at, method)}`, true));
      text += `«${codes.length - 1}»`;
      at = method;
      continue;
    }
    const end = /[\p{L}\p{N}_.]/u.test(before) ? null : bareCodeEnd(prose, at, vocabulary, codes.length > 0 || at > 0);
    if (end === null) {
      text += prose[at];
      at += 1;
      continue;
    }
    codes.push(codeOf(prose.slice(at, end).trim(), true));
    text += `«${codes.length - 1}»`;
    at = end;
  }
  return text
    .replace(/\*\*|(?<![\p{L}\p{N}])\*(?=\S)|(?<=\S)\*(?![\p{L}\p{N}])|__/gu, "")
    .replace(/[’‘]/g, "'")
    .toLowerCase();
}

/** Where `.split(' ')`, of what was spoken of before, ends. */
function methodEnd(prose: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < prose.length; ) {
    const token = tokenAt(prose, at);
    if (token === null || token.kind === "end") return null;
    if (token.kind === "operator" && "([{".includes(token.text)) depth += 1;
    if (token.kind === "operator" && ")]}".includes(token.text)) depth -= 1;
    at = token.end;
    if (depth === 0 && token.text === ")") return at;
  }
  return null;
}

/** Where a stretch of Python that begins here ends, or null when none begins here. */
function bareCodeEnd(prose: string, start: number, vocabulary: Vocabulary, _hasContext: boolean): number | null {
  if (!/[\p{L}\p{N}_[({'"-]/u.test(prose[start]!)) return null;
  if (prose[start] === "-" && !/^-\d/.test(prose.slice(start))) return null;
  const ends: number[] = [];
  let depth = 0;
  let at = start;
  let last: Token | null = null;
  for (;;) {
    const token = tokenAt(prose, at);
    if (token === null || token.kind === "end" || !isPartOfCode(prose, token, last, depth, vocabulary)) break;
    if (token.kind === "operator" && "([{".includes(token.text)) depth += 1;
    if (token.kind === "operator" && ")]}".includes(token.text)) depth -= 1;
    if (depth < 0) break;
    at = token.end;
    last = token;
    if (depth === 0) ends.push(at);
  }
  for (const end of ends.reverse()) if (isCodeLike(prose, start, end, vocabulary)) return end;
  return null;
}

function isPartOfCode(prose: string, token: Token, last: Token | null, depth: number, { names }: Vocabulary): boolean {
  const isAdjacent = last !== null && last.end === token.start;
  const afterOperand =
    last !== null &&
    (last.kind === "name" || last.kind === "number" || last.kind === "string" || /^[)\]}]$/.test(last.text));
  if (token.kind === "name") {
    if (last?.text === "." && last.kind === "operator") return true;
    if (/^(?:True|False|None)$/.test(token.text)) return !afterOperand;
    if (depth > 0 && /^(?:for|in|if|else|not|and|or|is|lambda)$/.test(token.text)) return true;
    if (afterOperand) return false;
    if (names.has(token.text) || EXCEPTION.test(token.text)) return true;
    if (prose[token.end] === "(" && (BUILTINS.has(token.text) || /^[A-Z]\w+$/.test(token.text))) return true;
    return depth > 0 && prose[token.end] === "=";
  }
  if (token.kind === "string")
    return !afterOperand && !isAdjacent ? true : last?.kind === "operator" && /[[({,=+:]/.test(last.text);
  if (token.kind === "number") return !afterOperand;
  if (token.kind === "gap") return depth > 0;
  if (token.text === ".") return isAdjacent && /^\.[\p{L}_]/u.test(prose.slice(token.start));
  if (depth === 0 && (token.text === "," || token.text === ":" || token.text === "->")) return false;
  if (token.text === "(" || token.text === "[") return last === null || !afterOperand || isAdjacent;
  if (
    token.text === "-" &&
    afterOperand &&
    last?.kind === "number" &&
    isAdjacent &&
    /^-\d/.test(prose.slice(token.start))
  )
    return false;
  return true;
}

function isCodeLike(prose: string, start: number, end: number, { names, hasSpans }: Vocabulary): boolean {
  const text = prose.slice(start, end);
  const code = codeOf(text, true);
  if (code.equations.length > 0)
    return code.equations[0]![0]!.expression?.kind !== "literal" || code.equations[0]!.length > 1;
  if (code.augmented !== null) return true;
  const { expression } = code;
  if (expression === null) return false;
  switch (expression.kind) {
    case "name":
      if (EXCEPTION.test(text)) return true;
      if (!names.has(text)) return false;
      if (!WORDS.has(text) && hasSpans !== true) return true;
      return isNamed(text, prose.slice(0, start), prose.slice(end), hasSpans === true);
    case "literal":
      return expression.type === "string" && /^['"]/.test(text);
    case "display":
      if (!/^[[({]/.test(text)) return false;
      return (
        expression.open !== "(" || expression.items.length === 0 || expression.items.length > 1 || /,\s*\)$/.test(text)
      );
    case "call":
    case "subscript":
    case "attribute":
    case "dict":
    case "compare":
    case "binary":
      return true;
    default:
      return false;
  }
}

/** Whether a word that is also a name stands for it, by what is around it. */
function isNamed(name: string, before: string, after: string, hasSpans: boolean): boolean {
  if (AFTER_NAME.test(after))
    return (
      !ARTICLE.test(before) ||
      (TOLD_VALUE.test(after) && QUANTITY.test(name) && !/\b(?:an?|each|every)\s+$/i.test(before))
    );
  if (BEFORE_NAME.test(before)) return name !== "a";
  return !hasSpans && (AFTER_PREPOSITION.test(before) || /^ (?:['"[({]|-?\d)/.test(after)) && name.length > 1;
}

/** Reads a piece of code. */
export function codeOf(text: string, isBare: boolean): Code {
  const trimmed = text.trim();
  const value = readValue(trimmed) ?? readValue(text);
  const expression = parseExpression(trimmed);
  const augmented = expression === null ? augmentedOf(trimmed) : null;
  const equations =
    expression === null && augmented === null
      ? equationsOf(trimmed)
      : expression?.kind === "dict"
        ? stateEquations(expression)
        : [];
  return { text: trimmed, isBare, expression, value: equations.length > 0 ? null : value, equations, augmented };
}

function augmentedOf(text: string): Code["augmented"] {
  const found = /^(.+?)\s*(\+|-|\*|\/\/|\/|%|\*\*|\||&|\^|<<|>>)=(?!=)\s*(.+)$/s.exec(text);
  if (found === null) return null;
  const target = parseExpression(found[1]!);
  const value = parseExpression(found[3]!);
  return target === null || value === null || target.kind === "literal" ? null : { target, operator: found[2]!, value };
}

function equationsOf(text: string): Equation[] {
  const pieces = splitAtTopLevel(text, ",");
  const each = pieces.every((piece) => splitAtTopLevel(piece, "=").length > 1) ? pieces : [text];
  const equations = each.map((piece) => splitAtTopLevel(piece, "=").map(partOf));
  const isSound = equations.every(
    (parts) => parts.length > 1 && parts.every((part) => part.expression !== null || part.value !== null),
  );
  return isSound ? equations : [];
}

/** `{i: 1, total: 3}`: a state, as names and values. */
function stateEquations({ entries }: Extract<Expression, { kind: "dict" }>): Equation[] {
  const named = entries.flatMap((entry): Equation[] =>
    "kind" in entry || entry[0].kind !== "name" ? [] : [[partOf(write(entry[0])), partOf(write(entry[1]))]],
  );
  return named.length === entries.length ? named : [];
}

/** One side of an equation, read. */
export function partOf(text: string): Part {
  const trimmed = text.trim();
  return { text: trimmed, expression: parseExpression(trimmed), value: readValue(trimmed) };
}

/** The pieces of a text between separators that stand outside brackets and strings. */
export function splitAtTopLevel(text: string, separator: "," | "=" | ";"): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token === null) {
      at += 1;
      continue;
    }
    if (token.kind === "end") break;
    if (token.kind === "operator") {
      if ("([{".includes(token.text)) depth += 1;
      else if (")]}".includes(token.text)) depth -= 1;
      else if (token.text === separator && depth === 0) {
        pieces.push(text.slice(start, token.start));
        start = token.end;
      }
    }
    at = token.end;
  }
  return [...pieces, text.slice(start)];
}
