import { compilePyodide, pyodideFolder, readPythonSources } from "./files.node.ts";
import { bootBare, loadParts } from "./interpreter.ts";

/** A real Pyodide in this thread with every module of `src/python` importable. For tests only: nothing is hardened. */
export interface TestInterpreter {
  /**
   * Run Python in a namespace of its own and give back the value of its last expression, converted to JavaScript
   * (dicts become objects, bytes become Uint8Array).
   *
   * @param variables names to define first; functions may be called from Python, strings arrive as `str`
   * @throws an Error whose message ends with the Python traceback
   */
  runPython(code: string, variables?: Readonly<Record<string, unknown>>): unknown;
}

/** Boots in about two seconds; boot once per test file (`beforeAll`) and reuse it. */
export async function bootTestInterpreter(): Promise<TestInterpreter> {
  const parts = await loadParts(pyodideFolder, await compilePyodide(), readPythonSources());
  const { pyodide } = await bootBare(parts, 0);
  return {
    runPython(code, variables = {}) {
      const globals = pyodide.toPy({ __name__: "__main__" });
      for (const [name, value] of Object.entries(variables)) globals.set(name, value);
      const result: unknown = pyodide.runPython(code, { globals });
      return isProxy(result) ? result.toJs({ dict_converter: Object.fromEntries }) : result;
    },
  };
}

function isProxy(value: unknown): value is { toJs(options: object): unknown } {
  return typeof value === "object" && value !== null && "toJs" in value;
}
