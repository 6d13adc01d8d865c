import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countWord, ordinal } from "../wording.ts";
import { readCount, readOrdinal } from "./numbers.ts";

describe("reading numbers", () => {
  it("reads back every count and ordinal a narrator writes", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (count) => {
        expect(readCount(countWord(count))).toBe(count);
        if (count > 0) expect(readOrdinal(ordinal(count))).toBe(count);
      }),
    );
  });

  it("reads words beyond those", () => {
    expect(readCount("twenty-one")).toBe(21);
    expect(readOrdinal("forty-second")).toBe(42);
    expect(readCount("twice")).toBe(2);
    expect(readCount("several")).toBeNull();
  });
});
