import { isUnprintable } from "./unprintable.ts";

/** How CPython writes numbers and strings: `float.__repr__` and `str.__repr__`. */

/** `repr` of a float: the shortest digits that read back the same, exponent form below 1e-4 and from 1e16. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const sign = value < 0 ? "-" : "";
  const [mantissa, exponentText] = Math.abs(value).toExponential().split("e") as [string, string];
  const digits = mantissa.replace(".", "");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const magnitude = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${magnitude}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

const PLAIN = /^[ !#-&(-[\]-~]*$/;

/** `repr` of a `str` given as UTF-16 text. */
export function stringRepr(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  return codePointsRepr(Array.from(text, (character) => character.codePointAt(0)!));
}

/** `repr` of a `str` given as code points, so that two surrogates side by side stay two characters. */
export function codePointsRepr(codePoints: readonly number[]): string {
  const quote = codePoints.includes(0x27) && !codePoints.includes(0x22) ? '"' : "'";
  let body = "";
  for (const codePoint of codePoints) body += escaped(codePoint, quote);
  return quote + body + quote;
}

function escaped(codePoint: number, quote: string): string {
  if (codePoint === 0x0a) return "\\n";
  if (codePoint === 0x0d) return "\\r";
  if (codePoint === 0x09) return "\\t";
  if (codePoint === 0x5c) return "\\\\";
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return `\\u${codePoint.toString(16)}`;
  const character = String.fromCodePoint(codePoint);
  if (character === quote) return `\\${quote}`;
  if (!isUnprintable(codePoint)) return character;
  if (codePoint <= 0xff) return `\\x${codePoint.toString(16).padStart(2, "0")}`;
  if (codePoint <= 0xffff) return `\\u${codePoint.toString(16).padStart(4, "0")}`;
  return `\\U${codePoint.toString(16).padStart(8, "0")}`;
}

/** `repr` of bytes. */
export function bytesRepr(bytes: readonly number[]): string {
  return bytesLiteral(bytes, (character, quote) => character === quote);
}

/** What stands between the brackets of a `bytearray`'s repr: CPython escapes every `'` there. */
export function bytearrayLiteral(bytes: readonly number[]): string {
  return bytesLiteral(bytes, (character) => character === "'");
}

function bytesLiteral(bytes: readonly number[], escapesQuote: (character: string, quote: string) => boolean): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let body = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (byte === 0x0a) body += "\\n";
    else if (byte === 0x0d) body += "\\r";
    else if (byte === 0x09) body += "\\t";
    else if (byte === 0x5c || escapesQuote(character, quote)) body += `\\${character}`;
    else if (byte < 0x20 || byte >= 0x7f) body += `\\x${byte.toString(16).padStart(2, "0")}`;
    else body += character;
  }
  return `b${quote}${body}${quote}`;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The characters of a `str` from its `repr`; undefined when the text is no `repr` of one. */
export function parseStringRepr(text: string): string | undefined {
  const quote = text[0];
  if ((quote !== "'" && quote !== '"') || text.length < 2 || text.at(-1) !== quote) return undefined;
  return text
    .slice(1, -1)
    .replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[\s\S])/g, (_, code: string) =>
      code.length > 1 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (SIMPLE_ESCAPES[code] ?? code),
    );
}
