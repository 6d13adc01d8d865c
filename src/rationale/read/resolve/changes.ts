import type { SyntaxNode } from "../../../trace/types.ts";
import { child, children, methodCall } from "../../syntax.ts";
import { type Expression, parseExpression, write } from "../python/expression.ts";
import { type Anchor, type Context, type FactOf, subjectOf } from "./context.ts";
import { bindClaim, claimEqual, claimNode, shownExpression, sizeClaim, stateClaim, valueNode } from "./values.ts";

/** Claims what statements did to names and objects, at the statement the sentence names. */

function nameOf(context: Context, anchor: Anchor, expression: Expression | null | undefined): string | null {
  return subjectOf(context, anchor.step, expression);
}

/** `sets x to V`, `starts x as V`. */
export function claimSet(context: Context, anchor: Anchor, fact: FactOf<"set">) {
  const { subject, value } = fact;
  const name = nameOf(context, anchor, subject.expression);
  context.subject = subject;
  if (name === null || value === null) return context.misplaced(anchor);
  if (!binds(context, anchor, subject.expression!)) context.misplaced(anchor);
  const source = valueNode(context, anchor);
  const isCall = value.code?.expression?.kind === "call" && context.source.reads(source, value.code.expression);
  if (value.value !== null && !isCall) {
    if (value.code !== null && context.source.reads(source, value.code.expression))
      context.equal = { kind: "equal", subject: value.code, value };
    return context.add(bindClaim(context, anchor, name, value));
  }
  const written = value.code?.expression ?? null;
  if (
    written === null ||
    source === null ||
    !(context.source.reads(source, written) || context.source.find(anchor.statement, written) !== null)
  ) {
    const known = written === null ? null : nameOf(context, anchor, written);
    const repr = known === null ? undefined : context.reprBefore(anchor.step, known);
    if (repr === undefined) return context.misplaced(anchor);
    return context.add(
      bindClaim(context, anchor, name, shownExpression(parseExpression(repr) ?? { kind: "opaque", text: repr })),
    );
  }
  context.equal = { kind: "equal", subject: value.code!, value };
  const repr = context.reprAfter(anchor.step, name);
  if (repr !== undefined) context.add({ kind: "bind", at: context.coordinate(anchor.step), name, value: repr });
}

/** Whether a statement can give this name, item or attribute a value. */
function binds(context: Context, anchor: Anchor, subject: Expression): boolean {
  const { source } = context;
  if (subject.kind === "name") return source.bindsName(anchor.statement, subject.name);
  const targets = source.targetsOf(anchor.statement);
  if (targets.some((target) => source.reads(target, subject))) return true;
  if (subject.kind !== "subscript") return false;
  return targets.some((target) => target.type === "Subscript" && source.reads(child(target, "value"), subject.value));
}

/** Whether a node is this expression, or names the same thing once its indices are put in. */
function isSame(context: Context, anchor: Anchor, node: SyntaxNode | null, expression: Expression | null): boolean {
  if (node === null || expression === null) return false;
  if (context.source.reads(node, expression)) return true;
  const own = nameOf(context, anchor, context.source.expressionOf(node));
  return own !== null && own === nameOf(context, anchor, expression);
}

/** `making it V`, for what was last changed. */
export function claimBecome(context: Context, anchor: Anchor, fact: FactOf<"become">) {
  const name = nameOf(context, anchor, (fact.subject ?? context.subject)?.expression);
  if (name === null) return context.misplaced(anchor);
  context.add(bindClaim(context, anchor, name, fact.value));
}

/** `adds V to x`, `subtracts V from x`: an augmented assignment, or `add` of a set. */
export function claimAdd(context: Context, anchor: Anchor, fact: FactOf<"add">) {
  const node = context.source.nodeOf(anchor.statement);
  context.subject = fact.subject;
  if (node.type !== "AugAssign")
    return claimChange(context, anchor, {
      kind: "change",
      method: "add",
      subject: fact.subject,
      arguments: [fact.value],
    });
  const target = child(node, "target");
  const value = child(node, "value");
  const operator = context.trace.text(node.id).includes(`${fact.operator}=`);
  const isThis =
    context.source.reads(target, fact.subject.expression) || isSame(context, anchor, target, fact.subject.expression);
  if (!isThis || !operator || value === null) return context.misplaced(anchor);
  claimNode(context, anchor, value, fact.value);
}

