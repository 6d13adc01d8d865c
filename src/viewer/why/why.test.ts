import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { affectedBy } from "../../trace/queries/affected.ts";
import { stepThatWrote } from "../../trace/queries/written.ts";
import { recordTrace } from "../../trace/testing/record-run.ts";
import type { Trace } from "../../trace/types.ts";
import { claimInWords } from "../rationale/claim-words.ts";
import type { ValuePlace } from "../state/value-actions.ts";
import { sliceOf, statementsOf } from "./slice-lines.ts";
import { whyLine } from "./why-line.ts";
import { whyRows } from "./why-rows.ts";

let python: TestInterpreter;
beforeAll(async () => {
  python = await bootTestInterpreter();
}, 60_000);

const BEST = `def best_of(xs, floor):
    best = floor
    noise = 1
    for x in xs:
        if x > best:
            best = x
    noise = noise + 1
    return best
`;

const frameOf = (trace: Trace, name: string) => {
  const scope = trace.scopes.findIndex((each) => each.name === name);
  for (let frame = 0; frame < trace.frameCount; frame++) if (trace.frame(frame).scope === scope) return frame;
  throw new Error(`${name} is never called`);
};

function variable(trace: Trace, frame: number, name: string): ValuePlace {
  const tick = trace.step(trace.frame(frame).lastStep).start;
  return { label: name, tick, subject: { kind: "variable", frame, name } };
}

const statementAt = (trace: Trace, line: number) => trace.statements.find(({ range }) => range.line === line)!.number;

describe("where a value came from", () => {
  it("leads from the write back through what was read to the call", () => {
    const trace = recordTrace(python, BEST, { call: "best_of([3, 9, 4], 2)" });
    const place = variable(trace, frameOf(trace, "best_of"), "best");
    const everything = new Map(Array.from({ length: 8 }, (_, depth) => [`0${".0".repeat(depth)}`, true] as const));
    const rows = whyRows(trace, place, everything);
    expect(rows[0]).toMatchObject({ name: "best", value: "9", role: "set by", code: "best = x", line: 6, visit: 2 });
    expect(rows[1]).toMatchObject({ name: "x", value: "9", role: "set by", line: 4, depth: 1 });
    expect(rows.some(({ role, line }) => role === "decided by" && line === 5)).toBe(true);
    expect(rows.every(({ code }) => !code.includes("noise"))).toBe(true);
    expect(rows.find(({ name }) => name === "xs[1]")?.role).toBe("given in best_of([3, 9, 4], 2)");
  });

  it("tells what changed an object since it was bound", () => {
    const trace = recordTrace(python, "xs = []\nxs.append(4)\nxs[0] = 5\ny = 1");
    const place: ValuePlace = {
      label: "xs",
      tick: trace.frame(0).end - 1,
      subject: { kind: "variable", frame: 0, name: "xs" },
    };
    const roots = whyRows(trace, place, new Map()).filter(({ depth }) => depth === 0);
    expect(roots.map(({ role, line }) => `${role} ${line}`)).toEqual(["changed by 3", "changed by 2", "set by 1"]);
  });

  it("leaves lines without a part in it out of the slice", () => {
    const trace = recordTrace(python, BEST, { call: "best_of([3, 9], 2)" });
    const place = variable(trace, frameOf(trace, "best_of"), "best");
    const lines = [...statementsOf(trace, sliceOf(trace, place, "from")!)].map(
      (each) => trace.statement(each).range.line,
    );
    expect(lines).toEqual(expect.arrayContaining([2, 4, 5, 6]));
    expect(lines).not.toContain(3);
    expect(lines).not.toContain(7);
  });
});

describe("what a value affected", () => {
  it("follows it through variables, elements, calls and results, and not beyond", () => {
    const trace = recordTrace(
      python,
      "def double(n):\n    m = n * 2\n    return m\na = 3\nb = 7\nxs = [0, 0]\nxs[0] = a\nxs[1] = b\nc = double(xs[0])\nd = double(b)\nprint(c)",
    );
    const from = trace.visits(statementAt(trace, 4))[0]!;
    const { steps, complete } = affectedBy(trace, from);
    const lines = steps.map((step) => trace.statement(trace.step(step).statement).range.line);
    expect(complete).toBe(true);
    expect(lines).toEqual([4, 7, 9, 2, 3, 11]);
  });
});

