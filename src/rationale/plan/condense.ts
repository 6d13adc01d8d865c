import type { Evidence } from "../evidence.ts";
import type { Beat } from "./beats.ts";

/** Statements in a row that are passed over. */
export interface Gap {
  readonly kind: "gap";
  readonly first: number;
  readonly last: number;
}

/** Turning points told between the beginning and the end of a long stretch. */
const TURNS = 4;
/** Fewer beats in a row than this are told rather than passed over. */
const WORTH_A_GAP = 3;

/**
 * The beginning, the turning points and the end of a long stretch of beats, with gaps where statements in a row are left
 * out: at most about `limit` beats, of whatever length the stretch is.
 */
export function condensed(evidence: Evidence, beats: readonly Beat[], limit: number): readonly (Beat | Gap)[] {
  if (beats.length <= limit + WORTH_A_GAP) return beats;
  const turns = Math.min(TURNS, Math.floor(limit / 3));
  const head = Math.ceil((limit - turns) / 2);
  const tail = beats.length - (limit - turns - head);
  const middle = beats.map((_, index) => index).filter((index) => index >= head && index < tail);
  const turning = middle
    .map((index) => ({ index, weight: weightOf(evidence, beats[index]) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.index - other.index)
    .slice(0, turns)
    .map(({ index }) => index);
  const kept = new Set(turning);
  const found: (Beat | Gap)[] = [];
  let left: Beat[] = [];
  const close = () => {
    const [first, last] = [left[0], left.at(-1)];
    if (left.length < WORTH_A_GAP) found.push(...left);
    else if (first !== undefined && last !== undefined) found.push({ kind: "gap", first: first.step, last: last.step });
    left = [];
  };
  beats.forEach((beat, index) => {
    if (index < head || index >= tail || kept.has(index)) {
      close();
      found.push(beat);
    } else left.push(beat);
  });
  close();
  return found;
}

/** How much a beat turns the story. */
function weightOf(evidence: Evidence, beat: Beat | undefined): number {
  if (beat === undefined) return 0;
  if (beat.kind === "loop") return 3;
  if (evidence.trace.step(beat.step).outcome === "raised" || beat.kind === "handler") return 4;
  if (beat.kind === "branch" || beat.kind === "choice") return 2;
  return evidence.calledBy(beat.step).length > 0 ? 1 : 0;
}
