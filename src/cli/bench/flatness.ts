import type { Program, Runtime } from "../../runtime/types.ts";
import { bestOf, record, round } from "./measure.ts";

const SIZES = [10, 1_000, 100_000] as const;
const RUNS = 3;

interface Operation {
  /** A function `f(n, rounds)` that does it `rounds` times to a container with `n` elements. */
  readonly code: string;
  readonly rounds: number;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "store in a list": {
    rounds: 5_000,
    code: `
def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        xs[k % n] = k
    return len(xs)
`,
  },
  "append and pop": {
    rounds: 5_000,
    code: `
def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        xs.append(k)
        xs.pop()
    return len(xs)
`,
  },
  "update a dict": {
    rounds: 5_000,
    code: `
def f(n, rounds):
    d = dict.fromkeys(range(n), 0)
    for k in range(rounds):
        d[k % n] += 1
    return len(d)
`,
  },
  "store in a called function": {
    rounds: 5_000,
    code: `
def g(xs, k):
    xs[k % len(xs)] = k

def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        g(xs, k)
    return len(xs)
`,
  },
  "heapq.heapreplace": {
    rounds: 2_000,
    code: `
import heapq

def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        heapq.heapreplace(xs, n + k)
    return len(xs)
`,
  },
  "bisect.insort": {
    rounds: 2_000,
    code: `
import bisect

def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        bisect.insort(xs, k % n)
        xs.pop()
    return len(xs)
`,
  },
};

/** Nanoseconds per step of each operation with 10, 1,000 and 100,000 elements alive, the making of them taken off. */
export async function measureFlatness(runtime: Runtime): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const [operation, { code, rounds }] of Object.entries(OPERATIONS)) {
    const costs: number[] = [];
    for (const size of SIZES) costs.push(await costPerStep(runtime, code, size, rounds));
    const [first = Number.NaN] = costs;
    rows.push({
      operation,
      ns_per_step: Object.fromEntries(SIZES.map((size, i) => [size, round(costs[i] ?? Number.NaN)])),
      over_10_elements: Object.fromEntries(SIZES.map((size, i) => [size, round((costs[i] ?? Number.NaN) / first)])),
    });
  }
  return rows;
}

async function costPerStep(runtime: Runtime, code: string, size: number, rounds: number): Promise<number> {
  const program = (times: number): Program => ({ code, call: `f(${size}, ${times})`, stdin: "" });
  const full = await bestOf(RUNS, () => record(runtime, program(rounds), { plain: false }));
  const empty = await bestOf(RUNS, () => record(runtime, program(0), { plain: false }));
  return ((full.timing.trace - empty.timing.trace) * 1e6) / (full.stepCount - empty.stepCount);
}
