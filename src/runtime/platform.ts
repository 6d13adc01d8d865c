/** A worker's end of the conversation. */
export interface Port {
  post(message: unknown, transfer: Transferable[]): void;
  listen(listener: (data: unknown) => void): void;
}

/** A worker as the pool sees it. */
export interface WorkerHandle {
  post(message: unknown): void;
  onMessage: ((data: unknown) => void) | null;
  /** Called when the worker ends by itself, with what the platform says of the cause. */
  onDeath: ((reason: string) => void) | null;
  terminate(): void;
}

/** What differs between the browser and Node. */
export interface Platform {
  startWorker(): Promise<WorkerHandle>;
  /**
   * Folder of the Pyodide files, ending in a slash: `scripts` as `import()` wants it, `files` as Pyodide's `indexURL`.
   * They differ in Node, where one is a URL and the other a path.
   */
  readonly pyodide: { readonly scripts: string; readonly files: string };
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
