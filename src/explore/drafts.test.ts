import { expect, it } from "vitest";
import type { Direction, JudgedSentence } from "../rationale/types.ts";
import { type Draft, Drafts } from "./drafts.ts";

function draft(direction: Direction, ...texts: readonly string[]): Draft {
  const sentences = texts.map((text): JudgedSentence => {
    const [words = "", original] = text.split("<");
    const base = { claims: [], claimVerdicts: [], steps: [], statements: [], opensParagraph: false };
    return { ...base, text: words, verdict: "verified", ...(original !== undefined && { original }) };
  });
  return { rationale: { direction, detail: "concise", voice: "teacher", sentences }, sentences };
}

it("takes rewordings back one by one, and keeps them while the other direction is read", () => {
  const drafts = new Drafts();
  const [first, second, third] = [
    draft("forward", "a", "b"),
    draft("forward", "x<a", "b"),
    draft("forward", "y<a", "b"),
  ];
  drafts.push(first, second);
  drafts.push(second, third);
  expect(drafts.firstOf(0)?.text).toBe("a");

  const backward = draft("backward", "c");
  expect(drafts.turnTo(backward.rationale)).toBeNull();
  expect(drafts.canUndo).toBe(false);
  expect(drafts.turnTo(first.rationale)).toBe(third);

  expect(drafts.undo()).toBe(second);
  expect(drafts.undo()).toBe(first);
  expect(drafts.undo()).toBeNull();
});

it("forgets all of it with the program", () => {
  const drafts = new Drafts();
  drafts.push(draft("forward", "a"), draft("forward", "x<a"));
  drafts.clear();
  expect(drafts.canUndo).toBe(false);
  expect(drafts.turnTo(draft("forward").rationale)).toBeNull();
});
