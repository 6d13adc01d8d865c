import type { Statement } from "../../../trace/types.ts";
import { child } from "../../syntax.ts";
import type { Inference } from "../backward.ts";
import { closedForm } from "../closed.ts";
import { Discourse } from "../discourse.ts";
import type { Code, Mentions, Shown } from "../mentions.ts";
import { readCount } from "../numbers.ts";
import { parseExpression, write } from "../python/expression.ts";
import type { Context, FactOf } from "./context.ts";
import { claimRaise, fatalStep } from "./output.ts";
import { bindClaim } from "./values.ts";

/** Turns inferences (see `backward.ts`) into claims about the run, and about other runs. */
export function takeInference(context: Context, fact: Inference) {
  context.memory.isBackward = fact.kind !== "forwards";
  switch (fact.kind) {
    case "gives-back":
      return givesBack(context, fact);
    case "tried":
      return tried(context, fact);
    case "tally":
      for (const [value, times] of fact.items)
        rerun(context, fact.subject, (subject) => `${subject}.count(${value.text})`, String(times));
      return;
    case "same-elements":
      rerun(context, fact.subject, (subject) => `sorted(${subject}) == sorted(${fact.value.text})`, "True");
      return rerun(context, fact.subject, (subject) => `len(${subject})`, String(fact.size));
    case "holds-part":
      return rerun(
        context,
        fact.subject,
        (subject) =>
          fact.isStart
            ? `list(${subject})[:len(${fact.value.text})] == list(${fact.value.text})`
            : `all(map(list(${subject}).__contains__, ${fact.value.text}))`,
        "True",
      );
    case "starts-at":
      return startsAt(context, fact);
    case "made-from":
      return madeFrom(context, fact);
    case "went":
      return went(context, fact);
    case "ended":
      return ended(context, fact);
    case "returns-on":
      return returnsOn(context, fact);
    case "ended-alike":
      if (fact.isGiven === true && !fact.calls.every((call) => isCall(context, call))) return context.misplaced(null);
      for (const call of fact.calls) endsAlike(context, call);
      return;
    case "forwards":
      context.memory.named = null;
      context.memory.done = null;
      return context.discourse.restore(new Discourse(context.evidence, context.source).save());
  }
}

/** Another run computes something of a variable as the entry call first had it, or ended with it. */
function rerun(context: Context, { expression }: Code, of: (subject: string) => string, value: string) {
  const { discourse, trace } = context;
  const frame = discourse.entryFrame() ?? 0;
  const [first] = trace.stepsOfFrame(frame);
  const last = trace.frame(frame).lastStep;
  const written = expression === null || expression === undefined ? null : write(expression);
  if (written === null || first === undefined) return context.misplaced(null);
  const worth = (name: string) => context.reprBefore(first, name) ?? context.reprBefore(last, name);
  const call = parseExpression(of(written));
  const closed = call === null ? null : closedForm(context.source, call, worth);
  if (closed === null) return context.misplaced(null);
  context.add({ kind: "rerun", call: closed, value });
}

/** The `return` that gave the result: on that line, of that source, and the only one where it is said to be. */
function givesBack(context: Context, { line, source, isOnly }: FactOf<"gives-back">) {
  const { discourse, trace, evidence } = context;
  const entry = discourse.entryFrame();
  const frame = entry === null ? null : trace.frame(entry);
  const step = frame?.outcome.kind === "returned" ? frame.outcome.step : null;
  if (frame === null || step === null) return context.misplaced(null);
  const statement = evidence.statementAt(step);
  const anchor = { step, statement };
  context.anchor = anchor;
  const returns = trace.statements.filter(({ kind, scope }) => kind === "Return" && scope === frame.scope);
  const value = child(evidence.nodeAt(step), "value");
  const reads = source === null || context.source.reads(value, source.expression);
  const isIt = context.source.onLine(line).includes(statement) && reads;
  if (!isIt || (isOnly && returns.length !== 1)) return context.misplaced(anchor);
  const activation = evidence.activation(frame);
  const repr =
    frame.outcome.kind === "returned" ? evidence.provable({ value: frame.outcome.value, tick: frame.end }) : undefined;
  if (activation === null || repr === undefined) return;
  context.add({ kind: "return", function: activation, value: repr });
  discourse.advance(step);
}

