import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { recordTrace } from "../../trace/testing/record-run.ts";
import { alignRuns, commonSubsequence } from "./align.ts";
import { differingSentences } from "./compare-view.tsx";
import { besideEachOther, rightOf, valueDifferences } from "./differences.ts";

let python: TestInterpreter;
beforeAll(async () => {
  python = await bootTestInterpreter();
}, 60_000);

const CLASSIFY = `def classify(xs):
    out = []
    for x in xs:
        if x > 2:
            label = 'big'
        else:
            label = 'small'
        out.append(label)
    return out
`;

const lineOf = (trace: ReturnType<typeof recordTrace>, step: number) =>
  trace.statement(trace.step(step).statement).range.line;

describe("two runs of the same code", () => {
  it("part where a test goes the other way, meet again, and end differently", () => {
    const left = recordTrace(python, CLASSIFY, { call: "classify([1, 3])" });
    const right = recordTrace(python, CLASSIFY, { call: "classify([5, 3, 4])" });
    const { divergences, toRight } = alignRuns(left, right);
    expect([lineOf(left, divergences[0]!.left), lineOf(right, divergences[0]!.right)]).toEqual([7, 5]);
    // Line 8 follows in both.
    expect(lineOf(right, toRight[divergences[0]!.left + 1]!)).toBe(8);
    expect(lineOf(left, left.stepCount - 1)).toBe(9);
    expect(lineOf(right, toRight[left.stepCount - 1]!)).toBe(9);
  });

  it("tell which values differ, and show both beside each other", () => {
    const left = recordTrace(python, CLASSIFY, { call: "classify([1, 3])" });
    const right = recordTrace(python, CLASSIFY, { call: "classify([5, 3])" });
    const alignment = alignRuns(left, right);
    const [first] = valueDifferences(left, right, alignment);
    expect(first?.name).toBe("xs");
    const last = left.stepCount - 1;
    const rows = besideEachOther(left, last, right, rightOf(alignment, last));
    expect(rows.find(({ name }) => name === "out")).toEqual({
      name: "out",
      left: "['small', 'big']",
      right: "['big', 'big']",
      differs: true,
    });
    expect(rows.find(({ name }) => name === "x")?.differs).toBe(false);
  });

  it("take the same path when nothing differs", () => {
    const run = () => recordTrace(python, CLASSIFY, { call: "classify([1, 3])" });
    expect(alignRuns(run(), run()).divergences).toEqual([]);
  });
});

describe("two runs of edited code", () => {
  it("keep step with each other around the edit", () => {
    const edited = CLASSIFY.replace("x > 2", "x > 4").replace("    out = []", "    note = 1\n    out = []");
    const left = recordTrace(python, CLASSIFY, { call: "classify([1, 3])" });
    const right = recordTrace(python, edited, { call: "classify([1, 3])" });
    const { toRight } = alignRuns(left, right);
    const returns = left.stepCount - 1;
    expect(toRight[returns]).toBe(right.stepCount - 1);
    expect(lineOf(right, toRight[1]!)).toBe(lineOf(left, 1) + 1);
  });
});

describe("commonSubsequence and differingSentences", () => {
  const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });

  it("find pairs that are equal and in order, and everything else is told", () => {
    fc.assert(
      fc.property(words, words, (a, b) => {
        const pairs = commonSubsequence(a, b);
        pairs.forEach(([i, j], at) => {
          expect(a[i]).toBe(b[j]);
          const [beforeI, beforeJ] = pairs[at - 1] ?? [-1, -1];
          expect(i > beforeI && j > beforeJ).toBe(true);
        });
        const told = differingSentences(a, b);
        expect(told.filter(({ side }) => side === "left")).toHaveLength(a.length - pairs.length);
        expect(told.filter(({ side }) => side === "right")).toHaveLength(b.length - pairs.length);
      }),
    );
  });
});
