import type { TraceColumns } from "./columns.ts";
import { lowerBound } from "./grouping.ts";
import type { Steps } from "./steps.ts";
import type { LoopPass, LoopRun } from "./types.ts";

/**
 * The runs of a loop statement, in the order in which they are entered. O(steps of the frames that run it)
 *
 * In its frame, a loop goes from its header into its body and back; it is over when the frame goes elsewhere. A pass is
 * every step from its header to the next, calls included.
 */
export function loopRunsOf(columns: TraceColumns, steps: Steps, statement: number): LoopRun[] {
  const inBody = statementsInBody(columns, statement);
  const headers = steps.visits(statement);
  const runs: LoopRun[] = [];
  /** Passes of the run that each frame is in the middle of. */
  const underWay = new Map<number, { readonly entryVisit: number; readonly passes: LoopPass[] }>();

  for (let i = 0; i < headers.length; i++) {
    const header = headers[i]!;
    const frame = columns.stepFrame[header]!;
    const run = underWay.get(frame) ?? { entryVisit: i + 1, passes: [] };
    underWay.delete(frame);
    let last = header;
    let next = steps.nextInFrame(header);
    while (next >= 0 && inBody[columns.stepStatement[next]!] === 1) {
      last = next;
      next = steps.nextInFrame(next);
    }
    const end = next >= 0 ? next : steps.afterFrame(frame);
    if (last !== header) run.passes.push({ header, end });
    if (next >= 0 && columns.stepStatement[next] === statement && last !== header) {
      underWay.set(frame, run);
      continue;
    }
    const ending = last === header ? headerEnding(columns, steps, header) : bodyEnding(columns, steps, header, last);
    runs.push({ statement, frame, entryVisit: run.entryVisit, passes: run.passes, ending, lastStep: end - 1 });
  }
  return runs.sort((a, b) => a.entryVisit - b.entryVisit);
}

/** How a loop ended whose header was the last to run. */
function headerEnding(columns: TraceColumns, steps: Steps, header: number): LoopRun["ending"] {
  if (columns.stepRaised[header] === 1) return "raise";
  return steps.nextInFrame(header) < 0 && isFrameOpen(columns, header) ? "unfinished" : "exhausted";
}

/** How a loop ended whose body was left at step `last`. */
function bodyEnding(columns: TraceColumns, steps: Steps, header: number, last: number): LoopRun["ending"] {
  const frame = columns.stepFrame[header]!;
  const own = steps.ofFrame(frame);
  const isOpen = steps.nextInFrame(last) < 0 && isFrameOpen(columns, last);
  // `finally` blocks and the exits of `with` run after the statement that left the loop: look back for it.
  for (let i = lowerBound(own, last); own[i]! > header; i--) {
    const step = own[i]!;
    const { kind, number } = columns.statements[columns.stepStatement[step]! - 1]!;
    if (columns.stepRaised[step] === 1) return "raise";
    if (kind === "Break" && loopOf(columns, number) === columns.stepStatement[header]) return "break";
    if (isOpen) return "unfinished";
    if (kind === "Return") return "return";
  }
  return "unfinished";
}

function isFrameOpen(columns: TraceColumns, step: number): boolean {
  const outcome = columns.frameOutcome[columns.stepFrame[step]!]!;
  return outcome === 0 || outcome === 3;
}

/** The loop statement that a `break` leaves. */
function loopOf(columns: TraceColumns, statement: number): number | undefined {
  let child = columns.statements[statement - 1]!;
  while (child.parent !== null) {
    const parent = columns.statements[child.parent - 1]!;
    if (isLoop(parent.kind) && child.block === "body") return parent.number;
    child = parent;
  }
  return undefined;
}

/** Whether an `ast` class is a loop statement. */
export function isLoop(kind: string): boolean {
  return kind === "For" || kind === "AsyncFor" || kind === "While";
}

/** One flag a statement number: 1 for those in the `body` block of a loop, at any depth, in the same scope. */
function statementsInBody(columns: TraceColumns, loop: number): Uint8Array {
  const inBody = new Uint8Array(columns.statements.length + 1);
  // Parents come before their children in source order.
  for (const { number, parent, block } of columns.statements) {
    if (parent === null) continue;
    inBody[number] = parent === loop ? (block === "body" ? 1 : 0) : inBody[parent]!;
  }
  return inBody;
}
