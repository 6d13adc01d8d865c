import type { Statement } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import { child, constant, methodCall } from "../syntax.ts";
import type { Reading } from "./clauses.ts";
import type { Discourse } from "./discourse.ts";
import type { Fact } from "./facts.ts";
import { parseExpression, write } from "./python/expression.ts";
import { cite, takeInference } from "./resolve/backward.ts";
import {
  claimCall,
  claimCallCount,
  claimChain,
  claimReturn,
  claimUnwinding,
  claimYields,
  resumeCall,
} from "./resolve/calls.ts";
import * as changes from "./resolve/changes.ts";
import { type Anchor, Context, type Memory } from "./resolve/context.ts";
import {
  isBeforeTruth,
  leaveEndedLoop,
  takeAppended,
  takeBranch,
  takeComparison,
  takeEquations,
  takeLoopPart,
  takeLooseChange,
  takeLooseEqual,
  takeLooseSize,
  takeLooseWhich,
  takeNextTest,
  takeOutcome,
  takeQuote,
} from "./resolve/english.ts";
import {
  claimAfterLoop,
  claimEvolution,
  claimHeld,
  claimLoop,
  claimPurpose,
  claimTarget,
  openRun,
  takePass,
} from "./resolve/loops.ts";
import { claimCaught, claimPrint, claimRaise, claimWholeOutput, fatalStep } from "./resolve/output.ts";
import { takeRemark } from "./resolve/remarks.ts";
import {
  claimSizeOf,
  endPass,
  finishTest,
  flushPending,
  jump,
  lead,
  settle,
  takePremise,
  takeTruth,
} from "./resolve/tests.ts";
import {
  checkPlan,
  checkSwallowed,
  claimCallRaises,
  claimDefined,
  claimPassedOver,
  claimReached,
  claimSeveralCalls,
} from "./resolve/told.ts";
import { sizeClaim } from "./resolve/values.ts";
import type { Source } from "./source.ts";

/** What a sentence says, and whether in our own words. */
export type Said = Pick<Reading, "facts" | "isOwn" | "mentions">;

/** Turns what a sentence says into claims about the run, each at the moment the text has got to. */
export function resolveSentence(
  evidence: Evidence,
  source: Source,
  discourse: Discourse,
  memory: Memory,
  { facts, isOwn, mentions }: Said,
): Context {
  const context = new Context(evidence, source, discourse, memory, facts, isOwn);
  const ordered = placesFirst(facts);
  ordered.forEach((fact, index) => {
    resolveFact(context, memory, fact, ordered.slice(index + 1));
  });
  if (context.pending.length > 0) {
    const anchor = context.anchor ?? unanchored(context);
    if (anchor !== null) flushPending(context, anchor);
  }
  finishTest(context);
  if (memory.isBackward && !isTold(facts)) cite(context, mentions);
  if (context.named !== null) memory.named = context.named;
  return context;
}

/** Sentences of the way back that are told, not explained: the answer, other inputs. */
function isTold(facts: readonly Fact[]): boolean {
  return facts.some(({ kind }) => kind === "tried" || kind === "ended-alike" || kind === "result" || kind === "return");
}

/** `xs has two elements after the first pass`: where it is so comes before what is so. */
function placesFirst(facts: readonly Fact[]): readonly Fact[] {
  const last = facts.at(-1);
  if (last?.kind !== "pass" || last.isEnd !== true || facts.length < 2) return facts;
  return [...facts.slice(0, -2), last, ...facts.slice(-2, -1)];
}

/** Clauses that name no statement: right before the step the text has got to. */
function unanchored(context: Context): Anchor | null {
  return context.trace.stepCount === 0 ? null : context.anchorAt(context.discourse.cursor);
}

