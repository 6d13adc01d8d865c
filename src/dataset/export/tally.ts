import { type CuratedSample, isContradicted } from "../curated.ts";

/** Figures of what an export wrote, as plain JSON; those of shards add up to those of the set. */
export interface Tally {
  readonly samples: number;
  readonly rows: number;
  /** Estimated tokens of each row. */
  readonly tokens: readonly number[];
  readonly steps: readonly number[];
  readonly features: Readonly<Record<string, number>>;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly origins: Readonly<Record<string, number>>;
  readonly verdicts: Readonly<Record<"verified" | "contradicted" | "unsupported", number>>;
  readonly claims: number;
  readonly claimsHolding: number;
  readonly overrides: number;
  /** Samples left out while writing, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly pythons: readonly string[];
}

export const EMPTY_TALLY: Tally = {
  samples: 0,
  rows: 0,
  tokens: [],
  steps: [],
  features: {},
  outcomes: {},
  origins: {},
  verdicts: { verified: 0, contradicted: 0, unsupported: 0 },
  claims: 0,
  claimsHolding: 0,
  overrides: 0,
  leftOut: {},
  pythons: [],
};

/** What one sample and the rows made of it add. */
export function tallyOf(sample: CuratedSample, tokens: readonly number[]): Tally {
  const sentences = sample.rationales.flatMap((rationale) => rationale.sentences);
  const verdicts = sentences.flatMap(({ claimVerdicts }) => claimVerdicts);
  const having = (verdict: string) => sentences.filter((sentence) => sentence.verdict === verdict).length;
  return {
    ...EMPTY_TALLY,
    samples: 1,
    rows: tokens.length,
    tokens,
    steps: [sample.steps],
    features: Object.fromEntries(sample.features.map((feature) => [feature, 1])),
    outcomes: { [sample.outcome]: 1 },
    origins: { [sample.origin.format]: 1 },
    verdicts: {
      verified: having("verified"),
      contradicted: having("contradicted"),
      unsupported: having("unsupported"),
    },
    claims: verdicts.length,
    claimsHolding: verdicts.filter(({ verdict }) => verdict === "holds").length,
    overrides: isContradicted(sample) && sample.curation.override !== null ? 1 : 0,
    pythons: sample.versions.python === "" ? [] : [sample.versions.python],
  };
}

/** A sample that was left out while writing. */
export function leftOut(reason: string): Tally {
  return { ...EMPTY_TALLY, leftOut: { [reason]: 1 } };
}

/** The sum of tallies. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((total, tally) => total + pick(tally), 0);
  return {
    samples: sum(({ samples }) => samples),
    rows: sum(({ rows }) => rows),
    tokens: tallies.flatMap(({ tokens }) => tokens),
    steps: tallies.flatMap(({ steps }) => steps),
    features: sumCounts(tallies.map(({ features }) => features)),
    outcomes: sumCounts(tallies.map(({ outcomes }) => outcomes)),
    origins: sumCounts(tallies.map(({ origins }) => origins)),
    verdicts: {
      verified: sum(({ verdicts }) => verdicts.verified),
      contradicted: sum(({ verdicts }) => verdicts.contradicted),
      unsupported: sum(({ verdicts }) => verdicts.unsupported),
    },
    claims: sum(({ claims }) => claims),
    claimsHolding: sum(({ claimsHolding }) => claimsHolding),
    overrides: sum(({ overrides }) => overrides),
    leftOut: sumCounts(tallies.map((tally) => tally.leftOut)),
    pythons: [...new Set(tallies.flatMap(({ pythons }) => pythons))].sort(),
  };
}

/** Counts by name, added up; names in the order of the alphabet. */
export function sumCounts(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const total = new Map<string, number>();
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) total.set(name, (total.get(name) ?? 0) + count);
  return Object.fromEntries([...total].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Smallest, median, 90th percentile and largest of some numbers; null of none. */
export function spread(values: readonly number[]) {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { least: at(0), median: at(0.5), most90: at(0.9), most: at(1) };
}
