export type PieceKind = "number" | "string" | "constant" | "name" | "punctuation" | "cut";

export interface Piece {
  readonly kind: PieceKind;
  readonly text: string;
}

const PIECES =
  /(?<string>[bB]?'(?:\\.|[^'\\])*'?|[bB]?"(?:\\.|[^"\\])*"?)|(?<number>(?<![\w.])\d[\w.]*(?:(?<=[eE])[+-]\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_.]*)|(?<cut>…)|(?<punctuation>[^\p{L}\p{N}_'"…]+)/gu;

const CONSTANTS = new Set(["None", "True", "False", "inf", "nan", "Ellipsis", "NotImplemented"]);

/** Cuts a Python `repr` into pieces to be coloured. The pieces joined are the text, character by character. */
export function highlight(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    if (match.index > end) pieces.push({ kind: "punctuation", text: text.slice(end, match.index) });
    const [kind] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) ?? ["punctuation"];
    pieces.push({ kind: CONSTANTS.has(match[0]) ? "constant" : (kind as PieceKind), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: "punctuation", text: text.slice(end) });
  return pieces;
}
