import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../runtime/testing.ts";
import { recordTrace } from "../trace/testing/record-run.ts";
import type { Trace } from "../trace/types.ts";
import { lineCounts } from "./editor-marks.ts";
import { evaluationStages } from "./evaluation.ts";
import { knownAt } from "./history.ts";
import { inlineValues } from "./inline-values.ts";
import { numbersOf, sparkPath } from "./sparkline.ts";
import { outcomeWords, stepWords } from "./step-words.ts";

const PROGRAM = `def bubble(xs):
    """Sorts a little."""
    swaps = 0
    for j in range(len(xs) - 1):
        if xs[j] > xs[j + 1]:
            xs[j], xs[j + 1] = xs[j + 1], xs[j]
            swaps += 1
    if swaps < 0:
        raise ValueError(swaps)
    return xs, min(swaps, 3)
`;

let interpreter: TestInterpreter;
let trace: Trace;

beforeAll(async () => {
  interpreter = await bootTestInterpreter();
  trace = recordTrace(interpreter, PROGRAM, { call: "bubble([5, 3, 8])" });
});

/** The first step of the statement that begins on a line. */
const firstOn = (line: number) => trace.visits(trace.statements.find(({ range }) => range.line === line)!.number)[0]!;

describe("the parts of a statement", () => {
  const texts = (line: number) => evaluationStages(trace, firstOn(line)).map(({ text }) => text);

  it("are replaced by their values in the order of evaluation, names included", () => {
    expect(texts(5)).toEqual([
      "xs[j] > xs[j + 1]",
      "xs[0] > xs[j + 1]",
      "5 > xs[j + 1]",
      "5 > xs[0 + 1]",
      "5 > xs[1]",
      "5 > 3",
      "True",
    ]);
  });

  it("belong each to its expression, where a statement has several", () => {
    const stages = evaluationStages(trace, firstOn(6));
    expect(stages.filter(({ begins }) => begins).length).toBeGreaterThanOrEqual(1);
    expect(stages.at(-1)!.evaluated?.value).toBeDefined();
    expect(evaluationStages(trace, firstOn(3))).toEqual([]);
  });
});

describe("words", () => {
  it("say what a step did, and a call gave", () => {
    expect(stepWords(trace, firstOn(3))).toBe("swaps = 0");
    expect(stepWords(trace, firstOn(5))).toBe("xs[j] > xs[j + 1] is True");
    expect(stepWords(trace, firstOn(10))).toBe("returns ([3, 5, 8], 1)");
    expect(outcomeWords(trace, 1)).toBe("bubble([5, 3, 8]) → ([3, 5, 8], 1)");
  });

  it("stand at line ends: on the step's line what it did, on others what their names have now", () => {
    const values = inlineValues(trace, firstOn(7));
    expect(values).toContainEqual({ line: 7, text: "swaps = 1", isNow: true });
    expect(values).toContainEqual({ line: 3, text: "swaps = 1", isNow: false });
    expect(values).toContainEqual({ line: 4, text: "j = 0", isNow: false });
  });
});

describe("what is known of a place in the code", () => {
  it("is a name's value now and all it had", () => {
    const known = knownAt(trace, firstOn(10), 7, 13)!;
    expect(known.text).toBe("swaps");
    expect(trace.repr(known.now!.value, known.now!.tick).text).toBe("1");
    expect(numbersOf(trace, known.history)).toEqual([0, 1]);
  });

  it("is an expression's last value up to the step", () => {
    const known = knownAt(trace, firstOn(7), 5, 17)!;
    expect(known.text).toBe("xs[j] > xs[j + 1]");
    expect(trace.repr(known.now!.value, known.now!.tick).text).toBe("True");
    expect(known.count).toBe(2);
    expect(knownAt(trace, firstOn(7), 1, 0)).toBeNull();
  });
});

describe("counts of lines", () => {
  it("tell code that never ran; docstrings are not such", () => {
    const { counts, never, most } = lineCounts(trace);
    expect(never).toEqual([{ first: 9, last: 9 }]);
    expect([counts.get(5), counts.get(7), counts.get(9), most]).toEqual([2, 1, 0, 3]);
    expect(counts.has(2)).toBe(false);
  });
});

describe("a sparkline", () => {
  it("goes from edge to edge, the greatest on top", () => {
    expect(sparkPath([0, 10], 20, 10)).toBe("M3.0 7.0 L17.0 3.0");
    expect(sparkPath([4, 4], 20, 10)).toBe("M3.0 7.0 L17.0 7.0");
  });
});
