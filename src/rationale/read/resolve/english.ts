import type { Statement } from "../../../trace/types.ts";
import { child, methodCall } from "../../syntax.ts";
import type { Fact } from "../facts.ts";
import type { Code, Part, Shown } from "../mentions.ts";
import { type Expression, parseExpression, write } from "../python/expression.ts";
import { isValue } from "../python/values.ts";
import { claimChange } from "./changes.ts";
import { type Context, type FactOf, isPath } from "./context.ts";
import { claimLoop, runSpokenOf } from "./loops.ts";
import {
  addersIn,
  changersOf,
  claimCallMade,
  claimLooseEqual,
  claimLooseSize,
  claimName,
  fits,
  type Manner,
  stepsAhead,
} from "./loose.ts";
import { takeRemark } from "./remarks.ts";
import { flushPending, isTaken, takeTruth } from "./tests.ts";
import { turnTo } from "./turns.ts";
import { bindClaim, claimNode, shownExpression } from "./values.ts";

/** Turns the looser clauses of free English into claims. */

/** Whether the next clause says how this one came out: `x > 0 is 4 > 0, which holds`. */
export function isBeforeTruth(following: readonly Fact[]): boolean {
  const next = following[0];
  return (next?.kind === "truth" && next.subject === undefined) || next?.kind === "counts-as";
}

function isTest(expression: Expression): boolean {
  return (
    expression.kind === "compare" ||
    expression.kind === "boolean" ||
    (expression.kind === "unary" && expression.operator === "not")
  );
}

/** `E is V` where no line is named. */
export function takeLooseEqual(context: Context, fact: FactOf<"equal">, expression: Expression) {
  const { value } = fact;
  if (value.value === null) {
    const other = value.code ?? null;
    if (other?.expression == null || isTest(expression)) return;
    return takeRemark(context, { kind: "same", left: fact.subject, right: other });
  }
  claimValue(context, expression, value, context.atPassEnd ? "ends" : "is");
}

function claimValue(context: Context, expression: Expression, value: Shown, manner: Manner) {
  const repr = value.value?.kind === "whole" ? value.value.repr : null;
  context.last = value;
  for (const { expression: part } of value.working ?? [])
    if (part !== null && !isValue(part)) claimLooseEqual(context, part, value);
  if (isTest(expression) && (repr === "True" || repr === "False"))
    return takeTruth(context, expression, repr === "True", null);
  if (isPath(expression)) {
    if (expression.kind === "name" && !context.namesPass && takeTargetValue(context, expression.name, value)) return;
    if (claimName(context, expression, value, manner)) {
      context.subject = {
        text: write(expression),
        isBare: true,
        expression,
        value: null,
        equations: [],
        augmented: null,
      };
      return;
    }
    if (expression.kind === "name" && context.source.functions(expression.name).length > 0) return;
  }
  if (claimLooseEqual(context, expression, value)) return;
  context.unplaced.push(value.text);
}

/** `after the loop`: the text has left the loops of its frame. */
export function leaveEndedLoop({ discourse }: Context, fact: FactOf<"after-loop">) {
  const left = (fact.inner === true ? discourse.openLoops.at(-1) : discourse.openLoops[0])?.run;
  if (left != null) discourse.leaveLoop(left);
}

/** `i = 2` of the target of a loop: the text turns to the pass in which it is so; the next one, if there is none. */
function takeTargetValue(context: Context, name: string, value: Shown): boolean {
  const { discourse, source, trace } = context;
  const { scope } = trace.frame(discourse.frame);
  const loops = trace.statements.filter(
    (statement) =>
      statement.scope === scope && /^(Async)?For$/.test(statement.kind) && source.bindsName(statement, name),
  );
  if (loops.length === 0 || value.value === null) return false;
  const open = discourse.openLoops.findLast(
    ({ run }) => run !== null && loops.some(({ number }) => number === run.statement),
  );
  const run = open?.run ?? runSpokenOf(context, loops[0]!.range.line);
  if (run == null || run.passes.length === 0) return false;
  turnTo(context, run, name, value);
  return true;
}

