import type { PyodideAPI } from "pyodide";

/** Takes an interpreter back to where it was, memory and all. */
export interface Rewinder {
  /**
   * @returns false when something outside its memory is different (files, open files, the stack) or its memory has grown
   * much: the interpreter must then not be used again
   */
  rewind(): boolean;
}

/** The parts of an Emscripten module that are needed; Pyodide keeps them to itself. */
interface Module {
  readonly HEAPU8: Uint8Array;
  readonly FS: FileSystem;
  _emscripten_stack_get_current(): number;
}

type FileSystem = Record<string, unknown> & { readonly streams: readonly unknown[]; readonly currentPath: string };

/** Memory cannot shrink, and what it grew by must be zeroed each time. */
const MOST_GROWTH = 32 << 20;
const CHANGING = [
  "mkdir",
  "mknod",
  "symlink",
  "rename",
  "rmdir",
  "unlink",
  "chmod",
  "chown",
  "truncate",
  "ftruncate",
  "utime",
  "write",
];

/**
 * Remember the memory of an interpreter, all of it. Everything Python has lives there: going back undoes whatever a
 * program did, modules and builtins included, and even the addresses of objects repeat. What lives outside is watched:
 * a program that touches the file system costs the interpreter. Call {@link withoutFinalizers} before it boots.
 */
export function prepareRewind(pyodide: PyodideAPI): Rewinder {
  const module = (pyodide as unknown as { readonly _module: Module })._module;
  const image = module.HEAPU8.slice();
  const stack = module._emscripten_stack_get_current();
  const touched = watchFiles(module.FS);
  const folder = module.FS.currentPath;
  const openFiles = () => module.FS.streams.filter((stream) => stream !== null && stream !== undefined).length;
  const filesAtFirst = openFiles();
  return {
    rewind() {
      const { FS, HEAPU8 } = module;
      const isSame = !touched() && FS.currentPath === folder && openFiles() === filesAtFirst;
      if (!isSame || module._emscripten_stack_get_current() !== stack) return false;
      if (HEAPU8.length > image.length + MOST_GROWTH) return false;
      HEAPU8.set(image);
      HEAPU8.fill(0, image.length);
      return true;
    },
  };
}

/** Whether a file was written or changed since: asked of the calls that do it. */
function watchFiles(files: FileSystem): () => boolean {
  let touched = false;
  const watch = (name: string, changes: (operands: readonly unknown[]) => boolean) => {
    const original = files[name];
    if (typeof original !== "function") return;
    files[name] = (...operands: unknown[]) => {
      touched ||= changes(operands);
      return Reflect.apply(original, files, operands);
    };
  };
  // Writing to the terminal is no change: Python's own streams are devices.
  for (const name of CHANGING) watch(name, ([target]) => name !== "write" || !isTerminal(target));
  // Flags other than reading create, cut or write.
  watch("open", ([, flags]) => typeof flags !== "number" || (flags & ~(0o2000000 | 0o100000 | 0o400000)) !== 0);
  return () => touched;
}

function isTerminal(stream: unknown): boolean {
  return typeof stream === "object" && stream !== null && "tty" in stream && Boolean(stream.tty);
}

/**
 * JavaScript must not release, when it collects its garbage, Python objects of a time that was rewound. Nothing is lost:
 * interpreters are dropped whole.
 */
export function withoutFinalizers(): void {
  const inert = class {
    register(): void {}
    unregister(): void {}
  };
  Object.defineProperty(globalThis, "FinalizationRegistry", { value: inert, configurable: true, writable: true });
}
