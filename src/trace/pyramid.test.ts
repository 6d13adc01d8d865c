import fc from "fast-check";
import { expect, it } from "vitest";
import { Pyramid } from "./pyramid.ts";

const leavesAndStretch = fc
  .array(fc.nat(0xffff), { minLength: 1, maxLength: 700 })
  .chain((leaves) =>
    fc
      .nat(leaves.length - 1)
      .chain((from) =>
        fc.integer({ min: from + 1, max: leaves.length }).map((to) => [Uint16Array.from(leaves), from, to] as const),
      ),
  );

it("folds any stretch as walking over it does", () => {
  fc.assert(
    fc.property(leavesAndStretch, ([leaves, from, to]) => {
      const stretch = [...leaves.subarray(from, to)];
      expect(new Pyramid(leaves, Math.max).over(from, to)).toBe(Math.max(...stretch));
      expect(new Pyramid(leaves, Math.min).over(from, to)).toBe(Math.min(...stretch));
      expect(new Pyramid(leaves, (a, b) => a | b).over(from, to)).toBe(stretch.reduce((a, b) => a | b));
    }),
  );
});
