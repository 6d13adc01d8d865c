import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadPyodide } from "pyodide";
import type { BootParts, PythonSources } from "./interpreter.ts";

const PYTHON_ROOT = fileURLToPath(new URL("../python/", import.meta.url));
const PYODIDE_ROOT = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));

/** Every module under `src/python`, read from disk. */
export function readPythonSources(): PythonSources {
  const sources: Record<string, string> = {};
  for (const entry of readdirSync(PYTHON_ROOT, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".py")) continue;
    const path = join(entry.parentPath, entry.name);
    sources[relative(PYTHON_ROOT, path).split(sep).join("/")] = readFileSync(path, "utf8");
  }
  return sources;
}

/** Compile the WebAssembly module; the result can be shared with worker threads. */
export function compilePyodide(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(readFileSync(join(PYODIDE_ROOT, "pyodide.asm.wasm")));
}

/** What an interpreter in this thread boots from. */
export async function nodeBootParts(wasm: WebAssembly.Module, sources: PythonSources): Promise<BootParts> {
  const script = await import(pathToFileURL(join(PYODIDE_ROOT, "pyodide.asm.mjs")).href);
  return {
    loadPyodide,
    createPyodideModule: script.default,
    wasm,
    sources,
    now: () => performance.now(),
  };
}
