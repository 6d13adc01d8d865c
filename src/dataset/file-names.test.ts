import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFileNames } from "./file-names.ts";

describe("createFileNames", () => {
  it("keeps plain ids and mends others", () => {
    const nameOf = createFileNames();
    expect(["sample_0", "HumanEval/12", "../../etc", "", "naïve id"].map(nameOf)).toEqual([
      "sample_0",
      "HumanEval_12",
      "_._.._etc",
      "_",
      "na_ve_id",
    ]);
  });

  it("never gives a name twice, and none that leaves the folder", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom("a", "A", "a-2", "a/b", "a_b", ".."), fc.string())), (ids) => {
        const names = ids.map(createFileNames());
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
      }),
    );
  });
});
