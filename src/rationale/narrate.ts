import type { Trace } from "../trace/types.ts";
import { type BackwardParts, tellBackward } from "./backward/narrate-backward.ts";
import type { Outcomes } from "./backward/outcomes.ts";
import type { Claim } from "./claims.ts";
import { confirmation } from "./confirm.ts";
import { Evidence } from "./evidence.ts";
import { asSentence, claimed, distinctClaims, type Phrase, wordCount } from "./phrase.ts";
import { tellProgram } from "./program.ts";
import { type Measure, Teller } from "./teller.ts";
import { type Part, thinkBackward, thinkForward } from "./think.ts";
import type { Detail, Direction, Form, Rationale, Section, Sentence, Voice } from "./types.ts";
import { type Manner, mannerOf } from "./voices.ts";
import { timesText } from "./wording.ts";

export interface NarrateOptions {
  readonly direction: Direction;
  readonly detail: Detail;
  readonly voice: Voice;
  /** Running prose unless said otherwise. */
  readonly form?: Form;
  /** For going backward: what the run of `neighbourCheck` told. */
  readonly outcomes?: Outcomes;
}

/** From the most to the least that is said; the first that fits the length is taken. */
const MEASURES: Readonly<Record<Detail, readonly Measure[]>> = {
  outline: [
    { premises: 1, passes: 0, inner: 0, calls: 0, beats: 0, stretch: 40, deeds: false },
    { premises: 1, passes: 0, inner: 0, calls: 0, beats: 0, stretch: 12, deeds: false },
    { premises: 1, passes: 0, inner: 0, calls: 0, beats: 0, stretch: 4, deeds: false },
  ],
  concise: [
    { premises: 3, passes: 3, inner: 2, calls: 4, beats: 10, stretch: 30, deeds: true },
    { premises: 2, passes: 3, inner: 1, calls: 3, beats: 8, stretch: 24, deeds: true },
    { premises: 2, passes: 2, inner: 1, calls: 2, beats: 6, stretch: 18, deeds: true },
    { premises: 1, passes: 1, inner: 1, calls: 1, beats: 5, stretch: 12, deeds: true },
    { premises: 1, passes: 1, inner: 0, calls: 1, beats: 4, stretch: 10, deeds: true },
    { premises: 1, passes: 0, inner: 0, calls: 1, beats: 3, stretch: 9, deeds: true },
    { premises: 1, passes: 0, inner: 0, calls: 0, beats: 3, stretch: 6, deeds: true },
    { premises: 1, passes: 0, inner: 0, calls: 0, beats: 2, stretch: 3, deeds: true },
  ],
  full: [
    { premises: 4, passes: 40, inner: 12, calls: 20, beats: 60, stretch: 120, deeds: true },
    { premises: 3, passes: 12, inner: 4, calls: 12, beats: 40, stretch: 90, deeds: true },
    { premises: 3, passes: 5, inner: 3, calls: 6, beats: 20, stretch: 60, deeds: true },
    { premises: 2, passes: 3, inner: 2, calls: 4, beats: 10, stretch: 40, deeds: true },
    { premises: 2, passes: 1, inner: 0, calls: 1, beats: 6, stretch: 20, deeds: true },
    { premises: 1, passes: 0, inner: 0, calls: 0, beats: 4, stretch: 8, deeds: true },
  ],
};

/**
 * Prose about a run, every sentence with the claims it makes. Pure: the same trace gives the same rationale.
 * The length follows the program: about 150 to 400 words at `concise` for twenty lines, less for less.
 */
export function narrate(trace: Trace, { outcomes, form = "prose", ...options }: NarrateOptions): Rationale {
  const evidence = new Evidence(trace);
  if (options.direction === "backward") {
    const told = tellBackward(trace, outcomes ?? new Map(), options);
    const parts =
      told === null
        ? [
            {
              paragraphs: tellProgram(
                new Teller(evidence, options.detail, options.voice, MEASURES.outline[0] as Measure),
              ),
            },
          ]
        : backwardParts(evidence, told, confirmation(evidence, options, told), form);
    const sentences = parts.flatMap(({ section, paragraphs }) =>
      toSentences(evidence, paragraphs, mannerOf(options.voice), section),
    );
    return { ...options, sentences };
  }
  const tell = form === "think" ? thinkForward : (teller: Teller): Part[] => [{ paragraphs: tellProgram(teller) }];
  const budget = wordBudget(trace, options.detail) + (form === "think" ? FRAMING : 0);
  let sentences: readonly Sentence[] = [];
  for (const measure of MEASURES[options.detail]) {
    const teller = new Teller(evidence, options.detail, options.voice, measure);
    sentences = tell(teller).flatMap(({ section, paragraphs }) =>
      toSentences(evidence, paragraphs, teller.manner, section),
    );
    if (sentences.reduce((sum, sentence) => sum + wordCount(sentence.text), 0) <= budget) break;
  }
  return { ...options, sentences: bounded(evidence, sentences, CEILING[options.detail]) };
}

