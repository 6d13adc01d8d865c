import type { CuratedSample, SampleOutcome, Status } from "../curated.ts";
import { entryOf } from "../export/turns.ts";
import { fingerprints } from "../fingerprint.ts";

/** What a list of samples shows, filters and sorts by, without reading the samples. */
export interface Summary {
  readonly title: string;
  readonly status: Status;
  readonly second: Status | null;
  readonly outcome: SampleOutcome;
  /** The class of the exception, or the first words of the error. */
  readonly problem: string | null;
  readonly format: string;
  readonly lines: number;
  readonly steps: number;
  /** Words of all rationales. */
  readonly words: number;
  readonly verified: number;
  readonly contradicted: number;
  readonly unsupported: number;
  readonly tags: readonly string[];
  readonly features: readonly string[];
  readonly hasNotes: boolean;
  readonly edited: boolean;
  /** Equal for the same program on the same input, formatting and names apart. */
  readonly fingerprint: string;
  readonly decidedAt: string | null;
  /** Code, call and prose in small letters, for finding. */
  readonly text: string;
}

/** @param edited whether a person changed the wording */
export function summaryOf(sample: CuratedSample, edited: boolean): Summary {
  const { curation, exception, program } = sample;
  const sentences = sample.rationales.flatMap((rationale) => rationale.sentences);
  const having = (verdict: string) => sentences.filter((sentence) => sentence.verdict === verdict).length;
  const prose = sentences.map(({ text }) => text).join(" ");
  return {
    title: program.call ?? entryOf(program.code.split("\n", 1)[0] ?? ""),
    status: curation.status,
    second: curation.second,
    outcome: sample.outcome,
    problem: exception?.type ?? sample.error?.split(/[.:]/, 1)[0] ?? null,
    format: sample.origin.format,
    lines: program.code.trimEnd().split("\n").length,
    steps: sample.steps,
    words: prose === "" ? 0 : prose.split(/\s+/).length,
    verified: having("verified"),
    contradicted: having("contradicted"),
    unsupported: having("unsupported"),
    tags: curation.tags,
    features: sample.features,
    hasNotes: curation.notes !== "",
    edited,
    fingerprint: fingerprints(program).run,
    decidedAt: curation.decidedAt,
    text: `${sample.id}\n${program.code}\n${program.call ?? ""}\n${prose}\n${curation.notes}`.toLowerCase(),
  };
}
