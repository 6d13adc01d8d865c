import { describe, expect, it } from "vitest";
import type { CheckReport, Claim, ClaimVerdict } from "./claims.ts";
import type { Rationale, Sentence } from "./types.ts";
import { claimsOf, countVerdicts, judge } from "./verdicts.ts";

const claim = (times: number): Claim => ({ kind: "count", statement: 1, times });

function sentence(text: string, ...claims: Claim[]): Sentence {
  return { text, claims, steps: [], statements: [], opensParagraph: false };
}

const rationale: Rationale = {
  direction: "forward",
  detail: "concise",
  voice: "teacher",
  sentences: [sentence("One.", claim(1), claim(2)), sentence("Nothing."), sentence("Two.", claim(3))],
};

function report(...verdicts: ClaimVerdict[]): CheckReport {
  return { version: 1, python: "3.14.2", verdicts };
}

describe("judge", () => {
  it("hands each sentence the verdicts of its own claims", () => {
    const judged = judge(
      rationale,
      report({ verdict: "holds" }, { verdict: "holds" }, { verdict: "fails", because: "It runs twice." }),
    );
    expect(judged.map((each) => each.verdict)).toEqual(["verified", "unsupported", "contradicted"]);
    expect(judged[2]?.because).toBe("It runs twice.");
    expect(judged.map((each) => each.claimVerdicts.length)).toEqual([2, 0, 1]);
  });

  it("calls a sentence contradicted when any claim fails, and unsupported when one is undecided", () => {
    const undecided: ClaimVerdict = { verdict: "undecided", because: "Time ran out." };
    const mixed = judge(rationale, report(undecided, { verdict: "fails", because: "No." }, undecided));
    expect(mixed.map((each) => each.verdict)).toEqual(["contradicted", "unsupported", "unsupported"]);
    expect(mixed[0]?.because).toBe("No.");
    expect(mixed[2]?.because).toBe("Time ran out.");
  });

  it("verifies nothing that the report leaves out", () => {
    const judged = judge(rationale, report({ verdict: "holds" }));
    expect(judged.map((each) => each.verdict)).toEqual(["unsupported", "unsupported", "unsupported"]);
  });

  it("counts sentences and claims", () => {
    const counts = countVerdicts(
      judge(rationale, report({ verdict: "holds" }, { verdict: "holds" }, { verdict: "fails" })),
    );
    expect(counts).toEqual({ verified: 1, contradicted: 1, unsupported: 1, claims: 3, claimsHolding: 2 });
  });

  it("asks for the claims in the order it reads them", () => {
    expect(claimsOf(rationale)).toEqual([claim(1), claim(2), claim(3)]);
  });
});
