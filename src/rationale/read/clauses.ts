import type { Fact } from "./facts.ts";
import { BACKWARD } from "./grammar/backward.ts";
import { CALLS } from "./grammar/calls.ts";
import { CHANGES } from "./grammar/changes.ts";
import { CONDITIONS } from "./grammar/conditions.ts";
import { ENGLISH } from "./grammar/english.ts";
import { LOOPS } from "./grammar/loops.ts";
import { OUTPUT } from "./grammar/output.ts";
import { PLACES } from "./grammar/places.ts";
import { PURPOSE } from "./grammar/purpose.ts";
import { REMARKS } from "./grammar/remarks.ts";
import { Match, type Rule } from "./grammar/rule.ts";
import { TOLD } from "./grammar/told.ts";
import { VALUES } from "./grammar/values.ts";
import type { Code, Mentions } from "./mentions.ts";
import { COUNT_PATTERN, ORDINAL_PATTERN } from "./numbers.ts";

/** What a sentence says, and the values, numbers and code in it that no clause has taken up. */
export interface Reading {
  readonly facts: readonly Fact[];
  readonly unread: readonly Unread[];
  /** Worded as the narrator words its sentences, from end to end; what it says can then be held to the letter. */
  readonly isOwn: boolean;
  readonly mentions: Mentions;
}

export interface Unread {
  readonly text: string;
  readonly code: Code | null;
}

const OWN: readonly Rule[] = [
  ...BACKWARD,
  ...PURPOSE,
  ...CALLS,
  ...TOLD,
  ...LOOPS,
  ...CONDITIONS,
  ...CHANGES,
  ...OUTPUT,
  ...VALUES,
  ...PLACES,
];
/** What an explanation on the way back claims; the rest of it is only looked up. */
const EXPLAINING: readonly Rule[] = [...BACKWARD, ...VALUES];
const FOREIGN: ReadonlySet<Rule> = new Set([...REMARKS, ...ENGLISH]);
const RULES: readonly Rule[] = [...OWN, ...FOREIGN];
/** None of our sentences begins so. */
const FRAGMENT = /^(?:returns|prints|raises|calls|sets) /;
/** What stands between the clauses of our own sentences. */
const BETWEEN = /^(?:[,;:.]? ?(?:and|so|then|but|an? «\d+»)?)$/;

const WORD = /[\p{L}\p{N}]/u;
const START = /[\p{L}\p{N}«,=(<→[-]/u;
const LEFT_OVER = new RegExp(`«(\\d+)»|-?\\d+(?:\\.\\d+)?|(?<![\\p{L}-])(?:${COUNT_PATTERN}|${ORDINAL_PATTERN})`, "gu");
/** Number words that mostly count nothing. */
const IDLE = /^(?:one|no|first|second|single|zero|once)$/;

/** Reads a sentence from left to right: at each word the rule that reaches farthest. */
export function readClauses(mentions: Mentions, rules = RULES): Reading {
  const { text } = mentions;
  const facts: Fact[] = [];
  const unread: Unread[] = [];
  let at = 0;
  let skipped = 0;
  let isOwn = true;
  const leave = (end: number): void => {
    if (!BETWEEN.test(text.slice(skipped, end).trim())) isOwn = false;
    for (const left of text.slice(skipped, end).matchAll(LEFT_OVER)) {
      const code = left[1] === undefined ? null : (mentions.codes[Number(left[1])] ?? null);
      if (code === null && IDLE.test(left[0])) continue;
      if (code !== null && !asserts(code)) continue;
      unread.push({ text: code?.text ?? left[0], code });
    }
  };
  while (at < text.length) {
    const isStart = START.test(text[at]!) && !(WORD.test(text[at]!) && WORD.test(text[at - 1] ?? " "));
    const found = isStart ? farthest(mentions, at, rules) : null;
    if (found === null) {
      at += 1;
      continue;
    }
    leave(at);
    if (FOREIGN.has(found.rule)) isOwn = false;
    facts.push(...found.facts);
    at = found.end;
    skipped = at;
  }
  leave(text.length);
  return { facts, unread, isOwn: isOwn && facts.length > 0 && !FRAGMENT.test(text), mentions };
}

/** Something is said of `n = 3` as if it were an expression: another rule has to take it. */
function isAboutEquation(fact: Fact): boolean {
  if (!("subject" in fact) || fact.subject === undefined || !("equations" in fact.subject)) return false;
  return fact.subject.equations.length > 0 || fact.subject.augmented !== null;
}

/** A sentence of the way back: whatever else it says explains, in our words. */
export function readInference(mentions: Mentions): Reading {
  return { ...readClauses(mentions, EXPLAINING), isOwn: true };
}

/** Whether a piece of code says something by itself: a value, an equation, a comparison of values. */
function asserts(code: Code): boolean {
  if (code.equations.length > 0 || code.value !== null) return true;
  return code.expression?.kind === "compare" && code.expression.operands.some((operand) => operand.kind === "literal");
}

interface Found {
  readonly rule: Rule;
  readonly facts: readonly Fact[];
  readonly end: number;
}

function farthest(mentions: Mentions, at: number, rules: readonly Rule[]): Found | null {
  let best: Found | null = null;
  for (const rule of rules) {
    const { pattern, read } = rule;
    pattern.lastIndex = at;
    const found = pattern.exec(mentions.text);
    if (found === null || found[0] === "" || (best !== null && best.end >= at + found[0].length)) continue;
    const match = new Match({ ...found.groups, 0: found[0] }, mentions);
    const facts = read(match);
    const list = facts === null ? [] : Array.isArray(facts) ? (facts as readonly Fact[]) : [facts as Fact];
    if (list.length === 0 || list.some(isAboutEquation)) continue;
    const named = match.named.map((code): Fact => ({ kind: "equations", code }));
    best = { rule, facts: [...named, ...list], end: at + found[0].length };
  }
  return best;
}
