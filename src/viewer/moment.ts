import type {
  Binding,
  ExceptionRecord,
  FrameState,
  ObjectId,
  Statement,
  Step,
  Tick,
  Trace,
  Value,
} from "../trace/types.ts";

/** What is to be seen when a step is shown: the run just after it, and what it changed. */
export interface Moment {
  readonly step: Step;
  /** The state shown is the one at this tick. */
  readonly tick: Tick;
  /** The state it is compared with: what was shown a step earlier. */
  readonly before: Tick;
  /** The statement that has just run. */
  readonly current: Statement;
  /** The statement that runs next; null at the end. */
  readonly next: Statement | null;
  /** Innermost first. */
  readonly frames: readonly FrameState[];
  /** What the innermost frame is about to return, when this step returns. */
  readonly returned: Value | null;
  /** The exception this step raised. */
  readonly raised: ExceptionRecord | null;
}

export type VariableChange = "none" | "new" | "changed";

export interface Variable {
  readonly name: string;
  readonly value: Value;
  readonly change: VariableChange;
  /** The value a step earlier, when it changed. */
  readonly previous: Value | null;
}

/** Values are compared by their first characters: enough to see any change a person could see in them. */
const COMPARED_CHARACTERS = 4_000;

/**
 * The tick to show for a step: when the next one starts, so that a call's step shows the arguments arrive and not the
 * call already over. A step that ends its frame is shown just before the frame is gone, or its variables could never be
 * seen. The last step of a script shows what the script leaves behind.
 */
export function tickShown(trace: Trace, index: number): Tick {
  if (index === trace.stepCount - 1 && trace.call === null && trace.ending.kind === "finished") {
    return Math.max(trace.step(index).start, trace.frame(0).end - 1);
  }
  const next = index + 1 < trace.stepCount ? trace.step(index + 1).start : trace.endTick;
  const frame = trace.frame(trace.step(index).frame);
  const { outcome } = frame;
  if ((outcome.kind !== "returned" && outcome.kind !== "raised") || frame.lastStep !== index || frame.end > next)
    return next;
  const left = trace.effects(index).find((effect) => effect.kind === "return" && effect.frame === frame.index);
  return left?.tick ?? Math.max(trace.step(index).start, frame.end - 1);
}

/** @param index of the step, from 0, below `trace.stepCount` */
export function momentAt(trace: Trace, index: number): Moment {
  const step = trace.step(index);
  const tick = tickShown(trace, index);
  const { frames } = trace.stateAt(tick);
  const { outcome, scope } = trace.frame(step.frame);
  const kind = trace.scopes[scope]?.kind;
  return {
    step,
    tick,
    before: index > 0 ? tickShown(trace, index - 1) : step.start,
    current: trace.statement(step.statement),
    next: index + 1 < trace.stepCount ? trace.statement(trace.step(index + 1).statement) : null,
    frames: frames.toReversed(),
    returned: kind !== "module" && outcome.kind === "returned" && outcome.step === index ? outcome.value : null,
    raised: trace.exceptions.find((exception) => exception.raisedAt === index) ?? null,
  };
}

/** The objects changed between the two states of a moment, by the step shown or by what its callers did before it. */
function objectsChanged(trace: Trace, moment: Moment): ReadonlySet<ObjectId> {
  const callers = moment.frames.slice(0, 2).map((frame) => frame.step);
  const changed = new Set<ObjectId>();
  for (const step of new Set([moment.step.index, moment.step.index - 1, ...callers])) {
    if (step === null || step < 0) continue;
    for (const effect of trace.effects(step)) {
      const within = effect.tick >= moment.before && effect.tick < moment.tick;
      if (within && effect.kind === "mutate") changed.add(effect.object);
    }
  }
  return changed;
}

function sameValue(trace: Trace, one: Value, then: Tick, other: Value, now: Tick): boolean {
  if (one.kind === "atom" || other.kind === "atom") {
    return one.kind === "atom" && other.kind === "atom" && one.type === other.type && one.repr === other.repr;
  }
  return one.id === other.id && sameText(trace, one, then, other, now);
}

function sameText(trace: Trace, one: Value, then: Tick, other: Value, now: Tick): boolean {
  return trace.repr(one, then, COMPARED_CHARACTERS).text === trace.repr(other, now, COMPARED_CHARACTERS).text;
}

/** Compares what names had a step earlier with what they have now. */
function compare(
  trace: Trace,
  moment: Moment,
  before: readonly Binding[],
  now: readonly Binding[],
): readonly Variable[] {
  const previous = new Map(before);
  const changed = objectsChanged(trace, moment);
  return now.map(([name, value]) => {
    const old = previous.get(name);
    if (old === undefined) return { name, value, change: "new", previous: null };
    const mutated = value.kind === "object" && changed.has(value.id);
    if (!mutated && sameValue(trace, old, moment.before, value, moment.tick)) {
      return { name, value, change: "none", previous: null };
    }
    // Objects whose texts do not tell them apart (their attributes do) are not written twice.
    const objects = value.kind === "object" && old.kind === "object";
    const retold = objects && sameText(trace, old, moment.before, value, moment.tick);
    return { name, value, change: "changed", previous: retold ? null : old };
  });
}

/** The variables of one frame at a moment, and which of them this step changed. */
export function variablesOf(trace: Trace, moment: Moment, frame: FrameState): readonly Variable[] {
  const before = moment.before < moment.tick ? trace.bindingsAt(frame.frame, moment.before) : frame.bindings;
  return compare(trace, moment, before, frame.bindings);
}

/** How many elements a container or text has; null for what has no length. */
export function sizeOf(trace: Trace, value: Value, tick: Tick): number | null {
  if (value.kind === "atom") return value.length ?? null;
  const object = trace.objectAt(value.id, tick);
  return "length" in object ? object.length : null;
}
