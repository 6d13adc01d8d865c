import { mkdir } from "node:fs/promises";
import { createNodeRuntime } from "../runtime/node.ts";
import type { Runtime } from "../runtime/types.ts";
import type { Invocation } from "./arguments.ts";
import { runBenchmarks } from "./bench/bench.ts";
import { measureVerifier } from "./bench/verifier.ts";
import { runDatasetCommand } from "./dataset/commands.ts";
import { createNarrateCommand } from "./narrate-rows.ts";
import { processRows, type RowCommand } from "./process-rows.ts";
import { createTraceCommand } from "./trace-rows.ts";
import { createVerifyCommand } from "./verify-rows.ts";

type Command = Exclude<Invocation, { readonly command: "help" }>;

/** Carry out a command; an abort of the signal ends it after the row being written, with the signal's reason. */
export async function runCommand(command: Command, signal: AbortSignal): Promise<void> {
  if (command.command === "bench") {
    const figures = await runBenchmarks((what) => process.stderr.write(`measuring: ${what}\n`));
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    return;
  }
  if (command.command === "import" || command.command === "export" || command.command === "stats") {
    await runDatasetCommand(command, signal);
    return;
  }
  const runtime = createNodeRuntime({ spares: command.workers });
  try {
    if (command.command === "bench verifier") {
      const figures = await measureVerifier(runtime, command, (what) => process.stderr.write(`judged: ${what}\n`));
      process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
      return;
    }
    await processRows(command, await createRowCommand(command, runtime), signal);
  } finally {
    runtime.close();
  }
}

async function createRowCommand(
  command: Exclude<Command, { readonly command: "bench" | "bench verifier" | "import" | "export" | "stats" }>,
  runtime: Runtime,
): Promise<RowCommand> {
  switch (command.command) {
    case "narrate":
      if (command.checkers !== null) await mkdir(command.checkers, { recursive: true });
      return createNarrateCommand(runtime, command.limits, command);
    case "verify":
      return createVerifyCommand(runtime, command.limits);
    case "trace":
      return createTraceCommand(runtime, command.limits, command.timing);
  }
}
