import { splitContainer } from "../wording.ts";
import { readCount, readOrdinal } from "./numbers.ts";

/** What is changed when a true sentence is made false. */
export const FALSEHOODS = ["number", "truth", "string", "order", "line", "count", "branch"] as const;
export type FalsehoodKind = (typeof FALSEHOODS)[number];

export interface Falsehood {
  readonly kind: FalsehoodKind;
  readonly text: string;
  /** What stood there, and what stands there now. */
  readonly before: string;
  readonly after: string;
}

/** A stretch of a sentence and what may stand there instead. */
interface Change {
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

const COUNT_WORDS = "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
const ORDINAL_WORDS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth";
const NOUNS = "pass|passes|elements?|characters?|keys?|items?|bytes?|calls?|lines?|times|of the|iterations?";

/**
 * Plants one falsehood of a kind in a sentence: one number, truth value, string, order of elements, line number, count or
 * branch changed, nothing else. Null when the sentence has nothing of the kind.
 *
 * @param choose gives a whole number from 0 up to, not including, its argument
 */
export function plantFalsehood(
  sentence: string,
  kind: FalsehoodKind,
  choose: (below: number) => number,
): Falsehood | null {
  const changes = FINDERS[kind](sentence, choose);
  const change = changes[choose(Math.max(1, changes.length))];
  if (change === undefined) return null;
  const { start, before, after } = change;
  return { kind, text: sentence.slice(0, start) + after + sentence.slice(start + before.length), before, after };
}

type Finder = (sentence: string, choose: (below: number) => number) => readonly Change[];

const FINDERS: Readonly<Record<FalsehoodKind, Finder>> = {
  number: (sentence, choose) =>
    matches(sentence, /(?<![\w.'"-]|line )-?\d+(?:\.\d+)?(?![\w.]*\w|(?:st|nd|rd|th)\b)/g)
      .filter(({ start, before }) => !isInString(sentence, start) && !isCounted(sentence, start + before.length))
      .map((found) => ({ ...found, after: otherNumber(found.before, choose) })),
  truth: (sentence) => [
    ...matches(sentence, /\bdoes not hold\b/g).map((found) => ({ ...found, after: "holds" })),
    ...matches(sentence, /(?<!never )\bholds\b(?! on)/g).map((found) => ({ ...found, after: "does not hold" })),
    ...matches(sentence, /\bcounts as (?:true|false)\b/g).map((found) => ({
      ...found,
      after: found.before.endsWith("true") ? "counts as false" : "counts as true",
    })),
    ...matches(sentence, /\b(?:True|False)\b/g)
      .filter(({ start }) => !isInString(sentence, start))
      .map((found) => ({ ...found, after: found.before === "True" ? "False" : "True" })),
  ],
  string: (sentence, choose) =>
    spansOf(sentence).flatMap(({ start, text }) =>
      matches(text, /'(?:\\.|[^'\\`])+'|"(?:\\.|[^"\\`])+"/g).flatMap((found) => {
        const letters = matches(found.before.slice(1, -1), /(?<!\\)[\p{L}\p{N} ]/gu).filter(
          ({ start: at }) => found.before[at] !== "\\",
        );
        const letter = letters[choose(Math.max(1, letters.length))];
        if (letter === undefined) return [];
        const at = start + found.start + 1 + letter.start;
        return [{ start: at, before: letter.before, after: letter.before === "q" ? "w" : "q" }];
      }),
    ),
  order: (sentence, choose) => [
    ...spansOf(sentence).flatMap(({ start, text }) =>
      reordered(text, choose).map((change) => ({ ...change, start: start + change.start })),
    ),
    ...matches(sentence, /(?:goes|in turn,|=|return) (?:[^ ,`([{]+, )+(?:and (?:then )?)?[^ ,.]+/g).flatMap((found) =>
      swappedRow(found),
    ),
  ],
  line: (sentence, choose) =>
    matches(sentence, /(?<=\b[Ll]ine )\d+/g).map((found) => ({ ...found, after: otherNumber(found.before, choose) })),
  count: (sentence, choose) => [
    ...matches(sentence, new RegExp(`\\b(?:${COUNT_WORDS}|no|\\d[\\d,]*)(?= (?:${NOUNS})\\b)`, "gi")).map((found) => ({
      ...found,
      after: otherCount(found.before, choose),
    })),
    ...matches(sentence, new RegExp(`\\b(?:${ORDINAL_WORDS}|\\d+(?:st|nd|rd|th))(?= (?:pass|call)\\b)`, "gi")).map(
      (found) => ({
        ...found,
        after: otherOrdinal(found.before),
      }),
    ),
  ],
  branch: (sentence, choose) => [
    ...matches(sentence, /(?<=\b[Ll]ine )\d+(?= comes next)|(?<=, so line )\d+/g).map((found) => ({
      ...found,
      after: otherNumber(found.before, choose),
    })),
    ...matches(sentence, /\bis skipped\b/g).map((found) => ({ ...found, after: "comes next" })),
    ...matches(sentence, /\bcomes next\b/g).map((found) => ({ ...found, after: "is skipped" })),
    ...matches(sentence, /\bends the (?:loop|pass)\b/g).map((found) => ({
      ...found,
      after: found.before.endsWith("loop") ? "ends the pass" : "ends the loop",
    })),
    ...matches(sentence, /\bnever runs\b/g).map((found) => ({ ...found, after: "runs once" })),
  ],
};

function matches(text: string, pattern: RegExp): { readonly start: number; readonly before: string }[] {
  return [...text.matchAll(pattern)].map((found) => ({ start: found.index, before: found[0] }));
}

/** The code spans of a sentence, without their backticks. */
function spansOf(sentence: string): { readonly start: number; readonly text: string }[] {
  return [...sentence.matchAll(/(`+)([\s\S]*?[^`])\1(?!`)/g)].map((found) => ({
    start: found.index + found[1]!.length,
    text: found[2]!,
  }));
}

/** Whether a position lies inside a string literal of a code span. */
function isInString(sentence: string, position: number): boolean {
  const span = spansOf(sentence).find(({ start, text }) => position >= start && position < start + text.length);
  if (span === undefined) return false;
  return matches(span.text, /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g).some(
    ({ start, before }) => position >= span.start + start && position < span.start + start + before.length,
  );
}

/** Whether a number is a count of something: `12 passes`. */
function isCounted(sentence: string, end: number): boolean {
  return new RegExp(`^ (?:${NOUNS})\\b`).test(sentence.slice(end));
}

function otherNumber(text: string, choose: (below: number) => number): string {
  const value = Number(text);
  if (!Number.isInteger(value)) return String(value + 1.5);
  const change = [1, -1, 2, 10][choose(4)]!;
  const other = value + change;
  return String(other < 0 && value >= 0 ? value + 1 : other);
}

function otherCount(text: string, choose: (below: number) => number): string {
  const count = readCount(text) ?? 0;
  const other = count + (count > 1 && choose(2) === 0 ? -1 : 1);
  return /^\d/.test(text) ? String(other) : inCase(text, COUNT_WORDS.split("|")[other] ?? String(other));
}

function otherOrdinal(text: string): string {
  const position = (readOrdinal(text) ?? 1) + 1;
  return inCase(text, ORDINAL_WORDS.split("|")[position - 1] ?? `${position}th`);
}

function inCase(before: string, word: string): string {
  return /^[A-Z]/.test(before) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/** Two neighbours of a list or tuple in a code span change places. */
function reordered(text: string, choose: (below: number) => number): Change[] {
  const found = /[[(](?:[^[\](){}]|\([^()]*\)|\[[^[\]]*\])*[\])]$/.exec(text);
  const container = found === null || /[\w)\]]/.test(text[found.index - 1] ?? " ") ? null : splitContainer(found[0]);
  if (found === null || container === null) return [];
  const { open, items, close } = container;
  const places = items.flatMap((item, index) =>
    index > 0 && item !== items[index - 1] && !/…/.test(item + items[index - 1]!) ? [index] : [],
  );
  const at = places[choose(Math.max(1, places.length))];
  if (at === undefined) return [];
  const turned = items.map((item, index) => (index === at ? items[at - 1]! : index === at - 1 ? items[at]! : item));
  return [{ start: found.index, before: found[0], after: `${open}${turned.join(", ")}${close}` }];
}

/** `goes 0, 1, 3`: the first two different neighbours change places. */
function swappedRow({ start, before }: { readonly start: number; readonly before: string }): Change[] {
  const pair = /(?<=(?:goes|turn,|=|return|,) )([^ ,]+), (?!\1[, ]|\1$)([^ ,]+)(?=,)/.exec(before);
  if (pair === null) return [];
  return [{ start: start + pair.index, before: pair[0], after: `${pair[2]}, ${pair[1]}` }];
}
