import type { SourceFile } from "../import/files.ts";

/** A file of these bytes, handed over in pieces of at most `size`. */
export function fileOf(name: string, content: string | Uint8Array, size = 7): SourceFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}