describe("the step that wrote", () => {
  it("a character of the output is the print that did", () => {
    const trace = recordTrace(python, "print('ab')\nfor i in range(2):\n    print(i)\nx = 1");
    const lines = [0, 2, 3, 5].map((at) => trace.statement(trace.step(stepThatWrote(trace, at)).statement).range.line);
    expect(trace.stdout).toBe("ab\n0\n1\n");
    expect(lines).toEqual([1, 1, 3, 3]);
    expect(trace.step(stepThatWrote(trace, 5)).visit).toBe(2);
  });
});

describe("why a line ran, or did not", () => {
  const reasons = (trace: Trace, line: number, near = trace.stepCount - 1) =>
    whyLine(trace, statementAt(trace, line), near).reasons.map(({ text }) => text);

  it("names the branch that decided with its values, the pass and the call", () => {
    const trace = recordTrace(python, BEST, { call: "best_of([3, 9, 4], 2)" });
    const answer = whyLine(trace, statementAt(trace, 6), trace.stepCount - 1);
    expect(answer.ran).toBe(true);
    expect(answer.reasons[0]?.text).toBe("On line 5, `x > best` is `9 > 3`, which is `True`.");
    expect(answer.reasons[1]?.text).toBe("The loop on line 4 makes a pass, with `x = 9`.");
  });

  it("says of a line that never ran which test kept control out, and with which values", () => {
    const trace = recordTrace(python, BEST, { call: "best_of([1, 2], 5)" });
    const answer = whyLine(trace, statementAt(trace, 6), 0);
    expect(answer.ran).toBe(false);
    expect(answer.reasons[0]?.text).toBe(
      "The test on line 5 did not hold each of the 2 times; at last: `x > best` is `2 > 5`, which is `False`.",
    );
  });

  it("knows loops without passes, early returns, exceptions and functions nobody calls", () => {
    const trace = recordTrace(
      python,
      "def f(xs, n):\n    for x in xs:\n        print(x)\n    if n > 1:\n        return n\n    print(n)\n" +
        "def g():\n    print('never')\n" +
        "def h():\n    int('x')\n    print('after')\n" +
        "f([], 2)\ntry:\n    h()\nexcept KeyError:\n    print('key')\nexcept ValueError:\n    pass\n",
    );
    expect(reasons(trace, 3)[0]).toBe("The loop on line 2 made no pass: there was nothing to go over.");
    expect(reasons(trace, 6)[0]).toBe("Line 5 left before it: `return n`.");
    expect(reasons(trace, 8)[0]).toBe("`g` is never called.");
    expect(reasons(trace, 11)[0]).toBe("Line 10 ended in `ValueError` before it.");
    expect(reasons(trace, 16)[0]).toBe("`except KeyError` on line 15 does not catch the exception that came.");
  });
});

describe("claims in words", () => {
  it("say what is claimed, and lead to the step", () => {
    const trace = recordTrace(python, BEST, { call: "best_of([3, 9], 2)" });
    const line6 = statementAt(trace, 6);
    const words = claimInWords(trace, { kind: "bind", at: [line6, 2], name: "best", value: "9" });
    expect(words).toEqual({ text: "`best` becomes `9`", place: "line 6, 2nd time", step: trace.visits(line6)[1] });
    const test = claimInWords(trace, {
      kind: "eval",
      at: [statementAt(trace, 5), 1],
      expression: { line: 5, column: 11, endLine: 5, endColumn: 19 },
      value: "True",
    });
    expect(test.text).toBe("`x > best` is `True`");
    const definition = statementAt(trace, 1);
    const call = claimInWords(trace, { kind: "call", function: [definition, 1], arguments: { floor: "2" } });
    expect(call).toMatchObject({ text: "`best_of` is called with `floor = 2`", place: "1st call" });
  });

  it("can be made of claims about moments that never were", () => {
    const trace = recordTrace(python, "a = 1");
    expect(claimInWords(trace, { kind: "bind", at: [9, 4], name: "a", value: "1" }).step).toBeNull();
    expect(claimInWords(trace, { kind: "return", function: [3, 2], value: "1" }).step).toBeNull();
  });
});
