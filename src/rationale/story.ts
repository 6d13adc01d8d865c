import type { SyntaxNode } from "../trace/types.ts";
import { backed, chain, claimed, enumerate, join, type Phrase, phrase, plain, wordCount } from "./phrase.ts";
import { type Reason, reasonFor } from "./phrases/conditions.ts";
import { tellCalls } from "./phrases/following.ts";
import { tellLoop } from "./phrases/loops.ts";
import { writtenBy } from "./phrases/output.ts";
import type { Place } from "./phrases/places.ts";
import { deedOf } from "./phrases/statements.ts";
import { shown, sourceOf } from "./phrases/values.ts";
import { type Beat, beatsOf } from "./plan/beats.ts";
import { condensed, type Gap } from "./plan/condense.ts";
import { child, children } from "./syntax.ts";
import type { Deed, Teller } from "./teller.ts";
import { code, countWord, line } from "./wording.ts";

/** Clauses without premises share a sentence up to this many words. */
const SHARED = 32;

/** What a frame did, as sentences. */
export function tellFrame(teller: Teller, frame: number): Phrase[] {
  const { firstStep, lastStep } = teller.evidence.trace.frame(frame);
  if (firstStep < 0) return [];
  const beats = beatsOf(teller.evidence, frame, firstStep, lastStep + 1);
  const told = beats.filter((_, index) => isTold(teller, beats, index));
  return tellBeats(teller, condensed(teller.evidence, told, teller.measure.stretch), { loops: 0, run: null });
}

/**
 * A stretch of beats as sentences, short neighbours joined. `lead` holds what the first sentence begins with: the values
 * a pass starts from.
 */
export function tellBeats(
  teller: Teller,
  beats: readonly (Beat | Gap)[],
  place: Place,
  lead: readonly Phrase[] = [],
): Phrase[] {
  const sentences: Phrase[] = [];
  let waiting: Phrase[] = [];
  let opening = lead;
  let ahead: { readonly step: number; readonly called: readonly Phrase[] } | null = null;
  const led = (sentence: Phrase, joint: string): Phrase => {
    const begun =
      opening.length === 0
        ? sentence
        : phrase`${join(opening)}${/, which/.test(join(opening).text) ? ", and " : joint}${sentence}`;
    opening = [];
    return begun;
  };
  const flush = () => {
    if (waiting.length > 0) sentences.push(chain(waiting));
    waiting = [];
  };
  for (let index = 0; index < beats.length; index += 1) {
    const beat = beats[index];
    if (beat === undefined || !isTold(teller, beats, index)) continue;
    if (beat.kind === "gap") {
      flush();
      const passed = passedOver(teller, beat);
      if (passed !== null) sentences.push(passed);
      continue;
    }
    const isAhead = ahead?.step === beat.step;
    const called = ahead?.step === beat.step ? ahead.called : tellCalls(teller, beat.step, tellFrame);
    if (called.length > 0 && !isAhead) {
      flush();
      sentences.push(...called.map((sentence) => led(sentence, ", and ")));
    }
    if (beat.kind === "loop") {
      flush();
      const [header, ...rest] = tellLoop(teller, beat.run, place, tellBeats);
      if (header !== undefined) sentences.push(led(header, ", and "), ...rest);
    } else if (beat.kind === "branch" || beat.kind === "choice") {
      flush();
      const chained = branchChain(beats, index);
      const follower = beats[index + chained];
      const last = beats[index + chained - 1];
      const follows =
        follower?.kind === "statement" && last !== undefined && "next" in last && last.next === follower.step;
      // The reasons come first: what follows may change the values they speak of.
      const reasons = beats
        .slice(index, index + chained)
        .flatMap((each) => (each.kind === "gap" ? [] : [branchReason(teller, each)]));
      const isBeforeCalls = follows && !tellCallsAhead(teller, follower.step);
      const deed = follows && !isBeforeCalls ? deedOf(teller, follower.step) : null;
      const called = isBeforeCalls ? tellCalls(teller, follower.step, tellFrame) : [];
      const [into, ...rest] = called;
      if (follows && into !== undefined && /^line \d/.test(into.text)) {
        const why = branchReasons(opening, reasons);
        sentences.push(phrase`${why}, so ${into}`, ...rest);
        ahead = { step: follower.step, called };
        opening = [];
        index += chained - 1;
        continue;
      }
      if (called.length > 0 && follows) ahead = { step: follower.step, called: [] };
      waiting.push(branchSentence(teller, opening, reasons, last, deed, place));
      opening = [];
      if (called.length > 0) {
        flush();
        sentences.push(...called);
      }
      if (deed === null) flush();
      index += chained - 1 + (deed === null ? 0 : 1);
    } else if (beat.kind === "handler") {
      flush();
    } else {
      const deed = called.length > 0 && isBareCall(teller, beat.step) ? null : deedOf(teller, beat.step);
      if (deed === null) continue;
      if (deed.premises.length > 0) {
        flush();
        waiting.push(withPremises({ ...deed, premises: [...opening, ...deed.premises] }));
        opening = [];
      } else {
        if (wordCount(chain([...waiting, deed.conclusion]).text) > SHARED) flush();
        waiting.push(led(deed.conclusion, opening.length > 1 ? ", and " : " and "));
      }
    }
  }
  flush();
  if (opening.length > 0) sentences.push(join(opening));
  return sentences;
}

