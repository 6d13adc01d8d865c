import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameOutput, sameValue } from "./same-value.ts";

type Value =
  | boolean
  | null
  | string
  | bigint
  | readonly Value[]
  | { readonly names: readonly string[]; readonly value: Value };

const values = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: "grapheme" }),
    fc.bigInt(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.record({ names: fc.uniqueArray(fc.string(), { maxLength: 3 }), value: tie("value") }),
  ),
})).value;

/** As CPython prints it, or as a person might: other quotes, spaces, trailing commas, keys the other way round. */
function print(value: Value, byHand: boolean): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (typeof value === "bigint") return byHand && value > 0n ? `0x${value.toString(16)}` : String(value);
  if (typeof value === "string") return printText(value, byHand);
  if ("names" in value) {
    const entries = value.names.map((key) => `${printText(key, byHand)}: ${print(value.value, byHand)}`);
    return byHand ? `{ ${entries.reverse().join(" ,\n")} }` : `{${entries.join(", ")}}`;
  }
  const items = value.map((item) => print(item, byHand));
  return byHand ? `[${items.map((item) => `${item} ,`).join("")}]` : `[${items.join(", ")}]`;
}

function printText(text: string, byHand: boolean): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  if (!byHand) return `'${escaped.replaceAll("'", "\\'")}'`;
  return Array.from(text, (character) => `\\U${character.codePointAt(0)?.toString(16).padStart(8, "0")}`)
    .join("")
    .replace(/^.*$/, (all) => `"${all}" ''`);
}

describe("sameValue", () => {
  it("sees through the ways to write a value", () => {
    fc.assert(fc.property(values, (value) => sameValue(print(value, false), print(value, true))));
  });

  it("tells different values apart", () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const [a, b] = [print(left, false), print(right, false)];
        fc.pre(!/True|False/.test(a + b));
        expect(sameValue(a, b)).toBe(a === b || sortedKeys(left) === sortedKeys(right));
      }),
    );
  });

  it.each([
    ["{1, 2, 3}", "{3,2,1}"],
    ["[{'a', 'b'}, {2: {1, 0}}]", "[{'b', 'a'}, {2: {0, 1}}]"],
    ["frozenset({1, 2})", "frozenset({2, 1})"],
    ["set()", "set( )"],
    ["<__main__.A object at 0x7f00>", "<__main__.A object at 0x1234>"],
    ["[<A at 0x1>, 1]", "[<A at 0x2>,1]"],
    ["Counter({'a': 2, 'b': 1})", "Counter({'b': 1, 'a': 2})"],
    ["deque([1, 2], maxlen=3)", "deque([1,2], maxlen = 3)".replace(" = ", "=")],
    ["1.0", "1"],
    ["1e3", "1000.0"],
    ["-0.5", "-.5"],
    ["(1+2j)", "1 + 2j"],
    ["(1, 2)", "1, 2"],
    ["(1,)", "1,"],
    ["'a'", "('a')"],
    ["'é'", "'\\xe9'"],
    ["b'\\x00a'", 'b"\\0a"'],
    ["'\\\\d'", "r'\\d'"],
    ["'ab'", "'a' 'b'"],
    ["[inf, -inf]", "[inf,-inf]"],
    ["[...]", "[ ... ]"],
  ])("%s equals %s", (left, right) => {
    expect(sameValue(left, right)).toBe(true);
  });

  it.each([
    ["1", "2"],
    ["'1'", "1"],
    ["[1, 2]", "[2, 1]"],
    ["[1, 2]", "(1, 2)"],
    ["(1,)", "1"],
    ["b'a'", "'a'"],
    ["{}", "set()"],
    ["{1: 2}", "{1, 2}"],
    ["['a', 'b']", "['a' 'b']"],
    ["9007199254740993", "9007199254740992"],
    ["A(1)", "B(1)"],
    ["'a", "'a "],
    ["", "''"],
    ["constructor", "toString"],
  ])("%s differs from %s", (left, right) => {
    expect(sameValue(left, right)).toBe(false);
  });

  it("copes with brackets nested beyond the stack", () => {
    const deep = "[".repeat(100_000);
    expect(sameValue(deep, `${deep} `)).toBe(false);
    expect(sameValue(deep, deep)).toBe(true);
  });
});

function sortedKeys(value: Value): string {
  if (typeof value === "object" && value !== null) {
    if ("names" in value)
      return `{${[...value.names]
        .sort()
        .map((key) => `${key}:${sortedKeys(value.value)}`)
        .join()}}`;
    return `[${value.map(sortedKeys).join()}]`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

describe("sameOutput", () => {
  it("passes over line ends at the close and their kind, nothing else", () => {
    expect(sameOutput("a\nb\n", "a\r\nb")).toBe(true);
    expect(sameOutput("a\n", "a ")).toBe(false);
    expect(sameOutput("a\n\nb", "a\nb")).toBe(false);
  });
});
