import type { Way } from "../trace/queries/moves.ts";

/** A line to stop at; with a condition, only where that holds. */
export interface Breakpoint {
  /** From 1. */
  readonly line: number;
  /** Empty: always. */
  readonly condition: string;
}

/** What a person does in the editor. Lines count from 1. */
export interface EditorHandlers {
  readonly onChange: (code: string) => void;
  readonly onBreakpoint: (line: number, edit: boolean) => void;
  /** Editing moved the breakpoints, in their order, to these lines. */
  readonly onBreakpointsMoved: (lines: readonly number[]) => void;
  readonly onLine: (line: number, way: Way) => void;
  readonly onCaret: (line: number, name: string | null) => void;
  readonly onName: (name: string) => void;
}