/** Where only outcomes are told: loops, what returns, raises or prints, and the tests that led straight there. */
function isTold(teller: Teller, beats: readonly (Beat | Gap)[], index: number): boolean {
  const beat = beats[index];
  if (teller.measure.deeds || beat === undefined || beat.kind === "loop" || beat.kind === "gap") return true;
  if (beat.kind === "branch" || beat.kind === "choice") {
    const follower = beats[index + 1];
    return (
      follower !== undefined &&
      follower.kind !== "gap" &&
      beat.next === follower.step &&
      isTold(teller, beats, index + 1)
    );
  }
  const { trace } = teller.evidence;
  if (beat.kind === "handler" || trace.step(beat.step).outcome === "raised") return true;
  const { kind } = teller.evidence.statementAt(beat.step);
  return kind === "Return" || (kind === "Expr" && writtenBy(teller, beat.step) !== "");
}

/** A statement that is nothing but a call, whose inside has been told. */
function isBareCall(teller: Teller, step: number): boolean {
  const node = teller.evidence.nodeAt(step);
  const value = node.type === "Expr" ? child(node, "value") : null;
  return value?.type === "Call" && teller.evidence.trace.step(step).outcome === "completed";
}

/** A statement with calls to follow inside is told on its own. */
function tellCallsAhead(teller: Teller, step: number): boolean {
  return teller.evidence.calledBy(step).length === 0;
}

export function withPremises(deed: Deed): Phrase {
  return deed.premises.length === 0 ? deed.conclusion : phrase`${join(deed.premises)}, so ${deed.conclusion}`;
}

/** How many branch beats in a row belong to one thought: each leads straight to the next test. */
function branchChain(beats: readonly (Beat | Gap)[], from: number): number {
  let length = 1;
  while (length < 4) {
    const here = beats[from + length - 1];
    const next = beats[from + length];
    if (here?.kind !== "branch" || next?.kind !== "branch" || here.next !== next.step) break;
    length += 1;
  }
  return length;
}

/** `opening` is what the sentence begins with: values a pass starts from. */
function branchSentence(
  teller: Teller,
  opening: readonly Phrase[],
  reasons: readonly Reason[],
  last: Beat | Gap | undefined,
  deed: Deed | null,
  place: Place,
): Phrase {
  const why = branchReasons(opening, reasons);
  if (deed === null) return phrase`${why}, so ${consequence(teller, last, place)}`;
  const since = deed.premises.length === 0 ? plain("") : phrase`, since ${enumerate(deed.premises)}`;
  return phrase`${why}, so ${deed.conclusion}${since}`;
}

function branchReasons(opening: readonly Phrase[], reasons: readonly Reason[]): Phrase {
  return chain(reasons.map(({ given, outcome }, at) => grounded(at === 0 ? [...opening, ...given] : given, outcome)));
}

/**
 * `lines 12 to 90 are passed over here, where the first and the last of them run once`; null when the run was cut off, for
 * then nothing can be said of how often a line runs in all, or when the two differ.
 */
