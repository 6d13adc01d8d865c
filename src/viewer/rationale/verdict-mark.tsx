import { CircleCheck, CircleDashed, SquareX } from "lucide-react";
import type { ClaimVerdict } from "../../rationale/claims.ts";
import type { Verdict } from "../../rationale/types.ts";

const MARKS = { verified: CircleCheck, contradicted: SquareX, unsupported: CircleDashed } as const;

/** The verdict by shape and colour, and as a word for those who see neither. */
export function VerdictMark({ verdict, word }: { verdict: Verdict | undefined; word?: string }) {
  if (!verdict) return <span className="verdict verdict-pending" aria-hidden />;
  const Icon = MARKS[verdict];
  return (
    <span className={`verdict verdict-${verdict}`}>
      <Icon size={16} aria-hidden />
      <span className="visually-hidden">{word ?? verdict}</span>
    </span>
  );
}

const OF_CLAIM = { holds: "verified", fails: "contradicted", undecided: "unsupported" } as const;

/** What the checker says of one claim. */
export function ClaimMark({ verdict }: { verdict: ClaimVerdict | undefined }) {
  return <VerdictMark verdict={verdict && OF_CLAIM[verdict.verdict]} {...(verdict && { word: verdict.verdict })} />;
}
