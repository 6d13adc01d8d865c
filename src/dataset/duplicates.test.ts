import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duplicateGroups, families } from "./duplicates.ts";
import { fingerprints } from "./fingerprint.ts";

const original = {
  code: `def f(items, limit=3):
    # counts
    total = 0
    for item in items:
        if item > limit: total += len("x")
    return sorted([total], reverse=True)
`,
  call: "f([1, 5], limit=2)",
  stdin: "",
};
const disguised = {
  code: `def g(xs,most = 3):

  n=0
  for x in xs:
    if (
x>most): n+=len('x')
  return sorted([ n ],reverse=True)   # done`.replace("(\nx>most)", "x>most"),
  call: "g([1,5],limit=2)".replace("limit", "most"),
  stdin: "",
};

describe("fingerprints", () => {
  it("sees through names, comments, quotes and white space", () => {
    expect(fingerprints(disguised)).toEqual(fingerprints(original));
    const codes = [original, { ...original, call: "f([])" }, disguised].map((each) => fingerprints(each).run);
    expect(duplicateGroups(codes)).toEqual([[0, 2]]);
  });

  it.each([
    ["return sorted", "return list"],
    ["reverse=True", "key=True"],
    ["total += ", "total -= "],
    ["limit=3", "limit=4"],
    ["for item in items", "for item in [items]"],
    ["    return", "        return"],
  ])("tells %s from %s", (from, to) => {
    expect(fingerprints({ ...original, code: original.code.replace(from, to) })).not.toEqual(fingerprints(original));
  });

  it("tells modules and attributes apart", () => {
    const of = (code: string) => fingerprints({ code, call: null, stdin: "" }).code;
    expect(of("import re\nre.x")).not.toBe(of("import os\nos.x"));
    expect(of("from a import b\nb()")).not.toBe(of("from a import c\nc()"));
    expect(of("x.append(1)")).not.toBe(of("x.remove(1)"));
    expect(of("x = y")).not.toBe(of("x = x"));
  });

  it("takes text that is no Python as it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const same = fingerprints({ code: `"${one}`, call: null, stdin: "" });
        fc.pre(one.trim() !== other.trim() && !/["#\\\n\r]/.test(one + other));
        expect(same.code).not.toBe(fingerprints({ code: `"${other}`, call: null, stdin: "" }).code);
      }),
    );
  });
});

describe("families", () => {
  it("puts programs together that differ in little, and apart those that differ in much", () => {
    const body = Array.from({ length: 30 }, (_, index) => `    total = total * ${index} + len(xs)\n`).join("");
    const long = `def f(xs):\n    total = 0\n${body}    return total\n`;
    const codes = [
      long,
      "def f(s):\n    return s.upper()\n",
      long.replaceAll("total", "sum_").replace("* 7", "* 70"),
      "def f(a, b):\n    while a:\n        a, b = b % a, a\n    return b\n",
    ];
    const [one, two, three, four] = families(codes);
    expect(one).toBe(three);
    expect(new Set([one, two, four]).size).toBe(3);
  });
});
