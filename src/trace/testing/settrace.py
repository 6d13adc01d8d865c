"""An independent record of a run by `sys.settrace`, for comparison with the recorder.

The program is compiled with statement numbers as lines, so that a line event is the start of a statement. Two events are
no steps: repeats inside inlined comprehensions, and the event with which CPython 3.14 ends a class body that has annotations.
"""

import ast
import builtins
import contextlib
import inspect
import io
import sys
import types

_EXPRESSIONS = {"<lambda>", "<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>", "__annotate__"}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)

_SUSPENDING = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def _is_inlined(node):
    """Whether CPython 3.14 runs this call as a loop in place, with line events: `any`, `all`, `tuple` of a generator expression."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("any", "all", "tuple")
    return is_call and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp)


def _number(tree):
    with_comprehension, bare, aliases, count = set(), set(), set(), 0

    def visit(node, number, in_class):
        nonlocal count
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            count += 1
            number = count
            if in_class and isinstance(node, ast.AnnAssign) and node.value is None:
                bare.add(number)
        if isinstance(node, _COMPREHENSIONS) or _is_inlined(node):
            with_comprehension.add(number)
        if type(node).__name__ == "TypeAlias":
            aliases.add((node.name.id, number))
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = number
            node.col_offset = node.end_col_offset = 0
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            in_class = False
        for child in ast.iter_child_nodes(node):
            visit(child, number, in_class or isinstance(node, ast.ClassDef))

    visit(tree, 1, False)
    return with_comprehension, bare, aliases


def variables(frame):
    """The `repr` of each variable of a frame's own."""
    outer = frame.f_code.co_freevars if frame.f_code.co_flags & inspect.CO_OPTIMIZED else ()
    values = {}
    for name, value in list(frame.f_locals.items()):
        if not (name.startswith("__") and name.endswith("__")) and name not in outer:
            try:
                values[name] = repr(value)
            except Exception:
                values[name] = "<unprintable>"
    return values


def run(code, call, show=variables, limit=1_000_000, show_end=lambda namespace: None):
    """`{"steps": [[statement, function, show(frame)], ...], "error": "Type: message" or None, "stdout", "end"}`

    Shows the first `limit` steps; `end` is what `show_end` gives for the module's variables after the run.
    """
    tree = ast.parse(code)
    with_comprehension, bare, aliases = _number(tree)
    steps, last = [], {}

    def enter(frame, event, argument):
        name = frame.f_code.co_name
        if (name, frame.f_code.co_firstlineno) in aliases:
            return None
        if frame.f_code.co_filename != "<numbered>" or name in _EXPRESSIONS or name.startswith("<generic parameters of"):
            return None
        return line

    def line(frame, event, argument):
        if event == "return" and not frame.f_code.co_flags & _SUSPENDING:
            # Holding frames would keep alive what they hold.
            last.pop(id(frame), None)
            last.pop((id(frame), "first"), None)
        if event != "line":
            return line
        number, before = frame.f_lineno, last.get(id(frame))
        last[id(frame)] = number if before is None else number
        first = last.setdefault((id(frame), "first"), number)
        is_class = not frame.f_code.co_flags & 1 and frame.f_code.co_name != "<module>"
        if (before == number and number in with_comprehension) or number in bare or number == 0:
            return line
        if is_class and before is not None and number == first:
            return line
        if len(steps) < limit:
            steps.append([number, frame.f_code.co_name, show(frame)])
        return line

    error, module, kept = None, types.ModuleType("__main__"), sys.modules["__main__"]
    namespace = module.__dict__
    namespace["__builtins__"] = builtins
    written = io.StringIO()
    program = compile(tree, "<numbered>", "exec", dont_inherit=True)
    sys.modules["__main__"] = module
    with contextlib.redirect_stdout(written):
        sys.settrace(enter)
        try:
            exec(program, namespace)
            if call is not None:
                eval(call, namespace)
        except BaseException as exception:
            sys.settrace(None)
            error = f"{type(exception).__name__}: {exception}"
        finally:
            sys.settrace(None)
            sys.modules["__main__"] = kept
    return {"steps": steps, "error": error, "stdout": written.getvalue(), "end": show_end(namespace)}
