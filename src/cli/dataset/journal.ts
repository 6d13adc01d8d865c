import { createHash } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { UsageError } from "../options.ts";

/** What an unfinished run leaves beside its output, so that the same command goes on where it stopped. */
export interface Journal<State> {
  readonly state: State;
  /** Durable when it resolves: the old state or the new one, never half of it. */
  save(state: State): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The journal at `path`: that of a run cut short with the same inputs and options, or a new one.
 *
 * @throws UsageError where the journal is of another run
 */
export async function openJournal<State>(
  path: string,
  inputs: readonly string[],
  options: unknown,
  initial: State,
): Promise<Journal<State> & { readonly resumed: boolean }> {
  const task = await fingerprintOf(inputs, options);
  const left = await readFile(path, "utf8").catch(() => null);
  const found = left === null ? null : (JSON.parse(left) as { readonly task: string; readonly state: State });
  if (found !== null && found.task !== task) {
    throw new UsageError(
      `${path} is of an unfinished run with other inputs or options. Give those again to finish it, or remove that file to begin anew.`,
    );
  }
  const save = async (state: State) => {
    await writeFile(`${path}.new`, JSON.stringify({ task, state }), { flush: true });
    await rename(`${path}.new`, path);
  };
  if (found === null) await save(initial);
  return { state: found?.state ?? initial, resumed: found !== null, save, remove: () => rm(path, { force: true }) };
}

/** Changes when an input is another file, or has another size or time, or an option differs. */
async function fingerprintOf(inputs: readonly string[], options: unknown): Promise<string> {
  const files = await Promise.all(
    inputs.map(async (path) => {
      const { size, mtimeMs } = await stat(path).catch(() => {
        throw new UsageError(`There is no file ${path} to read.`);
      });
      return [path, size, mtimeMs];
    }),
  );
  return createHash("sha256")
    .update(JSON.stringify([files, options]))
    .digest("hex");
}
