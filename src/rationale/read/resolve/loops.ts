import type { LoopRun } from "../../../trace/types.ts";
import type { Claim } from "../../claims.ts";
import { boundNames, child } from "../../syntax.ts";
import type { Fact } from "../facts.ts";
import { type Expression, parseExpression, write } from "../python/expression.ts";
import { withParts } from "../source.ts";
import type { Anchor, Context, FactOf } from "./context.ts";
import { flushPending } from "./tests.ts";
import { claimNode, stateClaim } from "./values.ts";

/** The run of a loop a sentence speaks of as a whole: on a line, or the next one of the frame. */
export function runSpokenOf(context: Context, line: number | undefined, inner?: boolean): LoopRun | null {
  const { trace, source, discourse } = context;
  const loops = (line === undefined ? trace.statements : source.onLine(line)).filter((statement) =>
    source.isLoop(statement),
  );
  if (line === undefined && inner !== true) {
    const open = discourse.openLoops.at(-1)?.run;
    if (open != null) return open;
  }
  const runs = loops.flatMap((statement) => trace.loopRuns(statement.number));
  const frames = new Set(discourse.save().map((level) => level.frame));
  const here = runs.filter((run) => run.frame === discourse.frame);
  const known = here.length > 0 ? here : runs.filter((run) => frames.has(run.frame));
  const candidates = known.length > 0 ? known : runs;
  for (const level of [...discourse.save()].reverse()) {
    const inside = candidates.filter((run) => {
      const entry = discourse.entryStep(run);
      return run.frame === level.frame && entry >= level.from && entry < level.end;
    });
    const found =
      inside.find((run) => discourse.entryStep(run) >= level.cursor) ??
      inside.findLast((run) => discourse.entryStep(run) <= level.cursor);
    if (found !== undefined) return found;
  }
  return candidates[0] ?? null;
}

/** `the loop on line 3 makes six passes, one for each element of xs, with n = …, the last one ended by break` */
export function claimLoop(context: Context, fact: FactOf<"loop">, following: readonly Fact[]) {
  const run = runSpokenOf(context, fact.line, fact.inner);
  if (run === null) return context.misplaced(null);
  const { discourse, source, trace } = context;
  const entry = discourse.entryStep(run);
  const statement = trace.statement(run.statement);
  const anchor: Anchor = { step: entry, statement };
  flushPending(context, anchor);
  discourse.enterLoop(run);
  context.anchor = anchor;
  if (fact.test !== undefined && !source.reads(source.testOf(statement), fact.test.expression))
    context.misplaced(anchor);
  const targets: Record<string, string[]> = {};
  for (const each of following) {
    if (each.kind === "targets")
      targets[each.name.text] = each.values.map((shown, index) =>
        context.valueText(shown, targetAt(context, run, index, each.name.text)),
      );
    if (each.kind === "count-range") targets[each.name.text] = range(each);
    if (each.kind === "over") claimOver(context, anchor, each, fact.passes);
  }
  const said = following.find((each) => each.kind === "ending");
  const ending = said?.ending ?? run.ending;
  if (ending === "unfinished") return;
  const claim: Claim = { kind: "loop", at: [run.statement, run.entryVisit], passes: fact.passes, ending };
  context.add(Object.keys(targets).length > 0 ? { ...claim, targets } : claim);
}

function range({ from, to, direction }: FactOf<"count-range">): string[] {
  const step = direction === "up" ? 1 : -1;
  const length = Math.max(0, Math.min(100_000, (to - from) * step + 1));
  return Array.from({ length }, (_, index) => String(from + index * step));
}

/** What a target held in a pass, for completing a shortened value. */
function targetAt(context: Context, run: LoopRun, index: number, name: string): string | undefined {
  const pass = run.passes[index];
  return pass === undefined ? undefined : context.reprAfter(pass.header, name);
}

