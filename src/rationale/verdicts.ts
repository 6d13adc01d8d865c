import type { ClaimVerdict } from "./claims.ts";
import type { JudgedSentence, Rationale, Verdict } from "./types.ts";

const UNJUDGED: ClaimVerdict = { verdict: "undecided", because: "The checker did not answer for this claim." };

/**
 * What the checker's report means for each sentence. The report must be of the rationale's claims, all of them, in the
 * order of {@link claimsOf}.
 */
export function judge(
  rationale: Pick<Rationale, "sentences">,
  report: { readonly verdicts: readonly ClaimVerdict[] },
): JudgedSentence[] {
  let next = 0;
  return rationale.sentences.map((sentence) => {
    const claimVerdicts = sentence.claims.map((_, index) => report.verdicts[next + index] ?? UNJUDGED);
    next += sentence.claims.length;
    const failed = claimVerdicts.find((each) => each.verdict === "fails");
    const undecided = claimVerdicts.find((each) => each.verdict === "undecided");
    const deciding = failed ?? undecided;
    const because = sentence.claims.length === 0 ? "Nothing in this sentence could be checked." : deciding?.because;
    const judged = { ...sentence, verdict: verdictOf(claimVerdicts), claimVerdicts };
    return because === undefined ? judged : { ...judged, because };
  });
}

function verdictOf(verdicts: readonly ClaimVerdict[]): Verdict {
  if (verdicts.some((each) => each.verdict === "fails")) return "contradicted";
  if (verdicts.length === 0 || verdicts.some((each) => each.verdict === "undecided")) return "unsupported";
  return "verified";
}

/** All claims of a rationale, in the order a report must answer them. */
export function claimsOf(
  rationale: Pick<Rationale, "sentences">,
): readonly Rationale["sentences"][number]["claims"][number][] {
  return rationale.sentences.flatMap((sentence) => sentence.claims);
}

/** How many sentences have which verdict, and how many claims hold of how many. */
export interface VerdictCounts {
  readonly verified: number;
  readonly contradicted: number;
  readonly unsupported: number;
  readonly claims: number;
  readonly claimsHolding: number;
}

export function countVerdicts(sentences: readonly JudgedSentence[]): VerdictCounts {
  const withVerdict = (verdict: Verdict) => sentences.filter((sentence) => sentence.verdict === verdict).length;
  const verdicts = sentences.flatMap((sentence) => sentence.claimVerdicts);
  return {
    verified: withVerdict("verified"),
    contradicted: withVerdict("contradicted"),
    unsupported: withVerdict("unsupported"),
    claims: verdicts.length,
    claimsHolding: verdicts.filter((each) => each.verdict === "holds").length,
  };
}
