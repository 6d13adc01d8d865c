import type { SyntaxNode } from "../../../trace/types.ts";
import type { Claim } from "../../claims.ts";
import { child, children, constant } from "../../syntax.ts";
import type { Shown } from "../mentions.ts";
import { type Expression, parseExpression, write } from "../python/expression.ts";
import { isValue, readValue, reprOf } from "../python/values.ts";
import { type Anchor, type Context, isPath } from "./context.ts";

/** A value given by an expression alone. */
export function shownExpression(expression: Expression): Shown {
  const text = isValue(expression) ? reprOf(expression) : write(expression);
  return { text, value: readValue(text), code: null };
}

/**
 * Claims that an expression has a value at a step, by its place in the statement's source. A constant is compared at
 * once. False when the statement has no such expression.
 */
export function claimNode(context: Context, anchor: Anchor, node: SyntaxNode, shown: Shown) {
  const { evidence } = context;
  const fixed = constant(node)?.repr ?? signed(context, node);
  if (fixed !== null) {
    if (shown.value?.kind === "whole" && shown.value.repr === fixed) return;
    if (shown.value?.kind === "shortened" && shown.value.fits(fixed)) return;
    if (shown.value === null && context.source.reads(node, parseExpression(shown.text))) return;
    context.misplaced(anchor);
    return;
  }
  const found = evidence.evaluation(anchor.step, node);
  if (found === undefined && context.source.reads(node, parseExpression(shown.text))) return;
  if (shown.value === null && !context.source.reads(node, parseExpression(shown.text))) {
    const other = shown.code?.expression ?? null;
    const value = other === null ? undefined : valueOfExpression(context, anchor, other);
    if (value === undefined) context.misplaced(anchor);
    else claimNode(context, anchor, node, shownExpression(parseExpression(value) ?? other!));
    return;
  }
  if (
    found === undefined &&
    (node.type === "Tuple" || node.type === "List") &&
    claimParts(context, anchor, node, shown)
  )
    return;
  if (shown.value === null) {
    if (found !== undefined) context.add(found.claim);
    return;
  }
  const value = context.valueText(shown, found?.repr);
  const at = context.coordinate(anchor.step);
  if (node.type === "Name") context.add({ kind: "state", at, name: write(context.source.expressionOf(node)!), value });
  else context.add({ kind: "eval", at, expression: evidence.position(node.range), value });
}

/** `-1` in the source is a constant to a reader. */
function signed(context: Context, node: SyntaxNode): string | null {
  if (node.type !== "UnaryOp") return null;
  const expression = context.source.expressionOf(node);
  return expression?.kind === "literal" ? expression.repr : null;
}

/** A display whose own value is not claimed: its parts are. */
function claimParts(context: Context, anchor: Anchor, node: SyntaxNode, shown: Shown): boolean {
  const parts = children(node, "elts");
  const value = shown.value?.kind === "whole" ? parseExpression(shown.value.repr) : null;
  if (
    value?.kind !== "display" ||
    value.open !== (node.type === "List" ? "[" : "(") ||
    value.items.length !== parts.length
  )
    return false;
  parts.forEach((part, index) => {
    claimNode(context, anchor, part, shownExpression(value.items[index]!));
  });
  return true;
}

/** What an expression of a statement, or a name, was worth at a step; from the run. */
export function valueOfExpression(context: Context, anchor: Anchor, expression: Expression): string | undefined {
  const node = context.source.find(anchor.statement, expression);
  if (node !== null) return context.evidence.reprOf(anchor.step, node);
  if (isPath(expression)) return context.reprBefore(anchor.step, write(expression));
  return undefined;
}

/** Claims `E` is V at a step. Says whether the statement, or the variables then, gave the expression a place. */
export function claimEqual(context: Context, anchor: Anchor, expression: Expression, shown: Shown): boolean {
  const nodes = context.source.findAll(anchor.statement, expression);
  const node = nodes.find((each) => context.evidence.evaluationsOf(anchor.step, each).length > 0) ?? nodes[0] ?? null;
  if (
    node !== null &&
    (node.type === "Name" || constant(node) !== null || context.evidence.evaluationsOf(anchor.step, node).length > 0)
  ) {
    claimNode(context, anchor, node, shown);
    return true;
  }
  // Our own text names only what stands in the statement; of its variables, any.
  const isNamed = node !== null || expression.kind === "name" || !context.isStrict;
  const state = isNamed ? stateClaim(context, anchor, expression, shown) : null;
  if (state !== null) {
    context.add(state);
    return true;
  }
  if (node === null) return false;
  claimNode(context, anchor, node, shown);
  return true;
}

/** The claim that a name (or path) holds a value right before a step; null for other expressions. */
export function stateClaim(context: Context, anchor: Anchor, expression: Expression, shown: Shown): Claim | null {
  if (!isPath(expression)) return null;
  const name = write(expression);
  return {
    kind: "state",
    at: context.coordinate(anchor.step),
    name,
    value: context.valueText(shown, context.reprBefore(anchor.step, name)),
  };
}

/** The claim that a name holds a value right after a step. */
export function bindClaim(context: Context, anchor: Anchor, name: string, shown: Shown): Claim {
  return {
    kind: "bind",
    at: context.coordinate(anchor.step),
    name,
    value: context.valueText(shown, context.reprAfter(anchor.step, name)),
  };
}

/** The claim that a name has so many elements before or after a step. */
export function sizeClaim(
  context: Context,
  anchor: Anchor,
  name: string,
  size: number,
  when: "before" | "after",
): Claim {
  return { kind: "size", at: context.coordinate(anchor.step), when, name, size };
}

/** The value expression of a statement: what it assigns, returns or evaluates. */
export function valueNode(context: Context, anchor: Anchor): SyntaxNode | null {
  const node = context.source.nodeOf(anchor.statement);
  return child(node, "value") ?? child(node, "iter") ?? child(node, "test") ?? child(node, "subject");
}
