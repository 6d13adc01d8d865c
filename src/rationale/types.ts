import type { Claim, ClaimVerdict } from "./claims.ts";

export type Direction = "forward" | "backward";
export type Detail = "outline" | "concise" | "full";
export type Voice = "teacher" | "first-person";
/** Running prose, or the structured form that reasoning models are trained on. */
export type Form = "prose" | "think";
/** A part of the structured form; the last two hold the answer alone: what comes out, or what went in. */
export type Section = "understand" | "plan" | "execute" | "reflect" | "output" | "input";

/** A sentence of prose and the claims it makes. */
export interface Sentence {
  /** Markdown: code in backticks, nothing else. */
  readonly text: string;
  readonly claims: readonly Claim[];
  /** The steps it speaks of, first one first; clicking the sentence goes there. Empty for sentences about the whole. */
  readonly steps: readonly number[];
  /** Statement numbers whose lines it speaks of. */
  readonly statements: readonly number[];
  /** True when a new paragraph begins with it. */
  readonly opensParagraph: boolean;
  /** What it said before a person reworded it; absent while nobody has. */
  readonly original?: string;
  /** The part of the structured form it stands in; absent in running prose. */
  readonly section?: Section;
}

export interface Rationale {
  readonly direction: Direction;
  readonly detail: Detail;
  readonly voice: Voice;
  readonly sentences: readonly Sentence[];
}

/** verified: every claim holds and there is at least one; contradicted: one fails; unsupported: no claim, or undecided. */
export type Verdict = "verified" | "contradicted" | "unsupported";

export interface JudgedSentence extends Sentence {
  readonly verdict: Verdict;
  /** What really happened, for a contradicted sentence; why not, for an unsupported one. */
  readonly because?: string;
  readonly claimVerdicts: readonly ClaimVerdict[];
}
