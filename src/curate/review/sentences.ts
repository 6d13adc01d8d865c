import type { SampleRationale } from "../../dataset/sample.ts";
import type { JudgedTextSentence } from "../../rationale/judge.ts";

export type SampleSentence = SampleRationale["sentences"][number];

/** A sentence as the reader found and judged it, as a sample keeps it. @param replaced the sentence that stood there */
export function keptSentence(found: JudgedTextSentence, replaced: SampleSentence | null): SampleSentence {
  const { text, claims, steps, statements, opensParagraph, verdict, because, claimVerdicts } = found;
  const original = replaced === null ? undefined : (replaced.original ?? replaced.text);
  return {
    text,
    claims,
    steps,
    statements,
    opensParagraph: replaced?.opensParagraph ?? opensParagraph,
    verdict,
    claimVerdicts,
    ...(because === undefined ? {} : { because }),
    ...(original === undefined ? {} : { original }),
  };
}

/** The list with the sentences at `index` and after, `count` of them, replaced. */
export function spliced<T>(items: readonly T[], index: number, count: number, ...put: readonly T[]): readonly T[] {
  return [...items.slice(0, index), ...put, ...items.slice(index + count)];
}

/** The list with one item moved by `by` places, as far as there is room. */
export function moved<T>(items: readonly T[], index: number, by: number): readonly T[] {
  const item = items[index];
  const to = index + by;
  if (item === undefined || to < 0 || to >= items.length) return items;
  return spliced(spliced(items, index, 1), to, 0, item);
}
