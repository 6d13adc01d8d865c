import { createContext } from "react";
import type { Place } from "../../trace/queries/history.ts";
import type { ObjectId, Tick } from "../../trace/types.ts";

/** A value on the screen that somebody wants to know more about. */
export interface ValuePlace {
  /** What it is called there: `best`, `xs[2]`. */
  readonly label: string;
  readonly tick: Tick;
  readonly subject:
    | { readonly kind: "variable"; readonly frame: number; readonly name: string }
    | { readonly kind: "element"; readonly object: ObjectId; readonly place: Place };
}

/** What can be done with a value that is shown; null where nothing can. */
export interface ValueActions {
  /** Shows where it came from. */
  whereFrom(place: ValuePlace): void;
}

export const ValueActionsContext = createContext<ValueActions | null>(null);
