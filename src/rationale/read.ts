import type { Trace } from "../trace/types.ts";
import { answerClaims, inputClaims } from "./answers.ts";
import type { Claim } from "./claims.ts";
import { Evidence } from "./evidence.ts";
import { type Reading, readClauses, readInference, type Unread } from "./read/clauses.ts";
import { Course, type Whereabouts } from "./read/course.ts";
import { undecorated } from "./read/decorations.ts";
import { Discourse } from "./read/discourse.ts";
import { mentionsOf, type Vocabulary } from "./read/mentions.ts";
import { readCount } from "./read/numbers.ts";
import { type SentenceText, sentencesOf } from "./read/sentences.ts";
import { Source } from "./read/source.ts";
import { rowSentence } from "./read/tables.ts";
import type { Rationale, Sentence } from "./types.ts";
import { inThirdPerson } from "./voices.ts";

/** A sentence read back from text. */
export interface ReadSentence extends Sentence {
  /** Values, numbers and code of the sentence that no claim speaks for. While there are any, it is not verified. */
  readonly unread: readonly string[];
}

export interface ReadRationale extends Rationale {
  readonly sentences: readonly ReadSentence[];
}

/** A sentence that was followed, and where the text stood after it. */
interface Followed {
  readonly text: string;
  readonly read: ReadSentence;
  readonly after: Whereabouts;
}

/**
 * Reads texts about one run. Made once for a run and kept: it holds the run's index, and goes on from what it read last
 * when the next text begins alike.
 */
export class TextReader {
  readonly evidence: Evidence;
  readonly source: Source;
  private readonly course: Course;
  private readonly start: Whereabouts;
  private followed: readonly Followed[] = [];
  private hadSpans = false;

  constructor(trace: Trace) {
    this.evidence = new Evidence(trace);
    this.source = new Source(trace);
    this.course = new Course(this.evidence, this.source);
    this.start = this.course.save();
  }

  /**
   * Reads prose about the run back into sentences with claims. What a sentence says goes into its claims as it stands, true
   * or false; the trace only tells which moment of the run it speaks of.
   */
  read(text: string): ReadRationale {
    const sentences = this.follow(sentencesOf(text, this.source.names), spansNames(text, this.source));
    return { direction: "forward", detail: "concise", voice: "teacher", sentences: this.withAnswer(sentences) };
  }

  /**
   * Reads what stands after other sentences.
   *
   * @param before the texts of the sentences before it, in order
   */
  readAfter(before: readonly string[], text: string): readonly ReadSentence[] {
    const earlier = before.flatMap((each) => sentencesOf(each, this.source.names));
    const hasSpans = spansNames([...before, text].join("\n"), this.source);
    const all = this.follow([...earlier, ...sentencesOf(text, this.source.names)], hasSpans);
    return this.withAnswer(all).slice(earlier.length);
  }

  private follow(sentences: readonly SentenceText[], hasSpans: boolean): readonly ReadSentence[] {
    const known = hasSpans === this.hadSpans ? this.followed : [];
    let shared = 0;
    while (shared < sentences.length && known[shared]?.text === keyOf(sentences[shared]!)) shared += 1;
    const followed = known.slice(0, shared);
    this.course.restore(followed.at(-1)?.after ?? this.start);
    const vocabulary = { names: this.source.names, hasSpans };
    for (const sentence of sentences.slice(shared)) {
      const read = readSentence(sentence, vocabulary, this.evidence, this.course);
      followed.push({ text: keyOf(sentence), read, after: this.course.save() });
    }
    this.followed = followed;
    this.hadSpans = hasSpans;
    return followed.map(({ read }) => read);
  }

  /** The last sentence may say what the entry function returned: that is the answer of the whole run, too. */
  private withAnswer(sentences: readonly ReadSentence[]): readonly ReadSentence[] {
    const { evidence, source } = this;
    const { trace } = evidence;
    const last = sentences.at(-1);
    const entry = new Discourse(evidence, source).entryFrame();
    if (last === undefined || entry === null || trace.ending.kind !== "finished" || trace.ending.value === null)
      return sentences;
    const frame = trace.frame(entry);
    const activation = evidence.activation(frame);
    const repr = evidence.provable({ value: trace.ending.value, tick: trace.endTick });
    const own =
      frame.outcome.kind === "returned"
        ? evidence.provable({ value: frame.outcome.value, tick: frame.end })
        : undefined;
    const said = last.claims.findLast(
      (claim) => claim.kind === "return" && String(claim.function) === String(activation),
    );
    if (
      said?.kind !== "return" ||
      repr === undefined ||
      repr !== own ||
      last.claims.some(({ kind }) => kind === "result")
    )
      return sentences;
    return [...sentences.slice(0, -1), { ...last, claims: [...last.claims, { kind: "result", value: said.value }] }];
  }
}

