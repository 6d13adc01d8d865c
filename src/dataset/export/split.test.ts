import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { families } from "../duplicates.ts";
import { splitPrograms } from "./split.ts";

const VERBS = ["upper", "lower", "strip", "title", "casefold", "swapcase"];

/** Programs of a few kinds, each also under other names and formatted otherwise. */
const programs = fc
  .array(fc.tuple(fc.nat(5), fc.nat(20), fc.boolean()), { minLength: 20, maxLength: 60 })
  .map((kinds) =>
    kinds.map(([verb, factor, renamed]) => {
      const code = `def f(text):\n    parts = []\n    for n in range(${factor}):\n        parts.append(text.${VERBS[verb]}() * n)\n    return parts[${factor}:]\n`;
      return renamed ? code.replaceAll("parts", "xs").replaceAll("    ", "  ") : code;
    }),
  );

describe("splitPrograms", () => {
  it("never puts programs of one family into two splits, whatever the order", () => {
    fc.assert(
      fc.property(programs, fc.nat(1_000), (codes, seed) => {
        const options = { validation: 0.2, test: 0.2, seed };
        const splits = splitPrograms(codes, options);
        expect(splitPrograms(codes, options)).toEqual(splits);
        const familyOf = families(codes);
        codes.forEach((_, one) => {
          codes.forEach((__, other) => {
            if (familyOf[one] === familyOf[other]) expect(splits[one]).toBe(splits[other]);
          });
        });
        const count = (split: string) => splits.filter((each) => each === split).length;
        expect(count("test")).toBeLessThanOrEqual(Math.round(0.2 * codes.length));
        expect(count("validation")).toBeLessThanOrEqual(Math.round(0.2 * codes.length));
      }),
      { numRuns: 20 },
    );
  });

  it("gives the shares asked for when programs differ", () => {
    const codes = Array.from(
      { length: 100 },
      (_, index) =>
        `print(${[...String(index)].map((digit) => `'${"abcdefghij"[Number(digit)]}'`).join(" + x + ")}, ${index})`,
    );
    const splits = splitPrograms(codes, { validation: 0.1, test: 0.2, seed: 1 });
    const other = splitPrograms(codes, { validation: 0.1, test: 0.2, seed: 2 });
    expect(other).not.toEqual(splits);
    expect(splits.filter((split) => split === "test").length).toBeGreaterThan(10);
    expect(splits.filter((split) => split === "validation").length).toBeGreaterThan(5);
  });
});
