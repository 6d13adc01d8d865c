import type { LoopRun } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Teller } from "../teller.ts";
import { line } from "../wording.ts";

/** Where in the program's course a stretch lies. */
export interface Place {
  readonly loops: number;
  readonly run: LoopRun | null;
}

/** The claim about a whole run of a loop; null while it was still running. */
export function loopClaim(run: LoopRun, targets?: Record<string, string[]>): Claim | null {
  if (run.ending === "unfinished") return null;
  const claim = { kind: "loop", at: entryOf(run), passes: run.passes.length, ending: run.ending } as const;
  return targets === undefined ? claim : { ...claim, targets };
}

/** The coordinate that names a run of a loop. */
export function entryOf(run: LoopRun): [number, number] {
  return [run.statement, run.entryVisit];
}

/** `the loop on line 3`, `the inner loop on line 4` */
export function loopName(teller: Teller, run: LoopRun, place: Place): string {
  return `the ${place.loops > 0 ? "inner " : ""}loop on ${line(teller.evidence.lineOf(run.statement))}`;
}