/** Calls run as a check. */
function tried(context: Context, { calls, values, isGiven }: FactOf<"tried">) {
  if (isGiven === true && !calls.every((call) => isCall(context, call))) return context.misplaced(null);
  const { ending, endTick } = context.trace;
  const result =
    ending.kind === "finished" && ending.value !== null
      ? context.evidence.provable({ value: ending.value, tick: endTick })
      : undefined;
  for (const [index, call] of calls.entries()) {
    const shown = values[index] ?? null;
    const value = shown === null ? result : textOf(shown);
    if (value === undefined || shown?.value?.kind === "shortened") context.unplaced.push(call.text);
    else context.add({ kind: "rerun", call: call.text, value });
  }
}

/** Whether a piece of code is the call of this run. */
function isCall({ trace }: Context, { expression }: Code): boolean {
  const own = trace.call === null ? null : parseExpression(trace.call);
  return own !== null && expression !== null && write(own) === write(expression);
}

/** Lines that are said to return: each has a `return` of the entry call's function, with or without the one that did. */
function returnsOn(context: Context, { lines, could }: FactOf<"returns-on">) {
  const { trace, discourse, evidence } = context;
  const frame = trace.frame(discourse.entryFrame() ?? 0);
  const step = frame.outcome.kind === "returned" ? frame.outcome.step : null;
  const did = step === null ? null : evidence.lineOf(evidence.statementAt(step).number);
  const areReturns = lines.every((line) =>
    context.source.onLine(line).some(({ kind, scope }) => kind === "Return" && scope === frame.scope),
  );
  if (!areReturns || new Set(lines).size !== lines.length || lines.some((line) => line === did) !== could)
    context.misplaced(null);
}

function textOf({ value, text }: Shown): string {
  return value?.kind === "whole" ? value.repr : text;
}

/** `s is a total: it starts at 0`: what the name has as the first loop of the call is entered. */
function startsAt(context: Context, { subject, value }: FactOf<"starts-at">) {
  const frame = context.discourse.entryFrame() ?? 0;
  const name = subject.expression?.kind === "name" ? subject.expression.name : null;
  const step = [...context.trace.stepsOfFrame(frame)].find((each) => {
    const statement = context.evidence.statementAt(each);
    return context.source.isLoop(statement) && name !== null && context.reprBefore(each, name) !== undefined;
  });
  if (name === null || step === undefined) return context.misplaced(null);
  context.add({
    kind: "state",
    at: context.coordinate(step),
    name,
    value: context.valueText(value, context.reprBefore(step, name)),
  });
}

/** Which way a test went the last time the call came by it. */
function went(context: Context, { line, test, holds }: FactOf<"went">) {
  const { trace, evidence, source } = context;
  const frame = context.discourse.entryFrame() ?? 0;
  const statement = source.onLine(line).find((each) => /^(If|While)$/.test(each.kind));
  const node = statement === undefined ? null : source.testOf(statement);
  const step =
    statement === undefined
      ? undefined
      : trace.visits(statement.number).findLast((each) => trace.step(each).frame === frame);
  if (statement === undefined || step === undefined || !source.reads(node, test.expression))
    return context.misplaced(null);
  const next = evidence.next(step);
  context.add({
    kind: "branch",
    at: context.coordinate(step),
    taken: holds,
    next: next === null ? null : trace.step(next).statement,
  });
}

/** The exception that ended the run. */
function ended(context: Context, { type, message, line }: FactOf<"ended">) {
  const step = fatalStep(context);
  if (step === null) return context.misplaced(null);
  if (!context.source.onLine(line).includes(context.evidence.statementAt(step)))
    return context.misplaced(context.anchorAt(step));
  claimRaise(context, step, message === null ? { kind: "raise", type } : { kind: "raise", type, message });
  context.add({ kind: "handle", at: context.coordinate(step), handler: null });
}

function endsAlike(context: Context, call: Code) {
  const step = fatalStep(context);
  const record = context.trace.exceptions.find(({ raisedAt }) => raisedAt === step);
  if (record === undefined) return context.misplaced(null);
  context.add({ kind: "rerun", call: call.text, raises: { type: record.type, message: record.message } });
}

