import { neighbourCheck } from "../../rationale/backward/narrate-backward.ts";
import type { Outcomes } from "../../rationale/backward/outcomes.ts";
import { CLAIMS_VERSION, checkReportSchema } from "../../rationale/claims.ts";
import { narrate } from "../../rationale/narrate.ts";
import type { Detail, Direction, Rationale, Voice } from "../../rationale/types.ts";
import { claimsOf, judge } from "../../rationale/verdicts.ts";
import type { Trace } from "../../trace/types.ts";
import type { CuratedSample, SampleOutcome } from "../curated.ts";
import { outcomeOf } from "../outcome.ts";
import { sameOutput, sameValue } from "../same-value.ts";
import { sampleOf } from "../sample.ts";
import { featuresOf } from "./features.ts";

/** When a run is cut short. */
export interface RunLimits {
  readonly steps: number;
  readonly seconds: number;
  /** Characters written. */
  readonly output: number;
}

/** What runs and checks programs: the part of a runtime that is needed here. */
export interface Engine {
  run(request: {
    readonly program: { readonly code: string; readonly call: string | null; readonly stdin: string };
    readonly limits: RunLimits;
    readonly seed: number;
  }): Promise<Trace>;
  check(request: unknown): Promise<unknown>;
}

export interface RunOptions {
  readonly directions: readonly Direction[];
  readonly detail: Detail;
  readonly voice: Voice;
  readonly limits: RunLimits;
}

/** For all neighbouring inputs together; of those that take longer nothing is told. */
const NEIGHBOURS_SECONDS = 5;

/**
 * Run a sample, narrate it and have every claim checked. What the program does, limits and exceptions included, is a
 * result. What the curator decided stays.
 *
 * @throws only when no interpreter can be had
 */
export async function runSample(engine: Engine, sample: CuratedSample, options: RunOptions): Promise<CuratedSample> {
  const trace = await traceOf(engine, sample, options.limits);
  const { error } = outcomeOf(trace);
  const ran = { ...sample, features: featuresOf(trace.syntax), error, outcome: outcomeOfRun(trace, sample) };
  if (error !== null) return { ...ran, ...resultOf(trace), rationales: [] };
  const rationales = await narrateAll(engine, trace, options);
  const { sentences, python } = await judgeAll(engine, sample, rationales);
  const judged = rationales.map((rationale, index) => ({ ...rationale, sentences: sentences[index] ?? [] }));
  return { ...ran, ...sampleOf(sample.id, trace, sample.program, judged, python) };
}

/** The recorded run of a sample; the same every time. */
export function traceOf(
  engine: Engine,
  { program }: Pick<CuratedSample, "program">,
  limits: RunLimits,
): Promise<Trace> {
  return engine.run({ program, limits, seed: program.seed });
}

function resultOf(trace: Trace): Pick<CuratedSample, "output" | "exception" | "steps"> {
  const { output, exception } = outcomeOf(trace);
  return { output, exception, steps: trace.stepCount };
}

function outcomeOfRun(trace: Trace, { expected, program }: CuratedSample): SampleOutcome {
  const { error, exception, output } = outcomeOf(trace);
  if (error !== null) return trace.ending.kind === "limit" && trace.ending.limit !== "input" ? "timeout" : "failed";
  const same = program.call === null ? sameOutput : sameValue;
  if (expected !== null && !(exception === null && output !== null && same(expected, output))) return "differs";
  return exception === null ? "ok" : "raised";
}

async function narrateAll(engine: Engine, trace: Trace, options: RunOptions): Promise<readonly Rationale[]> {
  const { directions, detail, voice, limits } = options;
  const outcomes = directions.includes("backward")
    ? await tryNeighbours(engine, trace, limits)
    : new Map<string, never>();
  return directions.map((direction) => narrate(trace, { direction, detail, voice, outcomes }));
}

/** What inputs close to the real one give, for going backward; run together. */
async function tryNeighbours(engine: Engine, trace: Trace, limits: RunLimits): Promise<Outcomes> {
  const check = neighbourCheck(trace);
  if (check === null) return new Map();
  const seconds = Math.min(limits.seconds, NEIGHBOURS_SECONDS);
  const program = { code: check.code, call: null, stdin: "" };
  const { stdout } = await engine.run({ program, limits: { ...limits, seconds }, seed: 0 });
  return check.read(stdout);
}

async function judgeAll(engine: Engine, { program }: CuratedSample, rationales: readonly Rationale[]) {
  const claims = rationales.flatMap(claimsOf);
  const report = checkReportSchema.parse(await engine.check({ version: CLAIMS_VERSION, ...program, claims }));
  let next = 0;
  const sentences = rationales.map((rationale) => {
    const start = next;
    next += claimsOf(rationale).length;
    return judge(rationale, { ...report, verdicts: report.verdicts.slice(start, next) });
  });
  return { sentences, python: report.python };
}
