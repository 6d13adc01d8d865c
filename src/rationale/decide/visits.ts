import { originOf } from "../../trace/queries/origin.ts";
import type { Claim } from "../claims.ts";
import type { Coordinate, RecordedRun } from "./run.ts";
import { find } from "./subjects.ts";
import { compare, must, quoted, shown, times, Unknown, Wrong } from "./texts.ts";

type Of<Kind extends Claim["kind"]> = Extract<Claim, { kind: Kind }>;

/** The value of a claim's subject, with the place in the sentence when there is none. */
function subjectOf(run: RecordedRun, at: Coordinate, step: number, name: string, tick: number) {
  try {
    return find(run, run.trace.step(step).frame, name, tick);
  } catch (problem) {
    throw problem instanceof Wrong ? new Wrong(`${run.where(at)}: ${problem.message}`) : problem;
  }
}

export function decideBind(run: RecordedRun, { at, name, value }: Of<"bind">): void {
  const step = run.step(at);
  run.mustComplete(at, step);
  const tick = run.endOf(step);
  compare(value, run.text(subjectOf(run, at, step, name, tick), tick), `${run.where(at)} set ${name} to`);
}

export function decideState(run: RecordedRun, { at, name, value }: Of<"state">): void {
  const step = run.step(at);
  const tick = run.trace.step(step).start;
  compare(value, run.text(subjectOf(run, at, step, name, tick), tick), `before ${run.where(at)}, ${name} is`);
}

export function decideSize(run: RecordedRun, { at, name, when, size }: Of<"size">): void {
  const step = run.step(at);
  if (when === "after") run.mustComplete(at, step);
  const tick = when === "after" ? run.endOf(step) : run.trace.step(step).start;
  const value = subjectOf(run, at, step, name, tick);
  const found = run.evidence.sizeOf({ value, tick });
  if (found === undefined) throw new Wrong(`a ${run.trace.typeName(value)} has no size`);
  must(found === size, `${when} ${run.where(at)}, ${name} has size ${found}, not ${size}`);
}

export function decideEval(run: RecordedRun, { at, expression, value, nth = 1 }: Of<"eval">): void {
  const { line, column } = expression;
  const node = run.expressionAt(expression);
  must(node !== undefined, `the program has no expression at line ${line}, column ${column}`);
  const step = run.step(at);
  const source = shown(run.sourceOf(node));
  const evaluations = run.evidence.evaluationsOf(step, node);
  const found = evaluations[nth - 1];
  if (found !== undefined) {
    const text = run.text(found.value, found.tick);
    // It is noted when the statement is done: what was there before may have been changed by then.
    const wasThere = found.value.kind === "object" && /^(Name|Attribute|Subscript)$/.test(node.type);
    if (wasThere && run.text(found.value, run.trace.step(step).start) !== text) {
      throw new Unknown(`${source} changes during the visit, and when it was looked at is not recorded`);
    }
    compare(value, text, `${run.where(at)}, ${source} is`);
    return;
  }
  if (evaluations.length === 0) throw new Unknown(`what ${source} was is not recorded`);
  run.mustBeOver(step);
  throw new Wrong(`${run.where(at)} evaluates ${source} ${times(evaluations.length)}`);
}

export function decideBranch(run: RecordedRun, claim: Of<"branch">): void {
  const { at, taken, next } = claim;
  must(/^(If|While)$/.test(run.statement(at[0]).kind), `${run.line(at[0])} has no test`);
  const step = run.step(at);
  run.mustComplete(at, step);
  const following = run.following(step);
  const isTaken = run.isInBody(at[0], following);
  const went = following === null ? "the function ended" : `${run.line(following)} ran next`;
  must(isTaken === taken, `the test of ${run.where(at)} was ${isTaken}, and ${went}`);
  const then = next === null ? "the function ending" : run.line(next);
  must(following === next, `after ${run.where(at)}, ${went}, not ${then}`);
}

export function decideMutate(run: RecordedRun, { at, name, before, after }: Of<"mutate">): void {
  const step = run.step(at);
  const { start } = run.trace.step(step);
  const value = subjectOf(run, at, step, name, start);
  compare(before, run.text(value, start), `before ${run.where(at)}, ${name} is`);
  run.mustBeOver(step);
  compare(after, run.text(value, run.endOf(step)), `${run.where(at)} left the object ${name} named as`);
}

export function decidePrint(run: RecordedRun, { at, text }: Of<"print">): void {
  const step = run.step(at);
  run.mustBeOver(step);
  const before = run.trace.outputBefore(run.trace.step(step).start);
  const found = run.trace.outputBefore(run.endOf(step)).slice(before.length);
  must(found === text, `${run.where(at)} wrote ${quoted(found)}, not ${quoted(text)}`);
}

export function decideCount(run: RecordedRun, claim: Of<"count">): void {
  const line = run.line(claim.statement);
  const found = run.trace.visits(claim.statement).length;
  if (run.cut !== null && found <= claim.times) throw new Unknown(run.cut);
  must(found === claim.times, `${line} runs ${times(found)}, not ${times(claim.times)}`);
}

export function decideOrigin(run: RecordedRun, { at, name, written }: Of<"origin">): void {
  const step = run.step(at);
  const origin = originOf(run.trace, step, name);
  if (origin === undefined) throw new Unknown(`where ${name} was bound cannot be told`);
  const isBound = run.evidence.effects(origin.step, "bind").some(({ tick }) => tick === origin.tick);
  must(isBound, `${name} at ${run.where(at)} is the argument the function was called with`);
  const found = run.evidence.coordinate(origin.step);
  const isSame = found[0] === written[0] && found[1] === written[1];
  must(isSame, `${name} at ${run.where(at)} was last bound by ${run.where(found)}, not ${run.where(written)}`);
}
