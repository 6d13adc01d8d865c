import { describe, expect, it } from "vitest";
import { ColumnsBuilder } from "../testing/columns-builder.ts";
import { openTrace } from "../trace.ts";
import { callSpans } from "./call-spans.ts";
import { changesOf, nearest, outputSteps, raisingSteps, stepOut, stepOver } from "./moves.ts";

/**
 * Steps 0 define f, 1 call f, 2 3 in f, 4 in g called from 3, 5 in f again, 6 the module calls f again, 7 in f; which
 * prints and raises.
 */
function nested() {
  const builder = new ColumnsBuilder();
  const define = builder.statement("FunctionDef");
  const f = builder.scope("f", { statement: define });
  const g = builder.scope("g", { statement: define });
  const inF = builder.statement("Assign", { parent: define, scope: f });
  const inG = builder.statement("Return", { parent: define, scope: g });
  const call = builder.statement("Expr");
  builder.step(define);
  builder.step(call);
  builder.enter(f);
  builder.step(inF);
  builder.bind("x", 1);
  builder.step(inF);
  builder.enter(g);
  builder.step(inG);
  builder.return(null);
  builder.step(inF);
  const list = builder.object(builder.type("list", "list"), [1]);
  builder.bind("x", list);
  builder.return(null);
  builder.step(call);
  builder.enter(f);
  builder.step(inF);
  builder.write("hello");
  builder.unwind(builder.raise("ValueError", "no"));
  return openTrace(builder.build());
}

describe("call spans", () => {
  it("give each depth its stretches of steps", () => {
    const { depthStart, first, end, frame, stepDepth } = callSpans(nested());
    const at = (depth: number) =>
      Array.from({ length: depthStart[depth + 1]! - depthStart[depth]! }, (_, i) => {
        const span = depthStart[depth]! + i;
        return [frame[span], first[span], end[span]];
      });
    expect([...stepDepth]).toEqual([0, 0, 1, 1, 2, 1, 0, 1]);
    expect(at(0)).toEqual([[0, 0, 8]]);
    expect(at(1)).toEqual([
      [1, 2, 6],
      [3, 7, 8],
    ]);
    expect(at(2)).toEqual([[2, 4, 5]]);
  });

  it("give a generator one stretch for each time it runs", () => {
    const builder = new ColumnsBuilder();
    const statement = builder.statement("Expr");
    const generator = builder.scope("generator");
    builder.step(statement);
    const frame = builder.enter(generator);
    builder.step(statement);
    builder.yield(1);
    builder.step(statement);
    builder.resume(frame);
    builder.step(statement);
    builder.return(null);
    builder.step(statement);
    const { first, end, depthStart, stepDepth } = callSpans(openTrace(builder.build()));
    expect([...first.subarray(depthStart[1], depthStart[2])]).toEqual([1, 3]);
    expect([...end.subarray(depthStart[1], depthStart[2])]).toEqual([2, 4]);
    expect([...stepDepth]).toEqual([0, 1, 0, 1, 0]);
  });
});

describe("moves", () => {
  it("step over calls and out of them, both ways", () => {
    const trace = nested();
    expect(stepOver(trace, 1, "forward")).toBe(6);
    expect(stepOver(trace, 3, "forward")).toBe(5);
    expect(stepOver(trace, 5, "forward")).toBe(6);
    expect(stepOver(trace, 6, "back")).toBe(1);
    expect(stepOver(trace, 5, "back")).toBe(3);
    expect(stepOut(trace, 4, "forward")).toBe(5);
    expect(stepOut(trace, 4, "back")).toBe(3);
    expect(stepOut(trace, 5, "back")).toBe(1);
    expect(stepOut(trace, 6, "forward")).toBeNull();
    expect(stepOver(trace, 0, "back")).toBeNull();
  });

  it("step from the end of the module into the Call, which no statement makes", () => {
    const builder = new ColumnsBuilder();
    const define = builder.statement("FunctionDef");
    const f = builder.scope("f", { statement: define });
    const inF = builder.statement("Pass", { parent: define, scope: f });
    builder.step(define);
    builder.return(null);
    builder.enter(f);
    builder.step(inF);
    const trace = openTrace(builder.build());
    expect(stepOver(trace, 0, "forward")).toBe(1);
    expect(stepOver(trace, 1, "back")).toBe(0);
  });

  it("find what printed, what raised, and what changed a variable", () => {
    const trace = nested();
    expect([...outputSteps(trace)]).toEqual([7]);
    expect([...raisingSteps(trace)]).toEqual([7]);
    const { start, frame } = trace.step(5);
    expect(changesOf(trace, frame, "x", start)?.steps).toEqual(Uint32Array.of(2, 5));
    expect(changesOf(trace, frame, "missing", start)).toBeNull();
  });

  it("go to the nearest of some steps", () => {
    expect(nearest([2, 5, 9], 5, "forward")).toBe(9);
    expect(nearest([2, 5, 9], 5, "back")).toBe(2);
    expect(nearest([2, 5, 9], 9, "forward")).toBeNull();
    expect(nearest([], 0, "back")).toBeNull();
  });
});
