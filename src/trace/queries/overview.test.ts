import { describe, expect, it } from "vitest";
import { ColumnsBuilder } from "../testing/columns-builder.ts";
import { openTrace } from "../trace.ts";
import { type CallNode, callTree } from "./call-tree.ts";
import { coverage } from "./coverage.ts";
import { executions } from "./executions.ts";

/** `def f(n)` calls itself down to f(0), which raises; a statement of it never runs. */
function recursive() {
  const builder = new ColumnsBuilder();
  const define = builder.statement("FunctionDef");
  const scope = builder.scope("f", { parameters: ["n"], statement: define });
  const recurse = builder.statement("Return", { parent: define, scope });
  const never = builder.statement("Pass", { parent: define, scope });
  const call = builder.statement("Expr");
  builder.step(define);
  for (let round = 0; round < 2; round++) {
    builder.step(call);
    for (let n = 2; n >= 0; n--) {
      builder.enter(scope, { n });
      builder.step(recurse);
    }
    const exception = builder.raise("ValueError", "no");
    for (let n = 0; n <= 2; n++) builder.unwind(exception);
  }
  return { trace: openTrace(builder.build()), recurse, never, call };
}

describe("coverage", () => {
  it("counts starts and exceptions of every statement", () => {
    const { trace, recurse, never, call } = recursive();
    expect(coverage(trace)).toEqual([
      { statement: 1, count: 1, raised: 0 },
      { statement: recurse, count: 6, raised: 6 },
      { statement: never, count: 0, raised: 0 },
      { statement: call, count: 2, raised: 0 },
    ]);
  });
});

describe("executions", () => {
  it("give every visit of a statement with the values there", () => {
    const { trace, recurse } = recursive();
    const shown = executions(trace, recurse, ["n", "unbound"]).map(({ visit, frame, values }) => [
      visit,
      frame,
      ...values.map((value) => (value === null ? null : trace.repr(value, 0).text)),
    ]);
    expect(shown.slice(0, 4)).toEqual([
      [1, 1, "2", null],
      [2, 2, "1", null],
      [3, 3, "0", null],
      [4, 4, "2", null],
    ]);
  });

  it("can be had a few at a time", () => {
    const { trace, recurse } = recursive();
    expect(executions(trace, recurse, [], 3, 2).map(({ visit }) => visit)).toEqual([3, 4]);
  });
});

describe("the call tree", () => {
  const shape = ({ frame, calls }: CallNode): unknown => [frame.index, ...calls.map(shape)];

  it("nests calls as they were made", () => {
    expect(shape(callTree(recursive().trace, 0))).toEqual([0, [1, [2, [3]]], [4, [5, [6]]]]);
  });

  it("goes as deep as asked", () => {
    expect(shape(callTree(recursive().trace, 0, 1))).toEqual([0, [1], [4]]);
    expect(shape(callTree(recursive().trace, 5))).toEqual([5, [6]]);
  });
});
