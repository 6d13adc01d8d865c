import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeRuntime } from "../runtime/node.ts";
import { DEFAULT_LIMITS, type Runtime } from "../runtime/types.ts";
import type { Trace } from "../trace/types.ts";
import { CLAIMS_VERSION, checkReportSchema } from "./claims.ts";
import { narrate, wordBudget } from "./narrate.ts";
import { wordCount } from "./phrase.ts";
import { CORPUS, type CorpusProgram } from "./testing/corpus.ts";
import type { JudgedSentence, Rationale } from "./types.ts";
import { claimsOf, judge } from "./verdicts.ts";

let runtime: Runtime;

beforeAll(() => {
  runtime = createNodeRuntime();
});

afterAll(() => {
  runtime.close();
});

interface Narrated {
  readonly trace: Trace;
  readonly rationale: Rationale;
  readonly judged: readonly JudgedSentence[];
  readonly text: string;
}

async function narrated(program: CorpusProgram): Promise<Narrated> {
  const { code, call, stdin = "" } = program;
  const trace = await runtime.run({ program: { code, call, stdin }, limits: DEFAULT_LIMITS, seed: 0 });
  const rationale = narrate(trace, { direction: "forward", detail: "concise", voice: "teacher" });
  const claims = claimsOf(rationale);
  const report = await runtime.check({ version: CLAIMS_VERSION, code, call, stdin, seed: 0, claims });
  const judged = judge(rationale, checkReportSchema.parse(report));
  return { trace, rationale, judged, text: rationale.sentences.map((sentence) => sentence.text).join(" ") };
}

/** A rationale explains; it does not report on a recording. */
const FORBIDDEN = /\b(trace|recording|recorded|executed|executes|step \d+|iteration \d+)\b/i;

describe("narrating forward", () => {
  for (const program of CORPUS) {
    it(`proves every sentence about ${program.name}`, async () => {
      const { trace, rationale, judged, text } = await narrated(program);
      expect(
        judged.filter((sentence) => sentence.verdict !== "verified").map(({ text, because }) => ({ text, because })),
      ).toEqual([]);
      if (program.code.trim() !== "") expect(rationale.sentences.length).toBeGreaterThan(0);
      expect(text.replace(/(`+).*?\1/g, "")).not.toMatch(FORBIDDEN);
      expect(wordCount(text)).toBeLessThanOrEqual(wordBudget(trace) * 1.25);
      for (const sentence of rationale.sentences) {
        expect(sentence.text).toMatch(/\.$/);
        expect(sentence.text).not.toMatch(/undefined|null|\[object|\s{2}| ,/);
        for (const step of sentence.steps) expect(step).toBeLessThan(trace.stepCount);
      }
    });
  }

  it("ends with the answer exactly as the program gives it", async () => {
    for (const program of CORPUS.slice(0, 12)) {
      const { trace, rationale } = await narrated(program);
      if (trace.ending.kind !== "finished" || trace.ending.value === null) continue;
      const answer = trace.repr(trace.ending.value, trace.endTick).text;
      expect(rationale.sentences.at(-1)?.text).toContain(answer);
      expect(rationale.sentences.at(-1)?.claims).toContainEqual({ kind: "result", value: answer });
    }
  });

  it("gives the same text for the same run", async () => {
    const program = CORPUS[3] as CorpusProgram;
    const [one, other] = [await narrated(program), await narrated(program)];
    expect(one.rationale).toEqual(other.rationale);
  });
});
