import type { LoopRun, Statement } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import type { Source } from "./source.ts";

/** A stretch of the run that the text is in: a frame, a run of a loop in it, one pass of that. Steps [from, end). */
export interface Level {
  readonly frame: number;
  readonly run: LoopRun | null;
  /** Index of the pass from 0; null for the frame or the loop as a whole. */
  readonly pass: number | null;
  readonly from: number;
  readonly end: number;
  /** The step last spoken of. */
  readonly cursor: number;
}

/**
 * Where a text has got to. Text tells a run in order, so what it names next is the next such thing in the innermost
 * stretch it is in; failing that in the stretch around.
 */
export class Discourse {
  private levels: readonly Level[] = [];

  constructor(
    private readonly evidence: Evidence,
    private readonly source: Source,
  ) {
    const { trace } = evidence;
    if (trace.frameCount > 0) this.levels = [this.frameLevel(0)];
    const entry = this.entryFrame();
    if (entry !== null) this.enterFrame(entry);
  }

  /** What may be given to {@link restore} later. */
  save(): readonly Level[] {
    return this.levels;
  }

  restore(levels: readonly Level[]): void {
    this.levels = levels;
  }

  get innermost(): Level | undefined {
    return this.levels.at(-1);
  }

  /** The frame the text is in. */
  get frame(): number {
    return this.innermost?.frame ?? 0;
  }

  /** The step the text has got to. */
  get cursor(): number {
    return this.innermost?.cursor ?? 0;
  }

  /** The frame of the function that the Call is about, or null for a script. */
  entryFrame(): number | null {
    const { trace } = this.evidence;
    if (trace.call === null) return null;
    let found: number | null = null;
    for (let index = 0; index < trace.frameCount; index += 1) {
      const frame = trace.frame(index);
      if (frame.depth === 1 && frame.callStep === null && trace.scopes[frame.scope]?.kind === "function") found = index;
    }
    return found;
  }

  private frameLevel(index: number): Level {
    const frame = this.evidence.trace.frame(index);
    const from = Math.max(0, frame.firstStep);
    return { frame: index, run: null, pass: null, from, end: frame.lastStep + 1, cursor: from };
  }

  enterFrame(frame: number): void {
    const known = this.levels.findIndex((level) => level.frame === frame);
    this.levels = known >= 0 ? this.levels.slice(0, known + 1) : [...this.levels, this.frameLevel(frame)];
  }

  /** The same, leaving calls that were told before and are not around it. */
  enterCall(frame: number): void {
    const { trace } = this.evidence;
    const step = trace.frame(frame).callStep;
    const caller = step === null ? -1 : this.levels.findLastIndex((level) => level.frame === trace.step(step).frame);
    if (caller >= 0) this.levels = this.levels.slice(0, caller + 1);
    this.enterFrame(frame);
  }

  /** A call has returned: the text goes on where it was made. */
  leaveFrame(frame: number): void {
    const at = this.levels.findIndex((level) => level.frame === frame);
    if (at <= 0 || frame === this.entryFrame()) return;
    this.levels = this.levels.slice(0, at);
  }

  /** The runs of loops the text is in, in the frame it is in, outermost first. */
  get openLoops(): readonly Level[] {
    return this.levels.filter((level) => level.frame === this.frame && level.run !== null);
  }

  /** Leaves frames whose telling has come to their end. */
  leaveFinished(): void {
    while (this.levels.length > 1) {
      const { frame, cursor } = this.levels.at(-1)!;
      const isFrameDone =
        cursor >= this.evidence.trace.frame(frame).lastStep &&
        this.levels.some((level) => level.frame !== frame && level.run !== null);
      if (!isFrameDone) return;
      const first = this.levels.findIndex((level) => level.frame === frame);
      if (first <= 0) return;
      this.levels = this.levels.slice(0, first);
    }
  }

  /** The text now speaks of a run of a loop as a whole. */
  enterLoop(run: LoopRun): void {
    const entry = this.entryStep(run);
    const around = this.levels.filter(
      (level) =>
        level.frame !== run.frame ||
        level.run === null ||
        (level.run !== run && this.isIn(run.statement, level.run.statement)),
    );
    const upTo = around.findLastIndex((level) => level.frame === run.frame);
    const kept = upTo < 0 ? [...around, this.frameLevel(run.frame)] : around.slice(0, upTo + 1);
    const outer = kept.map((level) =>
      level.frame === run.frame && entry >= level.from && entry < level.end
        ? { ...level, cursor: Math.max(level.cursor, entry) }
        : level,
    );
    this.levels = [...outer, { frame: run.frame, run, pass: null, from: entry, end: run.lastStep + 1, cursor: entry }];
  }