/** `line 3 makes x from E`: the last time it does. */
function madeFrom(context: Context, { line, subject, source }: FactOf<"made-from">) {
  const { trace } = context;
  const frame = context.discourse.entryFrame() ?? 0;
  const statement = context.source
    .onLine(line)
    .find((each) => subject.expression?.kind === "name" && context.source.bindsName(each, subject.expression.name));
  const step =
    statement === undefined
      ? undefined
      : trace.visits(statement.number).findLast((each) => trace.step(each).frame === frame);
  if (statement === undefined || step === undefined || source.expression === null) return context.misplaced(null);
  const anchor = { step, statement };
  if (context.source.find(statement, source.expression) === null) return context.misplaced(anchor);
  const repr = context.reprAfter(step, subject.text);
  if (repr !== undefined)
    context.add(bindClaim(context, anchor, subject.text, { text: repr, value: { kind: "whole", repr }, code: null }));
}

const CITED = /(?:«(\d+)»(?: [a-z]+){0,2} on )?line (\d+)(?:(?: (?!if\b|where\b|that\b|so\b)[a-z]+){1,5} «(\d+)»)?/g;
const SEVERAL = /\blines ((?:\d+, )*\d+ and \d+)/g;

/**
 * An explanation on the way back: the lines it cites are there and read as it says, its code is the program's. Each cited line
 * becomes a claim of how often it runs, each cited loop of its passes.
 */
export function cite(context: Context, { text, codes }: Mentions) {
  const several = [...text.matchAll(SEVERAL)].flatMap(([, list = ""]) => (list.match(/\d+/g) ?? []).map(Number));
  for (const [, before, line = "", after] of text.matchAll(CITED)) {
    const near = [before, after].flatMap((index) => (index === undefined ? [] : [codes[Number(index)]!]));
    citeLine(context, Number(line), near);
  }
  for (const [, line] of text.matchAll(/\bloop on line (\d+)/g))
    if (!context.source.onLine(Number(line)).some((each) => context.source.isLoop(each))) context.misplaced(null);
  const said = /(?<!what )(?<![\w-])(\w+) pass(?:es)?$|: (\w+) pass(?:es)?\.?$/.exec(text);
  const passes = said === null ? null : readCount(said[1] ?? said[2] ?? "");
  for (const line of several) citeLine(context, line, []);
  const loops = context.claims.flatMap((claim) => (claim.kind === "loop" ? [claim] : []));
  const [only] = loops;
  if (passes !== null && only !== undefined && loops.length === 1) context.add({ ...only, passes });
  for (const code of codes) if (!isProgramText(context, code)) context.misplaced(context.anchor);
}

function citeLine(context: Context, line: number, near: readonly Code[]) {
  const { source, trace } = context;
  const statements = source.onLine(line);
  const read = statements.map((statement) => [statement, squeezed(source.headerText(statement))] as const);
  const found = read.find(([, header]) => near.every((code) => header.includes(squeezed(code.text))));
  const statement: Statement | undefined = (found ?? (near.length === 0 ? read[0] : undefined))?.[0];
  if (statement === undefined) return context.misplaced(context.anchor);
  const run = source.isLoop(statement) ? trace.loopRuns(statement.number)[0] : undefined;
  if (run !== undefined && run.ending !== "unfinished")
    return context.add({
      kind: "loop",
      at: [run.statement, run.entryVisit],
      passes: run.passes.length,
      ending: run.ending,
    });
  context.add({ kind: "count", statement: statement.number, times: trace.visits(statement.number).length });
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, "").replaceAll('"', "'");
}

/** Whether a piece of code is the program's, or a value that a claim of the sentence has. */
function isProgramText(context: Context, code: Code): boolean {
  const wanted = squeezed(code.text);
  if (squeezed(context.trace.source).includes(wanted) || squeezed(context.trace.call ?? "").includes(wanted))
    return true;
  return context.claims.some((claim) =>
    squeezed(JSON.stringify(claim)).includes(squeezed(JSON.stringify(code.text).slice(1, -1))),
  );
}
