import { expect, it } from "vitest";
import { ColumnsBuilder, int } from "./testing/columns-builder.ts";
import { openTrace } from "./trace.ts";
import type { Trace } from "./types.ts";

/** A loop of so many steps over variables and lists of 200 items, all changed again and again. */
function longRun(steps: number): Trace {
  const builder = new ColumnsBuilder();
  const statement = builder.statement("Assign");
  const list = builder.type("list", "list");
  builder.step(statement);
  const lists = Array.from({ length: 10 }, (_, i) => {
    const made = builder.object(list, Array<number>(200).fill(i));
    builder.bind(`list${i}`, made);
    return made;
  });
  for (let i = 0; i < steps; i++) {
    builder.step(statement);
    builder.bind(`v${i % 20}`, i);
    builder.mutate("set-item", lists[i % 10]!, int(i % 200), i);
  }
  return openTrace(builder.build());
}

/** Milliseconds for the whole state, lists included, at steps all over a run: the median. */
function stateTime(trace: Trace): number {
  const show = (step: number) => {
    const tick = trace.step(step).start;
    for (const { bindings } of trace.stateAt(tick).frames) {
      for (const [, value] of bindings) if (value.kind === "object") trace.objectAt(value.id, tick);
    }
  };
  show(trace.stepCount - 1);
  const times = Array.from({ length: 101 }, (_, i) => {
    const began = performance.now();
    show((i * 7_368_787) % trace.stepCount);
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[50]!;
}

it("the state of a run a hundred times as long costs at most a few times as much", () => {
  stateTime(longRun(2_000));
  const short = stateTime(longRun(2_000));
  expect(stateTime(longRun(200_000))).toBeLessThan(6 * short);
}, 60_000);
