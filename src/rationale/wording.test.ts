import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { code, counted, grouped, literal, ordinal, shortened, splitContainer } from "./wording.ts";

/** What a Markdown reader takes out of a code span. */
function spanContent(span: string): string {
  const fence = /^`+/.exec(span)?.[0] ?? "";
  const inner = span.slice(fence.length, -fence.length);
  return /^ .*[^ ].* $/.test(inner) ? inner.slice(1, -1) : inner;
}

describe("code", () => {
  it("gives back exactly the text through Markdown's rules, whatever backticks and blanks it holds", () => {
    const text = fc.array(fc.constantFrom("a", "`", "``", " ", "'", "é", "😀"), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, (parts) => {
        const source = parts.join("");
        fc.pre(source.trim() !== "");
        expect(spanContent(code(source))).toBe(source);
      }),
    );
  });

  it("leaves no fence inside", () => {
    expect(code("a`b")).toBe("``a`b``");
    expect(code("`")).toBe("`` ` ``");
  });
});

describe("numbers", () => {
  it("writes small counts as words and large ones in groups", () => {
    expect(counted(0, "pass", "passes")).toBe("no passes");
    expect(counted(1, "pass", "passes")).toBe("one pass");
    expect(counted(12, "element")).toBe("twelve elements");
    expect(counted(12345, "element")).toBe("12,345 elements");
    expect(grouped(1000000)).toBe("1,000,000");
  });

  it("writes ordinals", () => {
    expect([1, 2, 12, 13, 21, 22, 103, 111].map(ordinal)).toEqual([
      "first",
      "second",
      "twelfth",
      "13th",
      "21st",
      "22nd",
      "103rd",
      "111th",
    ]);
  });

  it("lets whole numbers stand bare and nothing else", () => {
    expect(literal("-3")).toBe("-3");
    expect(literal("4.0")).toBe("`4.0`");
    expect(literal("'4'")).toBe("`'4'`");
  });
});

describe("shortened", () => {
  it("leaves short values as they are", () => {
    expect(shortened("[1, 2, 3]")).toBe("[1, 2, 3]");
  });

  it("keeps whole elements at both ends of a list and counts the rest", () => {
    const items = Array.from({ length: 10_000 }, (_, index) => index);
    const short = shortened(`[${items.join(", ")}]`);
    const hidden = /… ([\d,]+) more …/.exec(short);
    const kept = splitContainer(short.replace(/, … [\d,]+ more …/, ""));
    expect(short.startsWith("[0, 1, 2, ")).toBe(true);
    expect(short.endsWith(", 9999]")).toBe(true);
    expect(Number(hidden?.[1]?.replace(",", "")) + (kept?.items.length ?? 0)).toBe(10_000);
  });

  it("never hides or invents characters of a string", () => {
    fc.assert(
      fc.property(fc.integer({ min: 91, max: 5_000 }), (length) => {
        const short = shortened(`'${"x".repeat(length)}'`);
        const hidden = Number(/… ([\d,]+) more …/.exec(short)?.[1]?.replaceAll(",", "") ?? 0);
        expect([...short].filter((character) => character === "x").length + hidden).toBe(length);
      }),
    );
  });
});

describe("splitContainer", () => {
  it("does not take commas inside strings or nested containers for its own", () => {
    expect(splitContainer(`['a, b', (1, 2), {'k': [3]}, "it's, "]`)?.items).toEqual([
      "'a, b'",
      "(1, 2)",
      "{'k': [3]}",
      `"it's, "`,
    ]);
  });
});
