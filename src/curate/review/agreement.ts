import { STATUSES, type Status } from "../../dataset/curated.ts";

/** How far two reviewers agree. */
export interface Agreement {
  readonly samples: number;
  /** Share of samples that both judged alike, 0 to 1. */
  readonly observed: number;
  /** Cohen's kappa: agreement beyond chance, at most 1; null where chance alone would agree always. */
  readonly kappa: number | null;
}

/**
 * Agreement of two reviewers who each judged the same samples without seeing the other's verdict.
 *
 * Source: Cohen, "A coefficient of agreement for nominal scales", 1960.
 */
export function agreementOf(pairs: readonly (readonly [Status, Status])[]): Agreement | null {
  if (pairs.length === 0) return null;
  const share = (fits: (pair: readonly [Status, Status]) => boolean) => pairs.filter(fits).length / pairs.length;
  const observed = share(([one, other]) => one === other);
  const chance = STATUSES.reduce(
    (sum, status) => sum + share(([one]) => one === status) * share(([, other]) => other === status),
    0,
  );
  return { samples: pairs.length, observed, kappa: chance === 1 ? null : (observed - chance) / (1 - chance) };
}
