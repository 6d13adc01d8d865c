import { mkdir } from "node:fs/promises";
import { createNodeRuntime } from "../runtime/node.ts";
import { type Invocation, readArguments, UsageError } from "./arguments.ts";
import { runBenchmarks } from "./bench/bench.ts";
import { createNarrateCommand } from "./narrate-rows.ts";
import { processRows } from "./process-rows.ts";
import { createTraceCommand } from "./trace-rows.ts";
import { createVerifyCommand } from "./verify-rows.ts";

/** Exit codes: 0 every row has its line, 1 something broke, 2 the command line cannot be followed, 130 interrupted. */
const EXIT = { done: 0, broken: 1, usage: 2, interrupted: 130 } as const;

class Interrupted extends Error {}

async function main(argv: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => interruption.abort(new Interrupted()));
  }
  try {
    await follow(readArguments(argv), interruption.signal);
    return EXIT.done;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.usage;
    }
    if (error instanceof Interrupted) {
      process.stderr.write("Interrupted; the rows written so far are whole.\n");
      return EXIT.interrupted;
    }
    // Who reads our stdout has seen enough: `… | head`.
    if (isSystemError(error) && error.code === "EPIPE") return EXIT.done;
    process.stderr.write(
      `${isSystemError(error) ? error.message : (error instanceof Error && error.stack) || String(error)}\n`,
    );
    return EXIT.broken;
  }
}

async function follow(invocation: Invocation, signal: AbortSignal): Promise<void> {
  if (invocation.command === "help") {
    process.stdout.write(invocation.text);
    return;
  }
  if (invocation.command === "bench") {
    const figures = await runBenchmarks((what) => process.stderr.write(`measuring: ${what}\n`));
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    return;
  }
  const runtime = createNodeRuntime({ spares: invocation.workers });
  try {
    if (invocation.command === "trace") {
      await processRows(invocation, createTraceCommand(runtime, invocation.timing), signal);
    } else if (invocation.command === "verify") {
      await processRows(invocation, createVerifyCommand(runtime), signal);
    } else {
      if (invocation.checkers !== null) await mkdir(invocation.checkers, { recursive: true });
      await processRows(invocation, createNarrateCommand(runtime, invocation), signal);
    }
  } finally {
    runtime.close();
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

process.exit(await main(process.argv.slice(2)));
