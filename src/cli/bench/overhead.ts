import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";
import { z } from "zod";
import type { Program, Runtime } from "../../runtime/types.ts";
import { bestOf, record, round, weigh } from "./measure.ts";
import { benchPrograms } from "./programs.ts";

const RUNS = 3;

/**
 * What recording costs on six programs. Against the plain run, and bytes: about 100,000 steps; against a line hook
 * that stores the `repr` of all locals: a few thousand, since that hook costs more the more data is alive.
 */
export async function measureOverhead(runtime: Runtime): Promise<readonly object[]> {
  const hook = await bootHook();
  const rows: object[] = [];
  for (const { name, small, large } of benchPrograms()) {
    const { bytes } = await weigh(() => record(runtime, large, { plain: false }));
    const trace = await bestOf(RUNS, () => record(runtime, large, { plain: true }));
    const few = await bestOf(RUNS, () => record(runtime, small, { plain: true }));
    const hooked = hook(small);
    const { base, compile, trace: traced } = trace.timing;
    rows.push({
      program: name,
      steps: trace.stepCount,
      base_ms: round(base ?? Number.NaN),
      compile_ms: round(compile),
      trace_ms: round(traced),
      trace_over_base: round(traced / (base ?? Number.NaN)),
      ns_per_step: round((traced * 1e6) / trace.stepCount),
      bytes_per_step: round(bytes / trace.stepCount),
      small: {
        steps: few.stepCount,
        trace_ms: round(few.timing.trace),
        hook_steps: hooked.steps,
        hook_ms: round(hooked.hooked),
        hook_over_trace_per_step: round(hooked.hooked / hooked.steps / (few.timing.trace / few.stepCount)),
      },
    });
  }
  return rows;
}

const hookFigures = z.tuple([z.number(), z.number(), z.number()]);

/** The line hook in an interpreter of the same build, booted here. */
async function bootHook(): Promise<(program: Program) => { hooked: number; steps: number }> {
  const pyodide = await loadPyodide();
  pyodide.runPython(readFileSync(new URL("./settrace_baseline.py", import.meta.url), "utf8"));
  return ({ code, call }) => {
    pyodide.globals.set("source", code);
    pyodide.globals.set("call", call);
    const figures: unknown = pyodide.runPython("list(measure(source, call))").toJs();
    const [, hooked, steps] = hookFigures.parse(figures);
    return { hooked, steps };
  };
}
