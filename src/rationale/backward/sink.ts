import type { SyntaxNode } from "../../trace/types.ts";
import type { Goal } from "./goal.ts";

/** What undoing an expression finds: what to say of each operation, what it says of variables, where it ends. */
export interface Undone {
  /** What each operation keeps and what it wipes out, outermost first; read off the source alone. */
  readonly remarks: readonly string[];
  /** Variables of which something is known now. */
  readonly leads: readonly Lead[];
  /** Why nothing more is known of the rest, or null. */
  readonly dead: string | null;
}

export interface Lead {
  readonly name: SyntaxNode;
  readonly goal: Goal;
}

export const NOTHING: Undone = { remarks: [], leads: [], dead: null };

export function remark(text: string, rest: Undone): Undone {
  return { ...rest, remarks: [text, ...rest.remarks] };
}

export function deadEnd(why: string): Undone {
  return { ...NOTHING, dead: why };
}

export function together(parts: readonly Undone[]): Undone {
  return {
    remarks: parts.flatMap((part) => part.remarks),
    leads: parts.flatMap((part) => part.leads),
    dead: parts.find((part) => part.dead !== null)?.dead ?? null,
  };
}
