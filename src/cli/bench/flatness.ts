import type { Program, Runtime } from "../../runtime/types.ts";
import { bestOf, record, round } from "./measure.ts";

const SIZES = [10, 1_000, 100_000] as const;
const ROUNDS = 5_000;
const RUNS = 3;

/** Operations on a container with `n` elements, `rounds` times each. */
const OPERATIONS: Readonly<Record<string, string>> = {
  "store in a list": `
def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        xs[k % n] = k
    return len(xs)
`,
  "append and pop": `
def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        xs.append(k)
        xs.pop()
    return len(xs)
`,
  "update a dict": `
def f(n, rounds):
    d = dict.fromkeys(range(n), 0)
    for k in range(rounds):
        d[k % n] += 1
    return len(d)
`,
  "store in a called function": `
def g(xs, k):
    xs[k % len(xs)] = k

def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        g(xs, k)
    return len(xs)
`,
  "heapq.heapreplace": `
import heapq

def f(n, rounds):
    xs = list(range(n))
    for k in range(rounds):
        heapq.heapreplace(xs, n + k)
    return len(xs)
`,
};

/** Nanoseconds per step of each operation with 10, 1,000 and 100,000 elements alive, the making of them taken off. */
export async function measureFlatness(runtime: Runtime): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const [operation, code] of Object.entries(OPERATIONS)) {
    const costs: number[] = [];
    for (const size of SIZES) costs.push(await costPerStep(runtime, code, size));
    const [first = Number.NaN] = costs;
    rows.push({
      operation,
      ns_per_step: Object.fromEntries(SIZES.map((size, i) => [size, round(costs[i] ?? Number.NaN)])),
      over_10_elements: Object.fromEntries(SIZES.map((size, i) => [size, round((costs[i] ?? Number.NaN) / first)])),
    });
  }
  return rows;
}

async function costPerStep(runtime: Runtime, code: string, size: number): Promise<number> {
  const program = (rounds: number): Program => ({ code, call: `f(${size}, ${rounds})`, stdin: "" });
  const full = await bestOf(RUNS, () => record(runtime, program(ROUNDS), { plain: false }));
  const empty = await bestOf(RUNS, () => record(runtime, program(0), { plain: false }));
  return ((full.timing.trace - empty.timing.trace) * 1e6) / (full.stepCount - empty.stepCount);
}
