import { describe, expect, it } from "vitest";
import type { Status } from "../../dataset/curated.ts";
import { agreementOf } from "./agreement.ts";

const times = (count: number, one: Status, other: Status) =>
  Array.from({ length: count }, (): readonly [Status, Status] => [one, other]);

describe("agreementOf", () => {
  it("is Cohen's kappa", () => {
    // The textbook table: 20 both yes, 15 both no, 5 and 10 apart.
    const pairs = [
      ...times(20, "accepted", "accepted"),
      ...times(5, "accepted", "rejected"),
      ...times(10, "rejected", "accepted"),
      ...times(15, "rejected", "rejected"),
    ];
    expect(agreementOf(pairs)).toMatchObject({ samples: 50, observed: 0.7 });
    expect(agreementOf(pairs)?.kappa).toBeCloseTo(0.4, 10);
  });

  it("says nothing where there is nothing to say", () => {
    expect(agreementOf([])).toBeNull();
    expect(agreementOf(times(3, "accepted", "accepted"))).toEqual({ samples: 3, observed: 1, kappa: null });
    expect(agreementOf([...times(1, "accepted", "rejected"), ...times(1, "rejected", "accepted")])?.kappa).toBe(-1);
  });
});
