import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceColumns } from "./columns.ts";
import type { Operand } from "./testing/columns-builder.ts";
import { randomEvents, randomRun } from "./testing/random-run.ts";
import { Replay } from "./testing/replay.ts";
import { openTrace } from "./trace.ts";
import type { Trace, Value } from "./types.ts";
import { Values } from "./values.ts";

/** Everything a replay knows at its tick, in the words of the trace. */
function replayed(columns: TraceColumns, replay: Replay, values: Values) {
  const value = ({ tag, payload }: Operand): Value => values.value(tag, payload);
  const stack = replay.stack[0] === 0 ? replay.stack : [0, ...replay.stack];
  return {
    stack: stack.map((frame) => ({
      frame,
      bindings: replay
        .bindings(frame)
        .filter(([name]) => frame !== 0 || !name.startsWith("__"))
        .map(([name, operand]) => [name, value(operand)]),
    })),
    objects: Array.from(columns.objectType, (_, id) => {
      const { items, values: mapped, attributes } = replay.content(id);
      return {
        items: items.map((item, i) => (mapped[i] === undefined ? value(item) : [value(item), value(mapped[i])])),
        attributes: attributes.map(([name, operand]) => [name, value(operand)]),
      };
    }),
  };
}

/** The same, as the trace's indexes answer. */
function answered(columns: TraceColumns, trace: Trace, tick: number) {
  return {
    stack: trace.stateAt(tick).frames.map(({ frame, bindings }) => ({ frame, bindings })),
    objects: Array.from(columns.objectType, (_, id) => {
      const view = trace.objectAt(id, tick);
      if (view.shape === "mapping") return { items: view.entries, attributes: view.attributes };
      if (view.shape === "sequence" || view.shape === "set") return { items: view.items, attributes: view.attributes };
      if (view.shape === "instance") return { items: [], attributes: view.attributes };
      throw new Error(`unexpected ${view.shape}`);
    }),
  };
}

describe("time travel equals replay", () => {
  it("at every tick, forwards, of any run", () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const columns = randomRun(events).build();
        const [trace, replay, values] = [openTrace(columns), new Replay(columns), new Values(columns)];
        for (let tick = 0; tick <= trace.endTick; tick++) {
          replay.advance(tick);
          expect(answered(columns, trace, tick)).toEqual(replayed(columns, replay, values));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("at ticks visited in any order", () => {
    fc.assert(
      fc.property(randomEvents, fc.array(fc.nat(), { maxLength: 12 }), (events, jumps) => {
        const columns = randomRun(events).build();
        const [trace, values] = [openTrace(columns), new Values(columns)];
        for (const jump of jumps) {
          const tick = jump % (trace.endTick + 1);
          const replay = new Replay(columns);
          replay.advance(tick);
          expect(answered(columns, trace, tick)).toEqual(replayed(columns, replay, values));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("across the copies kept of objects that change often", () => {
    fc.assert(
      fc.property(randomEvents, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (events, jumps) => {
        // One list, dict and set made first; every other event made a mutation, many times over.
        const make = [
          [7, 0, 3, 4],
          [7, 3, 3, 4],
          [7, 4, 3, 4],
        ] as const;
        const changes = events.map(([, a, b, c]) => [9, a, b, c] as const);
        const columns = randomRun([...make, ...Array.from({ length: 20 }, () => changes).flat()]).build();
        const [trace, values] = [openTrace(columns), new Values(columns)];
        for (const jump of jumps) {
          const tick = jump % (trace.endTick + 1);
          const replay = new Replay(columns);
          replay.advance(tick);
          expect(answered(columns, trace, tick)).toEqual(replayed(columns, replay, values));
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("effects", () => {
  it("divide the rows of a run among its steps without gap or overlap", () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const trace = openTrace(randomRun([[0, 0, 0, 0], ...events]).build());
        for (let step = 0; step < trace.stepCount; step++) {
          const effects = trace.effects(step);
          for (const { tick, step: owner } of effects) {
            expect(owner).toBe(step);
            expect(trace.stepAt(tick)).toBe(step);
          }
          expect(effects.map(({ tick }) => tick)).toEqual(effects.map(({ tick }) => tick).sort((a, b) => a - b));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("of a step lie between its start and its end, and the next step of its frame starts at its end", () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const trace = openTrace(randomRun([[0, 0, 0, 0], ...events]).build());
        for (let index = 0; index < trace.stepCount; index++) {
          const step = trace.step(index);
          const own = trace.stepsOfFrame(step.frame);
          const next = own[own.indexOf(index) + 1];
          if (next !== undefined) expect(step.end).toBe(trace.step(next).start);
          for (const { tick } of trace.effects(index)) {
            expect(tick).toBeGreaterThanOrEqual(step.start);
            expect(tick).toBeLessThan(step.end);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
