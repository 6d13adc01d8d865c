import type { Frame, Trace } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { chain, claimed, enumerate, type Phrase, plain } from "../phrase.ts";
import { shown } from "../phrases/values.ts";
import type { Detail, Voice } from "../types.ts";
import { code, shortened } from "../wording.ts";
import { type Account, accountOf, entryFrame } from "./account.ts";
import { isDetermined } from "./goal.ts";
import { CASE, ENDS, ORDER } from "./losses.ts";
import { type Neighbour, neighboursOf, type Openness } from "./neighbours.ts";
import { type NeighbourOutcome, type Outcomes, outcomeScript, readOutcomes } from "./outcomes.ts";

/** At most this many neighbours are ever proposed. */
const NEIGHBOURS = 6;

/** A run that shows what the output determines: a program to run, and how to read what it prints. */
export interface NeighbourCheck {
  readonly code: string;
  readonly read: (stdout: string) => Outcomes;
}

/** Calls close to the one that was made whose outcomes show what the output determines, the most telling first. */
export function backwardCandidates(trace: Trace, limit = NEIGHBOURS): string[] {
  return proposed(trace)
    .slice(0, limit)
    .map(({ call }) => call);
}

/** The script whose run tells what {@link backwardCandidates} give; null when there are none. */
export function neighbourCheck(trace: Trace): NeighbourCheck | null {
  const calls = backwardCandidates(trace);
  const code = outcomeScript(trace.source, calls);
  return code === null ? null : { code, read: (stdout) => readOutcomes(calls, stdout) };
}

function proposed(trace: Trace): Neighbour[] {
  const account = accountOf(trace);
  const entry = entryFrame(trace);
  if (account === null || entry === null) return [];
  return neighboursOf(trace, entry, (name) => opennessOf(account, entry, name), NEIGHBOURS);
}

/** What of an argument the output leaves open. */
function opennessOf(account: Account, entry: Frame, name: string): Openness {
  const known = knownAtEntry(account, entry, name);
  if (known === null) return "elements";
  if (known.losses.includes(ORDER)) return "order";
  if (known.losses.includes(CASE)) return "case";
  if (known.losses.includes(ENDS)) return "ends";
  return known.aspect === "size" || known.losses.length > 0 ? "elements" : "settled";
}

/** What is known of a parameter where the function begins, or null. */
function knownAtEntry({ walk }: Account, entry: Frame, name: string) {
  const wanted = walk.frame === entry.index ? walk.wanted.get(name) : undefined;
  if (wanted === undefined) return null;
  const { trace } = walk.evidence;
  const there = walk.evidence.nameBefore(wanted.step, name);
  const first = entry.arguments.find(([each]) => each === name)?.[1];
  if (there === undefined || first === undefined) return null;
  const isSame = trace.repr(first, entry.start, 10_000).text === trace.repr(there.value, there.tick, 10_000).text;
  return isSame ? wanted.goal : null;
}

/** How a backward rationale is told. */
export interface BackwardManner {
  readonly detail: Detail;
  readonly voice: Voice;
}

/** The parts of a rationale that goes from the output back to an input. */
export interface BackwardParts {
  /** What came out. */
  readonly result: readonly Phrase[];
  /** Which statement gave it. */
  readonly origin: readonly Phrase[];
  /** The way back, as far as output and code allow. */
  readonly back: readonly Phrase[];
  /** What is settled, what is not, and the runs that show it. */
  readonly inputs: readonly Phrase[];
}

/** Sentences of the way back that an outline keeps. */
const OUTLINED = 2;

/** What can be told from the output back to an input; null when there is nothing to start from. */
export function tellBackward(trace: Trace, outcomes: Outcomes, manner: BackwardManner): BackwardParts | null {
  const account = accountOf(trace);
  if (account === null) return null;
  const { walk, entry } = account;
  const isOutline = manner.detail === "outline";
  const [result, origin, ...back] = walk.sentences;
  const told = {
    result: result === undefined ? [] : [led(TURNS[manner.voice].begins, result)],
    origin: origin === undefined ? [] : [led(TURNS[manner.voice].asks, origin)],
    back: isOutline ? back.slice(0, OUTLINED) : back,
  };
  if (entry === null || trace.call === null) return { ...told, inputs: [] };
  const inputs = inputPhrases(trace, account, entry, outcomes, manner);
  return { ...told, inputs: isOutline ? inputs.slice(0, 2) : inputs };
}

/** The turns of phrase in which the voices differ. Each leads up to a sentence that reads the same in both. */
const TURNS: Readonly<Record<Voice, { begins: string; asks: string; concludes: string; tries: string }>> = {
  teacher: { begins: "", asks: "", concludes: "", tries: "" },
  "first-person": {
    begins: "I start at the end: ",
    asks: "I ask where that comes from: ",
    concludes: "that is as far as I can go back: ",
    tries: "I try inputs close to it: ",
  },
};

/** A sentence with words before it that claim nothing. */
function led(lead: string, { text, claims }: Phrase): Phrase {
  return { text: `${lead}${text}`, claims };
}

