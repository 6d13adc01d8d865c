import { createReadStream } from "node:fs";
import { type CuratedSample, curatedSchema } from "../../dataset/curated.ts";
import { readLines } from "../../dataset/lines.ts";
import { UsageError } from "../options.ts";

/**
 * The samples of a file that `import` wrote, in order.
 *
 * @throws UsageError that names the line which is no sample
 */
export async function* readSamples(path: string): AsyncGenerator<CuratedSample> {
  for await (const { number, text } of readLines(createReadStream(path, { highWaterMark: 1 << 20 }))) {
    const parsed = curatedSchema.safeParse(text === null ? null : jsonOrNull(text));
    if (!parsed.success) {
      throw new UsageError(`Line ${number} of ${path} is no sample. Make samples of programs with "import" first.`);
    }
    yield parsed.data;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
