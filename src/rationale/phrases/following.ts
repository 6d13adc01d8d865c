import type { Frame } from "../../trace/types.ts";
import { claimed, enumerate, type Phrase, phrase } from "../phrase.ts";
import { calledName, child, children, constant, walk } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, countWord, line } from "../wording.ts";
import { callPhrase, nthCallPhrase } from "./calls.ts";
import { returnPhrase, tellRecursion, totalCalls, varyingArgument } from "./recursion.ts";
import { shown } from "./values.ts";

/** Calls of the program's own functions that a step made and whose inside is worth following. */
export function tellCalls(
  teller: Teller,
  step: number,
  tellFrame: (teller: Teller, frame: number) => Phrase[],
): Phrase[] {
  const { evidence } = teller;
  if (teller.measure.calls <= 0) return [];
  const sentences: Phrase[] = [];
  for (const index of calledWithin(teller, step)) {
    const frame = evidence.trace.frame(index);
    const scope = evidence.trace.scopes[frame.scope];
    if (scope === undefined || scope.kind !== "function") continue;
    if (scope.isGenerator) {
      const yields = yieldPhrase(teller, frame);
      if (yields !== null) sentences.push(yields);
      continue;
    }
    const isRecursive = isRunning(teller, step, frame.scope);
    if (isRecursive && !teller.toldRecursions.has(frame.scope)) {
      teller.toldRecursions.add(frame.scope);
      sentences.push(...tellRecursion(teller, step, frame, tellFrame));
      continue;
    }
    if (!isNews(teller, frame) || isPlainConstruction(teller, step, frame)) continue;
    const several = isRecursive ? null : severalCalls(teller, step, frame);
    if (several !== null) sentences.push(several);
    if (frame.depth > 6 || teller.told.size >= teller.measure.calls) continue;
    const opening = several === null ? callPhrase(teller, frame) : nthCallPhrase(teller, frame);
    if (opening === null) continue;
    const many = several === null && callsOf(teller, step, frame.scope) > 1 ? totalCalls(teller, frame) : null;
    teller.told.add(frame.scope);
    if (several !== null) {
      const [first, ...rest] = tellFrame(teller, index);
      if (first !== undefined) sentences.push(phrase`${opening}: ${first}`, ...rest);
      continue;
    }
    const where = line(evidence.statementAt(step).range.line);
    sentences.push(phrase`${where} calls ${opening}`, ...tellFrame(teller, index), ...(many === null ? [] : [many]));
  }
  return sentences;
}

/** How often a step called a function. */
function callsOf({ evidence }: Teller, step: number, scope: number): number {
  return evidence.calledBy(step).filter((index) => evidence.trace.frame(index).scope === scope).length;
}

/**
 * The calls of a step, and the generators it had run by going through others or through a generator expression: what feeds the
 * others first.
 */
function calledWithin({ evidence }: Teller, step: number): readonly number[] {
  const { trace } = evidence;
  const isPassedThrough = (index: number) => {
    const scope = trace.scopes[trace.frame(index).scope];
    return scope?.kind === "generator-expression" || scope?.isGenerator === true;
  };
  const within = (index: number): number[] => {
    const inner = isPassedThrough(index) ? trace.callees(index).filter(isPassedThrough).flatMap(within) : [];
    return [...inner, index];
  };
  return [...new Set(evidence.calledBy(step).flatMap(within))];
}

/** Whether a function is running already where a step calls it, directly or through others. */
function isRunning({ evidence }: Teller, step: number, scope: number): boolean {
  const { trace } = evidence;
  let at: number | null = trace.step(step).frame;
  while (at !== null) {
    const frame: Frame = trace.frame(at);
    if (frame.scope === scope) return true;
    at = frame.caller;
  }
  return false;
}

/** Steps of a call that are looked at to tell what it did. */
const LOOKED_AT = 200;

