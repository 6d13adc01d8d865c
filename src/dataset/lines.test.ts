import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Line, readLines } from "./lines.ts";

async function linesOf(chunks: Iterable<Uint8Array>): Promise<Line[]> {
  async function* stream() {
    yield* chunks;
  }
  const lines: Line[] = [];
  for await (const line of readLines(stream())) lines.push(line);
  return lines;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("readLines", () => {
  it("takes CRLF, blank lines, a byte order mark and a last line without an end", async () => {
    const lines = await linesOf([bytes('\ufeff{"a": 1}\r\n\n  \r\n{"b": "\u2028"}\n{"c": 3}')]);
    expect(lines.map(({ number, text }) => [number, text === null ? null : JSON.parse(text)])).toEqual([
      [1, { a: 1 }],
      [4, { b: "\u2028" }],
      [5, { c: 3 }],
    ]);
  });

  it("gives null for bytes that are not UTF-8 and goes on", async () => {
    const lines = await linesOf([new Uint8Array([0x22, 0xff, 0x22, 0x0a]), bytes("ok")]);
    expect(lines).toEqual([
      { number: 1, text: null },
      { number: 2, text: "ok" },
    ]);
  });

  it("does not depend on how the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary" }).map((text) => text.replace(/[\n\r\ufeff]/g, ""))),
        fc.integer({ min: 1, max: 5 }),
        async (texts, size) => {
          const all = bytes(texts.map((text) => `${text}\n`).join(""));
          const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
            all.subarray(i * size, (i + 1) * size),
          );
          const lines = await linesOf(pieces);
          const decoded = (text: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(text));
          expect(lines.map(({ text }) => text)).toEqual(texts.map(decoded).filter((text) => text.trim() !== ""));
        },
      ),
    );
  });
});
