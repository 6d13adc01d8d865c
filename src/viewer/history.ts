import { type Evaluation, evaluationsOf } from "../trace/queries/evaluations.ts";
import { changesOf } from "../trace/queries/moves.ts";
import type { SyntaxNode, Tick, Trace } from "../trace/types.ts";
import { expressionAt, nameOf } from "./evaluation.ts";
import { tickShown } from "./moment.ts";

/** A value and how it came to be. */
interface KnownValue {
  /** Its value when last evaluated up to the step; null when it was not yet, or has none. */
  readonly now: Evaluation | null;
  /** Its values over the run, in order, at most {@link MOST_VALUES}. */
  readonly history: readonly Evaluation[];
  /** How many values it had in all. */
  readonly count: number;
}

/** What is known of a name or an expression in the code at a step. */
export interface Known extends KnownValue {
  readonly node: SyntaxNode;
  readonly text: string;
}

const MOST_VALUES = 240;

/** What the expression at a place in the code is at a step, and was; null where there is none. Lines from 1, columns from 0. */
export function knownAt(trace: Trace, step: number, line: number, column: number): Known | null {
  const node = expressionAt(trace, line, column);
  if (node === null) return null;
  const name = nameOf(node);
  if (name === null) return knownExpression(trace, step, node);
  const known = knownName(trace, step, name);
  return known && { ...known, node, text: name };
}

function knownExpression(trace: Trace, step: number, node: SyntaxNode): Known | null {
  const evaluations = evaluationsOf(trace, node.id);
  if (evaluations.count === 0) return null;
  return {
    node,
    text: trace.text(node.id),
    now: evaluations.before(tickShown(trace, step)),
    history: evenly(evaluations.count).map((index) => evaluations.at(index)),
    count: evaluations.count,
  };
}

/** What a name means at a step: in the running frame, else in the closest caller that knows it. */
export function knownName(trace: Trace, step: number, name: string): KnownValue | null {
  const tick = tickShown(trace, step);
  const frames = trace.stateAt(tick).frames.map(({ frame }) => frame);
  for (const frame of [trace.step(step).frame, ...frames.reverse()]) {
    const value = trace.lookup(frame, name, tick);
    if (value !== undefined) return { now: { tick, value }, ...historyOf(trace, frame, name, tick) };
  }
  return null;
}

/** The values of the variable a name means in a frame at a tick, as they were after each change. */
function historyOf(trace: Trace, frame: number, name: string, tick: Tick) {
  const changes = changesOf(trace, frame, name, tick);
  if (changes === null) return { history: [], count: 0 };
  const history = evenly(changes.steps.length).flatMap((index) => {
    const after = tickShown(trace, changes.steps[index]!);
    const value = trace.lookup(changes.frame, name, after);
    return value === undefined ? [] : [{ tick: after, value }];
  });
  return { history, count: changes.steps.length };
}

/** As many of `count` places as are shown, spread evenly over them. */
function evenly(count: number): readonly number[] {
  const shown = Math.min(MOST_VALUES, count);
  return Array.from({ length: shown }, (_, i) => Math.floor((i * count) / shown));
}
