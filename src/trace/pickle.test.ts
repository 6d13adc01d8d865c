import { describe, expect, it } from "vitest";
import { Tag } from "./columns.ts";
import { HeapColumns } from "./heap.ts";
import { bytesRepr, PickleReader } from "./pickle.ts";

const bytes = (text: string) => Array.from(new TextEncoder().encode(text));
const word = (text: string) => [0x8c, text.length, ...bytes(text)];
/** Opcodes before the values of a chunk: an empty list. */
const CHUNK = [0x80, 5, 0x5d, 0x94];
const STOP = 0x2e;

function read(...opcodes: number[]) {
  const heap = new HeapColumns(() => 0);
  const seen: [number, number][] = [];
  const reader = new PickleReader(heap, (tags, payloads, start, end) => {
    for (let index = start; index < end; index++) seen.push([tags[index]!, payloads[index]!]);
    return end - start;
  });
  reader.read(Uint8Array.from([...CHUNK, ...opcodes, STOP]));
  heap.settle();
  return { heap, seen };
}

describe("values of a chunk", () => {
  it("are scalars as the stream has them", () => {
    const { seen, heap } = read(
      0x28,
      0x4b,
      7,
      0x4d,
      0xff,
      0x01,
      0x4a,
      0xff,
      0xff,
      0xff,
      0xff,
      0x4e,
      0x88,
      0x89,
      ...word("é").with(1, 2),
      0x65,
    );
    expect(seen.map(([tag]) => tag)).toEqual([Tag.Int, Tag.Int, Tag.Int, Tag.None, Tag.True, Tag.False, Tag.Text]);
    expect(seen.slice(0, 3).map(([, payload]) => payload | 0)).toEqual([7, 511, -1]);
    expect(heap.textOf(seen[6]![1])).toBe("é");
  });

  it("keep the identity of what was seen before", () => {
    // [] memoized, an item appended; then the same list by reference.
    const { seen, heap } = read(0x28, 0x5d, 0x94, 0x4b, 3, 0x61, 0x68, 1, 0x65);
    expect(seen).toEqual([
      [Tag.Object, 0],
      [Tag.Object, 0],
    ]);
    const content = heap.objectContent.data[0]!;
    expect(heap.contentPayload.data[heap.contentStart.data[content]!]).toBe(3);
  });

  it("tell a list's single item from the chunk's own", () => {
    const { seen } = read(0x5d, 0x94, 0x4b, 3, 0x61, 0x61, 0x4b, 9, 0x61);
    expect(seen).toEqual([
      [Tag.Object, 0],
      [Tag.Int, 9],
    ]);
  });

  it("may come in several batches, also inside containers", () => {
    const items = (count: number) => Array.from({ length: count }, () => [0x4b, 1]).flat();
    const { heap } = read(0x28, 0x5d, 0x94, 0x28, ...items(1000), 0x65, 0x28, ...items(500), 0x65, 0x65);
    const content = heap.objectContent.data[0]!;
    expect(heap.contentStart.data[content + 1]! - heap.contentStart.data[content]!).toBe(1500);
  });

  it("are integers of any size", () => {
    const { seen, heap } = read(0x28, 0x8a, 5, 0, 0, 0, 0, 1, 0x8a, 1, 0x80, 0x8a, 5, 0, 0, 0, 0, 0xff, 0x65);
    expect(seen.map(([tag]) => tag)).toEqual([Tag.BigInt, Tag.Int, Tag.BigInt]);
    expect(heap.textOf(seen[0]![1])).toBe("4294967296");
    expect(seen[1]![1] | 0).toBe(-128);
    expect(heap.textOf(seen[2]![1])).toBe("-4294967296");
  });

  it("are refused when the recorder cannot have written them", () => {
    expect(() => read(0x63)).toThrow(/unexpected byte 99/);
  });
});

it("writes bytes as Python does", () => {
  expect(bytesRepr(Uint8Array.of(0, 39, 34, 92, 10, 127, 65))).toBe("b'\\x00\\'\"\\\\\\n\\x7fA'");
  expect(bytesRepr(Uint8Array.of(39))).toBe(`b"'"`);
});
