import { download } from "../../ui/download.ts";

/** A file being written, which is there whole after `close` and not at all after `abort`. */
export interface Target {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

interface SaveWindow {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/**
 * A file to write to: one that the person chose, streamed to disk, where the browser can; else one that is gathered (the
 * browser moves large ones to disk) and downloaded when it is whole. Null when the person chose none.
 */
export async function openTarget(name: string): Promise<Target | null> {
  const { showSaveFilePicker } = window as SaveWindow;
  // Under automation there is nobody to choose.
  if (showSaveFilePicker === undefined || navigator.webdriver) return gatherInto(name);
  try {
    const handle = await showSaveFilePicker({ suggestedName: name });
    const stream = await handle.createWritable();
    return {
      write: (chunk) => stream.write(chunk.slice()),
      close: () => stream.close(),
      abort: () => stream.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

function gatherInto(name: string): Target {
  let parts: Blob[] = [];
  return {
    async write(chunk) {
      parts.push(new Blob([chunk.slice()]));
    },
    async close() {
      download(name, new Blob(parts, { type: "application/octet-stream" }));
    },
    async abort() {
      parts = [];
    },
  };
}
