import type { SyntaxNode } from "../../trace/types.ts";
import { calledName, child, children, identifier, operator } from "../syntax.ts";

/** What one pass of a `for` looks at: the expressions that stand for one element, and what the elements come from. */
export interface ElementSource {
  /** Whether an expression is the element of the pass. */
  readonly isElement: (node: SyntaxNode) => boolean;
  /** What is gone through. */
  readonly operand: SyntaxNode;
  /** How the element is written: `n`, `text[i]`. */
  readonly element: string;
}

/** `for n in nums`, `for i in range(len(nums))`, `for i, n in enumerate(nums)`; null for other forms. */
export function elementSource(target: SyntaxNode, iterable: SyntaxNode): ElementSource | null {
  const name = identifier(target, "id");
  if (target.type === "Name" && name !== null) {
    const base = indexed(iterable);
    if (base !== null) {
      const isElement = (node: SyntaxNode) => isItem(node, identifier(base, "id"), name);
      return { isElement, operand: base, element: `${identifier(base, "id")}[${name}]` };
    }
    if (calledName(iterable) === "range") return null;
    return { isElement: (node) => isNamed(node, name), operand: iterable, element: name };
  }
  const [, second] = target.type === "Tuple" ? children(target, "elts") : [];
  const [operand] = children(iterable, "args");
  if (calledName(iterable) !== "enumerate" || second?.type !== "Name" || operand === undefined) return null;
  const element = identifier(second, "id") ?? "";
  return { isElement: (node) => isNamed(node, element), operand, element };
}

/** `len(x)` of the `range` in `range(len(x))` and `range(len(x) - 1, -1, -1)`, as the name `x`; else null. */
function indexed(iterable: SyntaxNode): SyntaxNode | null {
  if (calledName(iterable) !== "range") return null;
  const args = children(iterable, "args");
  const [first] = args;
  if (args.length === 1 && first !== undefined) return lengthOf(first);
  const isBackward = args.length === 3 && args.slice(1).every(isMinusOne);
  if (!isBackward || first?.type !== "BinOp" || operator(first) !== "Sub") return null;
  const whole = child(first, "left");
  return whole === null ? null : lengthOf(whole);
}

function isMinusOne(node: SyntaxNode): boolean {
  const operand = node.type === "UnaryOp" && operator(node) === "USub" ? child(node, "operand") : null;
  const value = operand?.fields.value;
  return typeof value === "object" && value !== null && "repr" in value && value.repr === "1";
}

function lengthOf(node: SyntaxNode): SyntaxNode | null {
  const inner = calledName(node) === "len" ? children(node, "args")[0] : undefined;
  return inner?.type === "Name" ? inner : null;
}

function isNamed(node: SyntaxNode, name: string): boolean {
  return node.type === "Name" && identifier(node, "id") === name;
}

function isItem(node: SyntaxNode, base: string | null, index: string): boolean {
  if (node.type !== "Subscript") return false;
  const [value, slice] = [child(node, "value"), child(node, "slice")];
  return value !== null && slice !== null && identifier(value, "id") === base && isNamed(slice, index);
}