  private isIn(statement: number, outer: number): boolean {
    return statement !== outer && this.source.isInside(this.evidence.trace.statement(statement), outer);
  }

  /** The step that entered a run of a loop. */
  entryStep(run: LoopRun): number {
    return this.evidence.trace.visits(run.statement)[run.entryVisit - 1] ?? 0;
  }

  /** The text now speaks of one pass (index from 0) of a run of a loop. */
  enterPass(run: LoopRun, index: number): void {
    this.enterLoop(run);
    const pass = run.passes[index];
    if (pass === undefined) return;
    const level = { frame: run.frame, run, pass: index, from: pass.header, end: pass.end, cursor: pass.header };
    this.levels = [...this.levels.slice(0, -1), level];
  }

  /** The text now speaks of the passes of loops that a step of the frame is in. */
  enterPassesAt(step: number): void {
    const { trace } = this.evidence;
    const around: number[] = [];
    for (let parent = this.evidence.statementAt(step).parent; parent !== null; parent = trace.statement(parent).parent)
      if (this.source.isLoop(trace.statement(parent))) around.unshift(parent);
    for (const number of around) {
      const run = trace.loopRuns(number).find((each) => this.entryStep(each) <= step && step <= each.lastStep);
      const index = run?.passes.findIndex(({ header, end }) => header <= step && step < end) ?? -1;
      if (run === undefined || index < 0) continue;
      const open = this.openLoops.find((level) => level.run === run);
      if (open?.pass !== index) this.enterPass(run, index);
    }
  }

  /** The loop is over: what follows comes after it. */
  leaveLoop(run: LoopRun): void {
    const at = this.levels.findIndex((level) => level.run === run);
    if (at < 0) return;
    this.levels = this.levels
      .slice(0, at)
      .map((level, index) => (index === at - 1 ? { ...level, cursor: Math.max(level.cursor, run.lastStep) } : level));
  }

  /**
   * The step of one of these statements that the text speaks of: the first in the innermost stretch from where the text
   * has got to, else the last one before. Null when none of them ever runs.
   *
   * @param isStrict only in the innermost stretch
   */
  locate(statements: readonly Statement[], isStrict = false): number | null {
    for (let depth = this.levels.length - 1; depth >= 0; depth -= 1) {
      const level = this.levels[depth]!;
      const step = this.within(level, statements);
      if (step !== null) {
        this.levels = [...this.levels.slice(0, depth), { ...level, cursor: step }];
        return step;
      }
      if (isStrict) return null;
      if (level.pass !== null && level.run !== null) {
        const later = this.within(
          { ...level, from: level.end, end: level.run.lastStep + 1, cursor: level.end },
          statements,
        );
        if (later !== null) {
          const index = level.run.passes.findIndex((pass) => later >= pass.header && later < pass.end);
          if (index >= 0) this.enterPass(level.run, index);
          this.advance(later);
          return later;
        }
      }
    }
    return this.elsewhere(statements);
  }

  /** Moves the innermost stretch to a step, if it holds it. */
  advance(step: number): void {
    const level = this.innermost;
    if (level === undefined || step < level.from || step >= level.end) return;
    this.levels = [...this.levels.slice(0, -1), { ...level, cursor: step }];
  }

  private within(level: Level, statements: readonly Statement[]): number | null {
    const { trace } = this.evidence;
    let next: number | null = null;
    let last: number | null = null;
    for (const statement of statements) {
      const visits = trace.visits(statement.number);
      for (let at = lowerBound(visits, level.from); at < visits.length; at += 1) {
        const step = visits[at]!;
        if (step >= level.end) break;
        if (trace.step(step).frame !== level.frame) continue;
        if (step < level.cursor) {
          if (last === null || step > last) last = step;
        } else {
          if (next === null || step < next) next = step;
          break;
        }
      }
    }
    return next ?? last;
  }

  /** In a frame the text has not been in: the first visit from here on, else the first of all. */
  private elsewhere(statements: readonly Statement[]): number | null {
    const { trace } = this.evidence;
    let best: number | null = null;
    const { cursor } = this;
    for (const statement of statements) {
      const visits = trace.visits(statement.number);
      if (visits.length === 0) continue;
      const step = visits[Math.min(lowerBound(visits, cursor), visits.length - 1)]!;
      const chosen = step >= cursor ? step : visits[0]!;
      if (best === null || Math.abs(chosen - cursor) < Math.abs(best - cursor)) best = chosen;
    }
    if (best === null) return null;
    this.enterFrame(trace.step(best).frame);
    this.advance(best);
    return best;
  }
}

function lowerBound(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
