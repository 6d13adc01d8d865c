import type { Frame } from "../../trace/types.ts";
import { claimed, enumerate, type Phrase, phrase } from "../phrase.ts";
import { calledName, child, children, constant, walk } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, countWord, line } from "../wording.ts";
import { callPhrase, nthCallPhrase } from "./calls.ts";
import { returnPhrase, tellRecursion, varyingArgument } from "./recursion.ts";
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
  for (const index of evidence.calledBy(step)) {
    const frame = evidence.trace.frame(index);
    const scope = evidence.trace.scopes[frame.scope];
    if (scope === undefined || scope.kind !== "function") continue;
    if (scope.isGenerator) {
      const yields = yieldPhrase(teller, frame);
      if (yields !== null) sentences.push(yields);
      continue;
    }
    const isRecursive = frame.scope === evidence.trace.frame(evidence.trace.step(step).frame).scope;
    if (isRecursive && !teller.toldRecursions.has(frame.scope)) {
      teller.toldRecursions.add(frame.scope);
      sentences.push(...tellRecursion(teller, step, frame, tellFrame));
      continue;
    }
    if (teller.told.has(frame.scope) || isPlainConstruction(teller, step, frame)) continue;
    const several = isRecursive ? null : severalCalls(teller, step, frame);
    if (several !== null) sentences.push(several);
    if (frame.depth > 6 || teller.told.size >= teller.measure.calls) continue;
    const opening = several === null ? callPhrase(teller, frame) : nthCallPhrase(teller, frame);
    if (opening === null) continue;
    teller.told.add(frame.scope);
    if (several !== null) {
      const [first, ...rest] = tellFrame(teller, index);
      if (first !== undefined) sentences.push(phrase`${opening}: ${first}`, ...rest);
      continue;
    }
    const where = line(evidence.statementAt(step).range.line);
    sentences.push(phrase`${where} calls ${opening}`, ...tellFrame(teller, index));
  }
  return sentences;
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
