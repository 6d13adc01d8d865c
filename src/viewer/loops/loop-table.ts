import { isLoop } from "../../trace/loops.ts";
import { isSameValue } from "../../trace/queries/history.ts";
import type { LoopRun, Tick, Trace, Value } from "../../trace/types.ts";

/** A loop of the program that ran. */
export interface LoopChoice {
  readonly statement: number;
  /** `for n in nums` */
  readonly title: string;
  readonly line: number;
  readonly runs: readonly LoopRun[];
}

/** Every loop statement that made at least one pass, in source order. */
export function loopsOf(trace: Trace): readonly LoopChoice[] {
  return trace.statements.flatMap((statement) => {
    if (!isLoop(statement.kind)) return [];
    const runs = trace.loopRuns(statement.number);
    if (runs.length === 0) return [];
    const [head] = trace.text(statement.node).split("\n");
    const title = (head ?? "").replace(/:\s*(#.*)?$/, "").slice(0, 48);
    return [{ statement: statement.number, title, line: statement.range.line, runs }];
  });
}

/** The innermost run of a loop around a step, or else the last one that began before it, or else the first. */
export function loopAt(loops: readonly LoopChoice[], trace: Trace, step: number): LoopRun | null {
  let around: LoopRun | null = null;
  let before: LoopRun | null = null;
  for (const { statement, runs } of loops) {
    const visits = trace.visits(statement);
    for (const run of runs) {
      const entry = visits[run.entryVisit - 1]!;
      if (entry > step) break;
      if (step <= run.lastStep && (around === null || entry >= entryOf(trace, around))) around = run;
      if (before === null || entry > entryOf(trace, before)) before = run;
    }
  }
  return around ?? before ?? loops[0]?.runs[0] ?? null;
}

const entryOf = (trace: Trace, run: LoopRun) => trace.visits(run.statement)[run.entryVisit - 1]!;

/** One row of a loop's table: the variables as the pass left them. */
export interface LoopRow {
  /** From 1; 0 is the state before the first pass. */
  readonly pass: number;
  /** The step of the header that begins the pass; of row 0, that enters the loop. */
  readonly step: number;
  readonly tick: Tick;
  readonly cells: readonly { readonly value: Value | null; readonly isChanged: boolean }[];
}

export interface LoopTable {
  readonly columns: readonly string[];
  /** Passes and the state before them. */
  readonly length: number;
  row(index: number): LoopRow;
}

const COLUMNS = 16;
/** Steps looked at to tell what a loop changes. */
const LOOKED_AT = 3_000;
const COMPARED_CHARACTERS = 400;

/** A run of a loop as a table: a row for each pass, a column for each variable the loop sets or changes. */
export function loopTable(trace: Trace, run: LoopRun): LoopTable {
  const columns = columnsOf(trace, run);
  const entry = entryOf(trace, run);
  const tickOf = (index: number): Tick => {
    if (index === 0) return trace.step(entry).start;
    const { end } = run.passes[index - 1]!;
    const frame = trace.frame(run.frame);
    const after = end < trace.stepCount ? trace.step(end).start : trace.endTick;
    // A pass that leaves the function is seen just before its variables are gone.
    return Math.min(after, Math.max(frame.start, frame.end - 1));
  };
  const valuesAt = (tick: Tick) => {
    const bound = new Map(trace.bindingsAt(run.frame, tick));
    return columns.map((name) => bound.get(name) ?? null);
  };
  return {
    columns,
    length: run.passes.length + 1,
    row(index) {
      const tick = tickOf(index);
      const before = index > 0 ? tickOf(index - 1) : tick;
      const previous = index > 0 ? valuesAt(before) : null;
      return {
        pass: index,
        step: index === 0 ? entry : run.passes[index - 1]!.header,
        tick,
        cells: valuesAt(tick).map((value, column) => ({
          value,
          isChanged: previous !== null && !isSameAt(trace, previous[column] ?? null, before, value, tick),
        })),
      };
    },
  };
}

function isSameAt(trace: Trace, one: Value | null, then: Tick, other: Value | null, now: Tick): boolean {
  if (!isSameValue(one, other)) return false;
  if (other === null || other.kind === "atom" || one === null) return true;
  const text = (value: Value, tick: Tick) => trace.repr(value, tick, COMPARED_CHARACTERS).text;
  return text(one, then) === text(other, now);
}

/** The frame's own variables that the loop's steps bind, and those whose objects they change; in the order in which that first happens. */
function columnsOf(trace: Trace, run: LoopRun): readonly string[] {
  const names = new Set<string>();
  const own = trace.stepsOfFrame(run.frame);
  const entry = entryOf(trace, run);
  let looked = 0;
  for (let at = lowerBound(own, entry); at < own.length && own[at]! <= run.lastStep && looked < LOOKED_AT; at++) {
    looked += 1;
    const step = own[at]!;
    for (const effect of trace.effects(step)) {
      if (effect.kind === "bind" && effect.frame === run.frame) names.add(effect.name);
      if (effect.kind !== "mutate") continue;
      for (const [name, value] of trace.bindingsAt(run.frame, effect.tick)) {
        if (value.kind === "object" && value.id === effect.object) names.add(name);
      }
    }
  }
  return [...names].slice(0, COLUMNS);
}

function lowerBound(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The whole table as rows of text, the header first: the values as Python writes them. */
export function tableText(trace: Trace, table: LoopTable): readonly (readonly string[])[] {
  const rows = Array.from({ length: table.length }, (_, index) => {
    const { pass, step, tick, cells } = table.row(index);
    const texts = cells.map(({ value }) => (value === null ? "" : trace.repr(value, tick, 10_000).text));
    return [String(pass), String(step + 1), ...texts];
  });
  return [["pass", "step", ...table.columns], ...rows];
}