function resolveFact(context: Context, memory: Memory, fact: Fact, following: readonly Fact[]) {
  const { discourse, source } = context;
  switch (fact.kind) {
    case "pass":
      return takePass(context, fact);
    case "after-loop":
      if (!context.isOwn && fact.isSoft !== true) leaveEndedLoop(context, fact);
      return;
    case "before-loop":
      return;
    case "line":
      return takeLine(context, fact.line, following);
    case "equal":
      return takeEqual(context, fact, following);
    case "which-is":
      if (!isAnchored(context)) return takeLooseWhich(context, fact);
      if (context.equal === null) return context.misplaced(context.anchor);
      return takeWhichIs(context, fact.value);
    case "size":
      if (fact.subject === undefined) {
        const name = context.subject?.expression?.kind === "name" ? context.subject.expression.name : null;
        if (name === null || context.anchor === null) return context.misplaced(context.anchor);
        return context.add(sizeClaim(context, context.anchor, name, fact.size, "after"));
      }
      if (!context.isStrict && context.anchor === null) return takeLooseSize(context, fact);
      if (fact.after === true && context.anchor !== null) return claimSizeOf(context, context.anchor, fact);
      context.pending.push(fact);
      return;
    case "truth":
      return takeTruthFact(context, fact);
    case "counts-as": {
      const subject = context.pending.findLast((each) => each.kind === "equal");
      if (subject?.kind !== "equal" || subject.subject.expression === null) return context.misplaced(context.anchor);
      context.pending = context.pending.filter((each) => each !== subject);
      return takeTruth(context, subject.subject.expression, fact.holds, subject.value);
    }
    case "settles":
      return settle(context, fact);
    case "next-line":
      return lead(context, fact);
    case "pass-ends":
      return endPass(context);
    case "nothing-left":
      if (context.test !== null) context.test.next = null;
      return;
    case "loop":
      return claimLoop(context, fact, following);
    case "loop-ends":
      if (!context.isOwn) return leaveEndedLoop(context, { kind: "after-loop" });
      if (context.test === null) context.misplaced(context.anchor);
      return;
    case "evolve":
      return context.isOwn ? claimEvolution(context, fact) : takeRemark(context, { ...fact, kind: "runs-over" });
    case "never-holds":
      if (!source.onLine(fact.line).some(({ kind }) => kind === "If" || kind === "While"))
        context.misplaced(context.anchor);
      return;
    case "count": {
      const statements = source.onLine(fact.line);
      const test =
        fact.test === undefined
          ? undefined
          : source.onLine(fact.test).find(({ kind }) => kind === "If" || kind === "While");
      const guarded = statements.find(({ parent }) => test !== undefined && parent === test.number);
      const statement = guarded ?? statements[0];
      if (statement === undefined || (test !== undefined && guarded === undefined))
        return context.misplaced(context.anchor);
      return context.add({ kind: "count", statement: statement.number, times: fact.times });
    }
    case "calls-count":
      return claimCallCount(context, fact);
    case "call":
      return claimCall(context, memory, fact);
    case "held":
      return claimHeld(context, fact);
    case "answer":
      return;
    case "there":
      return resumeCall(context, memory);
    case "yield":
      return claimYields(context, memory, fact);
    case "sought":
    case "portion":
    case "gloss":
      return takeGloss(context, fact);
    case "select":
      context.pending.push(fact);
      return;
    case "jump":
      return jump(context, fact);
    case "over-passes":
      return;
    case "equations":
      return takeEquations(context, fact);
    case "append":
      return takeAppended(context, fact);
    case "mention":
      context.mention = fact.code;
      return;
    case "quote":
      return takeQuote(context, fact);
    case "outcome":
      return takeOutcome(context, fact);
    case "compared":
      return takeComparison(context, fact);
    case "gives-back":
    case "returns-on":
    case "tried":
    case "tally":
    case "same-elements":
    case "holds-part":
    case "starts-at":
    case "made-from":
    case "went":
    case "ended":
    case "ended-alike":
    case "forwards":
      return takeInference(context, fact);
    case "described":
    case "value-size":
    case "item":
    case "property":
    case "occurs":
    case "position":
    case "mutated":
    case "prints":
    case "swapped":
    case "set-side-by-side":
    case "in-call":
    case "fails":
    case "handled":
    case "same":
    case "compared-with":
    case "runs-over":
    case "iterates":
    case "elements":
    case "comes-to":
      return takeRemark(context, fact);
    case "enter":
      return takeBranch(context, fact);
    case "over":
    case "targets":
    case "count-range":
    case "ending":
      return takeLoopPart(context, fact);
    case "since":
      context.isSince = context.anchor !== null;
      return;
    case "again":
      memory.chain = claimChain(context, fact);
      return;
    case "calls":
      return claimSeveralCalls(context, memory, fact);
    case "plan":
      return checkPlan(context, fact);
    case "reached":
      return claimReached(context, fact);
    case "passed-over":
      return claimPassedOver(context, fact);
    case "defines":
      return claimDefined(context, fact);
    case "call-raises":
      return claimCallRaises(context, fact);
    case "swallowed":
      return checkSwallowed(context, fact);
    case "unwind":
      return claimUnwinding(context, fact, memory.chain);
    case "result":
      if (context.trace.call === null && !context.isOwn)
        return takeRemark(context, {
          kind: "prints",
          texts: fact.value.code === null ? [] : [fact.value.code],
          isLast: true,
        });
      return context.add({ kind: "result", value: context.valueText(fact.value, resultOf(context)) });
    case "purpose":
      return claimPurpose(context, fact);
    case "raise": {
      const step = context.facts.some(({ kind }) => kind === "ends-with")
        ? fatalStep(context)
        : (context.anchor?.step ?? null);
      if (step === null) return context.misplaced(context.anchor);
      context.anchor = context.anchorAt(step);
      return claimRaise(context, step, fact);
    }
    case "caught":
      if (context.anchor === null) return context.misplaced(null);
      return claimCaught(context, context.anchor.step, fact);
    case "matched": {
      const [statement] = source.onLine(fact.line);
      if (statement === undefined) return context.misplaced(context.anchor);
      return context.add({
        kind: "count",
        statement: statement.number,
        times: context.trace.visits(statement.number).length,
      });
    }
    case "return":
      if (
        context.anchor === null &&
        context.evidence.activation(context.trace.frame(context.discourse.frame)) === null
      ) {
        return context.misplaced(null, fact.value.text);
      }
      if (fact.source !== undefined) context.equal = { kind: "equal", subject: fact.source, value: fact.value };
      return claimReturn(context, context.anchor, fact);
    case "print":
      if (fact.isWhole === true) return claimWholeOutput(context, fact);
      return resolveChange(context, fact, discourse);
    default:
      return resolveChange(context, fact, discourse);
  }
}

