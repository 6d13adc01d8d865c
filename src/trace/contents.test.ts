import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../runtime/testing.ts";
import { recordTrace } from "./testing/record-run.ts";

describe("the first contents of a container that grows large", () => {
  let interpreter: TestInterpreter;
  beforeAll(async () => {
    interpreter = await bootTestInterpreter();
  });

  /** How many elements `xs` has right after the first visit of a statement. */
  function sizeAfter(code: string, statement: number): number {
    const trace = recordTrace(interpreter, code);
    const step = trace.step(trace.visits(statement)[0]!);
    const value = trace.lookup(step.frame, "xs", step.end);
    if (value?.kind !== "object") throw new Error("xs is not an object");
    const view = trace.objectAt(value.id, step.end);
    return view.shape === "sequence" ? view.length : -1;
  }

  it("is what it was before the first change, however it grows later", () => {
    expect(sizeAfter("xs = []\nfor i in range(20_000):\n    xs.append(i)\n", 1)).toBe(0);
    expect(sizeAfter("xs = list(range(10_000))\nxs.append(xs)\n", 1)).toBe(10_000);
    expect(sizeAfter("xs = list(range(10_000))\nxs.append(xs)\n", 2)).toBe(10_001);
  });
});
