import type { PyodideAPI } from "pyodide";

/** Python modules by their path under `src/python`, such as `tracer/__init__.py`. */
export type PythonSources = Readonly<Record<string, string>>;

/** Where our modules live in the interpreter's in-memory file system. */
const PYTHON_ROOT = "/tracewright";

/** Write our modules into the interpreter and put them on `sys.path`. */
export function installPython(pyodide: PyodideAPI, sources: PythonSources): void {
  for (const [path, text] of Object.entries(sources)) {
    const target = `${PYTHON_ROOT}/${path}`;
    pyodide.FS.mkdirTree(target.slice(0, target.lastIndexOf("/")));
    pyodide.FS.writeFile(target, text, { encoding: "utf8" });
  }
  pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(PYTHON_ROOT)})`);
}