/** What is said of the statement just named. */
function resolveChange(context: Context, fact: Fact, _discourse: Discourse) {
  if (context.anchor === null || !context.isStrict || (fact.kind === "change" && fact.isLoose === true)) {
    if (takeLooseChange(context, fact)) return;
  }
  const { anchor } = context;
  const claims: Partial<Record<Fact["kind"], true>> = CHANGES;
  if (claims[fact.kind] !== true) return;
  if (anchor === null) return context.misplaced(null, "value" in fact && fact.value != null ? fact.value.text : "");
  switch (fact.kind) {
    case "set":
      return changes.claimSet(context, anchor, fact);
    case "become":
      return changes.claimBecome(context, anchor, fact);
    case "add":
      return changes.claimAdd(context, anchor, fact);
    case "update":
      return changes.claimUpdate(context, anchor, fact);
    case "change":
      return changes.claimChange(context, anchor, fact);
    case "take":
      return changes.claimTake(context, anchor, fact);
    case "put":
      return changes.claimPut(context, anchor, fact);
    case "assign-item":
    case "delete":
      return changes.checkTarget(context, anchor, fact);
    case "leave":
      return changes.claimLeave(context, anchor, fact);
    case "unchanged":
      return changes.claimUnchanged(context, anchor, fact);
    case "swap":
      return changes.claimSwap(context, anchor, fact);
    case "make":
      return changes.checkMade(context, anchor, fact);
    case "return-object":
      return changes.checkReturned(context, anchor, fact);
    case "fields":
      return changes.claimFields(context, anchor, fact);
    case "evaluate":
      return changes.claimEvaluated(context, anchor, fact);
    case "print":
      return claimPrint(context, anchor, fact);
    default:
      return;
  }
}

