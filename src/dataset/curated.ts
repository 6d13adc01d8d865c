import { z } from "zod";
import { CLAIMS_VERSION } from "../rationale/claims.ts";
import { SAMPLE_VERSION, sampleSchema } from "./sample.ts";

/** What a curator decided about a sample. */
export const STATUSES = ["unreviewed", "accepted", "needs-work", "rejected"] as const;
export type Status = (typeof STATUSES)[number];

/**
 * How the run of a sample ended. `waiting`: it has not run. `differs`: it ran, and gave something else than the row
 * expected. `timeout`: the time or step limit was met. `failed`: there is nothing to tell of the run.
 */
export const OUTCOMES = ["waiting", "ok", "raised", "differs", "timeout", "failed"] as const;
export type SampleOutcome = (typeof OUTCOMES)[number];

const curationSchema = z.object({
  status: z.enum(STATUSES),
  /** Why it was rejected or needs work. */
  reasons: z.array(z.string()).readonly(),
  tags: z.array(z.string()).readonly(),
  notes: z.string(),
  /** Why it was accepted although a sentence is contradicted. */
  override: z.string().nullable(),
  /** The status that a second reviewer gave without seeing the first. */
  second: z.enum(STATUSES).nullable(),
  /** When the status was last chosen, ISO 8601. */
  decidedAt: z.string().nullable(),
});

export type Curation = z.infer<typeof curationSchema>;

export const UNREVIEWED: Curation = {
  status: "unreviewed",
  reasons: [],
  tags: [],
  notes: "",
  override: null,
  second: null,
  decidedAt: null,
};

/** A sample with where it came from, how its run ended and what a curator decided: a row of a curated set. */
export const curatedSchema = sampleSchema.extend({
  /** What the program is meant to do, where the set it came from says so. */
  task: z.string(),
  /** The `repr` (for a script: the stdout) that the row expects. */
  expected: z.string().nullable(),
  outcome: z.enum(OUTCOMES),
  /** What went wrong, for `timeout` and `failed`. */
  error: z.string().nullable(),
  /** Features of the language that the program uses, sorted. */
  features: z.array(z.string()).readonly(),
  origin: z.object({
    /** Format of the file it was read from. */
    format: z.string(),
    file: z.string(),
    /** Record of the file, from 0. */
    row: z.number().int().nonnegative(),
  }),
  curation: curationSchema,
});

export type CuratedSample = z.infer<typeof curatedSchema>;

/** A program that was read from a file, and has not run. */
export interface ProgramToRun {
  readonly id: string;
  readonly code: string;
  readonly call: string | null;
  readonly stdin: string;
  readonly expected: string | null;
  readonly task: string;
  readonly origin: CuratedSample["origin"];
}

/** The sample of a program that has not run. */
export function waitingSample({ id, code, call, stdin, ...rest }: ProgramToRun): CuratedSample {
  return {
    version: SAMPLE_VERSION,
    id,
    program: { code, call, stdin, seed: 0 },
    output: null,
    exception: null,
    steps: 0,
    rationales: [],
    versions: { claims: CLAIMS_VERSION, python: "" },
    ...rest,
    outcome: "waiting",
    error: null,
    features: [],
    curation: UNREVIEWED,
  };
}

/** Whether a rationale of the sample has a sentence that the checker contradicted. */
export function isContradicted({ rationales }: CuratedSample): boolean {
  return rationales.some(({ sentences }) => sentences.some(({ verdict }) => verdict === "contradicted"));
}
