import type { Trace } from "../trace/types.ts";

/** Source text and how to run it. */
export interface Program {
  readonly code: string;
  /** An expression evaluated after the code, such as `f([1, 2])`; null runs the code as a script. */
  readonly call: string | null;
  /** What `input()` and `sys.stdin` read. */
  readonly stdin: string;
}

/** When a run is cut short. Hitting one keeps the trace up to that point. */
export interface Limits {
  readonly steps: number;
  /** Wall time. */
  readonly seconds: number;
  /** Characters written to stdout and stderr together. */
  readonly output: number;
}

export const DEFAULT_LIMITS: Limits = { steps: 1_000_000, seconds: 20, output: 1_000_000 };

export interface RunRequest {
  readonly program: Program;
  readonly limits: Limits;
  /** Seed of `random` and of string hashing. */
  readonly seed: number;
  /** Also run the program plain first, in the same interpreter, to fill `timing.base`. */
  readonly measureBase?: boolean;
}

export type BootStage = "download" | "interpreter" | "snapshot" | "ready";

/** What a person may watch while waiting. `fraction` is 0 to 1, or null when it cannot be known. */
export type Progress =
  | { readonly kind: "boot"; readonly stage: BootStage; readonly fraction: number | null; readonly what: string }
  | { readonly kind: "run"; readonly steps: number; readonly seconds: number };

/**
 * A pool of hermetic Python interpreters: every run and every check gets a new one, and a warm spare boots ahead.
 * The same interface in the browser and in Node.
 */
export interface Runtime {
  /** Boot ahead, so that the first run starts at once. Resolves when a spare is warm. */
  warm(onProgress?: (progress: Progress) => void): Promise<void>;
  /** Run and record. Resolves with a trace whatever the program does; rejects only when no interpreter can be had. */
  run(request: RunRequest, onProgress?: (progress: Progress) => void, signal?: AbortSignal): Promise<Trace>;
  /** Put a request (see `docs/claims.md`) to the checker in a fresh interpreter and give back its report, unvalidated. */
  check(request: unknown, signal?: AbortSignal): Promise<unknown>;
  /** The source of the checker, for stand-alone export. */
  checkerSource(): Promise<string>;
  /** End every interpreter. */
  close(): void;
}
