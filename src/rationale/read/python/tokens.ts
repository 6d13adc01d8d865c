/** A token of a Python expression as people write it in prose. */
export interface Token {
  readonly kind: "name" | "number" | "string" | "operator" | "gap" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a gap (`…`, `...`, `… 12 more …`): how many elements it says it stands for. */
  readonly hidden?: number;
}

const GAP = /(?:…|\.\.\.)(?:\s*\(?([\d,]+) more(?: \w+)?\)?\s*(?:…|\.\.\.))?/uy;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const NUMBER =
  /0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJ]?/uy;
const STRING =
  /(?:[rRbBuUfF]{0,2})(?:'''(?:\\[\s\S]|(?!''')[\s\S])*'''|"""(?:\\[\s\S]|(?!""")[\s\S])*"""|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*")/uy;
/** The `repr` of a class, a function, an object: `<class 'list'>`. */
const ANGLED =
  /<(?:class '[^'<>]*'|(?:built-in |bound )?(?:function|method) [^<>]*|(?:generator|module) [^<>]*|[\w.]+ object[^<>]*)>/uy;
const OPERATOR = /:=|->|\*\*=?|\/\/=?|<<=?|>>=?|[-+*/%&|^@=!<>]=|[-+*/%&|^@~<>=()[\]{},:.]/uy;

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** The next token at or after a position; null where the text stops being Python. White space is skipped. */
export function tokenAt(text: string, position: number): Token | null {
  let start = position;
  while (start < text.length && /\s/.test(text[start]!)) start += 1;
  if (start >= text.length) return { kind: "end", text: "", start, end: start };
  const gap = at(GAP, text, start);
  if (gap !== null) {
    const hidden = gap[1] === undefined ? {} : { hidden: Number(gap[1].replaceAll(",", "")) };
    return { kind: "gap", text: gap[0], start, end: start + gap[0].length, ...hidden };
  }
  for (const [kind, pattern] of [
    ["string", ANGLED],
    ["string", STRING],
    ["name", NAME],
    ["number", NUMBER],
    ["operator", OPERATOR],
  ] as const) {
    const found = at(pattern, text, start);
    if (found !== null) return { kind, text: found[0], start, end: start + found[0].length };
  }
  return null;
}

/** All tokens of a text, the last one of kind `end`; null when some part of it is not Python. */
export function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    const token = tokenAt(text, position);
    if (token === null) return null;
    tokens.push(token);
    if (token.kind === "end") return tokens;
    position = token.end;
  }
}
