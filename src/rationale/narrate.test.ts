import { beforeAll, describe, expect, it } from "vitest";
import type { Trace } from "../trace/types.ts";
import { narrate, wordBudget } from "./narrate.ts";
import { wordCount } from "./phrase.ts";
import { CORPUS, type CorpusProgram } from "./testing/corpus.ts";
import { bootTestRuns, type TestRuns } from "./testing/runs.ts";
import type { JudgedSentence, Rationale } from "./types.ts";
import { claimsOf, judge } from "./verdicts.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

interface Narrated {
  readonly trace: Trace;
  readonly rationale: Rationale;
  readonly judged: readonly JudgedSentence[];
  readonly text: string;
}

function narrated({ code, call, stdin = "" }: CorpusProgram): Narrated {
  const trace = runs.record({ code, call, stdin });
  const rationale = narrate(trace, { direction: "forward", detail: "concise", voice: "teacher" });
  const judged = judge(rationale, runs.check({ code, call, stdin }, claimsOf(rationale)));
  return { trace, rationale, judged, text: rationale.sentences.map((sentence) => sentence.text).join(" ") };
}

/** A rationale explains; it does not report on a recording. */
const FORBIDDEN = /\b(trace|recording|recorded|executed|executes|step \d+|iteration \d+)\b/i;

describe("narrating forward", () => {
  for (const program of CORPUS) {
    it(`proves every sentence about ${program.name}`, () => {
      const { trace, rationale, judged, text } = narrated(program);
      expect(
        judged.filter((sentence) => sentence.verdict !== "verified").map(({ text, because }) => ({ text, because })),
      ).toEqual([]);
      if (program.code.trim() !== "") expect(rationale.sentences.length).toBeGreaterThan(0);
      expect(text.replace(/(`+).*?\1/g, "")).not.toMatch(FORBIDDEN);
      expect(wordCount(text)).toBeLessThanOrEqual(wordBudget(trace, "concise") * 1.25);
      for (const sentence of rationale.sentences) {
        expect(sentence.text).toMatch(/\.$/);
        expect(sentence.text.replace(/(`+).*?\1/g, "code")).not.toMatch(/undefined|null|\[object|\s{2}| ,/);
        for (const step of sentence.steps) expect(step).toBeLessThan(trace.stepCount);
      }
    });
  }

  it("ends with the answer exactly as the program gives it", () => {
    for (const program of CORPUS.slice(0, 12)) {
      const { trace, rationale } = narrated(program);
      if (trace.ending.kind !== "finished" || trace.ending.value === null) continue;
      const answer = trace.repr(trace.ending.value, trace.endTick).text;
      expect(rationale.sentences.at(-1)?.text).toContain(answer);
      expect(rationale.sentences.at(-1)?.claims).toContainEqual({ kind: "result", value: answer });
    }
  });

  it("gives the same text for the same run", () => {
    const program = CORPUS[3] as CorpusProgram;
    const [one, other] = [narrated(program), narrated(program)];
    expect(one.rationale).toEqual(other.rationale);
  });
});
