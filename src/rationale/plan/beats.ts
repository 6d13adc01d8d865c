import type { LoopRun } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import { child } from "../syntax.ts";

/** One thing of consequence that a frame does, in order. Loops are one beat, whatever they do inside. */
export type Beat =
  | { readonly kind: "statement"; readonly step: number }
  | { readonly kind: "branch"; readonly step: number; readonly next: number | null; readonly taken: boolean }
  | { readonly kind: "choice"; readonly step: number; readonly next: number | null }
  | { readonly kind: "loop"; readonly step: number; readonly run: LoopRun }
  | { readonly kind: "handler"; readonly step: number };

/** Statements that do nothing worth telling. */
const SILENT: ReadonlySet<string> = new Set([
  "Pass",
  "Global",
  "Nonlocal",
  "Import",
  "ImportFrom",
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "Try",
  "TryStar",
  "TypeAlias",
]);

/** What a frame does in the steps [from, end). */
export function beatsOf(evidence: Evidence, frame: number, from: number, end: number): Beat[] {
  const beats: Beat[] = [];
  let after = -1;
  for (const step of evidence.stepsWithin(frame, from, end)) {
    if (step <= after) continue;
    const statement = evidence.statementAt(step);
    if (SILENT.has(statement.kind) && evidence.trace.step(step).outcome !== "raised") continue;
    if (statement.kind === "For" || statement.kind === "AsyncFor" || statement.kind === "While") {
      const run = evidence.loopEntered(step);
      if (run === null) continue;
      after = run.lastStep;
      beats.push({ kind: "loop", step, run });
    } else if (statement.kind === "If") {
      const next = evidence.next(step);
      if (evidence.trace.step(step).outcome !== "completed") beats.push({ kind: "statement", step });
      else beats.push({ kind: "branch", step, next, taken: wasTaken(evidence, step, next) });
    } else if (statement.kind === "Match") {
      beats.push({ kind: "choice", step, next: evidence.next(step) });
    } else if (statement.kind === "ExceptHandler") {
      beats.push({ kind: "handler", step });
    } else if (statement.kind === "Expr" && child(evidence.nodeAt(step), "value")?.type === "Constant") {
    } else {
      beats.push({ kind: "statement", step });
    }
  }
  return beats;
}

/** Whether an `if` went into its body: the frame's next step is the body's first statement. */
function wasTaken(evidence: Evidence, step: number, next: number | null): boolean {
  if (next === null) return false;
  const { statement: header } = evidence.trace.step(step);
  const follower = evidence.statementAt(next);
  return follower.parent === header && follower.block === "body";
}

/** Steps of an inner loop that are looked at to tell what it did. */
const INNER = 200;

/** The statements a loop ran in its own frame, each once. */
function statementsOf(evidence: Evidence, run: LoopRun): string {
  const first = run.passes[0]?.header;
  if (first === undefined) return "";
  const steps = evidence.stepsWithin(run.frame, first, Math.min(run.lastStep + 1, first + INNER));
  return [...new Set(steps.map((step) => evidence.trace.step(step).statement))].sort().join();
}

/** How a step changed things, where the same statement can do it differently: a new key or one that was there, nothing at all. */
function manner(evidence: Evidence, step: number): string {
  const changes = evidence
    .effects(step, "mutate")
    .map(({ change }) => (change.kind === "set-key" ? `${change.kind}:${change.isNew}` : change.kind));
  return changes.length === 0 || changes.length > 3 ? "" : `(${changes.join()})`;
}

/** The course a stretch of beats took, for telling which passes of a loop are alike. */
export function courseOf(evidence: Evidence, beats: readonly Beat[]): string {
  return beats
    .map((beat) => {
      const { statement } = evidence.trace.step(beat.step);
      if (beat.kind === "loop") return `${statement}:${statementsOf(evidence, beat.run)}`;
      return beat.kind === "branch" ? `${statement}:${beat.taken}` : `${statement}${manner(evidence, beat.step)}`;
    })
    .join(" ");
}