/** Tells sentences that read alike apart by how they stand in the text. */
function keyOf({ text, kind, head }: SentenceText): string {
  return [kind, text, ...(head ?? [])].join("\u0000");
}

/** Whether a text puts names of the program in backticks. */
function spansNames(text: string, { names }: Source): boolean {
  return (text.match(/`[^`\n]+`/g) ?? []).some((span) => names.has(span.slice(1, -1)));
}

/** {@link TextReader.read} of one text alone. */
export function readRationale(text: string, trace: Trace): ReadRationale {
  return new TextReader(trace).read(text);
}

function readSentence(
  sentence: SentenceText,
  vocabulary: Vocabulary,
  evidence: Evidence,
  course: Course,
): ReadSentence {
  if (sentence.kind === "output" || sentence.kind === "input") return readAnswer(sentence, sentence.kind, evidence);
  const said =
    sentence.cells === undefined
      ? inThirdPerson(sentence.text)
      : rowSentence(sentence.head ?? [], sentence.cells, vocabulary);
  const { unread, ...meaning } =
    course.isBackward && !FORWARDS.test(said)
      ? readInference(mentionsOf(said, vocabulary))
      : meaningOf(said, vocabulary, course.source);
  const { claims, unplaced } = course.take(meaning);
  return {
    text: sentence.text,
    claims,
    steps: [...new Set(claims.flatMap((claim) => stepsOf(evidence, claim)))],
    statements: [...new Set(claims.flatMap(statementsOf))],
    opensParagraph: sentence.opensParagraph,
    unread: [
      ...unread.filter((each) => !course.isBackward || !isCited(each, claims, said)).map((each) => each.text),
      ...unplaced,
    ],
  };
}

/** How the way back ends. */
const FORWARDS = /^(?:going forwards confirms it|i check it by going forwards):/i;

/** Our own words are held to the letter; in other people's, names also stand without backticks. */
function meaningOf(said: string, vocabulary: Vocabulary, source: Source): Reading {
  const mentions = mentionsOf(said, vocabulary);
  const own = readClauses(mentions);
  if (own.facts.some(({ kind }) => kind === "gives-back" || kind === "ended")) return readInference(mentions);
  return own.isOwn ? own : readClauses(mentionsOf(undecorated(said), looseVocabulary(source)));
}

/** On the way back, code is looked up in the program, and a count is one of those that are claimed. */
function isCited({ text, code }: Unread, claims: readonly Claim[], said: string): boolean {
  if (code !== null || new RegExp(`\\blines? (?:\\d+(?:, | and | to ))*${text}\\b`).test(said.toLowerCase()))
    return true;
  const count = readCount(text);
  return claims.some((claim) =>
    "passes" in claim ? claim.passes === count : "times" in claim && claim.times === count,
  );
}

function looseVocabulary({ names, attributes }: Source): Vocabulary {
  return { names: new Set([...names, ...attributes]), hasSpans: false };
}

/** The bare answer of the structured form. */
function readAnswer(
  { text, opensParagraph }: SentenceText,
  kind: "output" | "input",
  evidence: Evidence,
): ReadSentence {
  const claims = kind === "output" ? answerClaims(evidence, text) : inputClaims(evidence, text);
  const steps = [...new Set(claims.flatMap((claim) => stepsOf(evidence, claim)))];
  const statements = [...new Set(claims.flatMap(statementsOf))];
  return { text, claims, steps, statements, opensParagraph, unread: claims.length === 0 ? [text] : [] };
}

function stepsOf({ trace }: Evidence, claim: Claim): number[] {
  if (!("at" in claim) || claim.at[0] > trace.statements.length) return [];
  const step = trace.visits(claim.at[0])[claim.at[1] - 1];
  return step === undefined ? [] : [step];
}

function statementsOf(claim: Claim): number[] {
  if ("at" in claim) return [claim.at[0]];
  if ("function" in claim) return [claim.function[0]];
  return claim.kind === "count" ? [claim.statement] : [];
}
