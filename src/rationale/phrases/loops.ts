import type { LoopRun, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { backed, claimed, type Phrase, phrase, plain } from "../phrase.ts";
import { atHeader, entryStep, evolutions, instructive, lastHeader, passBeats, targetsOf } from "../plan/passes.ts";
import { calledName, child, children, methodCall } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, counted, ordinal } from "../wording.ts";
import { reason } from "./conditions.ts";
import { nameOf } from "./expressions.ts";
import { howOften, neverTaken, overall, stationsText } from "./outcomes.ts";
import { entryOf, loopClaim, loopName, type Place } from "./places.ts";
import { elementNoun, shown, sourceOf } from "./values.ts";

/** Beats that tell how a pass ends its loop: the test and what it led to. */
const ENDING = 2;

/** Values of a loop's target are listed up to this many characters. */
const LISTED = 60;

export type TellBeats = (
  teller: Teller,
  beats: ReturnType<typeof passBeats>,
  place: Place,
  lead: readonly Phrase[],
) => Phrase[];

/** One run of a loop as sentences: how often, the passes that teach something, and what it all came to. */
export function tellLoop(teller: Teller, run: LoopRun, place: Place, tellBeats: TellBeats): Phrase[] {
  const { evidence } = teller;
  const header = headerSentence(teller, run, place);
  const sentences: Phrase[] = header === null ? [] : [header];
  const limit =
    place.loops === 0
      ? teller.measure.passes
      : place.loops === 1
        ? teller.measure.inner
        : teller.measure.inner > 1
          ? 1
          : 0;
  const changed = evolutions(evidence, run);
  const isListed = changed.some((evolution) => stationsText(run, evolution) !== null);
  const chosen = instructive(evidence, run, limit, changed, isListed);
  for (const index of chosen) sentences.push(...passSentences(teller, run, index, place, tellBeats));
  sentences.push(...neverTaken(teller, run));
  if (!isListed) sentences.push(...howOften(teller, run));
  sentences.push(...overall(teller, run, changed, chosen.length, place));
  const ending = endingSentence(teller, run);
  if (ending !== null) sentences.push(ending);
  return sentences;
}

function headerSentence(teller: Teller, run: LoopRun, place: Place): Phrase | null {
  const { evidence } = teller;
  const node = evidence.trace.node(evidence.trace.statement(run.statement).node);
  const name = loopName(teller, run, place);
  const claim = loopClaim(run);
  if (claim === null) return stillRunning(teller, run, node, name);
  if (run.passes.length === 0) return noPass(teller, run, node, name, claim);
  const test = child(node, "test");
  if (test !== null) {
    const source = sourceOf(teller, test);
    const condition = source === null || source === "True" ? "" : code(source);
    const size = counted(run.passes.length, "pass", "passes");
    return claimed(`${teller.manner.makes(name, condition, size)}${endingNote(run)}`, claim);
  }
  const span = coverage(teller, run, node);
  const values = targetValues(teller, run);
  const size = counted(run.passes.length, "pass", "passes");
  if (values !== null && !span.names && run.passes.length > 1) {
    const withTargets = loopClaim(run, values.targets);
    return claimed(
      `${teller.manner.makes(name, "", size)}${span.phrase.text}, with ${values.text}${endingNote(run)}`,
      ...(withTargets === null ? [] : [withTargets]),
      ...span.phrase.claims,
    );
  }
  return backed(phrase`${teller.manner.makes(name, "", size)}${span.phrase}${endingNote(run)}`, claim);
}

/** A loop that the end of the run cut off: how it began is all that can be claimed. */
function stillRunning(teller: Teller, run: LoopRun, node: SyntaxNode, name: string): Phrase | null {
  const { evidence } = teller;
  const entry = evidence.trace.visits(run.statement)[run.entryVisit - 1];
  const test = child(node, "test");
  if (entry === undefined || run.passes.length === 0) return null;
  const stopped = plain(`${name} begins; it was still running when the run was stopped`);
  if (test === null) {
    const bound = targetsOf(evidence, run).flatMap((target) => boundAtHeader(teller, run, entry, target));
    return bound.length === 0 ? null : backed(stopped, ...bound.flatMap((each) => [...each.claims]));
  }
  const next = evidence.next(entry);
  const claim: Claim = {
    kind: "branch",
    at: evidence.coordinate(entry),
    taken: true,
    next: next === null ? null : evidence.trace.step(next).statement,
  };
  if (sourceOf(teller, test) === "True") return backed(stopped, claim);
  return backed(phrase`${reason(teller, entry, test, true)}, so ${stopped}`, claim);
}

