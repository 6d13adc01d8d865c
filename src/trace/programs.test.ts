import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../runtime/testing.ts";
import { PROGRAMS } from "./testing/programs.ts";
import { recordProgram, type SeenState, watchProgram } from "./testing/recording.ts";
import { openTrace } from "./trace.ts";
import type { Trace } from "./types.ts";

let python: TestInterpreter;
beforeAll(async () => {
  python = await bootTestInterpreter();
}, 60_000);

describe("the state before every step of a real run", () => {
  it.each(PROGRAMS)("is what sys.settrace sees: $name", ({ code, call }) => {
    const trace = openTrace(recordProgram(python, code, call === undefined ? {} : { call }));
    const seen = watchProgram(python, code, call).map(normalised);
    const recorded = Array.from({ length: trace.stepCount }, (_, step) => normalised(stateBefore(trace, step)));
    // First the path alone: a difference there is the easiest to read.
    expect(recorded.map(({ statement }) => statement)).toEqual(seen.map(({ statement }) => statement));
    expect(recorded).toEqual(seen);
  });
});

describe("a closure", () => {
  it("shows in its cells what the variables of its maker hold now", () => {
    const code = `
def decorate(function):
    return function
def make(start):
    count = start
    @decorate
    def step():
        nonlocal count
        count += 1
        return later
    early = step
    later = 'bound'
    step()
    return step
one = make(1)
two = make(10)
one()
end = 0
`;
    const trace = openTrace(recordProgram(python, code));
    const cellsAt = (frame: number, name: string, tick: number) => {
      const value = trace.lookup(frame, name, tick);
      if (value?.kind !== "object") throw new Error(`${name} is a function`);
      const view = trace.objectAt(value.id, tick);
      if (view.shape !== "function") throw new Error(`${name} is a function`);
      return view.cells.map(([cell, held]) => [cell, held === null ? null : trace.repr(held, tick).text]);
    };
    expect(cellsAt(0, "one", trace.endTick)).toEqual([
      ["count", "3"],
      ["later", "'bound'"],
    ]);
    expect(cellsAt(0, "two", trace.endTick)).toEqual([
      ["count", "11"],
      ["later", "'bound'"],
    ]);
  });

  it("has empty cells while those variables are unbound", () => {
    const code =
      "def make():\n    def use():\n        return value\n    first = use\n    value = 1\n    return first\nmake()\n";
    const trace = openTrace(recordProgram(python, code));
    const bound = trace.visits(5)[0]!;
    for (const [tick, expected] of [
      [trace.step(bound).start, null],
      [trace.step(bound).end, "1"],
    ] as const) {
      const value = trace.lookup(trace.step(bound).frame, "first", tick);
      const view = trace.objectAt(value?.kind === "object" ? value.id : -1, tick);
      const held = view.shape === "function" ? view.cells[0]![1] : undefined;
      expect(held === null ? null : trace.repr(held!, tick).text).toBe(expected);
    }
  });
});

function stateBefore(trace: Trace, index: number): SeenState {
  const { start, statement } = trace.step(index);
  const frames = trace.stateAt(start).frames.map(({ scope, bindings }) => ({
    name: trace.scopes[scope]!.name,
    variables: Object.fromEntries(
      bindings
        .filter(([name]) => !name.startsWith("__"))
        .map(([name, value]) => [name, trace.repr(value, start).text] as const),
    ),
  }));
  // While a Call runs the module is shown beneath it; settrace sees no frame of it then.
  const isOver = trace.frame(0).end <= start;
  return { statement, frames: isOver ? frames.slice(1) : frames };
}

/** Sets in one order: the elements of a set have none. */
function normalised({ statement, frames }: SeenState): SeenState {
  const sorted = (text: string) =>
    text.replace(/\{([^{}:]+)\}/g, (_, elements: string) => `{${elements.split(", ").sort().join(", ")}}`);
  return {
    statement,
    frames: frames.map(({ name, variables }) => ({
      name,
      variables: Object.fromEntries(Object.entries(variables).map(([key, text]) => [key, sorted(text)])),
    })),
  };
}
