import type { SyntaxNode } from "../trace/types.ts";
import type { Evidence } from "./evidence.ts";
import { child } from "./syntax.ts";

/** The first and the last index that a slice took, both counted from 0. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * Which elements of a string or list a slice without a step took, or null where it took none or its bounds are not
 * known. Bounds are read as Python reads them: negative ones count from the end, and none lies beyond it.
 */
export function sliceSpan(evidence: Evidence, step: number, node: SyntaxNode, size: number): Span | null {
  const slice = child(node, "slice");
  if (slice?.type !== "Slice" || child(slice, "step") !== null) return null;
  const bound = (field: string, missing: number): number | null => {
    const part = child(slice, field);
    if (part === null) return missing;
    const repr = evidence.reprOf(step, part);
    if (repr === undefined || !/^-?\d+$/.test(repr)) return null;
    const value = Number(repr);
    return Math.min(Math.max(value < 0 ? value + size : value, 0), size);
  };
  const [from, to] = [bound("lower", 0), bound("upper", size)];
  return from === null || to === null || from >= to ? null : { first: from, last: to - 1 };
}
