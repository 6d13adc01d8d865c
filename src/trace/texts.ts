import type { TraceColumns } from "./columns.ts";
import { codePointsRepr, stringRepr } from "./python-literals.ts";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** The strings of a run, decoded when first asked for. */
export class Texts {
  private readonly decoded: (string | undefined)[] = [];

  constructor(private readonly columns: Pick<TraceColumns, "textStart" | "textBytes">) {}

  /** Text `index` as a JavaScript string. O(its length), then O(1). */
  text(index: number): string {
    const known = this.decoded[index];
    if (known !== undefined) return known;
    const bytes = this.bytes(index);
    const text = hasSurrogates(bytes) ? codePointsOf(bytes).map(toUtf16).join("") : UTF8.decode(bytes);
    this.decoded[index] = text;
    return text;
  }

  /** Text `index` as Python writes it, and its length in Python's characters (code points). */
  repr(index: number): { readonly repr: string; readonly length: number } {
    const bytes = this.bytes(index);
    if (hasSurrogates(bytes)) {
      const codePoints = codePointsOf(bytes);
      return { repr: codePointsRepr(codePoints), length: codePoints.length };
    }
    let length = 0;
    for (let i = 0; i < bytes.length; i++) if ((bytes[i]! & 0xc0) !== 0x80) length++;
    return { repr: stringRepr(this.text(index)), length };
  }

  private bytes(index: number): Uint8Array {
    const { textStart, textBytes } = this.columns;
    return textBytes.subarray(textStart[index]!, textStart[index + 1]!);
  }
}

function hasSurrogates(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xed); at >= 0; at = bytes.indexOf(0xed, at + 1)) if (bytes[at + 1]! >= 0xa0) return true;
  return false;
}

/** Code points of WTF-8 bytes; a surrogate is a code point of its own. */
function codePointsOf(bytes: Uint8Array): number[] {
  const codePoints: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!;
    const extra = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    let codePoint = extra === 0 ? lead : lead & (0x3f >> extra);
    for (let i = 1; i <= extra; i++) codePoint = (codePoint << 6) | (bytes[at + i]! & 0x3f);
    codePoints.push(codePoint);
    at += extra + 1;
  }
  return codePoints;
}

function toUtf16(codePoint: number): string {
  return String.fromCodePoint(codePoint);
}
