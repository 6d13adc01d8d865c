import { z } from "zod";
import { CLAIMS_VERSION, claimSchema, claimVerdictSchema } from "../rationale/claims.ts";
import type { Detail, Direction, JudgedSentence, Voice } from "../rationale/types.ts";
import type { Trace } from "../trace/types.ts";
import { outcomeOf } from "./outcome.ts";

/** Version of the sample schema. */
export const SAMPLE_VERSION = 1;

const count = z.number().int().nonnegative();

const sentenceSchema = z.object({
  text: z.string(),
  claims: z.array(claimSchema).readonly(),
  /** Step indices, 0-based. */
  steps: z.array(count).readonly(),
  /** Statement numbers, 1-based. */
  statements: z.array(count).readonly(),
  opensParagraph: z.boolean(),
  /** What it said before a person reworded it. */
  original: z.string().exactOptional(),
  section: z.enum(["understand", "plan", "execute", "reflect", "output", "input"]).exactOptional(),
  verdict: z.enum(["verified", "contradicted", "unsupported"]),
  because: z.string().exactOptional(),
  claimVerdicts: z.array(claimVerdictSchema).readonly(),
});

const rationaleSchema = z.object({
  direction: z.enum(["forward", "backward"]),
  detail: z.enum(["outline", "concise", "full"]),
  voice: z.enum(["teacher", "first-person"]),
  sentences: z.array(sentenceSchema).readonly(),
});

/** One program, what it did, and the judged prose about it: what the exporters write and a dataset is made of. */
export const sampleSchema = z.object({
  version: z.literal(SAMPLE_VERSION),
  id: z.string(),
  program: z.object({
    code: z.string(),
    /** An expression evaluated after the code; null when the code is a script. */
    call: z.string().nullable(),
    stdin: z.string(),
    /** Seed of `random` and of string hashing. */
    seed: count,
  }),
  /** The `repr` of the Call's value, or all a script wrote to stdout; null when the Call gave no value. */
  output: z.string().nullable(),
  /** The exception that ended the run, if one did. */
  exception: z.object({ type: z.string(), message: z.string() }).nullable(),
  /** Statements executed. */
  steps: count,
  rationales: z.array(rationaleSchema).readonly(),
  versions: z.object({
    claims: z.number().int(),
    /** The CPython that ran the checker, such as `3.14.2`. */
    python: z.string(),
  }),
});

export type Sample = z.infer<typeof sampleSchema>;
export type SampleRationale = Sample["rationales"][number];

/** A rationale whose sentences have their verdicts. */
export interface JudgedRationale {
  readonly direction: Direction;
  readonly detail: Detail;
  readonly voice: Voice;
  readonly sentences: readonly JudgedSentence[];
}

/**
 * The sample a run and its judged rationales make.
 *
 * @param python the version the checker's report names
 */
export function sampleOf(
  id: string,
  trace: Trace,
  run: { readonly stdin: string; readonly seed: number },
  rationales: readonly JudgedRationale[],
  python: string,
): Sample {
  const { output, exception } = outcomeOf(trace);
  return {
    version: SAMPLE_VERSION,
    id,
    program: { code: trace.source, call: trace.call, stdin: run.stdin, seed: run.seed },
    output,
    exception,
    steps: trace.stepCount,
    rationales: rationales.map(({ direction, detail, voice, sentences }) => ({ direction, detail, voice, sentences })),
    versions: { claims: CLAIMS_VERSION, python },
  };
}
