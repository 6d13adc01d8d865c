import { describe, expect, it } from "vitest";
import { ColumnsBuilder } from "../trace/testing/columns-builder.ts";
import { openTrace } from "../trace/trace.ts";
import type { Trace } from "../trace/types.ts";
import { momentAt, variablesOf } from "./moment.ts";

/** Each frame at a step, innermost first: `f: n=4 m=5*`, with a star on what changed and the old value before it. */
function seen(trace: Trace, step: number): string[] {
  const moment = momentAt(trace, step);
  return moment.frames.map((frame) => {
    const variables = variablesOf(trace, moment, frame).map(({ name, value, change, previous }) => {
      const old = previous ? `${trace.repr(previous, moment.before).text}→` : "";
      return `${name}=${old}${trace.repr(value, moment.tick).text}${change === "none" ? "" : "*"}`;
    });
    return `${trace.scopes[frame.scope]?.name}: ${variables.join(" ")}`.trim();
  });
}

/** def f(xs): / xs.append(n) / n = 2 / return n, called from a script as `y = f(a)` between `a = [1]` and `z = 0`. */
function scriptWithCall(more: { lastStep: boolean }): Trace {
  const builder = new ColumnsBuilder();
  const define = builder.statement("FunctionDef");
  const scope = builder.scope("f", { parameters: ["xs"], statement: define });
  const append = builder.statement("Expr", { parent: define, scope });
  const give = builder.statement("Return", { parent: define, scope });
  const make = builder.statement("Assign");
  const call = builder.statement("Assign");
  const last = builder.statement("Assign");
  const list = builder.type("list", "list");
  builder.step(make);
  const a = builder.object(list, [1]);
  builder.bind("a", a);
  builder.step(call);
  builder.enter(scope, { xs: a });
  builder.step(append);
  builder.mutate("insert", a, 1, builder.contentOf([7]));
  builder.bind("n", 2);
  builder.step(give);
  builder.return(2);
  builder.bind("y", 2);
  if (more.lastStep) {
    builder.step(last);
    builder.bind("y", 3);
  }
  builder.return(null);
  return openTrace(builder.build());
}

describe("momentAt", () => {
  const trace = scriptWithCall({ lastStep: true });

  it("shows a step's own doing as new", () => {
    expect(seen(trace, 0)).toEqual(["<module>: a=[1]*"]);
  });

  it("shows a call arriving in the function, not already over", () => {
    expect(seen(trace, 1)).toEqual(["f: xs=[1]*", "<module>: a=[1]"]);
    expect(momentAt(trace, 1).next?.kind).toBe("Expr");
  });

  it("marks a mutation in every frame that sees the object, with the old value", () => {
    expect(seen(trace, 2)).toEqual(["f: xs=[1]→[1, 7]* n=2*", "<module>: a=[1]→[1, 7]*"]);
  });

  it("shows a returning frame just before it is gone, with what it returns", () => {
    expect(seen(trace, 3)).toEqual(["f: xs=[1, 7] n=2", "<module>: a=[1, 7]"]);
    expect(momentAt(trace, 3).returned).toMatchObject({ repr: "2" });
  });

  it("shows the caller's binding of the result with the step after it", () => {
    expect(seen(trace, 4)).toEqual(["<module>: a=[1, 7] y=3*"]);
    expect(momentAt(trace, 4).next).toBeNull();
    expect(momentAt(trace, 4).returned).toBeNull();
  });

  it("shows at the last step of a script what it leaves behind", () => {
    const script = scriptWithCall({ lastStep: false });
    expect(seen(script, script.stepCount - 1)).toEqual(["<module>: a=[1, 7] y=2*"]);
  });
});

it("marks a change that lies beyond what a comparison of the texts would see", () => {
  const builder = new ColumnsBuilder();
  const make = builder.statement("Assign");
  const append = builder.statement("Expr");
  const list = builder.type("list", "list");
  builder.step(make);
  const items = Array.from({ length: 5_000 }, (_, index) => index);
  const xs = builder.object(list, items);
  builder.bind("xs", xs);
  builder.step(append);
  builder.mutate("insert", xs, items.length, builder.contentOf([0]));
  builder.return(null);
  const trace = openTrace(builder.build());
  const moment = momentAt(trace, 1);
  const [variable] = variablesOf(trace, moment, moment.frames[0]!);
  expect(variable?.change).toBe("changed");
});