/** `updates x by x *= 2` */
export function claimUpdate(context: Context, anchor: Anchor, fact: FactOf<"update">) {
  context.subject = fact.subject;
  const node = context.source.nodeOf(anchor.statement);
  const target = child(node, "target");
  const value = child(node, "value");
  const { augmented } = fact.by;
  const isThis =
    augmented !== null &&
    context.source.reads(target, augmented.target) &&
    context.source.reads(value, augmented.value) &&
    context.source.reads(target, fact.subject.expression) &&
    context.trace.text(node.id).includes(`${augmented.operator}=`);
  if (!isThis) context.misplaced(anchor);
}

/** Methods by which a reader may call one that the source has under another name. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  remove: ["remove", "discard"],
  add: ["add", "append", "appendleft"],
  append: ["append", "appendleft", "add"],
  extend: ["extend", "update", "__iadd__"],
  update: ["update", "extend"],
};

/** `appends V to xs` and its kin. */
export function claimChange(context: Context, anchor: Anchor, fact: FactOf<"change">) {
  context.subject = fact.subject;
  const node = context.source.nodeOf(anchor.statement);
  if (node.type === "AugAssign" && fact.method === "extend") {
    const value = child(node, "value");
    if (value === null || !context.source.reads(child(node, "target"), fact.subject.expression))
      return context.misplaced(anchor);
    return claimNode(context, anchor, value, fact.arguments[0]!);
  }
  const value = child(node, "value");
  const call = value === null ? null : methodCall(value);
  const allowed = SAME[fact.method] ?? [fact.method];
  if (
    call === null ||
    value === null ||
    !allowed.includes(call.method) ||
    !context.source.reads(call.receiver, fact.subject.expression)
  ) {
    return context.misplaced(anchor);
  }
  if (call.args.length < fact.arguments.length) return context.misplaced(anchor);
  fact.arguments.forEach((argument, index) => {
    claimNode(context, anchor, call.args[index]!, argument);
  });
  if (fact.method === "sort" && !isSortedSo(context, anchor, fact)) context.misplaced(anchor);
}

function isSortedSo(context: Context, anchor: Anchor, fact: FactOf<"change">): boolean {
  const call = child(context.source.nodeOf(anchor.statement), "value");
  const keywords = call === null ? [] : children(call, "keywords");
  const keyword = (name: string) => keywords.find((each) => each.fields.arg === name);
  const reverse = keyword("reverse");
  const isReverse = reverse !== undefined && context.trace.text((child(reverse, "value") ?? reverse).id) === "True";
  if ((fact.manner ?? "") !== "" && !isReverse) return false;
  if (fact.key === undefined) return true;
  const key = keyword("key");
  return (
    key !== undefined && fact.key.expression !== null && context.source.reads(child(key, "value"), fact.key.expression)
  );
}

/** `takes V at index I out of xs` */
export function claimTake(context: Context, anchor: Anchor, fact: FactOf<"take">) {
  context.subject = fact.subject;
  const value = valueNode(context, anchor);
  const call = value === null ? null : methodCall(value);
  if (
    value === null ||
    call === null ||
    !/^pop/.test(call.method) ||
    !context.source.reads(call.receiver, fact.subject.expression)
  ) {
    return context.misplaced(anchor);
  }
  claimNode(context, anchor, value, fact.value);
  if (fact.index === undefined) return;
  const index = call.args[0];
  if (index === undefined) return context.misplaced(anchor);
  if (fact.index.value?.kind !== "whole" || context.evidence.reprOf(anchor.step, index) !== fact.index.value.repr) {
    claimNode(context, anchor, index, fact.index);
  }
}

