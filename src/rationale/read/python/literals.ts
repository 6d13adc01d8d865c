import { bytesRepr, codePointsRepr, floatRepr } from "../../../trace/python-literals.ts";

/** The `repr` of the value of a number literal, or null when the text is none. */
export function numberRepr(text: string): string | null {
  const plain = text.replaceAll("_", "").toLowerCase();
  if (/^(0x[\da-f]+|0b[01]+|0o[0-7]+|\d+)$/.test(plain)) {
    return /^0\d/.test(plain) && Number(plain) !== 0 ? null : BigInt(plain).toString();
  }
  if (plain.endsWith("j")) return `${floatRepr(Number(plain.slice(0, -1))).replace(/\.0$/, "")}j`;
  const value = Number(plain);
  return Number.isNaN(value) ? null : floatRepr(value);
}

const LITERAL = /^([rRbBuU]{0,2})('''|"""|'|")([\s\S]*)\2$/;
const ESCAPE = /\\(?:\r\n|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/gu;
const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

/** The `repr` of adjacent string (or bytes) literals together; null for f-strings. */
export function stringLiteralRepr(texts: readonly string[]): string | null {
  const parts = texts.map(partOf);
  if (parts.some((part) => part === null)) return null;
  const content = parts.flatMap((part) => [...(part?.codePoints ?? [])]);
  return parts[0]?.isBytes === true ? bytesRepr(content) : codePointsRepr(content);
}

function partOf(text: string): { readonly codePoints: readonly number[]; readonly isBytes: boolean } | null {
  const found = LITERAL.exec(text);
  if (found === null) return null;
  const [, prefix = "", , body = ""] = found;
  const isBytes = /b/i.test(prefix);
  return { codePoints: /r/i.test(prefix) ? codePoints(body) : unescaped(body), isBytes };
}

function codePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

function unescaped(body: string): number[] {
  const found: number[] = [];
  let position = 0;
  for (const sequence of body.matchAll(ESCAPE)) {
    found.push(...codePoints(body.slice(position, sequence.index)));
    position = sequence.index + sequence[0].length;
    const [whole, byte, short, long, octal, simple] = sequence;
    const hex = byte ?? short ?? long;
    if (hex !== undefined) found.push(Number.parseInt(hex, 16));
    else if (octal !== undefined) found.push(Number.parseInt(octal, 8));
    else found.push(...codePoints(simple === undefined ? "" : (SIMPLE[simple] ?? whole)));
  }
  return [...found, ...codePoints(body.slice(position))];
}
