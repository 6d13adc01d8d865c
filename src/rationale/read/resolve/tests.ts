import type { Statement, SyntaxNode } from "../../../trace/types.ts";
import type { Claim } from "../../claims.ts";
import { isTruthy } from "../../phrases/values.ts";
import { sliceSpan } from "../../slices.ts";
import { child, children, constant, methodCall, operator } from "../../syntax.ts";
import type { Shown } from "../mentions.ts";
import { type Expression, write } from "../python/expression.ts";
import { claimSelection } from "./changes.ts";
import { type Anchor, type Context, type FactOf, isPath, type Premise, type TestInHand } from "./context.ts";
import { claimLooseTruth } from "./loose.ts";
import { claimEqual, claimNode, shownExpression } from "./values.ts";

/** A test came out so: claims what decided it, and remembers it until the sentence has said where it led. */
export function takeTruth(context: Context, expression: Expression, holds: boolean, shown: Shown | null) {
  const anchor = testAnchor(context, expression);
  if (anchor === null) {
    if (!context.isStrict) return takeLooseTruth(context, expression, holds);
    return context.misplaced(context.anchor);
  }
  if (context.test === null || context.test.anchor.step !== anchor.step) {
    finishTest(context);
    context.test = { anchor, truths: [], outcome: null, next: undefined, skipped: false };
  }
  flushPending(context, anchor);
  const node = context.source.find(anchor.statement, expression);
  context.test.truths.push({ node, holds });
  context.anchor = anchor;
  if (node === null) return context.misplaced(anchor);
  if (shown === null) return claimTruth(context, anchor, node, holds);
  if (!claimOperands(context, anchor, node, shown)) {
    const worth = context.evidence.evaluation(anchor.step, node)?.repr;
    if (worth !== undefined && isTruthy(worth) !== holds) context.misplaced(anchor);
    return claimNode(context, anchor, node, shown);
  }
  // The values shown speak for a true comparison; a false one is claimed as it is told.
  const found = context.evidence.evaluation(anchor.step, node);
  if (found !== undefined && isTruthy(found.repr) !== holds) claimTruth(context, anchor, node, holds);
}

/** A test told with values put in, or one the program does not make. */
function takeLooseTruth(context: Context, expression: Expression, holds: boolean) {
  const place = claimLooseTruth(context, expression, holds);
  if (place === null) return;
  const { anchor, node } = place;
  if (context.test?.anchor.step !== anchor.step) {
    finishTest(context);
    context.test = { anchor, truths: [], outcome: null, next: undefined, skipped: false };
  }
  context.test?.truths.push({ node, holds });
  context.anchor = anchor;
  const found = context.evidence.evaluation(anchor.step, node);
  if (found !== undefined && isTruthy(found.repr) !== holds) claimTruth(context, anchor, node, holds);
}

/** Takes up the clauses that lead up to a statement. */
export function flushPending(context: Context, anchor: Anchor) {
  const { pending } = context;
  context.pending = [];
  for (const fact of pending) takePremise(context, anchor, fact);
}

/** What leads up to a statement, or hangs on it. */
export function takePremise(context: Context, anchor: Anchor, fact: Premise) {
  switch (fact.kind) {
    case "size":
      return claimSizeOf(context, anchor, fact);
    case "select":
      return claimSelection(context, anchor, fact);
    case "sought":
    case "portion":
      return claimGloss(context, anchor, fact);
    case "gloss":
      return claimArguments(context, anchor, fact);
    case "equal":
      if (fact.subject.expression === null || !claimEqual(context, anchor, fact.subject.expression, fact.value))
        context.misplaced(anchor);
  }
}

/** The arguments of the method just spoken of, each by its value. */
function claimArguments(context: Context, anchor: Anchor, fact: FactOf<"gloss">) {
  const expression = fact.subject?.expression ?? null;
  const node = expression === null ? null : context.source.find(anchor.statement, expression);
  if (node === null) return context.misplaced(anchor);
  const left = [...(methodCall(node)?.args ?? [])];
  const receiver = methodCall(node)?.receiver;
  for (const value of fact.values) {
    // `each two parts with ', ' in between`: the string that joins.
    if (receiver !== undefined && constant(receiver)?.repr === value.text) continue;
    const text = value.value?.kind === "whole" ? value.value.repr : value.text;
    const same = left.findIndex((argument) => context.evidence.reprOf(anchor.step, argument) === text);
    const [argument] = left.splice(Math.max(0, same), 1);
    if (argument === undefined) context.misplaced(anchor);
    else claimNode(context, anchor, argument, value);
  }
}

