import { open, stat } from "node:fs/promises";

/** A file of lines that grows by whole lines. */
export interface Appender {
  /** Lines that were there already, a torn last one cut off. */
  readonly lines: number;
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

const NEWLINE = 0x0a;

/** Open a file of lines to go on writing it, or, with `fresh`, to write it anew. */
export async function openAppender(path: string, fresh: boolean): Promise<Appender> {
  const file = await open(path, fresh ? "w+" : "a+");
  const { lines, length } = await wholeLines(path);
  await file.truncate(length);
  return {
    lines,
    async append(line) {
      await file.appendFile(line);
    },
    async close() {
      await file.sync();
      await file.close();
    },
  };
}

async function wholeLines(path: string): Promise<{ lines: number; length: number }> {
  const { size } = await stat(path);
  const file = await open(path, "r");
  const buffer = new Uint8Array(1 << 20);
  let lines = 0;
  let length = 0;
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
    for (
      let index = buffer.indexOf(NEWLINE);
      index !== -1 && index < bytesRead;
      index = buffer.indexOf(NEWLINE, index + 1)
    ) {
      lines += 1;
      length = at + index + 1;
    }
    at += bytesRead;
  }
  await file.close();
  return { lines, length };
}
