import { childList, childNode, childNodes, descendants, fieldText, isNode } from "../trace/syntax.ts";
import type { ConstantField, Range, SyntaxField, SyntaxNode } from "../trace/types.ts";

/** Readings of CPython's syntax tree that narrators share. Field names are those of the `ast` module. */

/** The child in a field, or null. */
export function child(node: SyntaxNode, field: string): SyntaxNode | null {
  return childNode(node, field) ?? null;
}

/** The children in a list field; absent ones (`None`) and names are left out. */
export const children = childList;

/** All child nodes, in the order of the fields. */
export const descend = childNodes;

/** An identifier field (`id`, `attr`, `name`, `arg`), or null. */
export function identifier(node: SyntaxNode, field: string): string | null {
  return fieldText(node, field) ?? null;
}

/** The value of a `Constant`, or null for any other node. */
export function constant(node: SyntaxNode): ConstantField | null {
  if (node.type !== "Constant") return null;
  const value = node.fields.value;
  return isConstant(value) ? value : null;
}

function isConstant(value: SyntaxField | undefined): value is ConstantField {
  return typeof value === "object" && value !== null && "repr" in value;
}

/** The class name of an operator field (`Add`, `Not`, `Or`), however it is held. */
export function operator(node: SyntaxNode, field = "op"): string {
  return operatorName(node.fields[field]);
}

/** The class names of the operators of a comparison. */
export function comparisonOperators(node: SyntaxNode): readonly string[] {
  const value = node.fields.ops;
  return Array.isArray(value) ? value.map(operatorName) : [];
}

function operatorName(value: SyntaxField | undefined): string {
  if (typeof value === "string") return value;
  return isNode(value) ? value.type : "";
}

/** The node and all below it, parents first. */
export function walk(node: SyntaxNode): SyntaxNode[] {
  return [...descendants(node)];
}

export const COMPREHENSIONS: ReadonlySet<string> = new Set(["ListComp", "SetComp", "DictComp", "GeneratorExp"]);

/** Whether an expression opens a scope of its own, whose inner values belong to it alone. */
export function opensScope(node: SyntaxNode): boolean {
  return COMPREHENSIONS.has(node.type) || node.type === "Lambda";
}

/** The names an assignment target binds, left to right; attributes and items are left out. */
export function boundNames(target: SyntaxNode): readonly string[] {
  if (target.type === "Name") return [identifier(target, "id") ?? ""];
  if (target.type === "Tuple" || target.type === "List") return children(target, "elts").flatMap(boundNames);
  if (target.type === "Starred") return boundNames(child(target, "value") ?? target);
  return [];
}

/** The names an expression reads in its own scope. */
export function namesRead(node: SyntaxNode): readonly string[] {
  if (node.type === "Name") return [identifier(node, "id") ?? ""];
  if (node.type === "Lambda") return [];
  if (COMPREHENSIONS.has(node.type)) {
    const first = children(node, "generators")[0];
    const iterable = first === undefined ? null : child(first, "iter");
    return iterable === null ? [] : namesRead(iterable);
  }
  return [...new Set(descend(node).flatMap(namesRead))];
}

/** The method name and receiver of a call such as `xs.append(1)`; null when it is no method call. */
export function methodCall(
  node: SyntaxNode,
): { receiver: SyntaxNode; method: string; args: readonly SyntaxNode[] } | null {
  if (node.type !== "Call") return null;
  const callee = child(node, "func");
  if (callee?.type !== "Attribute") return null;
  const receiver = child(callee, "value");
  const method = identifier(callee, "attr");
  return receiver === null || method === null ? null : { receiver, method, args: children(node, "args") };
}

/** The name of the function called by `len(xs)`; null when the callee is no plain name. */
export function calledName(node: SyntaxNode): string | null {
  if (node.type !== "Call") return null;
  const callee = child(node, "func");
  return callee?.type === "Name" ? identifier(callee, "id") : null;
}

/** The statements below a statement, in its blocks, source order. */
export function isWithin(inner: Range, outer: Range): boolean {
  const starts = inner.line > outer.line || (inner.line === outer.line && inner.column >= outer.column);
  const ends = inner.endLine < outer.endLine || (inner.endLine === outer.endLine && inner.endColumn <= outer.endColumn);
  return starts && ends;
}
