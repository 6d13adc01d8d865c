import type { Binding, LoopRun, Tick } from "../../trace/types.ts";
import type { Evidence, Sighting } from "../evidence.ts";
import { boundNames, child } from "../syntax.ts";
import { beatsOf, courseOf } from "./beats.ts";

/** Passes beyond this are not compared with each other. */
const COMPARED = 300;
/** Who asks for more passes than this wants them all, alike or not. */
const EVERY = 10;
/** Steps of a loop that are searched for what it changes. */
const SEARCHED = 20_000;

/** The step that entered the loop. */
export function entryStep(evidence: Evidence, run: LoopRun): number {
  return evidence.trace.visits(run.statement)[run.entryVisit - 1] ?? 0;
}

/** The step at which a loop that ran out tested or asked for a next element in vain; null when it ended otherwise. */
export function lastHeader(evidence: Evidence, run: LoopRun): number | null {
  if (run.ending !== "exhausted") return null;
  const last = run.passes.at(-1);
  if (last === undefined) return entryStep(evidence, run);
  const header = evidence.stepsWithin(run.frame, last.end, last.end + 1)[0];
  return header !== undefined && evidence.trace.step(header).statement === run.statement ? header : null;
}

/** The names a `for` loop gives a value on each pass; none for `while`. */
export function targetsOf(evidence: Evidence, run: LoopRun): readonly string[] {
  const target = child(evidence.trace.node(evidence.trace.statement(run.statement).node), "target");
  return target === null ? [] : boundNames(target);
}

/** What a name held when a pass began, its target included. */
export function atHeader(evidence: Evidence, run: LoopRun, header: number, name: string): Sighting | undefined {
  const tick = evidence.trace.step(header).end;
  const value = evidence.trace.lookup(run.frame, name, tick);
  return value === undefined ? undefined : { value, tick };
}

/** The beats of one pass, its header left out. */
export function passBeats(evidence: Evidence, run: LoopRun, index: number) {
  const pass = run.passes[index];
  return pass === undefined ? [] : beatsOf(evidence, run.frame, pass.header + 1, pass.end);
}

/**
 * Which passes teach something: the first, each one that takes a new course through the body, and the one that ends the
 * loop early; where all passes are alike, a second one with another value or effect, unless what the loop changes is listed pass by
 * pass anyway (`isListed`). Indices from 0, ascending.
 */
export function instructive(
  evidence: Evidence,
  run: LoopRun,
  limit: number,
  changed: readonly Evolution[],
  isListed: boolean,
): number[] {
  const last = run.passes.length - 1;
  if (last < 0) return [];
  if (limit <= 0) return run.ending === "return" ? [last] : [];
  if (limit > EVERY && last < limit) return run.passes.map((_, index) => index);
  const chosen = new Set<number>([0]);
  const { stepWithoutInput } = evidence;
  const endsEarly =
    run.ending === "unfinished"
      ? stepWithoutInput !== null && stepWithoutInput <= run.lastStep
      : run.ending !== "exhausted";
  if (endsEarly) chosen.add(last);
  const courses = new Set<string>();
  for (let index = 0; index <= Math.min(last, COMPARED); index += 1) {
    const course = courseOf(evidence, passBeats(evidence, run, index));
    if (courses.has(course)) continue;
    courses.add(course);
    if (chosen.size < limit || chosen.has(index)) chosen.add(index);
  }
  if (chosen.size === 1 && limit > 1 && last > 0 && !isListed && !onlyTests(evidence, run)) {
    const other = turningPoint(changed) ?? firstWithOtherValue(evidence, run);
    if (other !== null) chosen.add(other);
  }
  return [...chosen].sort((one, other) => one - other);
}

/** Whether the first pass does nothing but test: then so do all that are like it. */
function onlyTests(evidence: Evidence, run: LoopRun): boolean {
  const beats = passBeats(evidence, run, 0);
  return beats.length > 0 && beats.every((beat) => beat.kind === "branch");
}

/** The first pass that changes what the passes before it left alone. */
function turningPoint(changed: readonly Evolution[]): number | null {
  for (const { values } of changed) {
    if (values.length < 3 || values[0] !== values[1]) continue;
    const after = values.findIndex((value) => value !== values[0]);
    if (after > 1) return after - 1;
  }
  return null;
}

