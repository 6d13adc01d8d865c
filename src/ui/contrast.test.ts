import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** Colour tokens of one theme, by name. */
function tokensOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const grounds = ["background", "surface", "sunken", "raised", "hover"];
const calls = [0, 1, 2, 3, 4, 5].map((place) => `call-${place}`);
const codeGrounds = ["surface", "sunken", "accent-line", "next-line", "accent-soft"];
const textPairs: [string, string[]][] = [
  ["text", [...grounds, "accent-soft", "accent-line", "next-line", "changed-soft", "contradicted-soft", ...calls]],
  ["text-muted", [...grounds, "accent-soft"]],
  ["accent", ["background", "surface", "raised"]],
  ["on-accent", ["accent", "accent-hover"]],
  ["changed-text", ["surface", "changed-soft"]],
  ["verified", ["surface", "background", "accent-soft"]],
  ["contradicted", ["surface", "background", "contradicted-soft", "accent-soft"]],
  ["unsupported", ["surface", "background", "accent-soft"]],
  ...["keyword", "string", "number", "constant", "comment", "name", "punctuation"].map((kind): [string, string[]] => [
    `code-${kind}`,
    codeGrounds,
  ]),
];
const markPairs: [string, string[]][] = [
  ["accent", [...grounds, "accent-line", "accent-soft"]],
  ["changed", ["surface", "changed-soft"]],
  ["border-strong", ["background", "surface"]],
];

describe.each(["light", "dark", "contrast"])("theme %s", (theme) => {
  const tokens = tokensOf(theme);
  const ratio = (front: string, back: string) => contrast(tokens.get(front)!, tokens.get(back)!);

  it.each(textPairs)("%s is readable as text (4.5 : 1)", (front, backs) => {
    for (const back of backs) expect(ratio(front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(markPairs)("%s is visible as a mark (3 : 1)", (front, backs) => {
    for (const back of backs) expect(ratio(front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(3);
  });
});

it("gives every theme the same colours", () => {
  const names = (theme: string) => [...tokensOf(theme).keys()].sort();
  expect(names("dark")).toEqual(names("light"));
  expect(names("contrast")).toEqual(names("light"));
});