/** `puts V at index I of xs`, `stores V under the key K of d` */
export function claimPut(context: Context, anchor: Anchor, fact: FactOf<"put">) {
  context.subject = fact.subject;
  const name = nameOf(context, anchor, fact.subject.expression);
  const place = fact.index ?? fact.key;
  const targets = context.source
    .targetsOf(anchor.statement)
    .filter(
      (each) => each.type === "Subscript" && isSame(context, anchor, child(each, "value"), fact.subject.expression),
    );
  const isThere = (each: SyntaxNode) => {
    const slice = child(each, "slice");
    return slice !== null && context.evidence.reprOf(anchor.step, slice) === place?.text;
  };
  const target = targets.find(isThere) ?? targets[0];
  if (name === null || target === undefined || place === undefined) return context.misplaced(anchor);
  const slice = child(target, "slice");
  const key = place.value?.kind === "whole" ? place.value.repr : null;
  if (key === null) return context.misplaced(anchor);
  const actual = slice === null ? undefined : context.evidence.reprOf(anchor.step, slice);
  const isNegative = actual?.startsWith("-") === true && fact.index !== undefined;
  if (actual !== undefined && actual !== key && !isNegative) {
    if (slice !== null) claimNode(context, anchor, slice, place);
  }
  const subject = `${name}[${key}]`;
  const repr =
    fact.value.value === null && fact.value.code?.expression != null
      ? context.evidence.reprOf(anchor.step, valueNode(context, anchor)!)
      : undefined;
  const value = context.valueText(fact.value, repr ?? actualItem(context, anchor));
  context.add({
    kind: "bind",
    at: context.coordinate(anchor.step),
    name: subject,
    value: fact.value.value === null ? (repr ?? value) : value,
  });
}

/** What a statement stored into an item, for completing a shortened value. */
function actualItem(context: Context, anchor: Anchor): string | undefined {
  const change = context.evidence.effects(anchor.step, "mutate").at(-1)?.change;
  if (change === undefined || !("value" in change)) return undefined;
  return context.evidence.provable({ value: change.value, tick: context.trace.step(anchor.step).end });
}

const EMPTY: Readonly<Record<string, string>> = { "[": "[]", "{": "{}", "(": "()", "'": "''" };

/** `which leaves …`: what the object last changed holds then. */
export function claimLeave(context: Context, anchor: Anchor, fact: FactOf<"leave">) {
  const name = nameOf(context, anchor, (fact.subject ?? context.subject)?.expression);
  if (name === null) return context.misplaced(anchor);
  if (fact.value !== undefined) return context.add(bindClaim(context, anchor, name, fact.value));
  if (fact.noun !== "") return context.add(sizeClaim(context, anchor, name, fact.size ?? 0, "after"));
  const actual = context.reprAfter(anchor.step, name) ?? "[]";
  const seen = context.sighting(context.trace.step(anchor.step).frame, name, context.trace.step(anchor.step).end);
  const isEmpty = seen !== undefined && context.evidence.sizeOf(seen) === 0;
  context.add({
    kind: "bind",
    at: context.coordinate(anchor.step),
    name,
    value: isEmpty ? actual : (EMPTY[actual[0] ?? "["] ?? "[]"),
  });
}

/** `V is in s already, so line 4 leaves it unchanged` */
export function claimUnchanged(context: Context, anchor: Anchor, fact: FactOf<"unchanged">) {
  const method = fact.isIn ? "add" : "discard";
  claimChange(context, anchor, { kind: "change", method, subject: fact.subject, arguments: [fact.value] });
  const name = nameOf(context, anchor, fact.subject.expression);
  const repr = name === null ? undefined : context.reprBefore(anchor.step, name);
  if (name === null || repr === undefined) return;
  context.add({ kind: "mutate", at: context.coordinate(anchor.step), name, before: repr, after: repr });
}

/** `swaps a and b, which become V and W` */
export function claimSwap(context: Context, anchor: Anchor, fact: FactOf<"swap">) {
  const node = context.source.nodeOf(anchor.statement);
  const targets = context.source.targetsOf(anchor.statement);
  const value = child(node, "value");
  const given = value === null ? [] : children(value, "elts");
  const isThis =
    context.source.reads(targets[0] ?? null, fact.one.expression) &&
    context.source.reads(targets[1] ?? null, fact.other.expression);
  const [first, second] = given;
  if (!isThis || first === undefined || second === undefined) return context.misplaced(anchor);
  if (fact.first !== undefined) claimNode(context, anchor, first, fact.first);
  if (fact.second !== undefined) claimNode(context, anchor, second, fact.second);
}