const CHANGES: Partial<Record<Fact["kind"], true>> = {
  set: true,
  become: true,
  add: true,
  update: true,
  change: true,
  take: true,
  put: true,
  "assign-item": true,
  delete: true,
  leave: true,
  unchanged: true,
  swap: true,
  make: true,
  fields: true,
  "return-object": true,
  evaluate: true,
  print: true,
};

function takeLine(context: Context, line: number, following: readonly Fact[]) {
  const { source, discourse, trace } = context;
  const statements = source.onLine(line);
  if (statements.length === 0) {
    context.add({ kind: "count", statement: trace.statements.length + 1 + line, times: 1 });
    context.anchor = null;
    return;
  }
  finishTest(context);
  context.isSince = false;
  const candidates = chosen(context, statements, following);
  const [statement = statements[0]!] = candidates;
  const step = discourse.locate(candidates, context.namesPass);
  if (step === null) {
    context.absent(statement);
    context.anchor = null;
    return;
  }
  const anchor = context.anchorAt(step);
  context.anchor = anchor;
  context.subject = null;
  context.steps.push(step);
  flushPending(context, anchor);
}

/** Of several statements on one line, those that can do what is said next. */
function chosen(context: Context, statements: readonly Statement[], following: readonly Fact[]): readonly Statement[] {
  const next = following[0];
  if (next !== undefined && statements.length > 1) {
    const fitting = statements.filter((statement) => canDo(context, statement, next));
    if (fitting.length > 0) return fitting;
  }
  const wanted: Partial<Record<Fact["kind"], RegExp>> = {
    return: /^Return$/,
    raise: /^Raise$/,
    loop: /^(For|While)$/,
    truth: /^(If|While|Assert)$/,
  };
  const pattern = next === undefined ? undefined : wanted[next.kind];
  const fitting = pattern === undefined ? undefined : statements.find(({ kind }) => pattern.test(kind));
  const simple = statements.filter(
    ({ kind }) => !/^(FunctionDef|AsyncFunctionDef|ClassDef|If|For|While|With|Try)$/.test(kind),
  );
  return fitting !== undefined ? [fitting] : simple.length > 0 ? simple : statements;
}

/** Whether the source of a statement is of the kind a clause speaks of. */
function canDo(context: Context, statement: Statement, fact: Fact): boolean {
  const { source } = context;
  if (fact.kind === "set")
    return fact.subject.expression?.kind === "name" && source.bindsName(statement, fact.subject.expression.name);
  if (fact.kind !== "change") return false;
  const value = child(source.nodeOf(statement), "value");
  const call = value === null ? null : methodCall(value);
  if (call?.method !== fact.method || !source.reads(call.receiver, fact.subject.expression)) return false;
  return fact.arguments.every(({ value: shown }, index) => {
    const fixed = call.args[index] === undefined ? null : constant(call.args[index]);
    return fixed === null || (shown?.kind === "whole" && shown.repr === fixed.repr);
  });
}

function takeEqual(context: Context, fact: Extract<Fact, { kind: "equal" }>, following: readonly Fact[]) {
  const { expression } = fact.subject;
  context.equal = fact;
  // `average again gives 5.0`, of a function: a call of it does.
  if (
    !context.isOwn &&
    expression?.kind === "name" &&
    isFunction(context, expression.name) &&
    fact.value.value !== null
  )
    return claimReturn(context, null, { kind: "return", value: fact.value, function: fact.subject });
  if (expression === null) return context.misplaced(context.anchor);
  const call = context.trace.call === null ? null : parseExpression(context.trace.call);
  if (call !== null && write(call) === write(expression)) {
    return context.add({ kind: "result", value: context.valueText(fact.value, resultOf(context)) });
  }
  context.last = fact.value;
  const after = context.facts.findLast((each) => each.kind === "after-loop");
  if (context.isOwn && after !== undefined && context.anchor === null) {
    const open = openRun(context, after);
    if (open != null && claimAfterLoop(context, open, fact)) return;
  }
  if (claimTarget(context, expression, fact)) return;
  if (!isAnchored(context) && fact.trails !== true && !isBeforeTruth(following))
    return takeLooseEqual(context, fact, expression);
  if ((fact.trails === true || context.isSince) && context.anchor !== null) {
    context.pending.push(fact);
    return flushPending(context, context.anchor);
  }
  const match = matchAnchor(context, following, fact);
  context.pending.push(fact);
  if (match !== null) flushPending(context, match);
}

