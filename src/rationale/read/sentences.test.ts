import { describe, expect, it } from "vitest";
import { sentencesOf, splitSentences } from "./sentences.ts";

describe("finding sentences", () => {
  it("keeps code spans, quotes, brackets, decimals and abbreviations whole", () => {
    const text =
      "Line 2 sets `s` to `'a. B'`. Then `x` is 0.5, e.g. half (see line 3. Or not). Done! Is it 'A. B'? Yes.";
    expect(splitSentences(text)).toEqual([
      "Line 2 sets `s` to `'a. B'`.",
      "Then `x` is 0.5, e.g. half (see line 3. Or not).",
      "Done!",
      "Is it 'A. B'?",
      "Yes.",
    ]);
  });

  it("begins a sentence with code as with a capital", () => {
    expect(splitSentences("`f` is called. `x` is 3. 4 is next.")).toEqual([
      "`f` is called.",
      "`x` is 3.",
      "4 is next.",
    ]);
  });

  it("tells paragraphs, items, headings and rows apart", () => {
    const text = "# Steps\n\n1. `x` is 1. So far.\n2. `x` is 2\n\n| i | total |\n|---|---|\n| 0 | 1 |\n\nThe end.";
    expect(
      sentencesOf(text).map(({ text: sentence, kind, opensParagraph }) => [sentence, kind, opensParagraph]),
    ).toEqual([
      ["Steps", "heading", true],
      ["`x` is 1.", "item", true],
      ["So far.", "item", false],
      ["`x` is 2", "item", true],
      ["| i | total |", "heading", true],
      ["| 0 | 1 |", "row", false],
      ["The end.", "prose", true],
    ]);
    expect(sentencesOf(text)[5]).toMatchObject({ head: ["i", "total"], cells: ["0", "1"] });
  });

  it("joins a sentence that goes over several lines", () => {
    const text = "The loop on line 3 makes four passes, one for each of the elements\nof `numbers`, and that is all.";
    expect(sentencesOf(text).map((sentence) => sentence.text)).toEqual([text.replace("\n", " ")]);
  });
});
