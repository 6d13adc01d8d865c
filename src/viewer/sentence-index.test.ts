import { describe, expect, it } from "vitest";
import type { Sentence } from "../rationale/types.ts";
import { sentenceIndex } from "./sentence-index.ts";

const speakingOf = (...steps: number[]): Sentence => ({
  text: "",
  claims: [],
  steps,
  statements: [],
  opensParagraph: false,
});

describe("sentenceIndex", () => {
  const index = sentenceIndex([speakingOf(), speakingOf(2, 9), speakingOf(5), speakingOf(5)]);

  it("finds the sentence that speaks of a step", () => {
    expect(index.at(2, null)).toEqual({ sentence: 1, about: true });
    expect(index.at(9, null)).toEqual({ sentence: 1, about: true });
    expect(index.at(5, null)).toEqual({ sentence: 2, about: true });
  });

  it("prefers the selected one where several do", () => {
    expect(index.at(5, 3)).toEqual({ sentence: 3, about: true });
    expect(index.at(2, 3)).toEqual({ sentence: 1, about: true });
  });

  it("between two, keeps the place at the earlier one", () => {
    expect(index.at(4, null)).toEqual({ sentence: 1, about: false });
    expect(index.at(100, null)).toEqual({ sentence: 1, about: false });
  });

  it("is silent before the first", () => {
    expect(index.at(1, null)).toBeNull();
    expect(sentenceIndex([]).at(0, null)).toBeNull();
  });
});
