import type { Trace, Value } from "../../trace/types.ts";
import { tickShown } from "../moment.ts";
import type { Alignment } from "./align.ts";

/** A variable that the same step sets to different values. */
export interface ValueDifference {
  readonly left: number;
  readonly right: number;
  readonly name: string;
}

const LISTED = 500;
/** Steps looked at; a person looks at the first differences. */
const LOOKED_AT = 50_000;
const COMPARED_CHARACTERS = 400;

/** The steps of both runs that set a variable, and not to the same value; in order. */
export function valueDifferences(left: Trace, right: Trace, { toRight }: Alignment): readonly ValueDifference[] {
  const found: ValueDifference[] = [];
  const end = Math.min(toRight.length, LOOKED_AT);
  for (let step = 0; step < end && found.length < LISTED; step++) {
    const other = toRight[step]!;
    if (other < 0) continue;
    const theirs = new Map(boundBy(right, other));
    for (const [name, text] of boundBy(left, step)) {
      const their = theirs.get(name);
      if (their !== undefined && their !== text) found.push({ left: step, right: other, name });
    }
  }
  return found;
}

/** What a step binds, as text; arguments of the calls it makes included. */
function boundBy(trace: Trace, step: number): readonly (readonly [string, string])[] {
  return trace.effects(step).flatMap((effect) => {
    if (effect.kind === "bind") {
      return [[effect.name, trace.repr(effect.value, effect.tick, COMPARED_CHARACTERS).text] as const];
    }
    if (effect.kind !== "call") return [];
    const frame = trace.frame(effect.frame);
    return frame.arguments.map(
      ([name, value]) => [name, trace.repr(value, frame.start, COMPARED_CHARACTERS).text] as const,
    );
  });
}

/** A variable of the running function in both runs, as it stands at two steps. */
export interface Beside {
  readonly name: string;
  /** Null where it is unbound. */
  readonly left: string | null;
  readonly right: string | null;
  readonly differs: boolean;
}

const SHOWN_CHARACTERS = 80;

/** The variables of the functions running at two steps, beside each other, in the order of the left one. */
export function besideEachOther(
  left: Trace,
  leftStep: number,
  right: Trace,
  rightStep: number | null,
): readonly Beside[] {
  const mine = innermost(left, leftStep);
  const theirs = rightStep === null ? new Map<string, Shown>() : innermost(right, rightStep);
  return [...new Set([...mine.keys(), ...theirs.keys()])].map((name) => {
    const [one, other] = [mine.get(name), theirs.get(name)];
    return {
      name,
      left: one?.shown ?? null,
      right: other?.shown ?? null,
      differs: one?.compared !== other?.compared,
    };
  });
}

interface Shown {
  readonly shown: string;
  readonly compared: string;
}

function innermost(trace: Trace, step: number): Map<string, Shown> {
  const tick = tickShown(trace, step);
  const frame = trace.stateAt(tick).frames.at(-1);
  const text = (value: Value, limit: number) => trace.repr(value, tick, limit).text;
  return new Map(
    (frame?.bindings ?? []).map(([name, value]) => [
      name,
      { shown: text(value, SHOWN_CHARACTERS), compared: text(value, COMPARED_CHARACTERS) },
    ]),
  );
}

/** The step of the right run to show beside a step of the left one: its own, or that of the last step before it that has one. */
export function rightOf({ toRight }: Alignment, left: number): number | null {
  for (let step = left; step >= 0; step--) if (toRight[step]! >= 0) return toRight[step]!;
  return null;
}
