import type { SyntaxNode } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import { constant, identifier } from "../syntax.ts";
import { code } from "../wording.ts";

/** Source text in backticks, shortened to its operation when long. */
export function sourceText(evidence: Evidence, node: SyntaxNode): string {
  const text = evidence.trace.text(node.id).replace(/\s*\n\s*/g, " ");
  return text.length <= 60 ? code(text) : `the expression on line ${node.range.line}`;
}

/** The type name of an expression's value in a step; empty when it is not at hand. */
export function typeOf(evidence: Evidence, step: number, node: SyntaxNode): string {
  const fixed = constant(node);
  if (fixed !== null) return fixed.type;
  const seen = evidence.valueOf(step, node) ?? outerName(evidence, step, node);
  return seen === undefined ? "" : evidence.typeOf(seen);
}

/** The `repr` of an expression's value in a step, when it can be put into a claim. */
export function reprAt(evidence: Evidence, step: number, node: SyntaxNode): string | undefined {
  const seen = outerName(evidence, step, node);
  return evidence.reprOf(step, node) ?? (seen === undefined ? undefined : evidence.provable(seen));
}

/** A variable of the frame itself, also where a comprehension goes through it. */
function outerName(evidence: Evidence, step: number, node: SyntaxNode) {
  return node.type === "Name" ? evidence.nameBefore(step, identifier(node, "id") ?? "") : undefined;
}
