import { describe, expect, it } from "vitest";
import { mentionsOf } from "./mentions.ts";

const names = new Set(["total", "xs", "i", "f", "result"]);

function read(sentence: string): { text: string; codes: string[] } {
  const { text, codes } = mentionsOf(sentence, { names });
  return { text, codes: codes.map((code) => code.text) };
}

describe("finding code in a sentence", () => {
  it("takes code spans as they stand, with any fence", () => {
    expect(read("Line 2 sets `x` to `` a`b `` and `[1, 2]`.")).toEqual({
      text: "line 2 sets «0» to «1» and «2».",
      codes: ["x", "a`b", "[1, 2]"],
    });
  });

  it("finds code without backticks: literals, calls, equations, comparisons", () => {
    expect(read("After i=1, total = 3 and len(xs) is 2; 5 > 3 holds, so xs[0] is 'a'.")).toEqual({
      text: "after «0», «1» and «2» is 2; «3» holds, so «4» is «5».",
      codes: ["i=1", "total = 3", "len(xs)", "5 > 3", "xs[0]", "'a'"],
    });
  });

  it("leaves words alone, though they are names too", () => {
    expect(read("The final result is [1, 2], as a result of it.").text).toBe(
      "the final result is «0», as a result of it.",
    );
    expect(read("It doesn't matter what the user's input is.").codes).toEqual([]);
  });

  it("reads a name as code where something is said of it", () => {
    expect(read("So result becomes 3.").codes).toEqual(["result"]);
  });

  it("reads several equations of one span, and chains", () => {
    const [code] = mentionsOf("`i = 1, total = 0 + 1 = 1`", { names }).codes;
    expect(code?.equations.map((equation) => equation.map((part) => part.text))).toEqual([
      ["i", "1"],
      ["total", "0 + 1", "1"],
    ]);
  });
});
