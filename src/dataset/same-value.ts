/**
 * Whether two Python `repr` texts show equal values: the same text once ` at 0x…` addresses are removed, or literals
 * that `==` holds equal (other quotes, spacing, number forms; sets and dicts in any order).
 */
export function sameValue(left: string, right: string): boolean {
  const [leftText, rightText] = [withoutAddresses(left), withoutAddresses(right)];
  if (leftText === rightText) return true;
  const key = equalityKey(leftText);
  return key !== null && key === equalityKey(rightText);
}

/** Whether a script wrote what was expected, whatever the line ends and however many close the text. */
export function sameOutput(left: string, right: string): boolean {
  return left === right || lines(left) === lines(right);
}

function lines(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/\n+$/, "");
}

function withoutAddresses(text: string): string {
  return text.replace(/ at 0x[0-9a-fA-F]+/g, "");
}

class NotLiteral extends Error {}

/** A text that is the same for equal values, or null where the source is no `repr` we can read. */
function equalityKey(source: string): string | null {
  try {
    return new Reader(source).whole();
  } catch (error) {
    // A RangeError means brackets nested more deeply than the stack allows.
    if (error instanceof NotLiteral || error instanceof RangeError) return null;
    throw error;
  }
}

const BLANK = /\s*/y;
const NUMBER =
  /(0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*(?![\d_.eE])|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)([jJ]?)/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}.]*/uy;
