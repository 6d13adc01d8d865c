import type { JudgedRationale } from "../dataset/sample.ts";
import {
  type CheckReport,
  type CheckRequest,
  CLAIMS_VERSION,
  type Claim,
  type ClaimVerdict,
  checkReportSchema,
} from "../rationale/claims.ts";
import type { Rationale } from "../rationale/types.ts";
import { claimsOf, judge } from "../rationale/verdicts.ts";
import type { Program, Runtime } from "../runtime/types.ts";
import { SEED } from "./seed.ts";

/** The claims of all rationales about one program, as the checker is asked them. */
export function checkRequest(program: Program, rationales: readonly Rationale[]): CheckRequest {
  return { version: CLAIMS_VERSION, ...program, seed: SEED, claims: rationales.flatMap(claimsOf) };
}

/**
 * Rationales about one program with their verdicts; the claims of all are decided in one fresh interpreter. A check
 * that breaks down decides nothing, and every sentence says so.
 */
export async function prove(
  runtime: Runtime,
  program: Program,
  rationales: readonly Rationale[],
): Promise<readonly JudgedRationale[]> {
  const { verdicts } = await report(runtime, checkRequest(program, rationales));
  let next = 0;
  return rationales.map((rationale) => {
    const start = next;
    next += claimsOf(rationale).length;
    const own = { version: CLAIMS_VERSION, python: "", verdicts: verdicts.slice(start, next) } as const;
    return { ...rationale, sentences: judge(rationale, own) };
  });
}

/** What a fresh interpreter decides of single claims about a program. */
export async function decided(
  runtime: Runtime,
  program: Program,
  claims: readonly Claim[],
): Promise<readonly ClaimVerdict[]> {
  return (await report(runtime, { version: CLAIMS_VERSION, ...program, seed: SEED, claims })).verdicts;
}

async function report(runtime: Runtime, request: CheckRequest): Promise<Pick<CheckReport, "verdicts">> {
  try {
    return checkReportSchema.parse(await runtime.check(request));
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { verdicts: request.claims.map(() => ({ verdict: "undecided", because })) };
  }
}
