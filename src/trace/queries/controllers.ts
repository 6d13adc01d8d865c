import { isLoop } from "../loops.ts";
import type { Statement, Trace } from "../types.ts";

/** Statements that may send control past what follows them. */
const JUMPS = new Set(["Break", "Continue", "Return", "Raise"]);

/**
 * For each statement number, the statements that decide whether it runs: the compound statement it stands in, and those
 * before it that may jump past it. Calls, loops coming round again and exceptions of builtins are not told here.
 */
export function controllersOf(trace: Trace): readonly (readonly number[])[] {
  const { statements } = trace;
  const jumps = statements.map((statement) => jumpsOut(trace, statement));
  const controllers: number[][] = [[]];
  for (const statement of statements) {
    const own: number[] = [];
    const parent = statement.parent === null ? undefined : statements[statement.parent - 1]!;
    if (parent !== undefined && parent.scope === statement.scope) own.push(parent.number);
    controllers[statement.number] = own;
  }
  // A statement that may jump decides about all that comes after it in its function, or loop for `break` and `continue`.
  for (const { number, scope } of statements) {
    const reach = jumps[number - 1]!;
    if (reach === undefined) continue;
    for (const later of statements) {
      if (later.number <= number || later.scope !== scope || isInside(trace, later, number)) continue;
      if (reach !== null && !isInside(trace, later, reach)) continue;
      controllers[later.number]!.push(number);
    }
    if (reach !== null) controllers[reach]!.push(number);
  }
  return controllers;
}

/**
 * How far a jump inside a branching statement reaches: null to the end of the function, a loop's number to the end of its
 * body; undefined when nothing inside jumps out, or the statement decides nothing.
 */
function jumpsOut(trace: Trace, statement: Statement): number | null | undefined {
  if (!["If", "Match", "While", "For", "AsyncFor", "ExceptHandler"].includes(statement.kind)) return undefined;
  let reach: number | null | undefined;
  for (const inner of trace.statements) {
    if (!JUMPS.has(inner.kind) || inner.scope !== statement.scope || !isInside(trace, inner, statement.number))
      continue;
    const target = inner.kind === "Break" || inner.kind === "Continue" ? loopAround(trace, inner) : null;
    // A jump of a loop inside the statement stays inside it.
    if (target === null) return null;
    if (target !== undefined && target !== statement.number && !isInsideNumber(trace, target, statement.number)) {
      reach = target;
    }
  }
  return reach;
}

/** The loop that a `break` or `continue` speaks of. */
export function loopAround(trace: Trace, jump: Statement): number | undefined {
  let child = jump;
  while (child.parent !== null) {
    const parent = trace.statement(child.parent);
    if (isLoop(parent.kind) && child.block === "body") return parent.number;
    child = parent;
  }
  return undefined;
}

function isInsideNumber(trace: Trace, statement: number, outer: number): boolean {
  return isInside(trace, trace.statement(statement), outer);
}

function isInside(trace: Trace, statement: Statement, outer: number): boolean {
  let parent = statement.parent;
  while (parent !== null && parent > outer) parent = trace.statement(parent).parent;
  return parent === outer;
}