const STRING_START = /([rR]?[bB]?[rR]?|[uU])('''|"""|'|")/y;
const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ["True", "1"],
  ["False", "0"],
]);

/** Recursive descent over literals, and over what containers and instances print around them. */
class Reader {
  private position = 0;

  constructor(private readonly source: string) {}

  whole(): string {
    const { keys, trailingComma } = this.list("", () => this.value());
    const [only] = keys;
    if (only === undefined) throw new NotLiteral();
    return keys.length > 1 || trailingComma ? `(${keys.join()})` : only;
  }

  private value(): string {
    const real = this.term();
    const sign = this.take(/[+-]/y)?.[0];
    if (sign === undefined) return real;
    const imaginary = this.take(NUMBER);
    if (imaginary === null || imaginary[2] === "") throw new NotLiteral();
    const part = numberKey(`${sign === "-" ? "-" : ""}${imaginary[1]}`);
    return part === "0" ? real : `${real}+${part}j`;
  }

  private term(): string {
    const sign = this.take(/[+-]/y)?.[0];
    const number = this.take(NUMBER);
    if (number !== null) {
      const key = numberKey(`${sign === "-" ? "-" : ""}${number[1]}`);
      return number[2] === "" ? key : `0+${key}j`;
    }
    const name = this.take(NAME, STRING_START)?.[0];
    if (name === "inf") return sign === "-" ? "-Infinity" : "Infinity";
    if (sign !== undefined) throw new NotLiteral();
    if (name !== undefined) return this.named(name);
    if (this.take(/\.\.\./y) !== null) return "...";
    if (this.take(/\[/y) !== null) return `[${this.list("]", () => this.value()).keys.join()}]`;
    if (this.take(/\(/y) !== null) return this.parenthesised();
    if (this.take(/\{/y) !== null) return this.braced();
    if (this.take(/</y) !== null) return this.angled();
    return this.strings();
  }

  private named(name: string): string {
    if (this.take(/\(/y) === null) return CONSTANTS.get(name) ?? name;
    const { keys } = this.list(")", () => {
      const keyword = this.take(/[\p{ID_Start}_][\p{ID_Continue}]*=/uy)?.[0] ?? "";
      return keyword + this.value();
    });
    return name === "set" && keys.length === 0 ? "{}" : `${name}(${keys.join()})`;
  }

  private parenthesised(): string {
    const { keys, trailingComma } = this.list(")", () => this.value());
    return keys.length === 1 && !trailingComma ? keys.join() : `(${keys.join()})`;
  }

  private braced(): string {
    let isDict = false;
    const { keys } = this.list("}", () => {
      const key = this.value();
      if (this.take(/:/y) === null) return key;
      isDict = true;
      return `${key}:${this.value()}`;
    });
    const sorted = [...new Set(keys)].sort().join();
    return isDict || keys.length === 0 ? `dict{${sorted}}` : `{${sorted}}`;
  }

  /** `<class 'int'>`, `<Color.RED: 1>`: text up to the bracket that closes it. */
  private angled(): string {
    const start = this.position;
    for (let depth = 1; depth > 0; this.position += 1) {
      const character = this.source[this.position];
      if (character === undefined) throw new NotLiteral();
      if (character === "<") depth += 1;
      else if (character === ">") depth -= 1;
    }
    return `<${this.source.slice(start, this.position)}`;
  }

  /** String literals side by side are one string. */
  private strings(): string {
    let text = "";
    let isBytes: boolean | null = null;
    for (let start = this.take(STRING_START); start !== null; start = this.take(STRING_START)) {
      const [, prefix = "", quote = ""] = start;
      const bytes = /b/i.test(prefix);
      if (isBytes !== null && isBytes !== bytes) throw new NotLiteral();
      isBytes = bytes;
      const body = this.stringBody(quote);
      text += /r/i.test(prefix) ? body : decodeEscapes(body, bytes);
    }
    if (isBytes === null) throw new NotLiteral();
    return (isBytes ? "b" : "") + JSON.stringify(text);
  }

  private stringBody(quote: string): string {
    const start = this.position;
    while (!this.source.startsWith(quote, this.position)) {
      if (this.position >= this.source.length) throw new NotLiteral();
      this.position += this.source[this.position] === "\\" ? 2 : 1;
    }
    const body = this.source.slice(start, this.position);
    this.position += quote.length;
    return body;
  }

  /** Items up to the closing bracket, or to the end of the source where `close` is empty. */
  private list(
    close: string,
    item: () => string,
  ): { readonly keys: readonly string[]; readonly trailingComma: boolean } {
    const keys: string[] = [];
    for (let trailingComma = false; ; ) {
      if (this.closes(close)) return { keys, trailingComma };
      if (keys.length > 0 && !trailingComma) throw new NotLiteral();
      keys.push(item());
      trailingComma = this.take(/,/y) !== null;
    }
  }

  private closes(close: string): boolean {
    this.take(BLANK);
    if (close === "") return this.position === this.source.length;
    if (this.source[this.position] !== close) return false;
    this.position += 1;
    return true;
  }

  /** Match after blanks and move past it; null, unmoved, where it does not match (or where `unless` does). */
  private take(pattern: RegExp, unless?: RegExp): RegExpExecArray | null {
    const start = skip(BLANK, this.source, this.position);
    if (unless !== undefined && skip(unless, this.source, start) > start) return null;
    pattern.lastIndex = start;
    const match = pattern.exec(this.source);
    if (match !== null) this.position = pattern.lastIndex;
    return match;
  }
}

function skip(pattern: RegExp, source: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(source) ? pattern.lastIndex : from;
}

/** `1`, `0x1`, `1.0` and `1e0` are one number. */
function numberKey(text: string): string {
  const digits = text.replaceAll("_", "");
  const negative = digits.startsWith("-");
  const magnitude = negative ? digits.slice(1) : digits;
  if (/^(?:\d+|0[xXoObB][\da-fA-F]+)$/.test(magnitude)) {
    const value = BigInt(magnitude);
    return (negative ? -value : value).toString();
  }
  const value = Number(digits);
  if (Number.isNaN(value)) throw new NotLiteral();
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Source: The Python Language Reference, 2.4.1.1 Escape sequences. */
function decodeEscapes(body: string, bytes: boolean): string {
  return body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, U?: string, octal?: string, other = "") => {
      if (bytes && (u ?? U) !== undefined) return whole;
      const hexadecimal = x ?? u ?? U;
      const point = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : octal && Number.parseInt(octal, 8);
      if (typeof point === "number") return codePoint(point);
      if (other === "N" && !bytes) throw new NotLiteral();
      return SIMPLE_ESCAPES[other] ?? whole;
    },
  );
}

function codePoint(point: number): string {
  if (point > 0x10ffff) throw new NotLiteral();
  return String.fromCodePoint(point);
}
