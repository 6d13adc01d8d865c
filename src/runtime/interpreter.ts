import type { PyodideAPI, PyodideConfig } from "pyodide";
import { createMachine, type ImportTable, type Machine } from "./machine.ts";

/** Python modules by their path under `src/python`, such as `tracer/__init__.py`. */
export type PythonSources = Readonly<Record<string, string>>;

/** What a platform supplies so that an interpreter can boot. */
export interface BootParts {
  readonly loadPyodide: (options: PyodideConfig) => Promise<PyodideAPI>;
  /** The default export of `pyodide.asm.mjs`. */
  readonly createPyodideModule: NonNullable<PyodideConfig["createPyodideModule"]>;
  /** Folder of the Pyodide files, as a URL or path. */
  readonly indexURL: string;
  /** The compiled `pyodide.asm.wasm`, shared by all interpreters. */
  readonly wasm: WebAssembly.Module;
  readonly sources: PythonSources;
}

/** Load Pyodide's two scripts. `pyodide` is its folder: `scripts` as `import()` wants it, `files` as Pyodide does. */
export async function loadParts(
  pyodide: { readonly scripts: string; readonly files: string },
  wasm: WebAssembly.Module,
  sources: PythonSources,
): Promise<BootParts> {
  const [loader, script] = await Promise.all([
    import(/* @vite-ignore */ `${pyodide.scripts}pyodide.mjs`),
    import(/* @vite-ignore */ `${pyodide.scripts}pyodide.asm.mjs`),
  ]);
  return {
    loadPyodide: loader.loadPyodide,
    createPyodideModule: script.default,
    indexURL: pyodide.files,
    wasm,
    sources,
  };
}

/** A booted interpreter with our modules imported. It serves one run and is then dropped, never torn down. */
export interface Interpreter {
  readonly pyodide: PyodideAPI;
  /** A function of `tracer`, `checker` or `host` by its dotted path. Must be looked up before {@link Interpreter.seal}. */
  find(path: string): (...operands: unknown[]) => unknown;
  /** Hide our modules and the bridge to JavaScript from the program that runs next. */
  seal(): void;
  /** Choose the seed that entropy begins with when `host.prepare` resets the machine. */
  seed(seed: number): void;
}

/** Standard library modules that programs often use: imported before the snapshot is made, so that they load at once. */
const PRELOADED = [
  "abc asyncio bisect collections contextlib copy dataclasses datetime decimal enum fractions functools heapq io",
  "itertools json math operator random re statistics string sys textwrap threading time types typing",
]
  .join(" ")
  .split(" ");

/**
 * A memory snapshot of an interpreter that has imported everything: booting from it takes a fifth of the time.
 * Two snapshots of the same parts are equal, byte for byte. Only for string-hash seed 0.
 */
export async function makeSnapshot(parts: BootParts): Promise<Uint8Array> {
  const { pyodide } = await bootPlain(parts, 0, { _makeSnapshot: true });
  return pyodide.makeMemorySnapshot();
}

/** Boot from a snapshot made of the same parts. Throws when the snapshot does not fit. */
export async function bootFromSnapshot(parts: BootParts, snapshot: Uint8Array): Promise<Interpreter> {
  return load(parts, 0, { _loadSnapshot: snapshot });
}

/** Boot without a snapshot, with all our modules imported and the recorder rehearsed. `hashSeed` seeds the hashes of strings. */
export async function bootPlain(parts: BootParts, hashSeed: number, options?: PyodideConfig): Promise<Interpreter> {
  const interpreter = await bootBare(parts, hashSeed, options);
  interpreter.pyodide.globals.get(LOADER).get("import_all")();
  interpreter.find("tracer.rehearsal.rehearse")();
  return interpreter;
}

/** Boot without a snapshot, with our modules importable but not imported. */
export async function bootBare(parts: BootParts, hashSeed: number, options: PyodideConfig = {}): Promise<Interpreter> {
  const interpreter = await load(parts, hashSeed, options);
  const { pyodide } = interpreter;
  pyodide.runPython(`import ${PRELOADED.join(", ")}`, { globals: pyodide.toPy({}) });
  const loader = pyodide.toPy({ __name__: "host.loader" });
  // Python leaves the frames of its own import system out of tracebacks; by this name it leaves ours out too.
  const filename = "<frozen importlib._bootstrap>";
  pyodide.runPython(parts.sources["host/loader.py"] ?? "", { globals: loader, filename });
  loader.get("install")(JSON.stringify(parts.sources));
  pyodide.globals.set(LOADER, loader);
  return interpreter;
}

/** Name under which a snapshot carries the loader's namespace. */
const LOADER = " loader";

async function load(parts: BootParts, hashSeed: number, options: PyodideConfig): Promise<Interpreter> {
  const machine = createMachine(now);
  const pyodide = await parts.loadPyodide({
    indexURL: parts.indexURL,
    jsglobals: Object.create(null),
    env: { HOME: "/home/user", PYTHONHASHSEED: String(hashSeed) },
    _sysExecutable: "/usr/bin/python3",
    stdin: () => null,
    stdout: ignore,
    stderr: ignore,
    ...options,
    createPyodideModule: (settings) =>
      parts.createPyodideModule({ ...settings, instantiateWasm: instantiateWith(parts.wasm, machine) }),
  });
  return {
    pyodide,
    seed: machine.seed,
    find: (path) => pyodide.globals.get(LOADER).get("find")(path),
    seal() {
      const loader = pyodide.globals.get(LOADER);
      pyodide.globals.delete(LOADER);
      loader.get("seal")();
    },
  };
}

/** Captured: hardening takes `performance` from the realm. */
const now = performance.now.bind(performance);

function ignore(): void {}

/**
 * Instantiate an already compiled module on our machine. Pyodide's own function would compile anew, and adds two imports
 * by which its C code tells JavaScript errors from values; these stand in for them.
 */
function instantiateWith(wasm: WebAssembly.Module, machine: Machine) {
  return (
    imports: Record<string, ImportTable>,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => {
    const marker = Symbol("error");
    const env = imports.env ?? {};
    env.Jsv_GetError_import = () => marker;
    env.JsvError_Check = (value: unknown) => value === marker;
    machine.install(imports);
    WebAssembly.instantiate(wasm, imports as WebAssembly.Imports).then((instance) => {
      machine.attach(instance.exports.memory as WebAssembly.Memory);
      done(instance, wasm);
    });
    return {};
  };
}
