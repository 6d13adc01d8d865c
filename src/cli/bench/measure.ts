import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Limits, Program, Runtime } from "../../runtime/types.ts";
import type { Trace } from "../../trace/types.ts";

/** Room for the largest benchmark: over a million steps, and a plain run beside it. */
const LIMITS: Limits = { steps: 5_000_000, seconds: 300, output: 1_000_000 };

/**
 * Run a program in a fresh interpreter, plain first where asked.
 *
 * @throws Error when it does not finish
 */
export async function record(
  runtime: Runtime,
  program: Program,
  options: { plain: boolean; seed?: number },
): Promise<Trace> {
  const trace = await runtime.run({ program, limits: LIMITS, seed: options.seed ?? 0, measureBase: options.plain });
  if (trace.ending.kind !== "finished") {
    throw new Error(`The benchmark ${program.call ?? program.code} did not finish: ${JSON.stringify(trace.ending)}`);
  }
  return trace;
}

/** The best of several recordings, by time traced: what the work costs when nothing else disturbs. */
export async function bestOf(times: number, make: () => Promise<Trace>): Promise<Trace> {
  let best = await make();
  for (let i = 1; i < times; i += 1) {
    const next = await make();
    if (next.timing.trace < best.timing.trace) best = next;
  }
  return best;
}

/** Milliseconds an action takes. */
export async function elapsed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** A trace and the bytes this process holds for it: heap and array buffers, after collections before and after. */
export async function weigh(make: () => Promise<Trace>): Promise<{ readonly trace: Trace; readonly bytes: number }> {
  const before = await heldBytes();
  const trace = await make();
  return { trace, bytes: (await heldBytes()) - before };
}

async function heldBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  // Twice, with time between: buffers that came from a thread are let go of only after the first.
  for (let i = 0; i < 2; i += 1) {
    if (typeof collect === "function") collect();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** For figures in a report: three significant digits. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
