import type { CuratedSample } from "../../dataset/curated.ts";
import { fingerprints } from "../../dataset/fingerprint.ts";
import { type BadRow, duplicateRow } from "../../dataset/import/import.ts";

/** Samples apart from those that run the same program on the same input as one before them. */
export function distinctOf(samples: readonly CuratedSample[]): {
  readonly distinct: readonly CuratedSample[];
  readonly duplicates: readonly BadRow[];
} {
  const seen = new Map<string, string>();
  const distinct: CuratedSample[] = [];
  const duplicates: BadRow[] = [];
  for (const sample of samples) {
    const { run } = fingerprints(sample.program);
    const twin = seen.get(run);
    if (twin === undefined) {
      seen.set(run, sample.id);
      distinct.push(sample);
    } else duplicates.push(duplicateRow(sample, twin));
  }
  return { distinct, duplicates };
}