function claimOver(context: Context, anchor: Anchor, fact: FactOf<"over">, passes: number) {
  const { expression } = fact.iterable;
  const iterable = child(context.source.nodeOf(anchor.statement), "iter");
  const whole = iterable === null ? null : context.source.expressionOf(iterable);
  if (
    expression === null ||
    iterable === null ||
    whole === null ||
    !withParts(whole).some((part) => write(part) === write(expression))
  ) {
    return context.misplaced(anchor);
  }
  if (fact.value !== undefined) return claimNode(context, anchor, iterable, fact.value);
  if (fact.noun === undefined) return;
  context.add({
    kind: "size",
    at: context.coordinate(anchor.step),
    when: "before",
    name: write(expression),
    size: fact.size ?? passes,
  });
}

/** Which loop a pass belongs to, and which pass it is; moves the text there. */
export function takePass(context: Context, fact: FactOf<"pass">) {
  const { discourse } = context;
  if (fact.loop === undefined) discourse.leaveFinished();
  const open = discourse.openLoops;
  const level = fact.line !== undefined ? undefined : fact.loop === "inner" ? open.at(-1) : open[0];
  const run = level?.run ?? runSpokenOf(context, fact.line, fact.loop === "inner");
  if (run === null) return context.misplaced(null);
  context.namesPass = true;
  context.atPassEnd = fact.isEnd === true;
  const index =
    fact.ordinal === -1
      ? run.passes.length - 1
      : fact.ordinal === 0 && fact.numbered !== true
        ? (level?.pass ?? -1) + 1
        : fact.ordinal - 1;
  if (run.passes[index] === undefined) {
    if (run.ending !== "unfinished") {
      context.add({
        kind: "loop",
        at: [run.statement, run.entryVisit],
        passes: Math.max(index + 1, run.passes.length + 1),
        ending: run.ending,
      });
    } else context.misplaced(null);
    return;
  }
  discourse.enterPass(run, index);
  context.memory.counted = run;
  context.anchor = null;
  context.subject = null;
}

/** `n is 3`, right after a pass was named, for a target of its loop: what the header gave it. */
export function claimTarget(context: Context, expression: Expression, fact: FactOf<"equal">): boolean {
  const level = context.discourse.innermost;
  if (level?.run == null || level.pass === null || !context.namesPass || expression.kind !== "name") return false;
  const target = child(context.source.nodeOf(context.trace.statement(level.run.statement)), "target");
  if (target === null || !boundNames(target).includes(expression.name)) return false;
  const header = level.run.passes[level.pass]!.header;
  const value = context.valueText(fact.value, context.reprAfter(header, expression.name));
  context.add({ kind: "bind", at: context.coordinate(header), name: expression.name, value });
  return true;
}

/** The coordinate right after a loop: its last header, else the frame's next step. */
function afterLoop(context: Context, run: LoopRun): number | null {
  if (run.ending === "exhausted")
    return context.trace.visits(run.statement)[run.entryVisit - 1 + run.passes.length] ?? null;
  return context.evidence.stepsWithin(run.frame, run.lastStep + 1, context.trace.stepCount)[0] ?? null;
}

/** `after the last pass x is V` */
export function claimAfterLoop(context: Context, run: LoopRun, fact: FactOf<"equal">): boolean {
  const step = afterLoop(context, run);
  const { expression } = fact.subject;
  if (step === null || expression === null) return false;
  const claim = stateClaim(context, context.anchorAt(step), expression, fact.value);
  if (claim === null) return false;
  context.add(claim);
  return true;
}

/** `the test on line 4 holds on six of the twelve passes, so line 5 runs six times` */
export function claimHeld(context: Context, fact: FactOf<"held">) {
  const { source, trace } = context;
  const test = source.onLine(fact.line).find(({ kind }) => kind === "If");
  const guarded = source.onLine(fact.guarded).find(({ parent }) => parent === test?.number);
  const loop =
    test === undefined
      ? undefined
      : trace.statements.findLast((statement) => source.isLoop(statement) && source.isInside(test, statement.number));
  const run = loop === undefined ? null : openRun(context, { line: loop.range.line });
  if (guarded === undefined || run === null || run.ending === "unfinished") return context.misplaced(null);
  context.add({ kind: "loop", at: [run.statement, run.entryVisit], passes: fact.passes, ending: run.ending });
  for (const times of [fact.held, fact.times]) context.add({ kind: "count", statement: guarded.number, times });
}

