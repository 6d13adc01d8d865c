import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Sink } from "../../dataset/export/export-dataset.ts";

/** A sink for a folder: each file is written aside and renamed when it is whole. */
export function folderSink(folder: string): Sink {
  return {
    async write(path, chunks) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeWhole(target, async (write) => {
        for await (const chunk of chunks) await write(chunk);
      });
    },
  };
}

/** Write a file through `fill`; when that throws, no file is left. */
export async function writeWhole(
  path: string,
  fill: (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const aside = `${path}.partial`;
  const file = await open(aside, "w");
  try {
    await fill(async (chunk) => {
      await file.writeFile(chunk);
    });
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(aside, { force: true });
    throw error;
  }
  await file.close();
  await rename(aside, path);
}
