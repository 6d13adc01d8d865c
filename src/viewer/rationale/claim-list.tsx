import { createElement } from "react";
import type { ClaimVerdict } from "../../rationale/claims.ts";
import type { Sentence } from "../../rationale/types.ts";
import type { Trace } from "../../trace/types.ts";
import { Prose } from "../prose.tsx";
import { claimInWords } from "./claim-words.ts";
import { ClaimMark } from "./verdict-mark.tsx";

/** A sentence as far as its evidence goes. */
type Evident = Pick<Sentence, "claims"> & { readonly claimVerdicts?: readonly ClaimVerdict[] };

interface ClaimListProps {
  readonly trace: Trace;
  readonly sentence: Evident;
  /** Claims listed at most; the rest is counted. */
  readonly limit?: number;
  readonly onStep: (step: number) => void;
}

/** What a sentence claims, claim by claim: in words, whether it holds, what really happened, and the step to see it at. */
export function ClaimList({ trace, sentence, limit = Number.POSITIVE_INFINITY, onStep }: ClaimListProps) {
  const { claims, claimVerdicts } = sentence;
  if (claims.length === 0) return <p className="claims-none">Nothing in this sentence is a claim about the run.</p>;
  const left = claims.length - limit;
  return (
    <>
      {createElement(
        "ul",
        { className: "claims", "aria-label": "Claims" },
        // Spread: claims have no identity but their place.
        ...claims
          .slice(0, limit)
          .map((claim, index) =>
            createElement(ClaimItem, { ...claimInWords(trace, claim), verdict: claimVerdicts?.[index], onStep }),
          ),
      )}
      {left > 0 && <p className="claims-none numbers">and {left} more, under Evidence</p>}
    </>
  );
}

interface ClaimItemProps extends ReturnType<typeof claimInWords> {
  readonly verdict: ClaimVerdict | undefined;
  readonly onStep: (step: number) => void;
}

function ClaimItem({ text, place, step, verdict, onStep }: ClaimItemProps) {
  return (
    <li className="claim">
      <ClaimMark verdict={verdict} />
      <span className="claim-text">
        <Prose text={text} />
        {verdict?.because !== undefined && (
          <span className="sentence-because">
            <Prose text={verdict.because} />
          </span>
        )}
      </span>
      {step === null ? (
        <span className="claim-place numbers">{place}</span>
      ) : (
        <button type="button" className="claim-place link-button numbers" onClick={() => onStep(step)}>
          {place ?? "first time"} · step {(step + 1).toLocaleString("en")}
        </button>
      )}
    </li>
  );
}
