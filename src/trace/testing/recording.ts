import type { TestInterpreter } from "../../runtime/testing.ts";
import type { TraceColumns } from "../columns.ts";
import { TraceDecoder } from "../decode.ts";

/** Records a run with the real tracer in a test's interpreter. */
export function recordProgram(
  python: TestInterpreter,
  code: string,
  options: { readonly call?: string; readonly steps?: number; readonly stdin?: string } = {},
): TraceColumns {
  const { call = null, steps = 1_000_000, stdin = "" } = options;
  const request = { code, call, stdin, seed: 0, limits: { steps, seconds: 60, output: 1_000_000 } };
  const decoder = new TraceDecoder();
  const summary = python.runPython("import tracer\ntracer.record(request, lambda chunk, steps: sink(chunk))", {
    request: JSON.stringify(request),
    sink: (chunk: { toJs(): Uint8Array; destroy(): void }) => {
      const bytes = chunk.toJs();
      chunk.destroy();
      return decoder.push(bytes);
    },
  });
  return decoder.finish(String(summary));
}

/** What `sys.settrace` sees when a statement starts: the statement, and every frame's own variables, outermost first. */
export interface SeenState {
  readonly statement: number;
  readonly frames: readonly { readonly name: string; readonly variables: Readonly<Record<string, string>> }[];
}

const SETTRACE = `
import ast, io, json, re, sys

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)

def inlined(node):
    """CPython 3.14 runs any(), all() and tuple() of a generator expression as a loop in place, with line events."""
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("any", "all", "tuple")
            and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp))

def numbered(code):
    """The program with every statement on a line of its own number, and the statements whose header holds a comprehension."""
    tree, count, repeating = ast.parse(code), 0, set()
    def visit(node, line):
        nonlocal count
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            count += 1
            line = count
        if isinstance(node, COMPREHENSIONS) or inlined(node):
            repeating.add(line)
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = line
            node.col_offset = node.end_col_offset = 0
        for child in ast.iter_child_nodes(node):
            visit(child, line)
    visit(tree, 0)
    return tree, repeating

def shown(value):
    try:
        text = repr(value)
    except Exception:
        text = "<?>"
    return re.sub(r" at 0x[0-9a-f]+|(?<=') from '[^']*'(?=>)", "", text)

def own(frame):
    if frame.f_code.co_name == "<genexpr>":
        return {}  # the recorder keeps the values of what a generator expression evaluates, not its variables
    hidden = set(frame.f_code.co_freevars)
    # In a comprehension the f_locals of a module are those of the comprehension alone.
    variables = frame.f_globals if frame.f_code.co_name == "<module>" else frame.f_locals
    return {name: shown(value) for name, value in dict(variables).items()
            if name not in hidden and not name.startswith(("__", "."))}

def watch(code, call):
    tree, repeating = numbered(code)
    program = compile(tree, "<seen>", "exec")
    states, previous = [], {}
    namespace = {"__name__": "__main__"}
    def tracer(frame, event, argument):
        if frame.f_code.co_filename != "<seen>":
            return None
        if event == "line" and frame.f_code.co_name not in ("<lambda>", "<genexpr>", "__annotate__"):
            last = previous.get(id(frame))
            if not (last == frame.f_lineno and last in repeating):
                stack, at = [], frame
                while at is not None:
                    if at.f_code.co_filename == "<seen>":
                        stack.append({"name": at.f_code.co_name, "variables": own(at)})
                    at = at.f_back
                states.append({"statement": frame.f_lineno, "frames": stack[::-1]})
            previous[id(frame)] = frame.f_lineno
        elif event == "return":
            previous.pop(id(frame), None)
        return tracer
    real, sys.stdout = sys.stdout, io.StringIO()
    sys.settrace(tracer)
    try:
        exec(program, namespace)
        if call:
            eval(call, namespace)
    except BaseException:
        pass
    finally:
        sys.settrace(None)
        sys.stdout = real
    return json.dumps(states)
`;

/** The states of the same program as Python's own tracing sees them, on the program as it is written. */
export function watchProgram(python: TestInterpreter, code: string, call?: string): SeenState[] {
  const states = python.runPython(`${SETTRACE}\nwatch(code, call)`, { code, call: call ?? "" });
  return JSON.parse(String(states));
}