/** `i = 1, total = 0 + 1 = 1` */
export function takeEquations(context: Context, fact: FactOf<"equations">) {
  for (const parts of fact.code.equations) {
    const [left, ...rest] = parts;
    const last = rest.at(-1);
    if (left === undefined || last === undefined) continue;
    takeEquation(context, left, rest.slice(0, -1), { text: last.text, value: last.value, code: null }, last);
  }
}

function takeEquation(context: Context, left: Part, between: readonly Part[], shown: Shown, last: Part) {
  const { expression } = left;
  if (expression === null) return context.unplaced.push(left.text);
  if (shown.value === null) {
    // `total = total + x` quotes the program; `x = 2 + 3` is arithmetic.
    return takeRemark(context, { kind: "same", left: partCode(left), right: partCode(last) });
  }
  for (const part of between) {
    if (part.expression !== null && !isValue(part.expression) && !isNameOfSource(context, part))
      claimLooseEqual(context, part.expression, shown);
  }
  if (context.anchor !== null && context.facts.some(({ kind }) => kind === "line") && isPath(expression)) {
    return context.add(bindClaim(context, context.anchor, write(expression), shown));
  }
  claimValue(context, expression, shown, context.atPassEnd ? "ends" : between.length > 0 ? "becomes" : "is");
}

function partCode({ text, expression, value }: Part): Code {
  return { text, isBare: true, expression, value, equations: [], augmented: null };
}

/** A side of an equation that quotes the source: `total = total + x = 3`. */
function isNameOfSource(context: Context, part: Part): boolean {
  const { expression } = part;
  return (
    expression !== null &&
    context.trace.statements.some((statement) => context.source.find(statement, expression) !== null)
  );
}

/** A statement quoted: what follows is about it. */
export function takeQuote(context: Context, fact: FactOf<"quote">) {
  const wanted = squeezed(fact.code.text);
  const quoted = context.trace.statements.filter(
    (statement) => squeezed(context.source.headerText(statement)) === wanted,
  );
  const step = quoted.length === 0 ? null : context.discourse.locate(quoted);
  if (step === null && fact.code.augmented !== null) return takeAugmented(context, fact.code);
  if (step === null) return;
  context.anchor = context.anchorAt(step);
  const target = fact.code.augmented?.target ?? null;
  if (target !== null) context.subject = { ...fact.code, expression: target };
  flushPending(context, context.anchor);
}

/** `total += 9`, with the value put in: the next statement that adds so to it. */
function takeAugmented(context: Context, { augmented, text }: Code) {
  if (augmented === null) return;
  for (const step of stepsAhead(context)) {
    const statement = context.evidence.statementAt(step);
    const node = context.source.nodeOf(statement);
    const value = child(node, "value");
    if (node.type !== "AugAssign" || value === null) continue;
    if (!context.source.reads(child(node, "target"), augmented.target)) continue;
    claimNode(context, { step, statement }, value, shownExpression(augmented.value));
    context.discourse.enterPassesAt(step);
    return;
  }
  context.unplaced.push(text);
}

