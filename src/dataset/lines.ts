/** A line of a file of UTF-8 text; `text` is null where its bytes are not UTF-8. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string | null;
}

const NEWLINE = 0x0a;

/**
 * The lines of a stream of bytes that hold anything but blanks. Lines end in LF or CRLF; a byte order mark at the
 * start is left out.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      number += 1;
      yield* line(number, [...rest, chunk.subarray(start, end)]);
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  yield* line(number + 1, rest);
}

function* line(number: number, parts: readonly Uint8Array[]): Generator<Line> {
  const text = decode(concatenated(parts));
  const unmarked = number === 1 && text !== null ? text.replace(/^\ufeff/, "") : text;
  if (unmarked === null || unmarked.trim() !== "") yield { number, text: unmarked };
}

/** Pieces of bytes as one. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