/** Whether a call has not been told, or ends in an exception or catches one where those that were told did not. */
function isNews(teller: Teller, frame: Frame): boolean {
  const { trace } = teller.evidence;
  if (!teller.told.has(frame.scope)) return true;
  if (teller.toldRecursions.has(frame.scope)) return false;
  const steps = trace.stepsOfFrame(frame.index).slice(0, LOOKED_AT);
  const isUpset = steps.some((step) => trace.step(step).outcome === "raised");
  return isUpset && teller.explains(`upset call of ${frame.scope}`);
}

/** A constructor that only stores what it is given, called to set a variable: the object's attributes are told there. */
function isPlainConstruction(teller: Teller, step: number, frame: Frame): boolean {
  const { evidence } = teller;
  if (evidence.trace.scopes[frame.scope]?.name !== "__init__" || frame.outcome.kind !== "returned") return false;
  const node = evidence.nodeAt(step);
  const made = node.type === "Assign" ? child(node, "value") : null;
  if (made?.type !== "Call" || children(node, "targets")[0]?.type !== "Name") return false;
  const steps = [...evidence.trace.stepsOfFrame(frame.index)];
  return steps.every((each) => {
    const own = evidence.nodeAt(each);
    const target = own.type === "Assign" ? children(own, "targets")[0] : child(own, "target");
    return target?.type === "Attribute" && evidence.calledBy(each).length === 0;
  });
}

/** So many calls that one statement makes are told by their arguments and results. */
const LISTED_CALLS = 8;

/**
 * `` line 7 calls `f` three times, with `x` = 4, 1 and 9, and the calls return … ``: the calls of one function that a
 * statement makes; null when it makes one, or more than can be listed.
 */
function severalCalls(teller: Teller, step: number, first: Frame): Phrase | null {
  const { evidence } = teller;
  const { trace } = evidence;
  const frames = evidence
    .calledBy(step)
    .map((index) => trace.frame(index))
    .filter((frame) => frame.scope === first.scope);
  const name = trace.scopes[first.scope]?.name;
  if (name === undefined || frames.length < 2 || frames.length > LISTED_CALLS) return null;
  if (!teller.explains(`calls:${step}:${first.scope}`)) return null;
  const varying = varyingArgument(teller, frames, "and");
  if (varying === null) return null;
  const times = frames.length === 2 ? "twice" : `${countWord(frames.length)} times`;
  const where = line(evidence.statementAt(step).range.line);
  const opening = phrase`${where} calls ${code(name)} ${times}, with ${varying}`;
  const results = frames.map((frame) => returnPhrase(teller, frame));
  for (const node of walk(evidence.nodeAt(step))) {
    const found = calledName(node) === name ? evidence.evaluation(step, node) : undefined;
    if (found !== undefined) teller.tell(trace.step(step).frame, trace.text(node.id), found.repr);
  }
  return results.every((each) => each !== null)
    ? phrase`${opening}, and the calls return ${enumerate(results)}`
    : opening;
}

/** So many values of a generator are listed. */
const LISTED_YIELDS = 10;

/** `` the generator `squares` yields 1, 4 and 9 ``: what it gave, as long as all of it can be shown. */
function yieldPhrase(teller: Teller, frame: Frame): Phrase | null {
  const { evidence } = teller;
  const scope = evidence.trace.scopes[frame.scope];
  const yielded: Phrase[] = [];
  for (const step of evidence.trace.stepsOfFrame(frame.index)) {
    if (evidence.effects(step, "yield").length === 0) continue;
    const expression = walk(evidence.nodeAt(step)).find((node) => node.type === "Yield");
    const value = expression === undefined ? null : child(expression, "value");
    if (value === null || yielded.length >= LISTED_YIELDS) return null;
    const found = evidence.evaluation(step, value);
    const repr = found?.repr ?? constant(value)?.repr;
    if (repr === undefined || repr.length > 60) return null;
    yielded.push(claimed(shown(repr), ...(found === undefined ? [] : [found.claim])));
  }
  if (scope === undefined || yielded.length === 0) return null;
  return phrase`the generator ${code(scope.name)} yields, in turn, ${enumerate(yielded)}`;
}
