"""Where a program could see the recorder at work, found in its text.

Temporaries are variables of the running code. Where the program looks at all of those at once, values are logged through
calls instead, which leave no trace.
"""

import ast

#: In any function: these look at frames from outside, or run text that may do anything.
_ANYWHERE = frozenset(("_getframe", "_current_frames", "currentframe", "f_locals", "inspect", "exec", "eval", "tb_frame"))
#: These show the variables of the module.
_OF_MODULE = frozenset(("globals", "locals", "vars()", "dir()", "__main__", "modules", "__globals__", "f_globals"))
_LIFETIME = frozenset(
    """
    __del__ weakref gc getrefcount finalize WeakKeyDictionary WeakValueDictionary WeakSet unraisablehook
    """.split()
)
#: With these, code of the program may run between any two instructions.
_INTERRUPTS = _LIFETIME | frozenset(("signal", "settrace", "setprofile", "monitoring"))


def looks_inside(words) -> tuple[bool, bool]:
    """Whether temporaries must be avoided in functions, and in the module."""
    anywhere = bool(words & _ANYWHERE)
    return anywhere, anywhere or bool(words & _OF_MODULE)


def watches_lifetimes(words, nodes) -> bool:
    """Whether the program can tell when its objects are freed."""
    if words & _LIFETIME:
        return True
    functions = (node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return any(_suspends_inside(function.body, False) for function in functions)


def _suspends_inside(body, guarded):
    """Whether a `yield` stands where something runs when the generator is dropped: `with`, `finally`, some `except`."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        if guarded and isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        inside = guarded or isinstance(node, (ast.With, ast.AsyncWith))
        if isinstance(node, (ast.Try, ast.TryStar)):
            inside = inside or bool(node.finalbody) or any(map(_catches_exit, node.handlers))
        if _suspends_inside(ast.iter_child_nodes(node), inside):
            return True
    return False


def _catches_exit(handler):
    if handler.type is None:
        return True
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
    return bool(names & {"BaseException", "GeneratorExit"})


def loads_insert(words) -> bool:
    """Whether reading `d[k]` may change `d`: `defaultdict`, `__missing__`."""
    return bool(words & {"defaultdict", "__missing__"})


def interrupts(words) -> bool:
    """Whether code of the program may run between any two instructions: finalizers, trace functions, handlers of signals."""
    return bool(words & _INTERRUPTS)


def notices(words) -> list[str]:
    """Sentences about what is not recorded exactly."""
    found = []
    if words & {"exec", "eval"}:
        found.append(
            "Code that `exec` or `eval` runs from text is not recorded step by step; what it changes is noted when it is done."
        )
    return found


def words_of(nodes) -> set[str]:
    """Names that a program uses, and `name()` where it calls one without arguments."""
    words = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and not node.args:
                words.add(f"{node.func.id}()")
        elif isinstance(node, ast.Attribute):
            words.add(node.attr)
        elif isinstance(node, ast.alias):
            words.update(node.name.split("."))
        elif isinstance(node, ast.ImportFrom) and node.module:
            words.update(node.module.split("."))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            words.add(node.name)
    return words
