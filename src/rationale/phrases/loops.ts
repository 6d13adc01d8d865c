import type { LoopRun, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { backed, chain, claimed, list, type Phrase, phrase, plain } from "../phrase.ts";
import {
  atPass,
  type Evolution,
  entryStep,
  evolutions,
  instructive,
  lastHeader,
  passBeats,
  targetsOf,
} from "../plan/passes.ts";
import { calledName, child, children, methodCall, walk } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, counted, countWord, line, ordinal } from "../wording.ts";
import { reason } from "./conditions.ts";
import { nameOf } from "./expressions.ts";
import { elementNoun, shown, sourceOf } from "./values.ts";

const LOOPS: ReadonlySet<string> = new Set(["For", "AsyncFor", "While"]);
/** Values of a loop's target are listed up to this many characters. */
const LISTED = 60;
/** The stations of a variable are listed up to this many characters. */
const STATIONS = 110;

export type TellBeats = (
  teller: Teller,
  beats: ReturnType<typeof passBeats>,
  place: Place,
  lead: readonly Phrase[],
) => Phrase[];

/** Where in the program's course a stretch lies. */
export interface Place {
  readonly loops: number;
  readonly run: LoopRun | null;
}

/** One run of a loop as sentences: how often, the passes that teach something, and what it all came to. */
export function tellLoop(teller: Teller, run: LoopRun, place: Place, tellBeats: TellBeats): Phrase[] {
  const { evidence } = teller;
  const header = headerSentence(teller, run, place);
  const sentences: Phrase[] = header === null ? [] : [header];
  const limit = place.loops === 0 ? teller.measure.passes : place.loops === 1 && teller.measure.passes > 2 ? 1 : 0;
  const changed = evolutions(evidence, run);
  const isListed = changed.some((evolution) => stationsText(run, evolution) !== null);
  const chosen = instructive(evidence, run, limit, isListed);
  for (const index of chosen) sentences.push(...passSentences(teller, run, index, place, tellBeats));
  sentences.push(...neverTaken(teller, run));
  if (!isListed) sentences.push(...howOften(teller, run));
  sentences.push(...overall(teller, run, changed, chosen.length, place));
  const ending = endingSentence(teller, run);
  if (ending !== null) sentences.push(ending);
  return sentences;
}

/** The claim about a whole run of a loop; null while it was still running. */
export function loopClaim(run: LoopRun, targets?: Record<string, string[]>): Claim | null {
  if (run.ending === "unfinished") return null;
  const claim = { kind: "loop", at: entryOf(run), passes: run.passes.length, ending: run.ending } as const;
  return targets === undefined ? claim : { ...claim, targets };
}

function entryOf(run: LoopRun): [number, number] {
  return [run.statement, run.entryVisit];
}

function loopName(teller: Teller, run: LoopRun, place: Place): string {
  return `the ${place.loops > 0 ? "inner " : ""}loop on ${line(teller.evidence.lineOf(run.statement))}`;
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
    const manner = source === null || source === "True" ? "" : ` runs while ${code(source)} and`;
    return claimed(`${name}${manner} makes ${counted(run.passes.length, "pass", "passes")}${endingNote(run)}`, claim);
  }
  const span = coverage(teller, run, node);
  const values = targetValues(teller, run);
  const size = counted(run.passes.length, "pass", "passes");
  if (values !== null && !span.names && run.passes.length > 1) {
    const withTargets = loopClaim(run, values.targets);
    return claimed(
      `${name} makes ${size}${span.phrase.text}, with ${values.text}${endingNote(run)}`,
      ...(withTargets === null ? [] : [withTargets]),
      ...span.phrase.claims,
    );
  }
  return backed(phrase`${name} makes ${size}${span.phrase}${endingNote(run)}`, claim);
}