/** The first later pass on which the loop's targets have other values than on the first; the second of a `while`. */
function firstWithOtherValue(evidence: Evidence, run: LoopRun): number | null {
  const valueAt = (index: number) =>
    targetsOf(evidence, run).map((name) => {
      const pass = run.passes[index];
      const seen = pass === undefined ? undefined : atHeader(evidence, run, pass.header, name);
      return seen === undefined ? undefined : evidence.provable(seen);
    });
  if (targetsOf(evidence, run).length === 0) return 1;
  const first = valueAt(0).join();
  for (let index = 1; index < Math.min(run.passes.length, COMPARED); index += 1) {
    if (valueAt(index).join() !== first) return index;
  }
  return null;
}

/** A loop of more passes is not followed value by value. */
const LISTABLE = 64;

/** How the values of one variable went over a loop: at the start of each pass and after the last; of many passes only after the last. */
export interface Evolution {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly sightings: readonly (Sighting | undefined)[];
  /** Bound anew in the body, rather than changed in place. */
  readonly rebound: boolean;
}

/** Variables that were there before the loop and that its body changed, in order of their first change. */
export function evolutions(evidence: Evidence, run: LoopRun): Evolution[] {
  const { trace } = evidence;
  const entry = entryStep(evidence, run);
  const { start } = trace.step(entry);
  const targets = new Set(targetsOf(evidence, run));
  const before = visibleAt(evidence, run, start);
  const names = new Map<string, boolean>();
  const owners = new Map<number, string>();
  for (const [name, value] of before) if (value.kind === "object" && !owners.has(value.id)) owners.set(value.id, name);
  const end = Math.min(run.lastStep, entry + SEARCHED);
  for (let step = entry; step <= end; step += 1) {
    const own = trace.step(step).frame === run.frame;
    for (const effect of trace.effects(step)) {
      if (
        effect.kind === "bind" &&
        ((own && effect.frame === run.frame) || effect.frame === 0) &&
        !names.has(effect.name)
      )
        names.set(effect.name, true);
      const owner = effect.kind === "mutate" ? owners.get(effect.object) : undefined;
      if (owner !== undefined && !names.has(owner)) names.set(owner, false);
    }
  }
  for (const name of changedInPlace(evidence, run, before)) if (!names.has(name)) names.set(name, false);
  const known = new Set(before.map(([name]) => name));
  return [...names]
    .filter(([name]) => known.has(name) && !targets.has(name) && !name.startsWith("."))
    .map(([name, rebound]) => ({ name, rebound, ...course(evidence, run, name) }));
}

/** The variables a loop's frame can see: its own, and the module's that they do not hide. */
function visibleAt(evidence: Evidence, run: LoopRun, tick: Tick): readonly Binding[] {
  const own = evidence.trace.bindingsAt(run.frame, tick);
  if (run.frame === 0) return own;
  const names = new Set(own.map(([name]) => name));
  const shared = evidence.trace.bindingsAt(0, tick).filter(([name, value]) => {
    const view = evidence.view(value, tick);
    return !names.has(name) && view?.shape !== "function" && view?.shape !== "opaque";
  });
  return [...own, ...shared];
}

/** Names of objects whose contents, however deep, differ after the loop; of several names for one object the first. */
function changedInPlace(evidence: Evidence, run: LoopRun, before: readonly Binding[]): string[] {
  const { trace } = evidence;
  const seen = new Set<number>();
  const start = trace.step(entryStep(evidence, run)).start;
  const end = trace.step(lastHeader(evidence, run) ?? run.lastStep).end;
  return before.flatMap(([name, value]) => {
    if (value.kind !== "object" || seen.has(value.id)) return [];
    seen.add(value.id);
    const earlier = evidence.provable({ value, tick: start });
    return earlier === undefined || earlier === evidence.provable({ value, tick: end }) ? [] : [name];
  });
}

function course(evidence: Evidence, run: LoopRun, name: string): Pick<Evolution, "values" | "sightings"> {
  const { trace } = evidence;
  const listed = run.passes.length < LISTABLE ? run.passes : [];
  const ticks = listed.map((pass) => trace.step(pass.header).end);
  const last = lastHeader(evidence, run);
  ticks.push(last === null ? trace.step(run.lastStep).end : trace.step(last).end);
  const sightings = ticks.map((tick) => {
    const value = trace.lookup(run.frame, name, tick);
    return value === undefined ? undefined : { value, tick };
  });
  return {
    sightings,
    values: sightings.map((seen) => (seen === undefined ? null : (evidence.provable(seen) ?? null))),
  };
}
