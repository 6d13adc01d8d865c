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
  const told = known(reader.source.names);
  expect(sentences.map((sentence) => sentence.text)).toEqual(told.map((sentence) => sentence.text));
  const pairs = told.map((sentence, index) => ({ ...sentence, judged: sentences[index]! }));
  const checkable = pairs.filter(({ isCheckable }) => isCheckable);
  return {
    firstError,
    planted: told.findIndex(({ truth }) => truth === "wrong"),
    blamed: pairs.filter(({ truth, judged: { verdict } }) => verdict === "contradicted" && truth === "true"),
    checkable: checkable.length,
    decided: checkable.filter(({ judged: { verdict } }) => verdict !== "unsupported").length,
  };
}

describe("fifty chains of thought", () => {
  let checkable = 0;
  let decided = 0;

  it.each(freeTexts("fifty").map((text) => [text.style, text] as const))("%s", async (_, text) => {
    const found = await judged(text);
    checkable += found.checkable;
    decided += found.decided;
    expect(found.firstError).toEqual(found.planted < 0 ? null : { sentence: found.planted, category: text.category });
    expect(found.blamed.map((sentence) => sentence.text)).toEqual([]);
  });

  it("get a verdict for nine of ten sentences that can be checked", () => {
    expect(decided / checkable, `${decided} of ${checkable}`).toBeGreaterThanOrEqual(0.9);
  });
});

describe("twenty chains of thought in other styles", () => {
  it("are read nearly as well", async () => {
    const found: Awaited<ReturnType<typeof judged>>[] = [];
    for (const text of freeTexts("twenty")) found.push(await judged(text));
    const sum = (of: (each: (typeof found)[number]) => number) => found.reduce((all, each) => all + of(each), 0);
    const wrong = found.filter(({ planted }) => planted >= 0);
    const named = wrong.filter(({ planted, firstError }) => firstError?.sentence === planted);
    expect(sum(({ decided }) => decided) / sum(({ checkable }) => checkable)).toBeGreaterThanOrEqual(0.8);
    expect(named.length / wrong.length).toBeGreaterThanOrEqual(0.8);
    expect(sum(({ blamed }) => blamed.length)).toBeLessThanOrEqual(6);
  }, 60_000);
});
