import type { Trace } from "../../trace/types.ts";
import type { CheckRequest, Claim, ClaimVerdict } from "../claims.ts";
import { decideCall, decideResult, decideReturn } from "./calls.ts";
import { decideHandle, decideRaise } from "./exceptions.ts";
import { decideEvolve, decideLoop } from "./loops.ts";
import { RecordedRun } from "./run.ts";
import { Unknown, Wrong } from "./texts.ts";
import {
  decideBind,
  decideBranch,
  decideCount,
  decideEval,
  decideMutate,
  decideOrigin,
  decidePrint,
  decideSize,
  decideState,
} from "./visits.ts";

/** What the recording says of one claim, in the checker's own words. */
export type Decision = ClaimVerdict;

/** One look at a recording serves every judgement of it. */
const runs = new WeakMap<Trace, RecordedRun>();

/**
 * Judge claims against a recorded run: what the checker would say, at once and without running anything. For feedback
 * while a sentence is being edited; it stands on the recorder, which the checker does not, and so never replaces it.
 *
 * `program` is the one the claims are about: of another than was recorded nothing is decided. A claim is `undecided`
 * where the recording does not say: other inputs (`rerun`), values whose own code writes their `repr`, and whatever
 * comes after a run was cut off. O(claims · log steps), once O(steps)
 */
export function decideFromTrace(
  trace: Trace,
  program: Pick<CheckRequest, "code" | "call">,
  claims: readonly Claim[],
): Decision[] {
  const why = undecidable(trace, program);
  if (why !== null) return claims.map(() => ({ verdict: "undecided", because: why }));
  let run = runs.get(trace);
  if (run === undefined) {
    run = new RecordedRun(trace);
    runs.set(trace, run);
  }
  return claims.map((claim) => decided(run, claim));
}

function undecidable(trace: Trace, { code, call }: Pick<CheckRequest, "code" | "call">): string | null {
  if (code !== trace.source || call !== trace.call) return "the program was changed since it ran";
  const { ending } = trace;
  return ending.kind === "syntax" || ending.kind === "refused" ? `the program cannot be run: ${ending.message}` : null;
}

function decided(run: RecordedRun, claim: Claim): Decision {
  try {
    for (const statement of statementsNamed(claim)) run.statement(statement);
    decide(run, claim);
    return { verdict: "holds" };
  } catch (problem) {
    if (problem instanceof Wrong) return { verdict: "fails", because: problem.message };
    if (problem instanceof Unknown) return { verdict: "undecided", because: problem.message };
    throw problem;
  }
}

function statementsNamed(claim: Claim): number[] {
  return [
    ...("at" in claim ? [claim.at[0]] : []),
    ...("function" in claim ? [claim.function[0]] : []),
    ...("written" in claim ? [claim.written[0]] : []),
    ...("statement" in claim ? [claim.statement] : []),
    ...("next" in claim && claim.next !== null ? [claim.next] : []),
    ...("handler" in claim && claim.handler !== null ? [claim.handler] : []),
  ];
}

type Deciders = {
  readonly [Kind in Claim["kind"]]: (run: RecordedRun, claim: Extract<Claim, { kind: Kind }>) => void;
};

/** Each throws {@link Wrong} when the claim fails and {@link Unknown} when that cannot be told. */
const DECIDERS: Deciders = {
  call: decideCall,
  return: decideReturn,
  result: decideResult,
  bind: decideBind,
  state: decideState,
  size: decideSize,
  eval: decideEval,
  branch: decideBranch,
  loop: decideLoop,
  evolve: decideEvolve,
  mutate: decideMutate,
  raise: decideRaise,
  handle: decideHandle,
  print: decidePrint,
  count: decideCount,
  origin: decideOrigin,
  rerun() {
    throw new Unknown("another input has to be run");
  },
};

function decide<Kind extends Claim["kind"]>(run: RecordedRun, claim: Extract<Claim, { kind: Kind }>): void {
  DECIDERS[claim.kind as Kind](run, claim);
}
