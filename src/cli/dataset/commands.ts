import { statisticsOf } from "../../dataset/stats.ts";
import { createNodeRuntime } from "../../runtime/node.ts";
import type { DatasetInvocation } from "./arguments.ts";
import { runExport } from "./export-command.ts";
import { runImport } from "./import-command.ts";
import { readSamples } from "./read-samples.ts";

/** Carry out a command that makes datasets; an abort of the signal ends it with the signal's reason. */
export async function runDatasetCommand(command: DatasetInvocation, signal: AbortSignal): Promise<void> {
  if (command.command === "stats") {
    process.stdout.write(`${JSON.stringify(await statisticsOf(readSamples(command.in)), null, 2)}\n`);
    return;
  }
  if (command.command === "import" && command.run === null) return runImport(command, null, signal);
  const runtime = createNodeRuntime({ spares: command.command === "import" ? command.workers : 1, reuse: true });
  try {
    if (command.command === "import") await runImport(command, runtime, signal);
    else await runExport(command, runtime, signal);
  } finally {
    runtime.close();
  }
}
