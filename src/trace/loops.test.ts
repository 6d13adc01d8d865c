import { describe, expect, it } from "vitest";
import { ColumnsBuilder } from "./testing/columns-builder.ts";
import { openTrace } from "./trace.ts";
import type { LoopRun } from "./types.ts";

/** A module with a loop whose body holds `inside`, a break, a return and a raise; statements after it. */
function loopProgram(kind = "For") {
  const builder = new ColumnsBuilder();
  const loop = builder.statement(kind);
  const inside = builder.statement("Expr", { parent: loop });
  const leave = builder.statement("Break", { parent: loop });
  const otherwise = builder.statement("Expr", { parent: loop, block: "orelse" });
  const after = builder.statement("Expr");
  return { builder, loop, inside, leave, otherwise, after };
}

function runsOf(builder: ColumnsBuilder, loop: number): Partial<LoopRun>[] {
  return openTrace(builder.build())
    .loopRuns(loop)
    .map(({ entryVisit, passes, ending, lastStep }) => ({ entryVisit, passes, ending, lastStep }));
}

function steps(builder: ColumnsBuilder, statements: readonly number[]): void {
  for (const statement of statements) builder.step(statement);
}

describe("a loop", () => {
  it("that runs dry ends at its header; the else block is not part of it", () => {
    const { builder, loop, inside, otherwise, after } = loopProgram();
    steps(builder, [loop, inside, loop, inside, loop, otherwise, after]);
    const passes = [
      { header: 0, end: 2 },
      { header: 2, end: 4 },
    ];
    expect(runsOf(builder, loop)).toEqual([{ entryVisit: 1, passes, ending: "exhausted", lastStep: 4 }]);
  });

  it("may make no pass", () => {
    const { builder, loop, after } = loopProgram();
    steps(builder, [loop, after]);
    expect(runsOf(builder, loop)).toEqual([{ entryVisit: 1, passes: [], ending: "exhausted", lastStep: 0 }]);
  });

  it("is left by break", () => {
    const { builder, loop, inside, leave, after } = loopProgram("While");
    steps(builder, [loop, inside, loop, inside, leave, after]);
    const passes = [
      { header: 0, end: 2 },
      { header: 2, end: 5 },
    ];
    expect(runsOf(builder, loop)).toEqual([{ entryVisit: 1, passes, ending: "break", lastStep: 4 }]);
  });

  it("is left by break at the very end of the module", () => {
    const { builder, loop, leave } = loopProgram();
    steps(builder, [loop, leave]);
    builder.return(null);
    expect(runsOf(builder, loop)).toMatchObject([{ passes: [{ header: 0, end: 2 }], ending: "break" }]);
  });

  it("is left by a break inside try with finally", () => {
    const { builder, loop, after } = loopProgram();
    const attempt = builder.statement("Try", { parent: loop });
    const leave = builder.statement("Break", { parent: attempt });
    const last = builder.statement("Expr", { parent: attempt, block: "finalbody" });
    steps(builder, [loop, attempt, leave, last, after]);
    expect(runsOf(builder, loop)).toMatchObject([{ ending: "break", lastStep: 3 }]);
  });

  it("is not left by the break of a loop inside it", () => {
    const { builder, loop, after } = loopProgram();
    const inner = builder.statement("While", { parent: loop });
    const leave = builder.statement("Break", { parent: inner });
    steps(builder, [loop, inner, leave, loop, inner, leave, loop, after]);
    expect(runsOf(builder, loop)).toMatchObject([{ ending: "exhausted", passes: [{}, {}] }]);
    expect(runsOf(builder, inner)).toMatchObject([
      { entryVisit: 1, ending: "break", passes: [{ header: 1, end: 3 }] },
      { entryVisit: 2, ending: "break", passes: [{ header: 4, end: 6 }] },
    ]);
  });

  it("is left by an exception caught outside it", () => {
    const { builder, loop, inside, after } = loopProgram();
    steps(builder, [loop, inside]);
    builder.handle(builder.raise("ValueError", "no"));
    builder.step(after);
    expect(runsOf(builder, loop)).toMatchObject([{ ending: "raise", passes: [{ header: 0, end: 2 }] }]);
  });

  it("is left by an exception of its own iterator or test", () => {
    const { builder, loop, inside, after } = loopProgram();
    steps(builder, [loop, inside, loop]);
    builder.raise("ValueError", "no");
    builder.step(after);
    expect(runsOf(builder, loop)).toMatchObject([{ ending: "raise", passes: [{ header: 0, end: 2 }] }]);
  });

  it("goes on after an exception handled in its body", () => {
    const { builder, loop, inside, after } = loopProgram();
    const attempt = builder.statement("Try", { parent: loop });
    const risky = builder.statement("Expr", { parent: attempt });
    const handler = builder.statement("ExceptHandler", { parent: attempt, block: "handlers" });
    steps(builder, [loop, attempt, risky]);
    builder.handle(builder.raise("ValueError", "no"));
    steps(builder, [handler, inside, loop, after]);
    expect(runsOf(builder, loop)).toMatchObject([{ ending: "exhausted", passes: [{ header: 0, end: 5 }] }]);
  });

  it("still under way when the run stops is unfinished", () => {
    const { builder, loop, inside } = loopProgram();
    steps(builder, [loop, inside, loop, inside]);
    expect(runsOf(builder, loop)).toMatchObject([{ ending: "unfinished", passes: [{}, { header: 2, end: 4 }] }]);
  });
});

describe("a loop in a function", () => {
  it("is told apart by frame in recursion, calls included in its passes, and ends by return", () => {
    const builder = new ColumnsBuilder();
    const define = builder.statement("FunctionDef");
    const scope = builder.scope("walk", { statement: define });
    const loop = builder.statement("For", { parent: define, scope });
    const recurse = builder.statement("Expr", { parent: loop, scope });
    const give = builder.statement("Return", { parent: loop, scope });
    const call = builder.statement("Expr");
    builder.step(define);
    builder.step(call);
    builder.enter(scope);
    steps(builder, [loop, recurse]);
    builder.enter(scope);
    steps(builder, [loop, give]);
    builder.return(1);
    steps(builder, [loop, give]);
    builder.return(2);
    const trace = openTrace(builder.build());
    expect(trace.loopRuns(loop)).toEqual([
      {
        statement: loop,
        frame: 1,
        entryVisit: 1,
        passes: [
          { header: 2, end: 6 },
          { header: 6, end: 8 },
        ],
        ending: "return",
        lastStep: 7,
      },
      { statement: loop, frame: 2, entryVisit: 2, passes: [{ header: 4, end: 6 }], ending: "return", lastStep: 5 },
    ]);
  });

  it("that is suspended for good is unfinished", () => {
    const builder = new ColumnsBuilder();
    const define = builder.statement("FunctionDef");
    const scope = builder.scope("count", { statement: define });
    const loop = builder.statement("While", { parent: define, scope });
    const give = builder.statement("Expr", { parent: loop, scope });
    const ask = builder.statement("Expr");
    builder.step(ask);
    const frame = builder.enter(scope);
    steps(builder, [loop, give]);
    builder.yield(1);
    builder.step(ask);
    builder.resume(frame);
    steps(builder, [loop, give]);
    builder.yield(2);
    builder.return(null);
    expect(openTrace(builder.build()).loopRuns(loop)).toMatchObject([
      { ending: "unfinished", passes: [{ header: 1, end: 4 }, { header: 4 }] },
    ]);
  });
});
