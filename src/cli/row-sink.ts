import { mkdir, open, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Where output rows go. */
export interface RowSink {
  /**
   * Write one row, given in pieces that are made as they are written. If making a piece throws, what was written of
   * the row is taken back and the error is thrown on.
   */
  write(row: Iterable<string>): Promise<void>;
  close(): Promise<void>;
}

/** Characters gathered before they are written. */
const CHUNK = 1 << 20;

/** A sink for a file (replaced; its folder is made) or, for `-`, stdout. */
export async function openSink(path: string): Promise<RowSink> {
  return path === "-" ? stdoutSink() : fileSink(path);
}

async function fileSink(path: string): Promise<RowSink> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "");
  const file = await open(path, "a");
  let length = 0;
  return {
    async write(row) {
      let end = length;
      try {
        for (const chunk of chunks(row)) {
          await file.writeFile(chunk);
          end += chunk.length;
        }
      } catch (error) {
        await file.truncate(length);
        throw error;
      }
      length = end;
    },
    close: () => file.close(),
  };
}

/** What is on stdout cannot be taken back, so a row is made whole before its first piece is written. */
function stdoutSink(): RowSink {
  return {
    async write(row) {
      for (const chunk of [...chunks(row)]) {
        await new Promise<void>((resolve, reject) => {
          process.stdout.write(chunk, (error) => (error ? reject(error) : resolve()));
        });
      }
    },
    close: () => Promise.resolve(),
  };
}

function* chunks(pieces: Iterable<string>): Generator<Buffer> {
  let gathered: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    gathered.push(piece);
    size += piece.length;
    if (size < CHUNK) continue;
    yield Buffer.from(gathered.join(""));
    gathered = [];
    size = 0;
  }
  if (size > 0) yield Buffer.from(gathered.join(""));
}
