import type { LoopRun } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { chain, claimed, list, type Phrase, phrase } from "../phrase.ts";
import { type Evolution, lastHeader } from "../plan/passes.ts";
import { child, walk } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, counted, countWord, line } from "../wording.ts";
import { nameOf } from "./expressions.ts";
import { entryOf, loopClaim, loopName, type Place } from "./places.ts";
import { shown } from "./values.ts";

const LOOPS: ReadonlySet<string> = new Set(["For", "AsyncFor", "While"]);
/** The stations of a variable are listed up to this many characters. */
const STATIONS = 110;

/** Tests in the body that never held, so that what they guard never ran. */
export function neverTaken(teller: Teller, run: LoopRun): Phrase[] {
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
export function howOften(teller: Teller, run: LoopRun): Phrase[] {
  const { trace } = teller.evidence;
  const claim = loopClaim(run);
  if (
    run.passes.length < 3 ||
    claim === null ||
    run.ending !== "exhausted" ||
    trace.loopRuns(run.statement).length !== 1
  )
    return [];
  const tests = trace.statements.filter((statement) => statement.kind === "If" && statement.parent === run.statement);
  const [test] = tests;
  const first = trace.statements.find((statement) => statement.parent === test?.number && statement.block === "body");
  if (test === undefined || tests.length !== 1 || first === undefined || LOOPS.has(first.kind)) return [];
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
export function overall(
  teller: Teller,
  run: LoopRun,
  changed: readonly Evolution[],
  walked: number,
  place: Place,
): Phrase[] {
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
  const size = `the ${counted(run.passes.length, "pass", "passes")}`;
  const isOuter = holdsLoop(teller, run);
  const ofLoop = isOuter ? ` of ${loopName(teller, run, place)}` : place.loops > 0 ? " of the inner loop" : "";
  if (stations.length > 0) sentences.push(phrase`${teller.manner.over(`${size}${ofLoop}`)}${list(stations)}`);
  if (results.length > 0) sentences.push(phrase`${teller.manner.after(ofLoop)}${chain(results)}`);
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
export function stationsText(run: LoopRun, { values }: Evolution): string | null {
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
