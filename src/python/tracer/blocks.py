"""Questions about blocks of statements and targets, answered from the syntax alone."""

import ast

_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def leading(body) -> int:
    """How many statements must stay first: the docstring and `from __future__` imports."""
    count = 1 if is_docstring(body) else 0
    while count < len(body) and isinstance(body[count], ast.ImportFrom) and body[count].module == "__future__":
        count += 1
    return count


def is_docstring(body) -> bool:
    first = body[0] if body else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


def ends_abruptly(body) -> bool:
    """Whether control never falls off the end of a block, as far as its last statement tells."""
    return bool(body) and isinstance(body[-1], (ast.Return, ast.Raise, ast.Continue, ast.Break))


def returns_late(body, late=False) -> bool:
    """Whether a `return` stands in a block that runs something when it is left: `with`, `finally`, `except … as name`."""
    for statement in body:
        if isinstance(statement, ast.Return) and late:
            return True
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        leaves = late or isinstance(statement, (ast.With, ast.AsyncWith)) or bool(getattr(statement, "finalbody", None))
        for field in ("body", "orelse", "finalbody"):
            if returns_late(getattr(statement, field, []), leaves):
                return True
        for handler in getattr(statement, "handlers", []):
            if returns_late(handler.body, leaves or handler.name is not None):
                return True
        for case in getattr(statement, "cases", []):
            if returns_late(case.body, late):
                return True
    return False


def continues_late(body, late=False) -> bool:
    """Whether a `continue` of the loop around these statements stands inside a `with` or a `try … finally`."""
    for statement in body:
        if isinstance(statement, ast.Continue) and late:
            return True
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        leaves = late or isinstance(statement, (ast.With, ast.AsyncWith)) or bool(getattr(statement, "finalbody", None))
        for field in ("body", "orelse", "finalbody"):
            if field == "body" and isinstance(statement, _LOOPS):
                continue
            if continues_late(getattr(statement, field, []), leaves):
                return True
        for part in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]:
            if continues_late(part.body, leaves):
                return True
    return False


def leaves_loop(body) -> bool:
    """Whether a block has a `break` or `continue` of the loop around it."""
    for statement in body:
        if isinstance(statement, (ast.Break, ast.Continue)):
            return True
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(statement, field, [])
            if field == "body" and isinstance(statement, _LOOPS):
                continue
            for part in inner if isinstance(inner, list) else []:
                if leaves_loop(part.body if isinstance(part, (ast.ExceptHandler, ast.match_case)) else [part]):
                    return True
    return False


def flat(target):
    """The targets inside a target, from left to right."""
    if isinstance(target, (ast.Tuple, ast.List)):
        return [part for element in target.elts for part in flat(element)]
    if isinstance(target, ast.Starred):
        return flat(target.value)
    return [target]


def bound_names(target):
    return [part.id for part in flat(target) if isinstance(part, ast.Name)]


def captures(pattern):
    """Names a pattern binds."""
    names = []
    for node in ast.walk(pattern):
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            names.append(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.append(node.rest)
    return names