function passedOver(teller: Teller, gap: Gap): Phrase | null {
  const { trace } = teller.evidence;
  if (trace.ending.kind === "limit" || trace.ending.kind === "stopped") return null;
  const lines = [gap.first, gap.last].map((step) => teller.evidence.statementAt(step).range.line);
  const claims = lines.flatMap((number): { kind: "count"; statement: number; times: number }[] => {
    const statement = trace.statements.find(({ range }) => range.line === number);
    if (statement === undefined) return [];
    return [{ kind: "count", statement: statement.number, times: trace.visits(statement.number).length }];
  });
  const [from = 0, to = 0] = lines;
  const times = claims[0]?.times ?? 0;
  if (from >= to || claims.length !== 2 || claims[1]?.times !== times) return null;
  const often = times === 1 ? "once" : times === 2 ? "twice" : `${countWord(times)} times`;
  return claimed(
    `lines ${from} to ${to} are passed over here, where the first and the last of them run ${often}`,
    ...claims,
  );
}

function grounded(given: readonly Phrase[], outcome: Phrase): Phrase {
  return given.length === 0 ? outcome : chain([...given, outcome]);
}

function branchReason(teller: Teller, beat: Beat): Reason {
  const { evidence } = teller;
  const node = evidence.nodeAt(beat.step);
  if (beat.kind === "choice") return { given: [], outcome: matched(teller, beat.step, node) };
  const test = child(node, "test");
  if (beat.kind !== "branch" || test === null) return { given: [], outcome: plain("") };
  const { given, outcome } = reasonFor(teller, beat.step, test, beat.taken);
  const claim = {
    kind: "branch",
    at: evidence.coordinate(beat.step),
    taken: beat.taken,
    next: beat.next === null ? null : evidence.trace.step(beat.next).statement,
  } as const;
  const where = isAlone(teller, beat.step, test)
    ? outcome
    : phrase`on ${line(evidence.lineOf(claim.at[0]))}, ${outcome}`;
  return { given, outcome: backed(where, claim) };
}

/** Whether no other test of the same scope reads like this one. */
function isAlone({ evidence }: Teller, step: number, test: SyntaxNode): boolean {
  const { trace } = evidence;
  const own = evidence.statementAt(step);
  const text = trace.text(test.id);
  return !trace.statements.some((other) => {
    if (other.number === own.number || other.scope !== own.scope || !/^(If|While)$/.test(other.kind)) return false;
    const another = child(trace.node(other.node), "test");
    return another !== null && trace.text(another.id) === text;
  });
}

/** `` `point` is `(0, 5)` ``: the subject of a `match`. */
function matched(teller: Teller, step: number, node: SyntaxNode): Phrase {
  const { evidence } = teller;
  const subject = child(node, "subject");
  const found = subject === null ? undefined : evidence.evaluation(step, subject);
  const source = subject === null ? null : sourceOf(teller, subject);
  if (source !== null && found !== undefined) return claimed(`${code(source)} is ${shown(found.repr)}`, found.claim);
  const { statement } = evidence.trace.step(step);
  const times = evidence.trace.visits(statement).length;
  return claimed(`${line(evidence.lineOf(statement))} looks for a pattern that fits`, {
    kind: "count",
    statement,
    times,
  });
}

/** Where a test leads when nothing that is told follows it at once. */
function consequence(teller: Teller, beat: Beat | Gap | undefined, place: Place): string {
  if (beat === undefined || !("next" in beat)) return "it goes on";
  if (beat.next === null) return "there is nothing left to do";
  const { evidence } = teller;
  const next = evidence.statementAt(beat.next);
  if (place.run !== null && next.number === place.run.statement)
    return teller.manner.passEnds(place.loops > 1 ? "inner " : "");
  if (/^(For|AsyncFor|While)$/.test(next.kind)) return `the loop on ${line(next.range.line)} is next`;
  if (next.kind === "Break") return `\`break\` on ${line(next.range.line)} ends the loop`;
  if (next.kind === "Continue") return `\`continue\` on ${line(next.range.line)} ends the pass`;
  const node = evidence.nodeAt(beat.step);
  const skipped = children(node, "body")[0];
  if (beat.kind === "branch" && !beat.taken && children(node, "orelse").length === 0 && skipped !== undefined) {
    return teller.manner.skipped(line(skipped.range.line));
  }
  return teller.manner.comesNext(line(next.range.line));
}
