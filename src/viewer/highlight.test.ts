import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highlight } from "./highlight.ts";

const kinds = (text: string) => highlight(text).map((piece) => `${piece.kind} ${piece.text}`);

describe("highlight", () => {
  it("keeps every character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(
          highlight(text)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("tells numbers, strings and constants apart", () => {
    expect(kinds("{'a': 1.5e-3, b'x': None}")).toEqual([
      "punctuation {",
      "string 'a'",
      "punctuation : ",
      "number 1.5e-3",
      "punctuation , ",
      "string b'x'",
      "punctuation : ",
      "constant None",
      "punctuation }",
    ]);
  });

  it("does not take a quote inside a string for its end", () => {
    expect(kinds(`'it\\'s "so"'`)).toEqual([`string 'it\\'s "so"'`]);
  });

  it("leaves digits in names alone and takes a cut string as a string", () => {
    expect(kinds("Point2(x1=3)")).toEqual([
      "name Point2",
      "punctuation (",
      "name x1",
      "punctuation =",
      "number 3",
      "punctuation )",
    ]);
    expect(kinds("'abc…")).toEqual(["string 'abc…"]);
  });
});