/** `(the index of the first V)`, `(two of the seven characters)`: about the expression just given a value. */
function claimGloss(context: Context, anchor: Anchor, fact: FactOf<"sought"> | FactOf<"portion">) {
  const expression = fact.subject?.expression ?? null;
  const node = expression === null ? null : context.source.find(anchor.statement, expression);
  if (node === null) return context.misplaced(anchor);
  if (fact.kind === "sought") {
    const call = methodCall(node);
    const argument = call?.args[0];
    const which = { find: "first", index: "first", rfind: "last", rindex: "last" }[call?.method ?? ""];
    const found = context.evidence.evaluation(anchor.step, node)?.repr;
    const isSound =
      which !== undefined && (fact.which === "nowhere" ? found === "-1" : which === fact.which && found !== "-1");
    if (argument === undefined || !isSound) return context.misplaced(anchor);
    return claimNode(context, anchor, argument, fact.value);
  }
  const base = child(node, "value");
  const taken = context.evidence.evaluationsOf(anchor.step, node)[0];
  if (base === null || base.type !== "Name" || taken === undefined || context.evidence.sizeOf(taken) !== fact.taken)
    return context.misplaced(anchor);
  if (fact.span !== undefined) {
    const span = sliceSpan(context.evidence, anchor.step, node, fact.all);
    if (span?.first !== fact.span.first || span.last !== fact.span.last) return context.misplaced(anchor);
  }
  context.add({
    kind: "size",
    at: context.coordinate(anchor.step),
    when: "before",
    name: context.trace.text(base.id),
    size: fact.all,
  });
}

/** `xs has 3 elements`, before a statement. */
export function claimSizeOf(context: Context, anchor: Anchor, fact: FactOf<"size">) {
  const expression = fact.subject?.expression ?? null;
  if (expression === null) return;
  if (!isPath(expression)) return context.misplaced(anchor);
  const when = fact.after === true ? "after" : "before";
  context.add({ kind: "size", at: context.coordinate(anchor.step), when, name: write(expression), size: fact.size });
}

/** The statement whose test a clause speaks of, at the moment the text has got to. */
function testAnchor(context: Context, expression: Expression): Anchor | null {
  const { source, trace, discourse, facts } = context;
  if (context.test !== null && isPartOfTest(context, context.test.anchor.statement, expression))
    return context.test.anchor;
  if (context.anchor !== null && isPartOfTest(context, context.anchor.statement, expression)) return context.anchor;
  const isEnding = facts.some((fact) => fact.kind === "loop-ends");
  const none = facts.find((fact) => fact.kind === "loop" && fact.passes === 0);
  const named = facts.flatMap((fact) => (fact.kind === "line" ? source.onLine(fact.line) : []));
  const choosing = named.find(
    (statement) => source.testOf(statement) === null && isPartOfTest(context, statement, expression),
  );
  const chosenAt = choosing === undefined ? null : discourse.locate([choosing]);
  if (chosenAt !== null) return context.anchorAt(chosenAt);
  const tested = trace.statements.filter((statement) => source.testsOf(statement).length > 0);
  const fitting = tested.filter((statement) => isPartOfTest(context, statement, expression));
  if (isEnding) {
    const loops = [...discourse.openLoops].reverse();
    const level =
      loops.find(({ run }) => run !== null && fitting.some(({ number }) => number === run.statement)) ??
      loops.find(({ run }) => run !== null && trace.statement(run.statement).kind === "While");
    if (level?.run != null) {
      const last = trace.visits(level.run.statement)[level.run.entryVisit - 1 + level.run.passes.length];
      if (last !== undefined) return context.anchorAt(last);
    }
  }
  if (fitting.length === 0 && !context.isStrict) return null;
  const candidates = none === undefined ? fitting : fitting.filter(({ kind }) => kind === "While");
  const step = discourse.locate(
    candidates.length > 0
      ? candidates
      : tested.filter(({ scope }) => scope === trace.frame(discourse.frame).scope && trace.statements.length > 0),
  );
  return step === null ? null : context.anchorAt(step);
}

/** Whether an expression is the test of a statement, or an operand of its `and`, `or`, `not`. */
export function isPartOfTest(context: Context, statement: Statement, expression: Expression): boolean {
  const tests = context.source.testsOf(statement);
  return tests.flatMap(operandsOf).some((node) => context.source.reads(node, expression));
}

function operandsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "BoolOp") return [node, ...children(node, "values").flatMap(operandsOf)];
  const operand = node.type === "UnaryOp" && operator(node) === "Not" ? child(node, "operand") : null;
  return operand === null ? [node] : [node, ...operandsOf(operand)];
}

/** A comparison with its values put in: each operand has the value shown in its place. */
function claimOperands(context: Context, anchor: Anchor, node: SyntaxNode, shown: Shown): boolean {
  const written = shown.code?.expression ?? null;
  const source = context.source.expressionOf(node);
  if (written?.kind !== "compare" || source?.kind !== "compare") return false;
  const nodes = [child(node, "left"), ...children(node, "comparators")];
  if (written.operators.join(" ") !== source.operators.join(" ") || nodes.length !== written.operands.length) {
    context.misplaced(anchor);
    return true;
  }
  nodes.forEach((operand, index) => {
    if (operand !== null) claimNode(context, anchor, operand, shownExpression(written.operands[index]!));
  });
  return true;
}

