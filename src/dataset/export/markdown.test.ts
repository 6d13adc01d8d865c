import { describe, expect, it } from "vitest";
import { readMarkdownCode } from "../testing/markdown-reader.ts";
import { forwardRationale, makeSample } from "../testing/samples.ts";
import { markdownDocument } from "./markdown.ts";

describe("markdownDocument", () => {
  it("holds program, call, prose, verdicts and answer", () => {
    const document = markdownDocument(makeSample());
    const { blocks, prose } = readMarkdownCode(document);
    expect(blocks).toEqual([{ language: "python", text: "def total(xs):\n    return sum(xs)\n" }]);
    expect(prose).toMatch(/^# `total\(\[1, 2\]\)`\n/);
    expect(prose).toContain("`total` adds its numbers. It returns `3`.");
    expect(prose).toContain("2 of 2 claims verified under CPython 3.14.2");
    expect(prose.trimEnd()).toMatch(/Answer: `3`$/);
  });

  it("says of each sentence that is not verified what became of it", () => {
    const rationale = forwardRationale("Right.", "Wrong.", "Vague.");
    const [right, wrong, vague] = rationale.sentences;
    if (right === undefined || wrong === undefined || vague === undefined) throw new Error("three sentences");
    const sentences = [
      right,
      {
        ...wrong,
        verdict: "contradicted" as const,
        because: "it was 4",
        claimVerdicts: [{ verdict: "fails" as const }],
      },
      { ...vague, verdict: "unsupported" as const, claims: [], claimVerdicts: [] },
    ];
    const document = markdownDocument(makeSample({ rationales: [{ ...rationale, sentences }] }));
    expect(document).toContain("Right. Wrong.[^forward-1] Vague.[^forward-2]");
    expect(document).toContain("\n[^forward-1]: contradicted: it was 4\n");
    expect(document).toContain("\n[^forward-2]: unsupported\n");
    expect(document).toContain("1 of 2 claims verified");
  });

  it("keeps code with fences and a call of several lines exact", () => {
    const code = 'def f(s):\n    """\n    ```\n    f()\n    ````\n    """\n    return s\n';
    const call = "f('''a\n`b`''')";
    const { blocks } = readMarkdownCode(
      markdownDocument(makeSample({ program: { code, call, stdin: "", seed: 0 }, output: "'a\\n`b`'" })),
    );
    expect(blocks.map(({ text }) => text)).toEqual([code, `${call}\n`]);
  });
});
