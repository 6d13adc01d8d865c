import { beforeAll, describe, expect, it } from "vitest";
import { prose } from "../dataset/prose.ts";
import type { Claim } from "./claims.ts";
import { judgeEdit, judgeText } from "./judge.ts";
import { narrate } from "./narrate.ts";
import { TextReader } from "./read.ts";
import { bootTestRuns, type TestRuns } from "./testing/runs.ts";

const PROGRAM = {
  call: "total([1, 2, 3])",
  stdin: "",
  code: "def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\n",
};

let runs: TestRuns;

beforeAll(async () => {
  runs = await bootTestRuns();
}, 60_000);

function subject() {
  const trace = runs.record(PROGRAM);
  const { sentences } = narrate(trace, { direction: "forward", detail: "concise", voice: "teacher" });
  const decide = (claims: readonly Claim[]) => runs.check(PROGRAM, claims).verdicts;
  return { texts: sentences.map(({ text }) => text), sentences, decide, reader: new TextReader(trace) };
}

describe("judging a text", () => {
  it("verifies our own text read back", async () => {
    const { reader, sentences, decide } = subject();
    const judged = await judgeText(reader, prose(sentences), decide);
    expect(judged.sentences.map(({ verdict }) => verdict)).toEqual(sentences.map(() => "verified"));
    expect(judged.firstError).toBeNull();
  });

  it("never verifies a sentence that says more than could be checked", async () => {
    const { reader, decide } = subject();
    const { sentences } = await judgeText(reader, "Line 5 returns 6, and the moon is 384400 kilometres away.", decide);
    expect(sentences).toMatchObject([{ verdict: "unsupported", because: "No claim was found for 384400." }]);
  });

  it("says of an empty text nothing at all, without asking", async () => {
    const { reader } = subject();
    const ask = () => {
      throw new Error("asked");
    };
    expect(await judgeText(reader, " \r\n", ask)).toEqual({ sentences: [], firstError: null });
  });
});

describe("judging one sentence as it is edited", () => {
  it("judges it where it stands, again and again", async () => {
    const { reader, texts, decide } = subject();
    for (const [index, text] of texts.entries()) {
      const [own] = await judgeEdit(reader, texts.slice(0, index), text, decide);
      expect(own).toMatchObject({ text, verdict: "verified" });
    }
    const [wrong] = await judgeEdit(reader, texts.slice(0, -1), "Line 5 returns 7.", decide);
    expect(wrong).toMatchObject({ verdict: "contradicted" });
  });

  it("splits what has become two sentences, and gives none for blank text", async () => {
    const { reader, texts, decide } = subject();
    const two = await judgeEdit(reader, texts.slice(0, 1), "Line 2 sets `s` to 0. Line 2 sets `s` to 4.", decide);
    expect(two.map(({ verdict }) => verdict)).toEqual(["verified", "contradicted"]);
    expect(await judgeEdit(reader, texts, "  ", decide)).toEqual([]);
  });
});
