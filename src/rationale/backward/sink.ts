import type { SyntaxNode } from "../../trace/types.ts";
import type { Goal } from "./goal.ts";

/** What undoing an expression finds: what to say of each operation, what it says of variables, where it ends. */
export interface Undone {
  /** What each operation keeps and what it wipes out, outermost first; read off the source alone. */
  readonly remarks: readonly Remark[];
  /** Variables of which something is known now. */
  readonly leads: readonly Lead[];
  /** What the operation at which nothing more is known of the rest does, or null. */
  readonly dead: Remark | null;
}

/** What an operation does, as the predicate of its source. */
export interface Remark {
  readonly source: string;
  readonly says: string;
}

export interface Lead {
  readonly name: SyntaxNode;
  readonly goal: Goal;
}

/** Undoes an inner expression under the same leaves. */
export type Within = (inner: SyntaxNode, goal: Goal) => Undone;

export const NOTHING: Undone = { remarks: [], leads: [], dead: null };

export function remark(source: string, says: string, rest: Undone): Undone {
  return { ...rest, remarks: [{ source, says }, ...rest.remarks] };
}

export function deadEnd(source: string, says: string): Undone {
  return { ...NOTHING, dead: { source, says } };
}

export function together(parts: readonly Undone[]): Undone {
  return {
    remarks: parts.flatMap((part) => part.remarks),
    leads: parts.flatMap((part) => part.leads),
    dead: parts.find((part) => part.dead !== null)?.dead ?? null,
  };
}
