/** A token of a Python program. Blanks and comments are no tokens; a logical line ends in `newline`. */
export interface PythonToken {
  readonly kind: "name" | "number" | "string" | "operator" | "newline" | "indent" | "dedent";
  /** As written; empty for `newline`, `indent` and `dedent`. */
  readonly text: string;
  /** Where it lies in the source, in UTF-16 code units; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

const BLANK = /(?:[ \t\f]|\\\r?\n)+/y;
const COMMENT = /#[^\r\n]*/y;
const LINE_END = /\r\n|\n|\r/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER =
  /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;
const STRING =
  /(?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])?(?:'''(?:[^\\]|\\[\s\S])*?'''|"""(?:[^\\]|\\[\s\S])*?"""|'(?:[^'\\\r\n]|\\[\s\S])*'|"(?:[^"\\\r\n]|\\[\s\S])*")/y;
const OPERATOR = /\*\*=|\/\/=|>>=|<<=|\.\.\.|:=|->|\*\*|\/\/|<<|>>|[-+*/%&|^@=!<>]=|[-+*/%&|^@~<>=()[\]{},:.;]/y;

/**
 * Cut a program into tokens, or null where the text is no Python that we can cut (an open string, a stray character).
 * An f-string is one token, with no string of its own quote inside (PEP 701 allows that; such a program gives null or is
 * cut at that quote).
 */
export function pythonTokens(source: string): readonly PythonToken[] | null {
  const tokens: PythonToken[] = [];
  const indents = [0];
  let depth = 0;
  let position = 0;
  let lineStarts = true;
  const mark = (kind: "newline" | "indent" | "dedent") =>
    tokens.push({ kind, text: "", start: position, end: position });
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    const found = pattern.exec(source)?.[0];
    if (found === undefined || found === "") return null;
    position += found.length;
    return found;
  };
  while (position < source.length) {
    const blank = take(BLANK) ?? "";
    if (take(COMMENT) !== null || position >= source.length) continue;
    if (take(LINE_END) !== null) {
      if (!lineStarts && depth === 0) {
        mark("newline");
        lineStarts = true;
      }
      continue;
    }
    if (lineStarts) {
      indentTo(columnsOf(blank), indents, mark);
      lineStarts = false;
    }
    const start = position;
    const add = (kind: PythonToken["kind"], text: string | null) => {
      if (text !== null) tokens.push({ kind, text, start, end: position });
      return text !== null;
    };
    if (add("string", take(STRING)) || add("name", take(NAME)) || add("number", take(NUMBER))) continue;
    const operator = take(OPERATOR);
    if (operator === null) return null;
    add("operator", operator);
    if ("([{".includes(operator)) depth += 1;
    else if (")]}".includes(operator)) depth = Math.max(0, depth - 1);
  }
  if (!lineStarts) mark("newline");
  indentTo(0, indents, mark);
  return depth === 0 ? tokens : null;
}

/** Columns of leading white space; a tab goes on to the next multiple of eight, as in CPython. */
function columnsOf(blank: string): number {
  let columns = 0;
  for (const character of blank) columns = character === "\t" ? (columns | 7) + 1 : columns + 1;
  return columns;
}

function indentTo(columns: number, indents: number[], mark: (kind: "indent" | "dedent") => void): void {
  if (columns > (indents.at(-1) ?? 0)) {
    indents.push(columns);
    mark("indent");
  }
  while (columns < (indents.at(-1) ?? 0)) {
    indents.pop();
    mark("dedent");
  }
}

/** Index of the bracket that closes the one at `open`, or -1. */
export function closingBracket(tokens: readonly PythonToken[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    const { kind, text } = tokens[index] as PythonToken;
    if (kind !== "operator") continue;
    if ("([{".includes(text)) depth += 1;
    else if (")]}".includes(text)) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}
