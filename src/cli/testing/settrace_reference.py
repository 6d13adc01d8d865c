"""An independent record of runs, by `sys.settrace` alone, to compare the tracer with.

Reads JSON Lines `{"id", "code", "call", "stdin"}` on stdin and writes for each a JSON line
`{"id", "output", "error", "steps": [[statement, function, {name: repr}], ...]}`: every statement that started, by its
number in source order, with the variables of its frame as they were before. Coordinates as docs/claims.md defines them.
"""

import ast
import contextlib
import io
import json
import sys
from types import CodeType, FrameType, ModuleType
from typing import Any

FILE = "<program>"
MAX_STEPS = 200_000
#: Code objects whose events do not count: they hold no statements.
EXPRESSION_CODE = {"<lambda>", "<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"}
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


def number_statements(tree: ast.Module) -> set[int]:
    """Give each statement its number as line; return the numbers of those with a comprehension in their header."""
    with_comprehension: set[int] = set()
    count = 0

    def visit(node: ast.AST, number: int) -> None:
        nonlocal count
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            count += 1
            number = count
        if isinstance(node, COMPREHENSIONS):
            with_comprehension.add(number)
        if "lineno" in node._attributes:
            node.lineno = node.end_lineno = number
            node.col_offset = node.end_col_offset = 0
        for child in ast.iter_child_nodes(node):
            visit(child, number)

    visit(tree, 1)
    return with_comprehension


class TooLong(Exception):
    """The program ran for more steps than are compared."""


class Recorder:
    """Collects the line events of one program's frames."""

    def __init__(self, with_comprehension: set[int]) -> None:
        self.with_comprehension = with_comprehension
        self.steps: list[tuple[int, str, dict[str, str]]] = []
        self.last: dict[int, int] = {}
        self.frames: list[FrameType] = []

    def enter(self, frame: FrameType, event: str, _argument: Any) -> Any:
        code = frame.f_code
        if event != "call" or code.co_filename != FILE or code.co_name in EXPRESSION_CODE:
            return None
        self.frames.append(frame)  # kept alive, so that its id stays its own
        return self.record

    def record(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            number = frame.f_lineno
            repeats = self.last.get(id(frame)) == number
            self.last[id(frame)] = number
            if not (repeats and number in self.with_comprehension):
                if len(self.steps) >= MAX_STEPS:
                    raise TooLong
                self.steps.append((number, frame.f_code.co_name, variables(frame)))
        return self.record


def variables(frame: FrameType) -> dict[str, str]:
    """The frame's own variables: not what it reads from enclosing functions, nor names such as `__name__`."""
    code: CodeType = frame.f_code
    outer = () if code.co_name == "<module>" else code.co_freevars
    return {
        # Where a module was loaded from is the machine's affair.
        name: f"<module '{value.__name__}'>" if isinstance(value, ModuleType) else repr(value)
        for name, value in list(frame.f_locals.items())
        if not (name.startswith("__") and name.endswith("__")) and name not in outer
    }


def run(row: dict[str, Any]) -> dict[str, Any]:
    """Run one row under the recorder."""
    tree = ast.parse(row["code"])
    recorder = Recorder(number_statements(tree))
    program = compile(tree, FILE, "exec")
    call = None if row["call"] is None else compile(row["call"], "<call>", "eval")
    namespace: dict[str, Any] = {"__name__": "__main__"}
    output: str | None = None
    error: str | None = None
    written = io.StringIO()
    sys.stdin = io.StringIO(row["stdin"])
    with contextlib.redirect_stdout(written):
        sys.settrace(recorder.enter)
        try:
            exec(program, namespace)
            value = None if call is None else eval(call, namespace)
        except BaseException as exception:
            sys.settrace(None)
            error = f"{type(exception).__name__}: {exception}"
        else:
            sys.settrace(None)
            output = written.getvalue() if call is None else repr(value)
    return {"id": row["id"], "output": output, "error": error, "steps": recorder.steps}


def main() -> None:
    sys.setrecursionlimit(3_000)
    answers = sys.stdout
    for line in sys.stdin.read().splitlines():
        answers.write(json.dumps(run(json.loads(line))) + "\n")


main()