function claimTruth(context: Context, anchor: Anchor, node: SyntaxNode, holds: boolean) {
  const found = context.evidence.evaluation(anchor.step, node);
  if (found === undefined || !/^(True|False)$/.test(found.repr)) {
    if (found !== undefined && isTruthy(found.repr) !== holds) context.misplaced(anchor);
    return;
  }
  context.add({ ...found.claim, value: holds ? "True" : "False" } as Claim);
}

/** `…, which settles A and B`: the whole test is decided by the part just spoken of. */
export function settle(context: Context, fact: FactOf<"settles">) {
  const { test } = context;
  const whole = test === null ? null : context.source.testOf(test.anchor.statement);
  if (test === null || whole === null || fact.subject.expression === null) return context.misplaced(context.anchor);
  const settled = operandsOf(whole).find((node) => context.source.reads(node, fact.subject.expression));
  const last = test.truths.at(-1);
  const decides = settled?.type === "BoolOp" && last !== undefined && (operator(settled) === "And") !== last.holds;
  if (settled === undefined || !decides) return context.misplaced(test.anchor);
  test.truths.push({ node: settled, holds: last.holds });
}

/** Claims which way a test went, once the sentence has said all it says about it. */
export function finishTest(context: Context) {
  const { test } = context;
  context.test = null;
  if (test === null) return;
  const { statement, step } = test.anchor;
  if (statement.kind !== "If" && statement.kind !== "While") return;
  const root = context.source.testOf(statement);
  const taken = test.outcome ?? (root === null ? null : outcomeOf(root, test)) ?? (test.skipped ? false : null);
  if (context.facts.some((fact) => fact.kind === "loop" && fact.passes === 0)) {
    if (taken === true) context.misplaced(test.anchor);
    return;
  }
  if (taken === null) {
    if (test.next !== undefined)
      context.add({
        kind: "branch",
        at: context.coordinate(step),
        taken: isTaken(context, test.anchor),
        next: test.next,
      });
    return;
  }
  const next = test.next === undefined ? context.evidence.next(step) : null;
  const following = test.next !== undefined ? test.next : next === null ? null : context.trace.step(next).statement;
  context.add({ kind: "branch", at: context.coordinate(step), taken, next: following });
}

function outcomeOf(node: SyntaxNode, test: TestInHand): boolean | null {
  const said = test.truths.findLast((truth) => truth.node?.id === node.id);
  if (said !== undefined) return said.holds;
  if (node.type === "UnaryOp") {
    const operand = child(node, "operand");
    const inner = operand === null ? null : outcomeOf(operand, test);
    return inner === null ? null : !inner;
  }
  if (node.type !== "BoolOp") return null;
  const isAnd = operator(node) === "And";
  const parts = children(node, "values").map((part) => outcomeOf(part, test));
  if (parts.some((part) => part === !isAnd)) return !isAnd;
  return parts.every((part) => part === isAnd) ? isAnd : null;
}

/** Which way a test really went. */
export function isTaken(context: Context, anchor: Anchor): boolean {
  const next = context.evidence.next(anchor.step);
  if (next === null) return false;
  const follower = context.evidence.statementAt(next);
  return (
    follower.block === "body" &&
    (follower.parent === anchor.statement.number || context.source.isInside(follower, anchor.statement.number))
  );
}

/** `so line 6 comes next`, `so line 6 is skipped` */
export function lead(context: Context, fact: FactOf<"next-line">) {
  const { test } = context;
  const [first] = context.source.onLine(fact.line);
  if (first === undefined) return context.misplaced(context.anchor);
  if (test === null) {
    if (fact.how === "comes" && context.anchor !== null) {
      const next = context.evidence.next(context.anchor.step);
      if (next === null || context.evidence.statementAt(next).number !== first.number) context.absent(first);
    } else if (fact.how === "skipped") context.misplaced(context.anchor);
    return;
  }
  if (fact.how === "comes") test.next = first.number;
  else {
    const skipped = context.trace.statements.find(
      (statement) => statement.parent === test.anchor.statement.number && statement.block === "body",
    );
    if (skipped?.number !== first.number) context.misplaced(test.anchor);
    test.skipped = true;
  }
}

/** `break on line 5 ends the loop` */
export function jump(context: Context, fact: FactOf<"jump">) {
  const statement = context.source
    .onLine(fact.line)
    .find(({ kind }) => kind === (fact.ends === "loop" ? "Break" : "Continue"));
  if (statement === undefined || context.test === null || fact.statement.text !== statement.kind.toLowerCase())
    return context.misplaced(context.anchor);
  context.test.next = statement.number;
}

/** `so the pass ends there` */
export function endPass(context: Context) {
  const run = context.discourse.openLoops.findLast(
    ({ run: each }) =>
      each !== null &&
      (context.test === null || context.source.isInside(context.test.anchor.statement, each.statement)),
  )?.run;
  if (context.test !== null && run != null) context.test.next = run.statement;
  else context.misplaced(context.anchor);
}