/** A loop that the end of the run cut off: how it began is all that can be claimed. */
function stillRunning(teller: Teller, run: LoopRun, node: SyntaxNode, name: string): Phrase | null {
  const { evidence } = teller;
  const entry = evidence.trace.visits(run.statement)[run.entryVisit - 1];
  const test = child(node, "test");
  if (entry === undefined || test === null || run.passes.length === 0) return null;
  const next = evidence.next(entry);
  const claim: Claim = {
    kind: "branch",
    at: evidence.coordinate(entry),
    taken: true,
    next: next === null ? null : evidence.trace.step(next).statement,
  };
  return backed(
    phrase`${reason(teller, entry, test, true)}, so ${name} begins; it was still running when the run was stopped`,
    claim,
  );
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
      const seen = atPass(teller.evidence, run, pass, name);
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
      ? `on ${inner === "" ? "that" : "the only"} pass${inner}`
      : `on the ${ordinal(index + 1)} pass${inner}`;
  const bindings = targetsOf(evidence, run).flatMap((name): Phrase[] => {
    const seen = atPass(evidence, run, pass, name);
    const repr = seen === undefined ? undefined : evidence.provable(seen);
    if (repr === undefined || name === "_") return [];
    teller.tell(run.frame, name, repr);
    return [
      claimed(`${code(name)} is ${shown(repr, 60)}`, {
        kind: "bind",
        at: evidence.coordinate(pass.header),
        name,
        value: repr,
      }),
    ];
  });
  const test = index === 0 ? child(evidence.nodeAt(pass.header), "test") : null;
  if (test !== null && sourceOf(teller, test) !== "True") bindings.push(testHeld(teller, pass.header, test));
  const beats = passBeats(evidence, run, index);
  const told = tellBeats(teller, beats.slice(0, teller.measure.beats), { loops: place.loops + 1, run }, bindings);
  const [first, ...rest] = told;
  return first === undefined ? [] : [phrase`${which}, ${first}`, ...rest];
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

/** Tests in the body that never held, so that what they guard never ran. */
function neverTaken(teller: Teller, run: LoopRun): Phrase[] {
  const { trace } = teller.evidence;
  if (run.passes.length < 2) return [];
  const guarded = trace.statements.filter(
    (statement) =>
      statement.parent !== null &&
      trace.statement(statement.parent).kind === "If" &&
      trace.statement(statement.parent).parent === run.statement &&
      statement.block === "body" &&
      trace.visits(statement.number).length === 0 &&
      trace.visits(statement.parent).length > 0,
  );
  const firstOfEach = guarded.filter(
    (statement, index) => guarded.findIndex((other) => other.parent === statement.parent) === index,
  );
  return firstOfEach.slice(0, 1).map((statement) => {
    const test = line(teller.evidence.lineOf(statement.parent ?? 0));
    return claimed(`the test on ${test} never holds, so ${line(statement.range.line)} never runs`, {
      kind: "count",
      statement: statement.number,
      times: 0,
    });
  });
}

/** On how many passes a test of the body held, where that is the only run of the loop. */
function howOften(teller: Teller, run: LoopRun): Phrase[] {
  const { trace } = teller.evidence;
  const claim = loopClaim(run);
  if (run.passes.length < 3 || claim === null || trace.loopRuns(run.statement).length !== 1) return [];
  const tests = trace.statements.filter((statement) => statement.kind === "If" && statement.parent === run.statement);
  const [test] = tests;
  const first = trace.statements.find((statement) => statement.parent === test?.number && statement.block === "body");
  if (test === undefined || tests.length !== 1 || first === undefined) return [];
  const times = trace.visits(first.number).length;
  if (times === 0 || times === run.passes.length || trace.visits(test.number).length !== run.passes.length) return [];
  const often = times === 1 ? "once" : times === 2 ? "twice" : `${countWord(times)} times`;
  const count: Claim = { kind: "count", statement: first.number, times };
  const passes = `${countWord(times)} of the ${counted(run.passes.length, "pass", "passes")}`;
  return [
    claimed(
      `the test on ${line(test.range.line)} holds on ${passes}, so ${line(first.range.line)} runs ${often}`,
      claim,
      count,
    ),
  ];
}

/** What the loop came to: the stations of what it changed, or where that ended. */
function overall(teller: Teller, run: LoopRun, changed: readonly Evolution[], walked: number, place: Place): Phrase[] {
  if (run.passes.length === 0 || run.ending === "unfinished" || run.ending === "return") return [];
  const stations: Phrase[] = [];
  const results: Phrase[] = [];
  for (const evolution of changed) {
    if (stations.length + results.length >= 3) break;
    const course = stationsOf(teller, run, evolution, walked);
    if (course !== null) stations.push(course);
    else {
      const result = outcomeOf(teller, run, evolution, walked);
      if (result !== null) results.push(result);
    }
  }
  const sentences: Phrase[] = [];
  const passes = `the ${counted(run.passes.length, "pass", "passes")}`;
  const which =
    place.loops > 0
      ? `${passes} of the inner loop`
      : holdsLoop(teller, run)
        ? `${passes} of ${loopName(teller, run, place)}`
        : passes;
  if (stations.length > 0) sentences.push(phrase`over ${which}, ${list(stations)}`);
  if (results.length > 0) sentences.push(phrase`after the last pass, ${chain(results)}`);
  return sentences;
}

/** Whether another loop stands inside a loop. */
function holdsLoop(teller: Teller, run: LoopRun): boolean {
  const { trace } = teller.evidence;
  return walk(trace.node(trace.statement(run.statement).node)).some(
    (node) => LOOPS.has(node.type) && teller.evidence.statementNumber(node) !== run.statement,
  );
}

/** Nothing more to say of a variable: it never changed, or the passes told in full have said it all. */
function isSettled(teller: Teller, run: LoopRun, { name, values, sightings }: Evolution, walked: number): boolean {
  if (values.length > 0 && values[0] !== null && values.every((value) => value === values[0])) return true;
  const after = sightings.at(-1);
  const repr = after === undefined ? undefined : teller.evidence.provable(after);
  return repr !== undefined && walked >= run.passes.length && teller.knows(run.frame, name, repr);
}

/** `` `total` goes 0, 1, 3, 6 ``, as long as all of it can be shown. */
function stationsOf(teller: Teller, run: LoopRun, evolution: Evolution, walked: number): Phrase | null {
  const text = isSettled(teller, run, evolution, walked) ? null : stationsText(run, evolution);
  if (text === null) return null;
  const { name } = evolution;
  const values = evolution.values.flatMap((value) => (value === null ? [] : [value]));
  teller.tell(run.frame, name, values.at(-1) ?? "");
  return claimed(`${code(name)} goes ${text}`, { kind: "evolve", at: entryOf(run), name, values });
}

/** The stations of a variable as text, or null when they are too many, too long, or never change. */
function stationsText(run: LoopRun, { values }: Evolution): string | null {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  const isComplete = known.length === values.length && values.length === run.passes.length + 1;
  if (!isComplete || run.passes.length < 2 || values.length > 12 || new Set(known).size === 1) return null;
  const text = known.map((value) => shown(value, 60)).join(", ");
  return text.length > STATIONS ? null : text;
}

/** `` `result` is 'abc' ``, or how large it is when it is long. */
function outcomeOf(teller: Teller, run: LoopRun, evolution: Evolution, walked: number): Phrase | null {
  if (isSettled(teller, run, evolution, walked)) return null;
  const { evidence } = teller;
  const after = evolution.sightings.at(-1);
  const at = afterLoop(teller, run);
  const repr = after === undefined ? undefined : evidence.provable(after);
  if (after === undefined || repr === undefined || at === null) return null;
  const { name } = evolution;
  if (isReturnedNext(teller, run, name)) return null;
  teller.tell(run.frame, name, repr);
  return claimed(`${code(name)} is ${shown(repr)}`, { kind: "state", at, name, value: repr });
}

/** Whether the very next thing after the loop is to return the variable: its value is told there. */
function isReturnedNext(teller: Teller, run: LoopRun, name: string): boolean {
  const { evidence } = teller;
  const next = evidence.stepsWithin(run.frame, run.lastStep + 1, evidence.trace.stepCount)[0];
  const node = next === undefined ? null : evidence.nodeAt(next);
  const value = node?.type === "Return" ? child(node, "value") : null;
  return value !== null && nameOf(value) === name;
}

/** Where a state after the loop can be claimed: before its last test, or before the frame's next step. */
function afterLoop(teller: Teller, run: LoopRun): [number, number] | null {
  const { evidence } = teller;
  const header = lastHeader(evidence, run);
  const next = header ?? evidence.stepsWithin(run.frame, run.lastStep + 1, evidence.trace.stepCount)[0];
  return next === undefined ? null : evidence.coordinate(next);
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
