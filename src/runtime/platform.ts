import type { Port } from "./worker-host.ts";

/** A worker as the pool sees it: a port to talk through, a way to learn of its death, a way to end it. */
export interface WorkerHandle {
  readonly port: Port;
  /** Called at most once, with what the platform says of the cause. */
  onDeath: ((reason: string) => void) | null;
  terminate(): void;
}

/** What differs between the browser and Node. */
export interface Platform {
  startWorker(): WorkerHandle;
  /** Folder of the Pyodide files, where workers must be told. */
  readonly indexURL: string | null;
  /** The compiled interpreter. `onFraction` hears 0 to 1 while it downloads. */
  compile(onFraction: (fraction: number) => void): Promise<WebAssembly.Module>;
  /** Our Python modules by path. */
  sources(): Promise<Readonly<Record<string, string>>>;
  /** A snapshot kept under this key earlier, in a form that can be posted to many workers; null when there is none. */
  loadSnapshot(key: string): Promise<Blob | Uint8Array | null>;
  /** Keep a snapshot for later visits, where possible, and give it back in a form that can be posted to many workers. */
  keepSnapshot(key: string, snapshot: Uint8Array): Blob | Uint8Array;
  /** Throw a snapshot away that did not work. */
  dropSnapshot(key: string): Promise<void>;
}
