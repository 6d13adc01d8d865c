import type { Row } from "../dataset/import/rows.ts";
import { escapeLineEnds, jsonLine } from "../dataset/json-lines.ts";
import { type Outcome, outcomeOf } from "../dataset/outcome.ts";
import type { Limits, Runtime } from "../runtime/types.ts";
import type { Trace } from "../trace/types.ts";
import { outcomeFields } from "./outcome-fields.ts";
import type { RowCommand } from "./process-rows.ts";
import { SEED } from "./seed.ts";

/** `trace`: the recorded run of each row; with `timing` its figures only, the program run plain first. */
export function createTraceCommand(runtime: Runtime, limits: Limits, timing: boolean): RowCommand {
  return {
    async process(row, _fileName) {
      const trace = await runtime.run({
        program: { code: row.code, call: row.call, stdin: row.stdin },
        limits,
        seed: SEED,
        measureBase: timing,
      });
      const outcome = outcomeOf(trace);
      return {
        status: outcome.error === null ? "ok" : "error",
        line: timing ? [jsonLine({ ...head(row, trace, outcome), ...tail(trace) })] : fullLine(row, trace, outcome),
      };
    },
    failed: (id, error) => ({
      id,
      status: "error",
      error,
      output: null,
      step_count: 0,
      ...(timing ? {} : { steps: [] }),
      stdout: "",
      base_ms: null,
      compile_ms: null,
      trace_ms: null,
    }),
  };
}

function head(row: Row, trace: Trace, outcome: Outcome): object {
  return {
    ...outcomeFields(row, outcome),
    step_count: trace.stepCount,
  };
}

function tail(trace: Trace): object {
  const { base, compile, trace: traced } = trace.timing;
  return { stdout: trace.stdout, base_ms: base, compile_ms: compile, trace_ms: traced };
}

/** A million steps with their locals are more than one string can hold, so the row is made step by step. */
function* fullLine(row: Row, trace: Trace, outcome: Outcome): Generator<string> {
  yield `${escapeLineEnds(JSON.stringify(head(row, trace, outcome))).slice(0, -1)},"steps":[`;
  for (let step = 0; step < trace.stepCount; step += 1) {
    yield (step === 0 ? "" : ",") + escapeLineEnds(JSON.stringify(stepRow(trace, step)));
  }
  yield `],${jsonLine(tail(trace)).slice(1)}`;
}

function stepRow(trace: Trace, index: number): object {
  const { statement, visit, frame: frameIndex, start } = trace.step(index);
  const frame = trace.frame(frameIndex);
  const scope = trace.scopes[frame.scope];
  if (scope === undefined) throw new Error(`Frame ${frameIndex} names scope ${frame.scope}, which the trace lacks.`);
  const bindings = trace.bindingsAt(frameIndex, start);
  const own =
    scope.kind === "module" || scope.kind === "class" ? bindings.filter(([name]) => !isDunder(name)) : bindings;
  return {
    step: index,
    line: trace.statement(statement).range.line,
    statement,
    visit,
    frame: frameIndex,
    func: scope.name,
    depth: frame.depth,
    locals: Object.fromEntries(
      own.map(([name, value]) => [name, trace.repr(value, start, Number.MAX_SAFE_INTEGER).text]),
    ),
  };
}

function isDunder(name: string): boolean {
  return name.startsWith("__") && name.endsWith("__");
}
