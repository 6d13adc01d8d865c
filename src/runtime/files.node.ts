import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { PythonSources } from "./interpreter.ts";

const PYTHON_ROOT = fileURLToPath(new URL("../python/", import.meta.url));
const PYODIDE_ROOT = dirname(createRequire(import.meta.url).resolve("pyodide/package.json")) + sep;

/** Pyodide's folder as `import()` wants it and as Pyodide itself does. */
export const pyodideFolder = { scripts: pathToFileURL(PYODIDE_ROOT).href, files: PYODIDE_ROOT };

/** Every module under `src/python`, tests aside, read from disk. */
export function readPythonSources(): PythonSources {
  const sources: Record<string, string> = {};
  for (const entry of readdirSync(PYTHON_ROOT, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".py") || entry.name.startsWith("test_")) continue;
    const path = join(entry.parentPath, entry.name);
    sources[relative(PYTHON_ROOT, path).split(sep).join("/")] = readFileSync(path, "utf8");
  }
  return sources;
}

/** Compile the WebAssembly module; the result can be shared with worker threads. */
export function compilePyodide(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(readFileSync(join(PYODIDE_ROOT, "pyodide.asm.wasm")));
}
