import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTrace, saveTrace, TraceFileError } from "./file.ts";
import { ColumnsBuilder } from "./testing/columns-builder.ts";
import { randomEvents, randomRun } from "./testing/random-run.ts";
import { openTrace } from "./trace.ts";

describe("a saved trace", () => {
  it("opens as it was", () => {
    fc.assert(
      fc.property(randomEvents, (events) => {
        const columns = randomRun(events).build();
        const loaded = loadTrace(saveTrace(columns));
        expect(Object.keys(loaded).sort()).toEqual(Object.keys(columns).sort());
        for (const [name, value] of Object.entries(columns)) {
          expect(plain(loaded[name as keyof typeof loaded])).toEqual(plain(value));
        }
        const [before, after] = [openTrace(columns), openTrace(loaded)];
        expect(after.stateAt(after.endTick)).toEqual(before.stateAt(before.endTick));
      }),
      { numRuns: 15 },
    );
  });

  it("takes less than half of the bytes of its columns", () => {
    const builder = new ColumnsBuilder();
    const statement = builder.statement("Assign");
    for (let i = 0; i < 2000; i++) {
      builder.step(statement);
      builder.bind("total", 7 * i);
    }
    const columns = builder.build();
    let held = 0;
    for (const column of Object.values(columns)) if (ArrayBuffer.isView(column)) held += column.byteLength;
    expect(saveTrace(columns).length).toBeLessThan(held / 2);
  });
});

describe("a file that is no trace", () => {
  const good = saveTrace(randomRun([[7, 0, 1, 2]]).build());

  it("is refused in words", () => {
    expect(() => loadTrace(new TextEncoder().encode('{"code": "x = 1"}'))).toThrow("This is not a trace file");
    expect(() => loadTrace(new Uint8Array(0))).toThrow(TraceFileError);
  });

  it("says when its format is unknown", () => {
    const newer = good.slice();
    newer[8] = 99;
    expect(() => loadTrace(newer)).toThrow("The trace file has format 99, and this version reads format 1");
  });

  it("is refused when it is cut off anywhere", () => {
    for (let length = 0; length < good.length; length++) {
      expect(() => loadTrace(good.subarray(0, length))).toThrow(TraceFileError);
    }
  });

  it("is refused, or opens to something that can be asked, whatever byte is changed", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bad = good.slice();
        bad[at] = bad[at]! ^ change;
        try {
          const trace = openTrace(loadTrace(bad));
          for (let step = 0; step < trace.stepCount; step++) trace.effects(step);
          trace.stateAt(trace.endTick);
        } catch (error) {
          expect(error).toBeInstanceOf(TraceFileError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Columns of whole numbers may come back in a wider array. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Uint32Array) : value;
}
