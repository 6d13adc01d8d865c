import type { BackwardParts } from "./backward/narrate-backward.ts";
import type { Evidence } from "./evidence.ts";
import { type Phrase, wordCount } from "./phrase.ts";
import { entryFrame, tellOpening } from "./program.ts";
import { tellFrame } from "./story.ts";
import { type Measure, Teller } from "./teller.ts";
import type { Detail, Voice } from "./types.ts";

/** A way back of so many sentences speaks for itself. */
const ENOUGH = 4;

/** Words that a check may take. */
const WORDS: Readonly<Record<Detail, number>> = { outline: 0, concise: 110, full: 260 };

/** From the most to the least that is said. */
const MEASURES: readonly Measure[] = [
  { premises: 3, passes: 3, inner: 1, calls: 2, beats: 8, stretch: 20, deeds: true },
  { premises: 2, passes: 1, inner: 1, calls: 1, beats: 6, stretch: 14, deeds: true },
  { premises: 1, passes: 1, inner: 0, calls: 0, beats: 4, stretch: 8, deeds: true },
  { premises: 1, passes: 0, inner: 0, calls: 0, beats: 3, stretch: 6, deeds: true },
  { premises: 1, passes: 0, inner: 0, calls: 0, beats: 0, stretch: 4, deeds: false },
];

const LEADS: Readonly<Record<Voice, string>> = {
  teacher: "going forwards confirms it: ",
  "first-person": "I check it by going forwards: ",
};

/**
 * The run told forwards, where the way back alone says little of how the result came about; empty where it does, in an outline, and
 * where even the shortest account is too long.
 */
export function confirmation(
  evidence: Evidence,
  { detail, voice }: { readonly detail: Detail; readonly voice: Voice },
  { back }: BackwardParts,
): Phrase[] {
  if (WORDS[detail] === 0 || (detail !== "full" && back.length >= ENOUGH)) return [];
  for (const measure of MEASURES) {
    const teller = new Teller(evidence, detail, voice, measure);
    const entry = entryFrame(teller);
    if (evidence.trace.frameCount === 0 || (entry !== null && entry.outcome.kind !== "returned")) return [];
    const opening = entry === null ? [] : tellOpening(teller, entry, false);
    if (entry !== null) teller.told.add(entry.scope);
    const [first, ...rest] = [...opening, ...tellFrame(teller, entry?.index ?? 0)];
    if (first === undefined || rest.length === 0) return [];
    const told = [{ text: `${LEADS[voice]}${first.text}`, claims: first.claims }, ...rest];
    if (told.reduce((sum, { text }) => sum + wordCount(text), 0) <= WORDS[detail]) return told;
  }
  return [];
}