/** Whether a name is that of a function of the program. */
function isFunction(context: Context, name: string): boolean {
  return context.source.functions(name).length > 0;
}

/** Whether what is said belongs to the statement at hand, not to a moment yet to be found. */
function isAnchored(context: Context): boolean {
  if (context.isOwn) return context.isStrict || context.anchor !== null;
  return context.anchor !== null && context.facts.some(({ kind }) => kind === "line");
}

/** The `match` statement whose subject a clause gives, when a statement inside it is named next. */
function matchAnchor(
  context: Context,
  following: readonly Fact[],
  fact: Extract<Fact, { kind: "equal" }>,
): Anchor | null {
  const next = following.find(({ kind }) => kind === "line" || kind === "next-line");
  if (next === undefined || !("line" in next) || next.line == null) return null;
  const inner = context.source.onLine(next.line)[0];
  const outer = context.trace.statements.filter(
    (statement) =>
      statement.kind === "Match" &&
      inner !== undefined &&
      context.source.isInside(inner, statement.number) &&
      context.source.find(statement, fact.subject.expression!) !== null,
  );
  const step = outer.length === 0 ? null : context.discourse.locate(outer);
  return step === null ? null : context.anchorAt(step);
}

/** What is said in parentheses about the expression just given a value. */
function takeGloss(context: Context, fact: Extract<Fact, { kind: "sought" | "portion" | "gloss" }>) {
  const { equal } = context;
  if (equal === null) return context.misplaced(context.anchor);
  const gloss = { ...fact, subject: equal.subject };
  if (context.pending.length > 0 || context.anchor === null) context.pending.push(gloss);
  else takePremise(context, context.anchor, gloss);
}

/** `…, which is V`: of the source just named. */
function takeWhichIs(context: Context, value: Extract<Fact, { kind: "which-is" }>["value"]) {
  const subject = context.equal!.subject;
  const target = context.subject?.expression;
  if (context.anchor === null || subject.expression === null) return context.misplaced(context.anchor);
  if (target !== undefined && target !== null && context.claims.at(-1)?.kind === "bind") {
    context.claims.pop();
    changes.claimSet(context, context.anchor, { kind: "set", subject: context.subject!, value });
    return;
  }
  context.pending.push({ kind: "equal", subject, value });
  flushPending(context, context.anchor);
}

function takeTruthFact(context: Context, fact: Extract<Fact, { kind: "truth" }>) {
  if (fact.asserted === true && context.anchor !== null && fact.subject?.expression != null) {
    return changes.claimEqual(context, context.anchor, fact.subject.expression, {
      text: fact.holds ? "True" : "False",
      value: { kind: "whole", repr: fact.holds ? "True" : "False" },
      code: null,
    })
      ? undefined
      : context.misplaced(context.anchor);
  }
  if (fact.subject?.expression != null) return takeTruth(context, fact.subject.expression, fact.holds, null);
  const last = context.pending.findLast((each) => each.kind === "equal");
  if (last?.kind !== "equal" || last.subject.expression === null) {
    if (context.test !== null) {
      context.test.outcome = fact.holds;
      return;
    }
    return takeNextTest(context, fact.holds);
  }
  context.pending = context.pending.filter((each) => each !== last);
  takeTruth(context, last.subject.expression, fact.holds, last.value);
}

function resultOf(context: Context): string | undefined {
  const { ending, endTick } = context.trace;
  return ending.kind === "finished" && ending.value !== null
    ? context.evidence.provable({ value: ending.value, tick: endTick })
    : undefined;
}
