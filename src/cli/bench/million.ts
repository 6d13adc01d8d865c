import type { Runtime } from "../../runtime/types.ts";
import type { Trace } from "../../trace/types.ts";
import { elapsed, quantile, record, round, weigh } from "./measure.ts";

const QUERIES = 2_000;

const CODE = `
def f(n):
    total = 0
    recent = []
    for k in range(n):
        total += k % 7
        recent.append(total)
        if len(recent) > 50:
            recent.pop(0)
    return total
`;

/** A run of a million steps: what it costs to record, to keep, and to ask for the state at any step of it. */
export async function measureMillion(runtime: Runtime): Promise<object> {
  const program = { code: CODE, call: "f(200_000)", stdin: "" };
  const { trace, bytes } = await weigh(() => record(runtime, program, { plain: true }));
  const { base, trace: traced } = trace.timing;
  const firstState = await elapsed(() => trace.stateAt(trace.step(trace.stepCount >> 1).start));
  const times = stateTimes(trace);
  return {
    steps: trace.stepCount,
    base_ms: round(base ?? Number.NaN),
    trace_ms: round(traced),
    steps_per_second: round((trace.stepCount / traced) * 1000),
    megabytes: round(bytes / 2 ** 20),
    bytes_per_step: round(bytes / trace.stepCount),
    state_at_step_ms: {
      first_with_index: round(firstState),
      median: round(quantile(times, 0.5)),
      p95: round(quantile(times, 0.95)),
      max: round(times.at(-1) ?? Number.NaN),
    },
  };
}

/** Milliseconds to get the stack, every variable and the text of its value, at steps all over the run; sorted. */
function stateTimes(trace: Trace): readonly number[] {
  const times: number[] = [];
  for (let i = 0; i < QUERIES; i += 1) {
    // Multiples of a large prime visit the run in no order a cache could profit from.
    const { start } = trace.step((i * 7_368_787) % trace.stepCount);
    const began = performance.now();
    for (const { bindings } of trace.stateAt(start).frames) {
      for (const [, value] of bindings) trace.repr(value, start, 200);
    }
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}