function backwardParts(evidence: Evidence, told: BackwardParts, check: readonly Phrase[], form: Form): Part[] {
  if (form === "think") return thinkBackward(evidence, told, check);
  const { result, origin, back, inputs } = told;
  return [{ paragraphs: [[...result, ...origin, ...back], inputs, check] }];
}

/** Words of the structured form that are spent around the story: what is asked, the plan, what it came to. */
const FRAMING = 100;

/** However much there is to tell, no rationale has more words than this, but for a first or last sentence that has. */
const CEILING: Readonly<Record<Detail, number>> = { outline: 400, concise: 700, full: 2_500 };

/** The first sentences and the last ones that fit, and between them which lines are passed over. */
function bounded(evidence: Evidence, sentences: readonly Sentence[], ceiling: number): readonly Sentence[] {
  const lengths = sentences.map(({ text }) => wordCount(text));
  if (lengths.reduce((sum, length) => sum + length, 0) <= ceiling) return sentences;
  let left = ceiling - (lengths[0] ?? 0);
  let tail = sentences.length;
  while (tail > 1 && (lengths[tail - 1] ?? 0) <= left - ceiling / 2) {
    tail -= 1;
    left -= lengths[tail] ?? 0;
  }
  if (tail === sentences.length && tail > 1) tail -= 1;
  let head = 1;
  while (head < tail && (lengths[head] ?? 0) <= left) {
    left -= lengths[head] ?? 0;
    head += 1;
  }
  const between = passedOver(evidence, sentences.slice(head, tail));
  const gap = between === null ? [] : toSentences(evidence, [[between]], mannerOf("teacher"));
  return [
    ...sentences.slice(0, head),
    ...gap.map((each) => ({ ...each, opensParagraph: false })),
    ...sentences.slice(tail),
  ];
}

/** `lines 5 to 90 are passed over here, …` of sentences that are left out; null where no two lines ran equally often. */
function passedOver(evidence: Evidence, left: readonly Sentence[]): Phrase | null {
  const numbers = [...new Set(left.flatMap(({ statements }) => statements))];
  const ran = numbers
    .map((number) => ({ number, line: evidence.lineOf(number), times: evidence.trace.visits(number).length }))
    .filter(({ number, line }) => evidence.trace.statements.find((each) => each.range.line === line)?.number === number)
    .sort((one, other) => one.line - other.line);
  const [first] = ran;
  const last = ran.findLast(({ line, times }) => times === first?.times && line > first.line);
  if (first === undefined || last === undefined) return null;
  return claimed(
    `lines ${first.line} to ${last.line} are passed over here, where the first and the last of them run ${timesText(first.times)}`,
    ...[first, last].map(({ number, times }): Claim => ({ kind: "count", statement: number, times })),
  );
}

/** How many words a program deserves, by its lines of code. */
export function wordBudget(trace: Trace, detail: Detail): number {
  const lines = trace.source.split("\n").filter((text) => text.trim() !== "").length;
  const concise = Math.min(400, 120 + 15 * lines);
  return detail === "full" ? 6 * concise : concise;
}

/** Paragraphs of phrases as sentences; a phrase that claims nothing is left out. */
function toSentences(
  evidence: Evidence,
  paragraphs: readonly (readonly Phrase[])[],
  manner: Manner,
  section?: Section,
): Sentence[] {
  const isAnswer = section === "output" || section === "input";
  return paragraphs.flatMap((paragraph) =>
    paragraph
      .filter((each) => each.claims.length > 0)
      .map((each, index): Sentence => {
        const claims = distinctClaims(each.claims);
        return {
          text: isAnswer ? each.text : asSentence(manner.speaks(each.text)),
          claims,
          steps: [...new Set(claims.flatMap((claim) => stepsOf(evidence, claim)))],
          statements: [...new Set(claims.flatMap(statementsOf))],
          opensParagraph: index === 0,
          ...(section === undefined ? {} : { section }),
        };
      }),
  );
}

function stepsOf(evidence: Evidence, claim: Claim): number[] {
  if ("at" in claim) {
    const step = evidence.trace.visits(claim.at[0])[claim.at[1] - 1];
    return step === undefined ? [] : [step];
  }
  const frame = "function" in claim ? evidence.frameOf(claim.function) : undefined;
  if (frame === undefined) return [];
  const step =
    claim.kind === "return" && frame.outcome.kind === "returned"
      ? (frame.outcome.step ?? frame.lastStep)
      : frame.firstStep;
  return step < 0 ? [] : [step];
}

function statementsOf(claim: Claim): number[] {
  if ("at" in claim) return [claim.at[0]];
  if ("function" in claim) return [claim.function[0]];
  return claim.kind === "count" ? [claim.statement] : [];
}
