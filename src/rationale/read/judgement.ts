import type { Trace } from "../../trace/types.ts";
import { Evidence } from "../evidence.ts";
import type { ReadRationale } from "../read.ts";
import type { JudgedSentence } from "../types.ts";
import { type Category, categoryOf } from "./category.ts";
import { type Echo, echoesOf } from "./echoes.ts";
import { Source } from "./source.ts";

/** What a text that was read and checked comes to. */
export interface Judgement {
  readonly sentences: readonly JudgedSentence[];
  /** Index of the first sentence that the run contradicts, and the kind of mistake it makes; null when there is none. */
  readonly firstError: { readonly sentence: number; readonly category: Category } | null;
  /** Later wrong sentences that may only follow from an earlier one, each with the claim that another run decides. */
  readonly echoes: readonly Echo[];
}

/**
 * The verdicts of a text that was read: a sentence that also says what no claim speaks for is not verified by the claims
 * it has, and the first wrong one is named.
 *
 * @param judged the sentences of `read` with what the checker says of their claims
 */
export function judgementOf(read: ReadRationale, judged: readonly JudgedSentence[], trace: Trace): Judgement {
  const sentences = judged.map((sentence, index): JudgedSentence => {
    const unread = read.sentences[index]?.unread ?? [];
    if (sentence.verdict !== "verified" || unread.length === 0) return sentence;
    const named = unread.filter((text) => text !== "");
    const because =
      named.length === 0 ? "Not all of this sentence could be checked." : `No claim was found for ${named.join(", ")}.`;
    return { ...sentence, verdict: "unsupported", because };
  });
  const first = sentences.findIndex(({ verdict }) => verdict === "contradicted");
  const failed = sentences[first]?.claims.find(
    (_, index) => sentences[first]?.claimVerdicts[index]?.verdict === "fails",
  );
  if (failed === undefined) return { sentences, firstError: null, echoes: [] };
  const evidence = new Evidence(trace);
  const source = new Source(trace);
  return {
    sentences,
    firstError: { sentence: first, category: categoryOf(evidence, source, failed) },
    echoes: echoesOf(evidence, source, sentences),
  };
}
