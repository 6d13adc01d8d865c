import { describe, expect, it } from "vitest";
import { ColumnsBuilder } from "./testing/columns-builder.ts";
import { openTrace } from "./trace.ts";
import type { Atom, Trace, Value } from "./types.ts";

/** `name=repr` of every variable on the stack, frame by frame. */
function shown(trace: Trace, tick: number): string[] {
  return trace
    .stateAt(tick)
    .frames.map(
      ({ scope, bindings }) =>
        `${trace.scopes[scope]!.name}: ${bindings.map(([name, value]) => `${name}=${trace.repr(value, tick).text}`).join(" ")}`,
    );
}

function atom(value: Value | undefined): Atom {
  if (value?.kind !== "atom") throw new Error("expected an atom");
  return value;
}

describe("a call", () => {
  // def f(n):          1
  //     m = n + 1      2
  //     return m       3
  // x = f(4)           4
  // y = 0              5
  const builder = new ColumnsBuilder();
  const define = builder.statement("FunctionDef");
  const scope = builder.scope("f", { parameters: ["n"], statement: define });
  const assign = builder.statement("Assign", { parent: define, scope });
  const give = builder.statement("Return", { parent: define, scope });
  const call = builder.statement("Assign");
  const last = builder.statement("Assign");
  const functionType = builder.type("function", "function");
  builder.step(define);
  builder.bind("f", builder.object(functionType, [], { text: "f", scope }));
  builder.step(call);
  builder.enter(scope, { n: 4 });
  builder.step(assign);
  builder.bind("m", 5);
  builder.step(give);
  builder.return(5);
  builder.bind("x", 5);
  builder.step(last);
  builder.bind("y", 0);
  builder.return(null);
  const trace = openTrace(builder.build());

  it("shows the stack while the call is under way", () => {
    expect(shown(trace, trace.step(2).start)).toEqual(["<module>: f=<function f>", "f: n=4"]);
    expect(shown(trace, trace.step(3).start)).toEqual(["<module>: f=<function f>", "f: n=4 m=5"]);
  });

  it("ends a step when its frame goes on, so that what it bound is visible", () => {
    expect(shown(trace, trace.step(1).end)).toEqual(["<module>: f=<function f> x=5"]);
    expect(trace.step(1).end).toBe(trace.step(4).start);
    expect(trace.lookup(1, "m", trace.step(3).end)).toMatchObject({ repr: "5" });
  });

  it("gives a step its own effects alone, also those after the call", () => {
    expect(trace.effects(1).map((effect) => effect.kind)).toEqual(["call", "bind"]);
    expect(trace.effects(1)[1]).toMatchObject({ kind: "bind", frame: 0, name: "x" });
    expect(trace.effects(2).map((effect) => effect.kind)).toEqual(["bind"]);
    expect(trace.effects(3)).toMatchObject([{ kind: "return", frame: 1 }]);
  });

  it("tells frames", () => {
    expect(trace.frame(1)).toMatchObject({
      caller: 0,
      callStep: 1,
      depth: 1,
      activation: 1,
      firstStep: 2,
      lastStep: 3,
      outcome: { kind: "returned", step: 3 },
    });
    expect(trace.frame(1).arguments).toEqual([["n", { kind: "atom", type: "int", repr: "4", complete: true }]]);
    expect(trace.callees(0)).toEqual([1]);
    expect([...trace.stepsOfFrame(0)]).toEqual([0, 1, 4]);
  });

  it("knows the step running at a tick", () => {
    expect(trace.stepAt(trace.step(3).start)).toBe(3);
    expect(trace.stepAt(trace.step(3).end)).toBe(1);
    expect(trace.stepAt(trace.endTick)).toBe(4);
  });

  it("looks names up in the module when the frame has none", () => {
    expect(trace.lookup(1, "x", trace.endTick)).toMatchObject({ repr: "5" });
    expect(trace.lookup(1, "x", trace.step(1).start)).toBeUndefined();
    expect(trace.lookup(1, "nothing", trace.endTick)).toBeUndefined();
  });
});

describe("generators", () => {
  const builder = new ColumnsBuilder();
  const define = builder.statement("FunctionDef");
  const scope = builder.scope("g", { statement: define });
  const produce = builder.statement("Expr", { parent: define, scope });
  const produceAgain = builder.statement("Expr", { parent: define, scope });
  const ask = builder.statement("Assign");
  const askAgain = builder.statement("Assign");
  builder.step(define);
  builder.step(ask);
  const frame = builder.enter(scope);
  builder.step(produce);
  builder.bind("i", 1);
  builder.yield(1);
  builder.bind("a", 1);
  builder.step(askAgain);
  builder.resume(frame);
  builder.step(produceAgain);
  builder.bind("i", 2);
  builder.yield(2);
  builder.bind("b", 2);
  builder.return(null);
  const trace = openTrace(builder.build());

  it("take a suspended frame off the stack and keep its variables", () => {
    const between = trace.step(3).start;
    expect(shown(trace, between)).toEqual(["<module>: a=1"]);
    expect(trace.bindingsAt(frame, between).map(([name, value]) => [name, atom(value).repr])).toEqual([["i", "1"]]);
    expect(shown(trace, trace.step(4).start)).toEqual(["<module>: a=1", "g: i=1"]);
  });

  it("end a step where the generator goes on, and leave the last one unfinished", () => {
    expect(trace.step(2).end).toBe(trace.step(4).start);
    expect(trace.step(4).outcome).toBe("unfinished");
    expect(trace.frame(frame)).toMatchObject({ caller: 0, callStep: 1, outcome: { kind: "suspended" } });
    expect(trace.effects(3).map((effect) => effect.kind)).toEqual(["resume", "bind", "return"]);
  });
});
