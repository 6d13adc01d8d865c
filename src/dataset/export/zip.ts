import { Zip, ZipDeflate } from "fflate";
import type { Sink } from "./export-dataset.ts";

/** Every entry has this time, so that the same export gives the same bytes. */
const FIXED_TIME = new Date(Date.UTC(2026, 0, 1, 12));

/** A sink that writes one zip, piece by piece, to `write`. Call `finish` after the last file. */
export function zipSink(write: (chunk: Uint8Array) => Promise<void>): Sink & { finish(): Promise<void> } {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  const drain = async () => {
    if (failure !== null) throw failure;
    const chunks = ready;
    ready = [];
    for (const chunk of chunks) await write(chunk);
  };
  return {
    async write(path, chunks) {
      const entry = new ZipDeflate(path, { level: 6 });
      entry.mtime = FIXED_TIME;
      zip.add(entry);
      for await (const chunk of chunks) {
        entry.push(chunk);
        await drain();
      }
      entry.push(new Uint8Array(), true);
      await drain();
    },
    async finish() {
      zip.end();
      await drain();
    },
  };
}
