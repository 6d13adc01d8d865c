"""An independent record of a run by `sys.settrace`, for comparison with the recorder.

The program is compiled with statement numbers as lines, so that a line event is the start of a statement. Two events are
no steps: repeats inside inlined comprehensions, and the event with which CPython 3.14 ends a class body that has annotations.
"""

import ast
import contextlib
import io
import sys

_EXPRESSIONS = {"<lambda>", "<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>", "__annotate__"}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


def _number(tree):
    with_comprehension, bare, count = set(), set(), 0

    def visit(node, number, in_class):
        nonlocal count
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            count += 1
            number = count
            if in_class and isinstance(node, ast.AnnAssign) and node.value is None:
                bare.add(number)
        if isinstance(node, _COMPREHENSIONS):
            with_comprehension.add(number)
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = number
            node.col_offset = node.end_col_offset = 0
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            in_class = False
        for child in ast.iter_child_nodes(node):
            visit(child, number, in_class or isinstance(node, ast.ClassDef))

    visit(tree, 1, False)
    return with_comprehension, bare


def run(code, call):
    """`{"steps": [[statement, function, {name: repr}], ...], "error": "Type: message" or None, "stdout"}`"""
    tree = ast.parse(code)
    with_comprehension, bare = _number(tree)
    steps, frames, last = [], [], {}

    def enter(frame, event, argument):
        if frame.f_code.co_filename != "<numbered>" or frame.f_code.co_name in _EXPRESSIONS:
            return None
        frames.append(frame)
        return line

    def line(frame, event, argument):
        if event != "line":
            return line
        number, before = frame.f_lineno, last.get(id(frame))
        last[id(frame)] = number if before is None else number
        first = last.setdefault((id(frame), "first"), number)
        is_class = not frame.f_code.co_flags & 1 and frame.f_code.co_name != "<module>"
        if (before == number and number in with_comprehension) or number in bare:
            return line
        if is_class and before is not None and number == first:
            return line
        outer = () if frame.f_code.co_name == "<module>" else frame.f_code.co_freevars
        values = {}
        for name, value in list(frame.f_locals.items()):
            if not (name.startswith("__") and name.endswith("__")) and name not in outer:
                try:
                    values[name] = repr(value)
                except Exception:
                    values[name] = "<unprintable>"
        steps.append([number, frame.f_code.co_name, values])
        return line

    error, namespace = None, {"__name__": "__main__"}
    written = io.StringIO()
    program = compile(tree, "<numbered>", "exec", dont_inherit=True)
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
    return {"steps": steps, "error": error, "stdout": written.getvalue()}
