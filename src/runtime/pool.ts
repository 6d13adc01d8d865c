import { z } from "zod";
import type { TraceColumns } from "../trace/columns.ts";
import { openTrace } from "../trace/trace.ts";
import type { Ending } from "../trace/types.ts";
import type { Platform } from "./platform.ts";
import { MAX_RUN_BYTES, type RecordRequest } from "./protocol.ts";
import type { Progress, RunRequest, Runtime } from "./types.ts";
import { createWorkerSupply, type WarmWorker, type WorkerSupply } from "./workers.ts";

/** When a try at recording is given up. All in milliseconds. */
interface Patience {
  /** How long the program may run; the recorder keeps to this itself where it can. */
  readonly limit: number;
  /** How long beyond the limit the worker may stay silent: it is stuck in one long operation. */
  readonly silence: number;
  /** After this it is ended in any case. */
  readonly total: number;
}

/** For repeating a run that was cut short, to recover its last steps. */
const RECOVERY: Patience = { limit: 0, silence: 1500, total: 4000 };
/** A run that was heard from this recently when it was stopped has lost nothing worth a repetition. */
const FRESH_MILLISECONDS = 500;
const CHECK_MILLISECONDS = 120_000;

type Cause = "stopped" | "stuck" | "died" | "failed";

/** What came of one try at recording a program. */
type Attempt =
  | { readonly kind: "recorded"; readonly columns: TraceColumns }
  | {
      readonly kind: "cut";
      readonly cause: Cause;
      readonly chunks: readonly Uint8Array[];
      readonly steps: number;
      /** Milliseconds since the last chunk. */
      readonly silence: number;
    };

/**
 * The runtime over a platform's workers; `spares` interpreters are kept booted ahead.
 *
 * @param reuse for many programs: interpreters are rewound and used again, which is as good as new and much faster
 */
export function createRuntime(platform: Platform, spares = 1, reuse = false): Runtime {
  const supply = createWorkerSupply(platform, spares, reuse);
  return {
    warm: (onProgress) => supply.warm(onProgress),
    run: (request, onProgress, signal) => run(supply, request, onProgress, signal),
    check: (request, signal) => check(supply, request, signal),
    async checkerSource() {
      const source = (await platform.sources())["checker/check.py"];
      if (source === undefined) throw new Error("The checker's source is missing from this build.");
      return source;
    },
    close: () => supply.close(),
  };
}

async function run(
  supply: WorkerSupply,
  request: RunRequest,
  onProgress?: (progress: Progress) => void,
  signal?: AbortSignal,
) {
  const order = recordRequest(request);
  const limit = request.limits.seconds * 1000 * (request.measureBase ? 2 : 1);
  const patience = { limit, silence: 3000, total: Number.POSITIVE_INFINITY };
  const first = await attempt(await supply.take(request.seed), order, patience, onProgress, signal);
  if (first.kind === "recorded") return openTrace(first.columns);

  let best = first;
  if (first.cause !== "stopped" || first.silence > FRESH_MILLISECONDS) {
    // The same program takes the same steps again; this time each is handed over as it happens.
    const again = { ...order, measure_base: false, flush_every: 1 };
    const second = await attempt(await supply.take(request.seed), again, RECOVERY);
    if (second.kind === "cut" && second.steps > first.steps) best = second;
  }
  return openTrace(await salvage(supply, order, best.chunks, endingOf(first.cause, request)));
}

function recordRequest({ program, limits, seed, measureBase }: RunRequest): RecordRequest {
  return {
    code: program.code,
    call: program.call,
    stdin: program.stdin,
    seed,
    limits,
    measure_base: measureBase ?? false,
    flush_every: null,
  };
}

/** Whether it was the interpreter that failed, not Python code that runs in it. */
function isBreakdown(message: string): boolean {
  return !message.startsWith("PythonError");
}