function endingNote(run: LoopRun): string {
  const which = run.passes.length === 1 ? ", ended by " : ", the last one ended by ";
  if (run.ending === "break") return `${which}\`break\``;
  if (run.ending === "return") return `${which}\`return\``;
  if (run.ending === "raise") return `${which}an exception`;
  return "";
}

function noPass(teller: Teller, run: LoopRun, node: SyntaxNode, name: string, claim: Claim): Phrase {
  const step = entryStep(teller.evidence, run);
  const test = child(node, "test");
  if (test !== null) return backed(phrase`${reason(teller, step, test, false)}, so ${name} makes no pass`, claim);
  const iterable = child(node, "iter");
  const source = iterable === null ? null : sourceOf(teller, iterable);
  if (iterable === null || source === null) return claimed(`${name} makes no pass`, claim);
  const found = teller.evidence.evaluation(step, iterable);
  const collection = nameOf(underlying(iterable));
  const seen = collection === null ? undefined : teller.evidence.nameBefore(step, collection);
  if (collection !== null && seen !== undefined && teller.evidence.sizeOf(seen) === 0) {
    const size: Claim = { kind: "size", at: entryOf(run), when: "before", name: collection, size: 0 };
    return claimed(`${code(collection)} is empty, so ${name} makes no pass`, size, claim);
  }
  if (found === undefined) return claimed(`${name} makes no pass, as ${code(source)} gives nothing`, claim);
  return claimed(`${code(source)} is ${shown(found.repr)}, so ${name} makes no pass`, found.claim, claim);
}

