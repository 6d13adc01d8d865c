import type { Sentence } from "../rationale/types.ts";

/** Which sentence speaks of a step. */
export interface SentenceIndex {
  /**
   * The sentence to mark: `about` when it speaks of this very step (the selected one first, else the first that does),
   * else the one whose step came last before it.
   */
  at(step: number, selected: number | null): { readonly sentence: number; readonly about: boolean } | null;
}

export function sentenceIndex(sentences: readonly Sentence[]): SentenceIndex {
  const mentions = sentences
    .flatMap((sentence, index) => sentence.steps.map((step) => ({ step, index })))
    .sort((a, b) => a.step - b.step || a.index - b.index);

  return {
    at(step, selected) {
      if (selected !== null && sentences[selected]?.steps.includes(step)) return { sentence: selected, about: true };
      const following = firstWhere(mentions.length, (place) => mentions[place]!.step > step);
      if (following === 0) return null;
      const last = mentions[following - 1]!.step;
      const first = firstWhere(mentions.length, (place) => mentions[place]!.step >= last);
      return { sentence: mentions[first]!.index, about: last === step };
    },
  };
}

/** The first of `count` places for which the predicate holds; it must hold from there on. */
function firstWhere(count: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
