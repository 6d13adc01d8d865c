import { type CuratedSample, isContradicted } from "./curated.ts";
import { duplicateGroups, families } from "./duplicates.ts";
import { spread, sumCounts, sumTallies, type Tally, tallyOf } from "./export/tally.ts";
import { fingerprints } from "./fingerprint.ts";

/** Figures of a set of samples. Lengths and steps as smallest, median, 90th percentile and largest. */
export interface SetStatistics {
  readonly samples: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly origins: Readonly<Record<string, number>>;
  readonly features: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, number>>;
  readonly sentences: Tally["verdicts"];
  readonly claims: number;
  readonly claims_holding: number;
  readonly contradicted_samples: number;
  readonly steps: ReturnType<typeof spread>;
  readonly code_characters: ReturnType<typeof spread>;
  /** Samples beyond the first of each group of duplicates. */
  readonly duplicates: number;
  /** Families of programs that are the same or nearly the same. */
  readonly families: number;
}

/** Count a set. Reads it once and keeps its programs, not its rationales. */
export async function statisticsOf(samples: AsyncIterable<CuratedSample>): Promise<SetStatistics> {
  let tally = sumTallies([]);
  let pending: Tally[] = [];
  const statuses: Readonly<Record<string, number>>[] = [];
  const tags: Readonly<Record<string, number>>[] = [];
  const codes: string[] = [];
  const runs: string[] = [];
  let contradicted = 0;
  for await (const sample of samples) {
    pending.push(tallyOf(sample, []));
    if (pending.length >= 1_000) {
      tally = sumTallies([tally, ...pending]);
      pending = [];
    }
    statuses.push({ [sample.curation.status]: 1 });
    tags.push(Object.fromEntries(sample.curation.tags.map((tag) => [tag, 1])));
    codes.push(sample.program.code);
    runs.push(fingerprints(sample.program).run);
    if (isContradicted(sample)) contradicted += 1;
  }
  const all = sumTallies([tally, ...pending]);
  return {
    samples: all.samples,
    statuses: sumCounts(statuses),
    outcomes: all.outcomes,
    origins: all.origins,
    features: all.features,
    tags: sumCounts(tags),
    sentences: all.verdicts,
    claims: all.claims,
    claims_holding: all.claimsHolding,
    contradicted_samples: contradicted,
    steps: spread(all.steps),
    code_characters: spread(codes.map(({ length }) => length)),
    duplicates: duplicateGroups(runs).reduce((sum, group) => sum + group.length - 1, 0),
    families: new Set(families(codes)).size,
  };
}
