import type { Trace } from "../trace/types.ts";
import type { Claim } from "./claims.ts";
import { Evidence } from "./evidence.ts";
import { readClauses } from "./read/clauses.ts";
import { Course } from "./read/course.ts";
import { Discourse } from "./read/discourse.ts";
import { mentionsOf, type Vocabulary } from "./read/mentions.ts";
import { type SentenceText, sentencesOf } from "./read/sentences.ts";
import { Source } from "./read/source.ts";
import { rowSentence } from "./read/tables.ts";
import type { Rationale, Sentence } from "./types.ts";

/** A sentence read back from text. */
export interface ReadSentence extends Sentence {
  /** Values, numbers and code of the sentence that no claim speaks for. While there are any, it is not verified. */
  readonly unread: readonly string[];
}

export interface ReadRationale extends Rationale {
  readonly sentences: readonly ReadSentence[];
}

/**
 * Reads prose about a run back into sentences with claims. What a sentence says goes into its claims as it stands, true
 * or false; the trace only tells which moment of the run it speaks of.
 */
export function readRationale(text: string, trace: Trace): ReadRationale {
  const evidence = new Evidence(trace);
  const source = new Source(trace);
  const course = new Course(evidence, source);
  const hasSpans = (text.match(/`[^`\n]+`/g) ?? []).some((span) => source.names.has(span.slice(1, -1)));
  const vocabulary = { names: source.names, hasSpans };
  const sentences = sentencesOf(text, source.names).map((sentence) =>
    readSentence(sentence, vocabulary, evidence, course),
  );
  return {
    direction: "forward",
    detail: "concise",
    voice: "teacher",
    sentences: withAnswer(sentences, evidence, new Discourse(evidence, source)),
  };
}

/** The last sentence may say what the entry function returned: that is the answer of the whole run, too. */
function withAnswer(
  sentences: readonly ReadSentence[],
  evidence: Evidence,
  discourse: Discourse,
): readonly ReadSentence[] {
  const { trace } = evidence;
  const last = sentences.at(-1);
  const entry = discourse.entryFrame();
  if (last === undefined || entry === null || trace.ending.kind !== "finished" || trace.ending.value === null)
    return sentences;
  const frame = trace.frame(entry);
  const activation = evidence.activation(frame);
  const repr = evidence.provable({ value: trace.ending.value, tick: trace.endTick });
  const own =
    frame.outcome.kind === "returned" ? evidence.provable({ value: frame.outcome.value, tick: frame.end }) : undefined;
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

function readSentence(
  sentence: SentenceText,
  vocabulary: Vocabulary,
  evidence: Evidence,
  course: Course,
): ReadSentence {
  const said =
    sentence.cells === undefined ? sentence.text : rowSentence(sentence.head ?? [], sentence.cells, vocabulary);
  const mentions = mentionsOf(said, vocabulary);
  const { facts, unread } = readClauses(mentions);
  const { claims, unplaced } = course.take(facts);
  return {
    text: sentence.text,
    claims,
    steps: [...new Set(claims.flatMap((claim) => stepsOf(evidence, claim)))],
    statements: [...new Set(claims.flatMap(statementsOf))],
    opensParagraph: sentence.opensParagraph,
    unread: [...unread.map((each) => each.text), ...unplaced],
  };
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