/** The run of a loop that a summary speaks of: the one on the line it names, else the innermost the text is in. */
export function openRun(
  context: Context,
  said: { readonly line?: number; readonly inner?: boolean },
  passes?: number,
): LoopRun | null {
  const open = context.discourse.openLoops.map((level) => level.run).filter((run) => run !== null);
  if (said.line !== undefined) {
    const numbers = context.source.onLine(said.line).map(({ number }) => number);
    return open.findLast((run) => numbers.includes(run.statement)) ?? runSpokenOf(context, said.line);
  }
  if (said.inner === true) return open.at(-1) ?? null;
  return open.findLast((run) => run.passes.length === passes) ?? open.at(-1) ?? runSpokenOf(context, undefined);
}

/** `over the six passes x goes 0, 1, 3` */
export function claimEvolution(context: Context, fact: FactOf<"evolve">) {
  const said = context.facts.find((each) => each.kind === "over-passes");
  const passes = said?.passes ?? fact.passes ?? fact.values.length - 1;
  const name = fact.name.expression?.kind === "name" ? fact.name.expression.name : fact.name.text;
  const run = openRun(context, said ?? {}, passes);
  if (run === null) return context.misplaced(null);
  const at: [number, number] = [run.statement, run.entryVisit];
  const values = fact.values.map((shown, index) => {
    const step = run.passes[index]?.header ?? afterLoop(context, run);
    return context.valueText(shown, step === null ? undefined : context.reprAfter(step, name));
  });
  context.add({ kind: "evolve", at, name, values });
  if (passes !== values.length - 1 && run.ending !== "unfinished")
    context.add({ kind: "loop", at, passes, ending: run.ending });
}

/** What a function is for: the loops that do it, found by what they go over. */
export function claimPurpose(context: Context, fact: FactOf<"purpose">) {
  const { discourse, source, trace } = context;
  const entry = discourse.entryFrame() ?? discourse.frame;
  const scope = trace.frame(entry).scope;
  const definition = trace.scopes[scope]?.statement;
  const [subject, ...codes] = fact.codes;
  const own =
    definition == null
      ? ""
      : parseExpression(String(trace.scopes[scope]?.name))?.kind === "name"
        ? trace.scopes[scope]!.name
        : "";
  const inside = trace.statements.filter((statement) => statement.scope === scope);
  const known = new Set(inside.flatMap((statement) => source.expressionsOf(statement).map(({ text }) => text)));
  const isSound =
    subject?.text === own && codes.every((code) => code.expression !== null && known.has(write(code.expression)));
  if (!isSound)
    return context.misplaced(
      inside[0] === undefined ? null : { step: trace.frame(entry).firstStep, statement: inside[0] },
    );
  if (/« *\d+ *» does not hold/.test(fact.words))
    context.misplaced(inside[0] === undefined ? null : { step: trace.frame(entry).firstStep, statement: inside[0] });
  for (const statement of inside.filter((each) => source.isLoop(each))) {
    const run = trace.loopRuns(statement.number).find(({ frame }) => frame === entry);
    const node = source.nodeOf(statement);
    const parts = node.type === "While" ? [child(node, "test")] : [child(node, "target"), child(node, "iter")];
    const isTold = parts.every((part) => codes.some((code) => source.reads(part, code.expression)));
    if (run === undefined || run.ending === "unfinished" || !isTold || hasLoopAround(context, statement.parent))
      continue;
    context.add({ kind: "loop", at: [run.statement, run.entryVisit], passes: run.passes.length, ending: run.ending });
  }
}

function hasLoopAround(context: Context, parent: number | null): boolean {
  if (parent === null) return false;
  const statement = context.trace.statement(parent);
  return context.source.isLoop(statement) || hasLoopAround(context, statement.parent);
}