function squeezed(text: string): string {
  return text
    .replace(/\s*#.*$/, "")
    .replace(/:$/, "")
    .replace(/\s+/g, "")
    .replaceAll('"', "'");
}

/** `…, giving V`: what became of what was just changed, or of the expression just named. */
export function takeOutcome(context: Context, fact: FactOf<"outcome">) {
  const subject = context.subject?.expression ?? null;
  if (subject !== null && isPath(subject)) {
    if (context.anchor !== null) return context.add(bindClaim(context, context.anchor, write(subject), fact.value));
    return claimValue(context, subject, fact.value, "becomes");
  }
  const named = context.mention?.expression ?? context.equal?.subject.expression ?? null;
  if (named !== null) return claimValue(context, named, fact.value, "is");
  context.unplaced.push(fact.value.text);
}

/** `5 is greater than 3` */
export function takeComparison(context: Context, fact: FactOf<"compared">) {
  const equation = fact.left.code?.equations[0];
  if (fact.left.code !== null && equation !== undefined) {
    takeEquations(context, { kind: "equations", code: fact.left.code });
    const last = equation.at(-1)!;
    return takeComparison(context, { ...fact, left: { text: last.text, value: last.value, code: null } });
  }
  const [left, right] = [fact.left, fact.right].map(
    (side) => side.code?.expression ?? parseExpression(side.value?.kind === "whole" ? side.value.repr : side.text),
  );
  if (left == null || right == null) return context.unplaced.push(fact.left.text);
  takeTruth(context, { kind: "compare", operators: [fact.operator], operands: [left, right] }, fact.holds, null);
}

/** `the condition fails`, of no test in particular: the next one. */
export function takeNextTest(context: Context, holds: boolean) {
  if (context.isStrict) return context.misplaced(context.anchor);
  const { scope } = context.trace.frame(context.discourse.frame);
  const tests = context.trace.statements.filter(
    (statement) => statement.scope === scope && /^(If|While)$/.test(statement.kind),
  );
  const step = context.discourse.locate(tests);
  if (step === null) return context.misplaced(null, "the condition");
  const anchor = context.anchorAt(step);
  context.anchor = anchor;
  context.test = { anchor, truths: [], outcome: holds, next: undefined, skipped: false };
}

/** `so we enter the if` */
export function takeBranch(context: Context, fact: FactOf<"enter">) {
  if (context.test === null) takeNextTest(context, fact.block === "body");
  const { test } = context;
  if (test === null) return;
  const isEntered = fact.block === "body";
  if (isTaken(context, test.anchor) === isEntered) return;
  const next = context.evidence.next(test.anchor.step);
  context.add({
    kind: "branch",
    at: context.coordinate(test.anchor.step),
    taken: isEntered,
    next: next === null ? null : context.trace.step(next).statement,
  });
}

/** What is said of a loop without saying how often it runs. */
export function takeLoopPart(
  context: Context,
  fact: FactOf<"over"> | FactOf<"targets"> | FactOf<"count-range"> | FactOf<"ending">,
) {
  if (context.facts.some(({ kind }) => kind === "loop")) return;
  const run = runSpokenOf(context, undefined);
  if (run === null) return context.misplaced(null, "the loop");
  const statement = context.trace.statement(run.statement);
  const anchor = { step: context.discourse.entryStep(run), statement };
  const iterable = child(context.source.nodeOf(statement), "iter");
  if (fact.kind === "over" && fact.value === undefined && fact.size === undefined) {
    const shown: Shown = { text: fact.iterable.text, value: fact.iterable.value, code: fact.iterable };
    if (shown.value !== null && iterable !== null) claimNode(context, anchor, iterable, shown);
    return;
  }
  if (run.ending === "unfinished") return;
  claimLoop(context, { kind: "loop", passes: run.passes.length, line: statement.range.line }, [fact]);
}

/** `…, which is V`, of what was just named. */
export function takeLooseWhich(context: Context, fact: FactOf<"which-is">) {
  const subject =
    context.mention?.expression ?? context.equal?.subject.expression ?? context.subject?.expression ?? null;
  const other = fact.value.code?.expression ?? null;
  if (subject === null) return context.unplaced.push(fact.value.text);
  if (context.last !== null)
    return takeRemark(context, { kind: "compared-with", operator: "==", right: fact.value, holds: true });
  if (fact.value.value !== null) return claimValue(context, subject, fact.value, "is");
  if (other !== null)
    takeTruth(context, { kind: "compare", operators: ["=="], operands: [subject, other] }, true, null);
}

export function takeLooseSize(context: Context, fact: FactOf<"size">) {
  const expression = fact.subject?.expression ?? null;
  if (expression === null || !claimLooseSize(context, expression, fact.size)) context.unplaced.push(String(fact.size));
}

const ADDING = ["append", "add", "insert", "appendleft", "push", "extend"];
const REMOVING = ["remove", "pop", "discard", "popleft"];

/** Changes of names and objects where no line is named. Says whether the clause has been taken up. */
export function takeLooseChange(context: Context, fact: Fact): boolean {
  switch (fact.kind) {
    case "become": {
      const expression = fact.subject?.expression ?? null;
      if (expression === null || fact.subject === undefined) return false;
      context.subject = fact.subject;
      if (fact.value.value === null && fact.value.code !== null) {
        takeRemark(context, { kind: "same", left: fact.subject, right: fact.value.code });
        return true;
      }
      claimValue(context, expression, fact.value, context.atPassEnd ? "ends" : "becomes");
      return true;
    }
    case "set": {
      const expression = fact.subject.expression;
      if (expression === null || fact.value === null) return false;
      context.subject = fact.subject;
      if (fact.value.value === null) {
        if (fact.value.code === null || context.isOwn) return false;
        takeRemark(context, { kind: "same", left: fact.subject, right: fact.value.code });
        return true;
      }
      claimValue(context, expression, fact.value, "becomes");
      return true;
    }
    case "fields":
      if (context.isStrict) return false;
      for (const code of fact.codes) {
        if (code.equations.length > 0) takeEquations(context, { kind: "equations", code });
        else if (code.value !== null) context.unplaced.push(code.text);
      }
      return true;
    case "change":
      return takeLooseMethod(context, fact);
    case "evaluate":
      if (fact.subject.expression === null || fact.value !== undefined) return false;
      if (!claimCallMade(context, fact.subject.expression)) context.unplaced.push(fact.subject.text);
      return true;
    default:
      return false;
  }
}

/** `append 9`: the next statement that adds to something. */
export function takeAppended(context: Context, fact: FactOf<"append">) {
  const adders = addersIn(context, ADDING);
  const step = adderOf(context, adders, fact.value) ?? context.discourse.locate(adders);
  const statement = step === null ? undefined : context.evidence.statementAt(step);
  const value = statement === undefined ? null : child(context.source.nodeOf(statement), "value");
  const call = value === null ? null : methodCall(value);
  const receiver = call === null ? null : context.source.expressionOf(call.receiver);
  if (step === null || call === null || receiver === null) return context.unplaced.push(fact.value.text);
  const subject = {
    text: write(receiver),
    isBare: true,
    expression: receiver,
    value: null,
    equations: [],
    augmented: null,
  };
  takeLooseMethod(context, { kind: "change", method: "append", subject, arguments: [fact.value] });
}

/** The first step, from where the text is and then in the loops around, that adds this value. */
function adderOf(context: Context, adders: readonly Statement[], value: Shown): number | null {
  const levels = context.discourse.save();
  for (let depth = levels.length - 1; depth >= 0 && levels[depth]!.frame === levels.at(-1)!.frame; depth -= 1) {
    const ahead = stepsAhead(context, levels[depth]).filter((step) => step >= levels[depth]!.cursor);
    const found = ahead.find((step) => {
      const statement = context.evidence.statementAt(step);
      const node = adders.includes(statement) ? child(context.source.nodeOf(statement), "value") : null;
      const argument = node === null ? undefined : methodCall(node)?.args.at(-1);
      return argument !== undefined && fits(value, context.evidence.reprOf(step, argument));
    });
    if (found === undefined) continue;
    context.discourse.restore(levels.slice(0, depth + 1));
    context.discourse.advance(found);
    return found;
  }
  return null;
}

function takeLooseMethod(context: Context, fact: FactOf<"change">): boolean {
  const receiver = fact.subject.expression;
  if (receiver === null) return false;
  const methods = fact.method === "append" ? ADDING : fact.method === "remove" ? REMOVING : [fact.method];
  const changers = changersOf(context, receiver, methods);
  const [first] = fact.arguments;
  const fitting = first === undefined ? null : adderOf(context, changers, first);
  const step = fitting ?? context.discourse.locate(changers);
  if (step === null) {
    context.unplaced.push(...fact.arguments.map(({ text }) => text));
    return true;
  }
  const anchor = context.anchorAt(step);
  context.anchor = anchor;
  context.subject = fact.subject;
  const value = child(context.source.nodeOf(anchor.statement), "value");
  const call = value === null ? null : methodCall(value);
  const [argument] = fact.arguments;
  if (argument === undefined || value === null) return true;
  if (call === null) claimNode(context, anchor, value, argument);
  else if (call.method.startsWith("pop")) claimNode(context, anchor, value, argument);
  else if (fact.arguments.length === 1 && call.args.length > 0) claimNode(context, anchor, call.args.at(-1)!, argument);
  else claimChange(context, anchor, { ...fact, method: call.method });
  return true;
}
