import { beforeAll, describe, expect, it } from "vitest";
import { judgeText } from "../judge.ts";
import { TextReader } from "../read.ts";
import { type FreeText, freeTexts } from "../testing/free-texts/free-texts.ts";
import { bootTestRuns, type TestRuns } from "../testing/runs.ts";

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

async function judged({ program, text, known }: FreeText) {
  const asked = { code: program.code, call: program.call, stdin: program.stdin ?? "" };
  const reader = new TextReader(runs.record(asked));
  const { sentences, firstError } = await judgeText(reader, text, (claims) => runs.check(asked, claims).verdicts);
  return { sentences, firstError, known: known(reader.source.names) };
}

describe.each(["fifty", "twenty"])("%s chains of thought", (files) => {
  const texts = freeTexts(files);
  let checkable = 0;
  let decided = 0;

  it.each(texts.map((text) => [text.style, text] as const))("%s", async (_, text) => {
    const { sentences, firstError, known } = await judged(text);
    expect(sentences.map((sentence) => sentence.text)).toEqual(known.map((sentence) => sentence.text));
    const lines = sentences.map((sentence, index) => {
      const own = known[index]!;
      return `${own.truth}${own.isCheckable ? "" : ", idle"} - ${sentence.verdict}${sentence.follows ? ", follows" : ""}: ${sentence.text} [${sentence.because ?? ""}]`;
    });
    known.forEach(({ isCheckable }, index) => {
      if (!isCheckable) return;
      checkable += 1;
      if (sentences[index]!.verdict !== "unsupported") decided += 1;
    });
    const planted = known.findIndex(({ truth }) => truth === "wrong");
    expect(firstError, lines.join("\n")).toEqual(planted < 0 ? null : { sentence: planted, category: text.category });
    const blamed = sentences.filter(
      ({ verdict }, index) => verdict === "contradicted" && known[index]!.truth === "true",
    );
    expect(blamed.map((sentence) => sentence.text)).toEqual([]);
  });

  it("get a verdict for nine of ten sentences that can be checked", () => {
    if (texts.length > 0) expect(decided / checkable, `${decided} of ${checkable}`).toBeGreaterThanOrEqual(0.9);
  });
});