function endingOf(cause: Cause, { limits }: RunRequest): Ending {
  switch (cause) {
    case "stopped":
      return { kind: "stopped", message: "You stopped the run. What was recorded up to then is kept." };
    case "stuck":
      return {
        kind: "limit",
        limit: "time",
        message: `The run was ended after ${limits.seconds} seconds, in the middle of one long operation. The steps before it are kept; raise the time limit to wait longer.`,
      };
    case "failed":
      return {
        kind: "limit",
        limit: "memory",
        message:
          "The program was too much for the recorder, which gave up: it may have used up the memory, or broken a module that both rely on. The steps before that are kept.",
      };
    case "died":
      return {
        kind: "limit",
        limit: "memory",
        message:
          "The interpreter broke down: the program used up its memory, or nested data or calls too deeply. The steps before that are kept.",
      };
  }
}

/** Record in this worker, which is used up by it. */
function attempt(
  worker: WarmWorker,
  request: RecordRequest,
  patience: Patience,
  onProgress?: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<Attempt> {
  return new Promise((resolve) => {
    const began = performance.now();
    /** When the worker last said anything, and when it last handed something over. */
    let heard = began;
    let fed = began;
    let steps = 0;
    let size = 0;
    const chunks: Uint8Array[] = [];

    const settle = (result: Attempt) => {
      clearInterval(watch);
      signal?.removeEventListener("abort", onAbort);
      if (result.kind === "recorded") worker.release();
      else worker.terminate();
      resolve(result);
    };
    const cut = (cause: Cause) => settle({ kind: "cut", cause, chunks, steps, silence: performance.now() - fed });
    const onAbort = () => cut("stopped");

    const watch = setInterval(() => {
      const now = performance.now();
      const silence = now - Math.max(heard, began + patience.limit);
      if (silence > patience.silence || now - began > patience.total) cut("stuck");
      else onProgress?.({ kind: "run", steps, seconds: (now - began) / 1000 });
    }, 100);

    if (signal?.aborted) return cut("stopped");
    signal?.addEventListener("abort", onAbort);
    worker.order(
      { kind: "record", request },
      (report) => {
        heard = performance.now();
        if (report.kind === "recorded") settle({ kind: "recorded", columns: report.columns });
        else if (report.kind === "failed") cut(isBreakdown(report.message) ? "died" : "failed");
        else if (report.kind === "chunk") {
          fed = heard;
          steps = report.steps;
          size += report.bytes.byteLength;
          if (size > MAX_RUN_BYTES) cut("died");
          else chunks.push(report.bytes);
        }
      },
      () => cut("died"),
    );
  });
}

/** A trace of what was handed over before the run was cut short. */
async function salvage(
  supply: WorkerSupply,
  request: RecordRequest,
  chunks: readonly Uint8Array[],
  ending: Ending,
): Promise<TraceColumns> {
  const worker = await supply.take(request.seed);
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`The run ended, and its record could not be read: ${reason}`));
    worker.order(
      { kind: "salvage", request, chunks: [...chunks], ending },
      (report) => {
        if (report.kind === "recorded") resolve(report.columns);
        else if (report.kind === "failed") fail(report.message);
        worker.terminate();
      },
      fail,
    );
  });
}

const checkRequestSchema = z.object({ seed: z.number().int().nonnegative(), stdin: z.string() }).loose();

async function check(supply: WorkerSupply, request: unknown, signal?: AbortSignal): Promise<unknown> {
  const { seed, stdin } = checkRequestSchema.parse(request);
  const worker = await supply.take(seed);
  return new Promise((resolve, reject) => {
    const settle = (conclude: () => void, done = false) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      if (done) worker.release();
      else worker.terminate();
      conclude();
    };
    const onAbort = () => settle(() => reject(new DOMException("The check was stopped.", "AbortError")));
    const timer = setTimeout(
      () => settle(() => reject(new Error("The check took too long and was ended; nothing was decided."))),
      CHECK_MILLISECONDS,
    );
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    worker.order(
      { kind: "check", request: JSON.stringify(request), seed, stdin },
      (report) => {
        if (report.kind === "checked") settle(() => resolve(JSON.parse(report.report)), true);
        else if (report.kind === "failed") settle(() => reject(new Error(`The checker failed: ${report.message}`)));
      },
      (reason) => settle(() => reject(new Error(`The check broke down: ${reason}`))),
    );
  });
}
