import { describe, expect, it } from "vitest";
import { shortened } from "../../wording.ts";
import { parseExpression, write } from "./expression.ts";
import { readValue } from "./values.ts";

function repr(text: string): string | null {
  const value = readValue(text);
  return value?.kind === "whole" ? value.repr : null;
}

describe("reading Python values", () => {
  it.each([
    ["[1,2,  3]", "[1, 2, 3]"],
    ['"it"', "'it'"],
    ["'it\\'s'", '"it\'s"'],
    ["(1,)", "(1,)"],
    ["{'a':1, 'b':[True,None]}", "{'a': 1, 'b': [True, None]}"],
    ["-3.50", "-3.5"],
    ["1e20", "1e+20"],
    ["0x1F", "31"],
    ["b'ab'", "b'ab'"],
    ["Counter({'b': 2})", "Counter({'b': 2})"],
    ["set()", "set()"],
    ["deque([1,2])", "deque([1, 2])"],
    ["<__main__.Point object>", "<__main__.Point object>"],
  ])("reads %s as %s", (text, expected) => {
    expect(repr(text)).toBe(expected);
  });

  it.each(["x", "len(xs)", "1 + 2", "xs[0]", "[a, 1]", "not a value"])("does not take %s for a value", (text) => {
    expect(readValue(text)).toBeNull();
  });

  it("knows a shortened value again, and only that", () => {
    const list = `[${Array.from({ length: 500 }, (_, index) => index).join(", ")}]`;
    const text = `'${"abcdefghij".repeat(40)}'`;
    for (const whole of [list, text]) {
      const short = readValue(shortened(whole));
      if (short?.kind !== "shortened") throw new Error("not read as a shortened value");
      expect(short.fits(whole)).toBe(true);
      expect(short.fits(`${whole.slice(0, -3)}${whole.slice(-2)}`)).toBe(false);
      expect(short.fits(`${whole[0]}7${whole.slice(2)}`)).toBe(false);
    }
  });
});

describe("reading Python expressions", () => {
  it.each([
    ["a+b*c", "a + (b * c)"],
    ["f(x,y = 2)[ 0 ]", "f(x, y=2)[0]"],
    ["not a and b or c in d", "((not a) and b) or (c in d)"],
    ["a if b else c", "a if b else c"],
    ["xs[1:-1]", "xs[1:-1]"],
    ["{k:v for k,v in d.items()}", "{k: v for k , v in d . items ( )}"],
    ["x.y.z()", "x.y.z()"],
    ["-x ** 2", "-(x ** 2)"],
  ])("writes %s one way", (text, expected) => {
    const parsed = parseExpression(text);
    expect(parsed === null ? null : write(parsed)).toBe(expected);
  });

  it.each(["", "a b", "if", "x =", "(1, 2", "'open", "a..b"])("refuses %j", (text) => {
    expect(parseExpression(text)).toBeNull();
  });
});
