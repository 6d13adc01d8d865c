import type { Claim, ClaimVerdict } from "./claims.ts";
import { type Category, categoryOf } from "./read/category.ts";
import { echoesOf } from "./read/echoes.ts";
import type { ReadSentence, TextReader } from "./read.ts";
import type { JudgedSentence } from "./types.ts";
import { judge } from "./verdicts.ts";

/**
 * Decides claims about one run: one verdict for each, in order. Either the checker in a fresh interpreter, which decides every kind, or
 * a quick decider that asks the recorded run and leaves `undecided` what it cannot tell (other inputs, say).
 */
export type Decide = (claims: readonly Claim[]) => readonly ClaimVerdict[] | Promise<readonly ClaimVerdict[]>;

/** A sentence of anybody's text with its verdict. */
export interface JudgedTextSentence extends JudgedSentence {
  /** Values, numbers and code of the sentence that no claim speaks for; while there are any, it is not verified. */
  readonly unread: readonly string[];
  /** Contradicted, but what the program would have given, had an earlier wrong sentence been right. */
  readonly follows: boolean;
}

/** The first sentence the run contradicts: its index, from 0, and the kind of mistake it makes. */
export interface FirstError {
  readonly sentence: number;
  readonly category: Category;
}

/** What a text comes to. */
export interface JudgedText {
  readonly sentences: readonly JudgedTextSentence[];
  /** Null when no sentence is contradicted. */
  readonly firstError: FirstError | null;
}

/**
 * Judges any text about a run, sentence by sentence: somebody's reasoning, or our own read back.
 *
 * @param reader made once for a run and kept: it holds the run's index, and remembers texts it has followed
 * @param decide is asked once for all claims, and once more when mistakes may follow from an earlier one
 */
export async function judgeText(reader: TextReader, text: string, decide: Decide): Promise<JudgedText> {
  return judgeRead(reader, reader.read(text).sentences, decide);
}

/**
 * Judges the new wording of one sentence of a rationale, where it stands: for checking again while someone types. Two sentences come back when
 * two were written, none for blank text. The other sentences of the rationale keep the verdicts they have.
 *
 * @param before the texts of the sentences before it, in order
 */
export async function judgeEdit(
  reader: TextReader,
  before: readonly string[],
  text: string,
  decide: Decide,
): Promise<readonly JudgedTextSentence[]> {
  return (await judgeRead(reader, reader.readAfter(before, text), decide)).sentences;
}

async function judgeRead(reader: TextReader, read: readonly ReadSentence[], decide: Decide): Promise<JudgedText> {
  const claims = read.flatMap((sentence) => sentence.claims);
  const sentences = combine(read, claims.length === 0 ? [] : await decide(claims));
  const echoes = echoesOf(reader.evidence, reader.source, sentences);
  const asked = echoes.flatMap(({ sentence, claim }) => (claim === null ? [] : [{ sentence, claim }]));
  const verdicts = asked.length === 0 ? [] : await decide(asked.map(({ claim }) => claim));
  const following = new Set([
    ...echoes.filter(({ claim }) => claim === null).map(({ sentence }) => sentence),
    ...asked.filter((_, index) => verdicts[index]?.verdict === "holds").map(({ sentence }) => sentence),
  ]);
  return {
    sentences: sentences.map((sentence, index) => ({ ...sentence, follows: following.has(index) })),
    firstError: firstErrorOf(reader, sentences),
  };
}

/**
 * The verdict of each sentence from those of its claims. A sentence that also says what no claim speaks for is not verified by the claims it
 * has: it is unsupported, and says what could not be checked.
 *
 * @param verdicts of the claims of all sentences, in order
 */
export function combine(read: readonly ReadSentence[], verdicts: readonly ClaimVerdict[]): JudgedTextSentence[] {
  return judge({ sentences: read }, { verdicts }).map((judged, index): JudgedTextSentence => {
    const unread = read[index]?.unread ?? [];
    const sentence = { ...judged, unread, follows: false };
    if (judged.verdict !== "verified" || unread.length === 0) return sentence;
    const named = unread.filter((text) => text !== "");
    const because =
      named.length === 0 ? "Not all of this sentence could be checked." : `No claim was found for ${named.join(", ")}.`;
    return { ...sentence, verdict: "unsupported", because };
  });
}

function firstErrorOf({ evidence, source }: TextReader, sentences: readonly JudgedSentence[]): FirstError | null {
  const index = sentences.findIndex(({ verdict }) => verdict === "contradicted");
  const sentence = sentences[index];
  const failed = sentence?.claims.find((_, at) => sentence.claimVerdicts[at]?.verdict === "fails");
  return failed === undefined ? null : { sentence: index, category: categoryOf(evidence, source, failed) };
}
