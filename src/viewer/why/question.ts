import { create } from "zustand";
import type { Trace } from "../../trace/types.ts";
import type { ValuePlace } from "../state/value-actions.ts";

interface Question {
  /** The run it is asked of; a question about another run is no question any more. */
  readonly trace: Trace | null;
  readonly place: ValuePlace | null;
  readonly direction: "from" | "affected";
  /** The statement that is asked about: why it ran, or did not. */
  readonly statement: number | null;
  /** Lines that have no part in the answer are dimmed in the code. */
  readonly dims: boolean;
}

/** What somebody wants to know about the run. */
export const useQuestion = create<Question>()(() => ({
  trace: null,
  place: null,
  direction: "from",
  statement: null,
  dims: true,
}));

/** Asks where a value came from. */
export function askWhereFrom(trace: Trace, place: ValuePlace): void {
  useQuestion.setState({ trace, place, direction: "from" });
}

/** Asks why a statement ran or did not. */
export function askAboutStatement(trace: Trace, statement: number | null): void {
  useQuestion.setState((asked) => ({
    trace,
    statement,
    place: asked.trace === trace ? asked.place : null,
  }));
}
