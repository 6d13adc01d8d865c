import { describe, expect, it } from "vitest";
import type { JudgedTextSentence } from "../rationale/judge.ts";
import { replaced, reworded, unjudged } from "./rewording.ts";

const SENTENCE = { text: "It gives `1`.", claims: [], steps: [4], statements: [2], opensParagraph: true };

const part = (more: Partial<JudgedTextSentence>): JudgedTextSentence => ({
  text: "It gives `2`.",
  claims: [{ kind: "result", value: "2" }],
  steps: [4],
  statements: [2],
  opensParagraph: false,
  verdict: "verified",
  claimVerdicts: [{ verdict: "holds" }],
  unread: [],
  follows: false,
  ...more,
});

describe("a reworded sentence", () => {
  it("takes the place of the old one, with the first wording kept however often it is reworded", () => {
    const once = reworded(SENTENCE, "It gives `2`.", [part({})])!;
    expect(once).toMatchObject({ text: "It gives `2`.", original: "It gives `1`.", opensParagraph: true });
    expect(reworded(once, "It gives `3`.", [part({})])!.original).toBe("It gives `1`.");
  });

  it("has the worst verdict of the sentences written in its place, and its reason", () => {
    const wrong = part({ verdict: "contradicted", because: "it gave 1", claimVerdicts: [{ verdict: "fails" }] });
    const both = reworded(SENTENCE, "Right. Wrong.", [part({ verdict: "unsupported", because: "unclear" }), wrong])!;
    expect(both).toMatchObject({ verdict: "contradicted", because: "it gave 1", steps: [4] });
    expect(both.claims).toHaveLength(2);
    expect(both.claimVerdicts.map(({ verdict }) => verdict)).toEqual(["holds", "fails"]);
  });

  it("is nothing when nothing is written", () => {
    expect(reworded(SENTENCE, "  ", [])).toBeNull();
  });

  it("goes to the checker without its verdict and with what no claim speaks for", () => {
    const draft = unjudged(reworded(SENTENCE, "x", [part({ unread: ["`q`"], because: "stale" })])!);
    expect(draft).not.toHaveProperty("because");
    expect(draft).not.toHaveProperty("verdict");
    expect(draft.unread).toEqual(["`q`"]);
  });
});

it("replaced changes one item and no list", () => {
  const items = ["a", "b", "c"];
  expect(replaced(items, 1, "x")).toEqual(["a", "x", "c"]);
  expect(items).toEqual(["a", "b", "c"]);
});
