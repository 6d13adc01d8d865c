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