/** What the passes of a `for` loop go over. `names` says that the elements themselves were already shown. */
function coverage(teller: Teller, run: LoopRun, node: SyntaxNode): { phrase: Phrase; names: boolean } {
  const nothing = { phrase: plain(""), names: false };
  const iterable = child(node, "iter");
  if (iterable === null) return nothing;
  const step = entryStep(teller.evidence, run);
  const complete = run.ending === "exhausted";
  const collection = underlying(iterable);
  const name = nameOf(collection);
  if (name !== null) {
    const seen = teller.evidence.nameBefore(step, name);
    const size = seen === undefined ? undefined : teller.evidence.sizeOf(seen);
    if (seen === undefined || size === undefined || teller.evidence.typeOf(seen) === "range") return nothing;
    const noun = methodCall(iterable)?.method === "items" ? "item" : elementNoun(teller.evidence.typeOf(seen));
    const claim: Claim = { kind: "size", at: entryOf(run), when: "before", name, size };
    const repr = teller.evidence.provable(seen);
    const known = repr !== undefined && teller.knows(run.frame, name, repr) && repr.length <= 90;
    if (complete && size === run.passes.length && size > 1) {
      return {
        phrase: claimed(`, one for each ${noun} of ${code(name)}`, claim),
        names: known && collection === iterable,
      };
    }
    if (size > run.passes.length && !complete) {
      return {
        phrase: claimed(` over the ${counted(size, noun)} of ${code(name)}`, claim),
        names: known && collection === iterable,
      };
    }
    return nothing;
  }
  const found = teller.evidence.evaluation(step, iterable);
  const source = sourceOf(teller, iterable, 40);
  if (found === undefined || source === null || found.repr.length > 90 || /^(range\(|dict_)/.test(found.repr))
    return nothing;
  if (found.repr === source) return nothing;
  return { phrase: claimed(` over ${code(source)}, which is ${shown(found.repr)}`, found.claim), names: true };
}

/** The collection behind `enumerate(xs)`, `reversed(xs)`, `d.items()`, `range(len(xs))`-free: whose size gives the passes. */
function underlying(iterable: SyntaxNode): SyntaxNode {
  const called = calledName(iterable);
  const first = children(iterable, "args")[0];
  if ((called === "enumerate" || called === "reversed" || called === "sorted") && first !== undefined) return first;
  const method = methodCall(iterable);
  if (method !== null && method.args.length === 0 && /^(items|keys|values)$/.test(method.method))
    return method.receiver;
  return iterable;
}

/** The values a loop's targets took, when they are short enough to list. */
function targetValues(teller: Teller, run: LoopRun): { text: string; targets: Record<string, string[]> } | null {
  const targets: Record<string, string[]> = {};
  const texts: string[] = [];
  if (run.passes.length > 60) return null;
  for (const name of targetsOf(teller.evidence, run)) {
    if (name === "_") continue;
    const values: string[] = [];
    for (const pass of run.passes) {
      const seen = atHeader(teller.evidence, run, pass.header, name);
      const repr = seen === undefined ? undefined : teller.evidence.provable(seen);
      if (repr === undefined) return null;
      values.push(repr);
    }
    targets[name] = values;
    texts.push(`${code(name)} ${listValues(values)}`);
  }
  const text = texts.join(" and ");
  return texts.length === 0 || text.length > LISTED + 30 ? null : { text, targets };
}

function listValues(values: readonly string[]): string {
  const numbers = values.map(Number);
  const rising = values.every(
    (value, index) => /^-?\d+$/.test(value) && (index === 0 || numbers[index] === (numbers[index - 1] ?? 0) + 1),
  );
  const falling = values.every(
    (value, index) => /^-?\d+$/.test(value) && (index === 0 || numbers[index] === (numbers[index - 1] ?? 0) - 1),
  );
  if (values.length > 4 && rising) return `counting up from ${values[0]} to ${values.at(-1)}`;
  if (values.length > 4 && falling) return `counting down from ${values[0]} to ${values.at(-1)}`;
  return `= ${values.map((value) => shown(value, 40)).join(", ")}`;
}

function passSentences(teller: Teller, run: LoopRun, index: number, place: Place, tellBeats: TellBeats): Phrase[] {
  const { evidence } = teller;
  const pass = run.passes[index];
  if (pass === undefined) return [];
  teller.forgetExpressions(run.frame);
  const inner = place.loops > 0 ? " of the inner loop" : "";
  const which =
    run.passes.length === 1
      ? `${inner === "" ? "that" : "the only"} pass${inner}`
      : `the ${ordinal(index + 1)} pass${inner}`;
  const bindings = targetsOf(evidence, run).flatMap((name) => boundAtHeader(teller, run, pass.header, name));
  const test = index === 0 ? child(evidence.nodeAt(pass.header), "test") : null;
  if (test !== null && sourceOf(teller, test) !== "True") bindings.push(testHeld(teller, pass.header, test));
  const beats = passBeats(evidence, run, index);
  const isLast = index === run.passes.length - 1 && run.ending !== "exhausted";
  const told = tellBeats(
    teller,
    withinBeats(beats, teller.measure.beats, isLast),
    { loops: place.loops + 1, run },
    bindings,
  );
  const [first, ...rest] = told;
  return first === undefined ? [] : [phrase`${teller.manner.onPass(which)}${first}`, ...rest];
}

/** The first beats of a pass; of one that ends the loop also those that do so. */
function withinBeats<B>(beats: readonly B[], limit: number, isLast: boolean): B[] {
  if (beats.length <= limit || !isLast) return beats.slice(0, limit);
  return [...beats.slice(0, Math.max(0, limit - ENDING)), ...beats.slice(-ENDING)];
}

/** `` `n` is 1 ``: what a pass gave a target; nothing for `_`. */
function boundAtHeader(teller: Teller, run: LoopRun, header: number, name: string): Phrase[] {
  const { evidence } = teller;
  const seen = atHeader(evidence, run, header, name);
  const repr = seen === undefined ? undefined : evidence.provable(seen);
  if (repr === undefined || name === "_") return [];
  teller.tell(run.frame, name, repr);
  const claim: Claim = { kind: "bind", at: evidence.coordinate(header), name, value: repr };
  return [claimed(`${code(name)} is ${shown(repr, 60)}`, claim)];
}

/** The test of a `while` that let a pass begin. */
function testHeld(teller: Teller, header: number, test: SyntaxNode): Phrase {
  const { evidence } = teller;
  const next = evidence.next(header);
  return backed(reason(teller, header, test, true), {
    kind: "branch",
    at: evidence.coordinate(header),
    taken: true,
    next: next === null ? null : evidence.trace.step(next).statement,
  });
}

/** How a `while` loop came to its end. */
function endingSentence(teller: Teller, run: LoopRun): Phrase | null {
  const { evidence } = teller;
  const node = evidence.trace.node(evidence.trace.statement(run.statement).node);
  const test = child(node, "test");
  const header = lastHeader(evidence, run);
  if (test === null || header === null || run.passes.length === 0) return null;
  const next = evidence.next(header);
  const claim: Claim = {
    kind: "branch",
    at: evidence.coordinate(header),
    taken: false,
    next: next === null ? null : evidence.trace.step(next).statement,
  };
  return backed(phrase`then ${reason(teller, header, test, false)}, and the loop ends`, claim);
}
