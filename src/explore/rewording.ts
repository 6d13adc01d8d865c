import type { JudgedTextSentence } from "../rationale/judge.ts";
import type { JudgedSentence, Sentence, Verdict } from "../rationale/types.ts";

/** A sentence of a rationale, reworded or not. `unread` is what no claim speaks for. */
export interface DraftSentence extends Sentence {
  readonly unread?: readonly string[];
}

export type JudgedDraft = DraftSentence & JudgedSentence;

const WORST_FIRST: readonly Verdict[] = ["contradicted", "unsupported", "verified"];

/**
 * A reworded sentence. A person may have written two in the place of one: they stay one item, with the claims of both and the
 * worse of their verdicts. Null for blank text, which says nothing.
 *
 * @param parts what the reader found in the new text, judged
 */
export function reworded(
  sentence: DraftSentence,
  text: string,
  parts: readonly JudgedTextSentence[],
): JudgedDraft | null {
  if (parts.length === 0) return null;
  const verdict = WORST_FIRST.find((each) => parts.some((part) => part.verdict === each)) ?? "unsupported";
  const because = parts.find((part) => part.verdict === verdict)?.because;
  return {
    text,
    claims: parts.flatMap((part) => part.claims),
    steps: distinct(parts.flatMap((part) => part.steps)),
    statements: distinct(parts.flatMap((part) => part.statements)),
    opensParagraph: sentence.opensParagraph,
    original: sentence.original ?? sentence.text,
    unread: parts.flatMap((part) => part.unread),
    verdict,
    ...(because !== undefined && { because }),
    claimVerdicts: parts.flatMap((part) => part.claimVerdicts),
  };
}

/** A sentence without its verdict, for the checker to give it one. */
export function unjudged(sentence: JudgedDraft): DraftSentence {
  const { text, claims, steps, statements, opensParagraph, original, unread } = sentence;
  return {
    text,
    claims,
    steps,
    statements,
    opensParagraph,
    ...(original !== undefined && { original }),
    ...(unread !== undefined && { unread }),
  };
}

const distinct = (numbers: readonly number[]) => [...new Set(numbers)];

/** An item of a list replaced. */
export function replaced<Item>(items: readonly Item[], index: number, item: Item): readonly Item[] {
  return items.map((each, at) => (at === index ? item : each));
}
