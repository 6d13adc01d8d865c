import { type Invocation, readArguments } from "./arguments.ts";
import { UsageError } from "./options.ts";

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
  // Loaded only now: help and complaints need not wait for the engine.
  const { runCommand } = await import("./commands.ts");
  await runCommand(invocation, signal);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

process.exit(await main(process.argv.slice(2)));