/** What is settled and what is not, and the runs that show it. */
function inputPhrases(
  trace: Trace,
  account: Account,
  entry: Frame,
  outcomes: Outcomes,
  manner: BackwardManner,
): Phrase[] {
  const { walk } = account;
  const rerun = rerunOfCall(trace, walk.evidence);
  if (rerun === null || trace.call === null) return [];
  const open: string[] = [];
  const unreached: string[] = [];
  const settled: string[] = [];
  for (const [name] of entry.arguments) {
    const goal = knownAtEntry(account, entry, name);
    if (goal === null) unreached.push(code(name));
    else if (isDetermined(goal)) settled.push(code(name));
    else if (goal.aspect === "size") open.push(`anything of ${code(name)} but its length`);
    else open.push(...goal.losses.map((loss) => loss.open(code(name))));
  }
  const call = code(shortened(trace.call, 200));
  const gives = "raises" in rerun ? "ends the same way" : "gives the result";
  const phrases: Phrase[] = [];
  if (entry.arguments.length === 0)
    phrases.push(claimed(`there is no argument to find: ${call}, run as a check, ${gives}`, rerun));
  else if (open.length === 0 && unreached.length === 0)
    phrases.push(
      claimed(
        `${settledBy(account)} settles ${settled.length === 1 ? "the argument" : "every argument"}, its type given: ${call}, run as a check, ${gives}`,
        rerun,
      ),
    );
  else {
    const listed = (names: readonly string[]) =>
      enumerate(
        names.map((each) => plain(each)),
        "or",
      ).text;
    const limits = [
      ...(open.length === 0 ? [] : [`the output does not determine ${listed(open)}`]),
      ...(unreached.length === 0 ? [] : [`the way back does not reach ${listed(unreached)}`]),
    ];
    phrases.push(
      claimed(`${limits.join(", and ")}; the input that was given is ${call}, and run again it ${gives}`, rerun),
    );
  }
  const turns = TURNS[manner.voice];
  const [first, ...others] = neighbourPhrases(trace, account, entry, outcomes, rerun, manner.detail === "full" ? 4 : 2);
  return [
    ...phrases.map((each, at) => (at === 0 ? led(turns.concludes, each) : each)),
    ...(first === undefined ? [] : [led(turns.tries, first)]),
    ...others,
  ];
}

function rerunOfCall(trace: Trace, evidence: Evidence): Extract<Claim, { kind: "rerun" }> | null {
  const { ending, call } = trace;
  if (call === null) return null;
  if (ending.kind === "finished" && ending.value !== null) {
    const value = evidence.provable({ value: ending.value, tick: trace.endTick });
    return value === undefined ? null : { kind: "rerun", call, value };
  }
  if (ending.kind !== "raised") return null;
  const record = trace.exceptions.find((each) => each.index === ending.exception);
  if (record === undefined) return null;
  return { kind: "rerun", call, raises: { type: record.type, message: record.message } };
}

interface Tried {
  readonly neighbour: Neighbour;
  readonly outcome: NeighbourOutcome;
  readonly claim: Claim;
}

/** What the conclusion rests on. */
function settledBy({ assumed }: Account): string {
  return assumed === undefined ? "that" : `if it was ${assumed} that returned it, that`;
}

/** What other inputs gave: those that give the same show what the output leaves open, the others what it settles. */
function neighbourPhrases(
  trace: Trace,
  account: Account,
  entry: Frame,
  outcomes: Outcomes,
  real: Extract<Claim, { kind: "rerun" }>,
  limit: number,
): Phrase[] {
  const tried: Tried[] = [];
  for (const neighbour of neighboursOf(trace, entry, (name) => opennessOf(account, entry, name), NEIGHBOURS)) {
    const outcome = outcomes.get(neighbour.call);
    if (outcome !== undefined)
      tried.push({ neighbour, outcome, claim: { kind: "rerun", call: neighbour.call, ...outcome } });
  }
  const isSame = ({ outcome }: Tried) =>
    "value" in outcome
      ? outcome.value === real.value
      : outcome.raises.type === real.raises?.type && outcome.raises.message === real.raises.message;
  const same = tried.filter(isSame).slice(0, limit);
  const different = tried.filter((each) => !isSame(each)).slice(0, limit);
  const phrases: Phrase[] = [];
  if (same.length > 0) {
    const calls = same.map(({ neighbour }) => plain(named(trace, neighbour)));
    const verb = "raises" in real ? "end" : "give";
    const told = same.length === 1 ? `${calls[0]?.text} ${verb}s` : `${enumerate(calls).text} ${verb}`;
    phrases.push(
      claimed(
        `${told} ${"raises" in real ? "the same way" : "the same result"}, so the output cannot tell ${same.length === 1 ? "these two" : "these"} apart`,
        ...same.map(({ claim }) => claim),
      ),
    );
  }
  if (different.length > 0) {
    const told = different.map(({ neighbour, outcome }) => `${named(trace, neighbour)} ${outcomeText(outcome)}`);
    const lead = same.length > 0 ? "but " : "";
    const end =
      same.length > 0 ? "" : `, so ${different.length === 1 ? "that change shows" : "such changes show"} in the output`;
    phrases.push(
      claimed(`${lead}${chain(told.map((each) => plain(each))).text}${end}`, ...different.map(({ claim }) => claim)),
    );
  }
  return phrases;
}

/** A call as a whole when it is short, else by what was changed. */
function named(trace: Trace, { call, name, value }: Neighbour): string {
  if (call.length <= 70 || trace.call === null) return code(call);
  return `the call with ${code(`${name} = ${shortened(value, 60)}`)} instead`;
}

function outcomeText(outcome: NeighbourOutcome): string {
  return "value" in outcome ? `gives ${shown(outcome.value, 60)}` : `raises ${code(outcome.raises.type)}`;
}
