import type { Range, SyntaxField, SyntaxNode } from "./types.ts";

/** Whether a field holds a node. */
export function isNode(field: SyntaxField | string | null | undefined): field is SyntaxNode {
  return typeof field === "object" && field !== null && "fields" in field;
}

/** The child nodes of a node, in the order of its fields. */
export function childNodes(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const field of Object.values(node.fields)) {
    if (isNode(field)) children.push(field);
    else if (Array.isArray(field)) for (const element of field) if (isNode(element)) children.push(element);
  }
  return children;
}

/** The child in a field; undefined when the field holds none. */
export function childNode(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const child = node.fields[field];
  return isNode(child) ? child : undefined;
}

/** The nodes in a list field; empty when the field holds no list. */
export function childList(node: SyntaxNode, field: string): SyntaxNode[] {
  const children = node.fields[field];
  return Array.isArray(children) ? children.filter(isNode) : [];
}

/** A string field (an identifier, an operator); undefined when it is not one. */
export function fieldText(node: SyntaxNode, field: string): string | undefined {
  const text = node.fields[field];
  return typeof text === "string" ? text : undefined;
}

/** A node and all beneath it, parents first. */
export function* descendants(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of childNodes(node)) yield* descendants(child);
}

/** Looks nodes up by id. O(nodes) once, then O(1). */
export function nodeIndex(root: SyntaxNode): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  for (const node of descendants(root)) nodes[node.id] = node;
  return nodes;
}

/** Where each line of a text starts; lines end as Python ends them: `\n`, `\r\n` or `\r`. */
export function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: ending } of source.matchAll(/\r\n|\n|\r/g)) starts.push(index + ending.length);
  return starts;
}

/** The text in a range; lines are 1-based, columns 0-based UTF-16 code units, the end exclusive. */
export function textInRange(source: string, starts: readonly number[], range: Range): string {
  const offset = (line: number, column: number) => (starts[line - 1] ?? source.length) + column;
  return source.slice(offset(range.line, range.column), offset(range.endLine, range.endColumn));
}