/** `assigns to xs[i]`, `deletes xs[i]`: the source must say so. */
export function checkTarget(context: Context, anchor: Anchor, fact: FactOf<"assign-item"> | FactOf<"delete">) {
  const { expression } = fact.subject;
  const isThis =
    expression !== null &&
    context.source.targetsOf(anchor.statement).some((target) => context.source.reads(target, expression));
  const isDelete = anchor.statement.kind === "Delete";
  if (!isThis || isDelete !== (fact.kind === "delete")) context.misplaced(anchor);
  if (expression?.kind === "subscript")
    context.subject = { ...fact.subject, expression: expression.value, text: write(expression.value) };
}

/** `makes p a Point` */
export function checkMade(context: Context, anchor: Anchor, fact: FactOf<"make">) {
  const name = nameOf(context, anchor, fact.subject.expression);
  const { frame, end } = context.trace.step(anchor.step);
  const seen = name === null ? undefined : context.sighting(frame, name, end);
  if (seen === undefined || context.evidence.typeOf(seen) !== fact.type.text) context.misplaced(anchor);
  context.subject = fact.subject;
}

/** `returns p, a Point`: what it holds is told of the moment before. */
export function checkReturned(context: Context, anchor: Anchor, fact: FactOf<"return-object">) {
  const { frame, start } = context.trace.step(anchor.step);
  const name = nameOf(context, anchor, fact.subject.expression);
  const seen = name === null ? undefined : context.sighting(frame, name, start);
  const isThis =
    anchor.statement.kind === "Return" && context.source.reads(valueNode(context, anchor), fact.subject.expression);
  if (!isThis || seen === undefined || context.evidence.typeOf(seen) !== fact.type.text) context.misplaced(anchor);
  context.discourse.leaveFrame(frame);
}

/** `with p.x = 3 and p.y = 4`, after a statement; before it, of what it returns. */
export function claimFields(context: Context, anchor: Anchor, fact: FactOf<"fields">) {
  for (const code of fact.codes) {
    for (const [left, right] of code.equations) {
      const name = nameOf(context, anchor, left?.expression);
      if (name === null || right === undefined) context.misplaced(anchor);
      else {
        const shown = { text: right.text, value: right.value, code: null };
        const isReturn = anchor.statement.kind === "Return";
        context.add(
          isReturn
            ? stateClaim(context, anchor, left?.expression ?? right.expression!, shown)
            : bindClaim(context, anchor, name, shown),
        );
      }
    }
  }
}

/** `of the six elements of xs, three pass x > 1` */
export function claimSelection(context: Context, anchor: Anchor, fact: FactOf<"select">) {
  const name = nameOf(context, anchor, fact.subject.expression);
  const found = context.source.expressionsOf(anchor.statement).find(({ node }) => node.type === "ListComp")?.node;
  if (name === null || found === undefined) return context.misplaced(anchor);
  context.add(sizeClaim(context, anchor, name, fact.all, "before"));
  const test = children(children(found, "generators")[0] ?? found, "ifs")[0] ?? null;
  const result = context.evidence.evaluationsOf(anchor.step, found)[0];
  const kept = result === undefined ? undefined : context.evidence.sizeOf(result);
  if (kept !== fact.kept || !context.source.reads(test, fact.test.expression)) return context.misplaced(anchor);
  context.add(context.evidence.evaluation(anchor.step, found)?.claim ?? null);
}

/** `evaluates E`: the statement's own expression; the value is the run's. */
export function claimEvaluated(context: Context, anchor: Anchor, fact: FactOf<"evaluate">) {
  const value = valueNode(context, anchor);
  if (value === null || !context.source.reads(value, fact.subject.expression)) return context.misplaced(anchor);
  claimNode(context, anchor, value, fact.value ?? { text: "None", value: { kind: "whole", repr: "None" }, code: null });
  const called = fact.subject.expression;
  if (called?.kind !== "call" || called.callee.kind !== "attribute") return;
  context.subject = { ...fact.subject, expression: called.callee.value, text: write(called.callee.value) };
}

export { claimEqual };
