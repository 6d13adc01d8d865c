"""Where a program could see the recorder at work, found in its text.

Temporaries are variables of the running code. Where the program looks at all of those at once, values are logged through
calls instead, which leave no trace.
"""

import ast

#: In any function: these look at frames from outside, or run text that may do anything.
_ANYWHERE = frozenset(("_getframe", "_current_frames", "currentframe", "f_locals", "inspect", "exec", "eval", "tb_frame"))
#: These show the variables of the module.
_OF_MODULE = frozenset(("globals", "locals", "vars()", "dir()", "__main__", "modules", "__globals__", "f_globals"))
_LIFETIME = frozenset(("__del__", "weakref", "gc", "getrefcount", "finalize"))
#: With these, code of the program may run between any two instructions.
_INTERRUPTS = _LIFETIME | frozenset(("signal", "settrace", "setprofile", "monitoring"))


def looks_inside(tree) -> tuple[bool, bool]:
    """Whether temporaries must be avoided in functions, and in the module."""
    words = _words(tree)
    anywhere = bool(words & _ANYWHERE)
    return anywhere, anywhere or bool(words & _OF_MODULE)


def loads_insert(tree) -> bool:
    """Whether reading `d[k]` may change `d`: `defaultdict`, `__missing__`."""
    return bool(_words(tree) & {"defaultdict", "__missing__"})


def interrupts(tree) -> bool:
    """Whether code of the program may run between any two instructions: finalizers, trace functions, handlers of signals."""
    return bool(_words(tree) & _INTERRUPTS)


def notices(tree) -> list[str]:
    """Sentences about what is not recorded exactly."""
    words = _words(tree)
    found = []
    if words & {"exec", "eval"}:
        found.append(
            "Code that `exec` or `eval` runs from text is not recorded step by step; what it changes is noted when it is done."
        )
    if words & _LIFETIME:
        found.append(
            "This program watches when objects are freed. While it is recorded, objects live on, so weak references stay "
            "alive and `__del__` runs late or not at all."
        )
    return found


def _words(tree):
    words = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.args:
            words.add(f"{node.func.id}()")
        if isinstance(node, ast.Name):
            words.add(node.id)
        elif isinstance(node, ast.Attribute):
            words.add(node.attr)
        elif isinstance(node, ast.alias):
            words.update(node.name.split("."))
        elif isinstance(node, ast.ImportFrom) and node.module:
            words.update(node.module.split("."))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            words.add(node.name)
    return words
