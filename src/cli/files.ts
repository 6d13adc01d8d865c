import { access, constants, realpath, stat } from "node:fs/promises";
import type { Files } from "./arguments.ts";
import { UsageError } from "./options.ts";

/**
 * Make sure that the input can be read and is not what would be overwritten.
 *
 * @throws UsageError
 */
export async function assertUsable(files: Files): Promise<void> {
  if (files.in === "-") return;
  const input = await stat(files.in).catch(() => null);
  if (input === null) throw new UsageError(`There is no file ${files.in} to read rows from.`);
  if (input.isDirectory()) throw new UsageError(`${files.in} is a folder; --in takes a file of JSON Lines.`);
  await access(files.in, constants.R_OK).catch(() => {
    throw new UsageError(`${files.in} may not be read.`);
  });
  const output = files.out === "-" ? null : await realpath(files.out).catch(() => null);
  if (output !== null && output === (await realpath(files.in))) {
    throw new UsageError(`--out would overwrite the rows of --in (${files.in}); write to another file.`);
  }
}
