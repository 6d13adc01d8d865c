import type { Claim } from "../../rationale/claims.ts";
import { bootTestRuns } from "../../rationale/testing/runs.ts";
import type { Program } from "../../runtime/types.ts";
import type { Engine } from "../run/run-sample.ts";

/** Runs and checks in one interpreter for all samples: fast, for tests only. */
export async function bootTestEngine(): Promise<Engine> {
  const runs = await bootTestRuns();
  return {
    async run({ program, limits }) {
      return runs.record(program, limits);
    },
    async check(request) {
      const { claims, ...program } = request as Program & { readonly claims: readonly Claim[] };
      return runs.check(program, claims);
    },
  };
}
