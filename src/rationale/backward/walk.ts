import type { Statement, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { enumerate, type Phrase, phrase } from "../phrase.ts";
import { identifier } from "../syntax.ts";
import { below, changedBy } from "./blocks.ts";
import { undo } from "./expressions.ts";
import { type Goal, isDetermined, toldGoal } from "./goal.ts";
import { ORDER } from "./losses.ts";
import { sourceText } from "./reading.ts";
import type { Lead, Remark, Undone } from "./sink.ts";

/** A variable of which something is known where a step reads it. */
export interface Wanted {
  readonly name: string;
  readonly goal: Goal;
  /** The step that reads it. */
  readonly step: number;
}

/** What is known so far, going back through one frame. */
export class Walk {
  readonly evidence: Evidence;
  readonly frame: number;
  readonly sentences: Phrase[] = [];
  readonly wanted = new Map<string, Wanted>();
  /** Variables that cannot be followed any further back. */
  readonly lost = new Set<string>();

  constructor(evidence: Evidence, frame: number) {
    this.evidence = evidence;
    this.frame = frame;
  }

  say(sentence: Phrase): void {
    if (sentence.claims.length > 0) this.sentences.push(sentence);
  }

  /** The last visit of a statement in this frame before a step; null when it did not run. */
  lastVisit(statement: Statement, beforeStep: number): number | null {
    const visits = this.evidence.trace.visits(statement.number);
    for (let at = visits.length - 1; at >= 0; at -= 1) {
      const step = visits[at] ?? 0;
      if (step < beforeStep && this.evidence.trace.step(step).frame === this.frame) return step;
    }
    return null;
  }

  /** Nothing more can be said of a variable before a statement. */
  lose(name: string): void {
    this.wanted.delete(name);
    this.lost.add(name);
  }

  /** The claim that a variable has this value before a step, and that value. */
  seen(step: number, name: string): { readonly repr: string; readonly type: string; readonly claim: Claim } | null {
    const sighting = this.evidence.nameBefore(step, name);
    const repr = sighting === undefined ? undefined : this.evidence.provable(sighting);
    if (sighting === undefined || repr === undefined) return null;
    const claim: Claim = { kind: "state", at: this.evidence.coordinate(step), name, value: repr };
    return { repr, type: this.evidence.typeOf(sighting), claim };
  }

  /** What is known of a variable where a step reads it, as a clause. */
  told({ name, goal, step }: Wanted): Phrase | null {
    const seen = this.seen(step, name);
    if (seen === null) return null;
    if (goal.aspect === "size") {
      const sighting = this.evidence.nameBefore(step, name);
      const size = sighting === undefined ? undefined : this.evidence.sizeOf(sighting);
      if (size === undefined || String(size) !== goal.shows) return null;
      const claim: Claim = { kind: "size", at: this.evidence.coordinate(step), when: "before", name, size };
      return toldGoal(name, goal, seen.repr, seen.type, [claim]);
    }
    if (goal.shows === null && !goal.losses.includes(ORDER)) return null;
    return toldGoal(name, goal, seen.repr, seen.type, [seen.claim]);
  }

  /** Take up the variables an expression leads to. */
  take(step: number, leads: readonly Lead[]): Wanted[] {
    const taken: Wanted[] = [];
    for (const { name: node, goal } of leads) {
      const name = identifier(node, "id") ?? "";
      const known = this.wanted.get(name);
      if (this.lost.has(name) || (known !== undefined && isDetermined(known.goal))) continue;
      const wanted = { name, goal, step };
      this.wanted.set(name, wanted);
      taken.push(wanted);
    }
    return taken;
  }

  /**
   * Undo an expression that came to what the goal says, and tell it: `lead` opens the sentence, its claims are what the
   * step did.
   */
  undoing(lead: Phrase, step: number, node: SyntaxNode, goal: Goal): void {
    const undone = undo(this.evidence, step, node, goal);
    const taken = this.take(step, undone.leads);
    this.say(this.account(lead, undone, taken, node));
  }

  /** `…, which keeps this; B keeps that, so `x` is V` */
  account(lead: Phrase, undone: Undone, taken: readonly Wanted[], node: SyntaxNode): Phrase {
    const known = taken.map((each) => this.told(each)).filter((each) => each !== null);
    const outermost = sourceText(this.evidence, node);
    const clause = ({ source, says }: Remark, index: number) =>
      index === 0 && source === outermost ? `, which ${says}` : `; ${source} ${says}`;
    let text = phrase`${lead}${undone.remarks.map(clause).join("")}`;
    if (known.length > 0) {
      text = phrase`${text}, so ${enumerate(known)}`;
    }
    if (undone.dead === null) return text;
    if (undone.remarks.length === 0) return phrase`${text}${clause(undone.dead, 0)}`;
    return phrase`${text}${known.length > 0 ? "; but " : ", and "}${undone.dead.source} ${undone.dead.says}`;
  }

  /** Where in a statement's blocks a variable is changed: the lines, in order. */
  linesChanging(statement: Statement, name: string): number[] {
    const all = [statement, ...below(this.evidence, statement)];
    const lines = all.filter((each) => changedBy(this.evidence, each).has(name)).map((each) => each.range.line);
    return [...new Set(lines)];
  }

  /** Whether a variable has the same value after a step as where it is wanted: nothing else changed it meanwhile. */
  isUnchangedSince(step: number, { name, step: reader }: Wanted): boolean {
    const { trace } = this.evidence;
    const after = trace.lookup(this.frame, name, trace.step(step).end);
    const there = this.evidence.nameBefore(reader, name);
    if (after === undefined || there === undefined) return false;
    const one = trace.repr(after, trace.step(step).end, 10_000).text;
    return one === trace.repr(there.value, there.tick, 10_000).text;
  }

  /** The claim that a statement was visited this often. */
  count(statement: Statement): Claim {
    return { kind: "count", statement: statement.number, times: this.evidence.trace.visits(statement.number).length };
  }

  /** The claim that a statement bound a variable to what it has after a step. */
  bound(step: number, name: string): Claim | null {
    const { trace } = this.evidence;
    const { end } = trace.step(step);
    const value = trace.lookup(this.frame, name, end);
    const repr = value === undefined ? undefined : this.evidence.provable({ value, tick: end });
    return repr === undefined ? null : { kind: "bind", at: this.evidence.coordinate(step), name, value: repr };
  }
}
