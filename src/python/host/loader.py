"""Serves our own modules from memory and keeps them out of the reach of the programs they watch.

Run once as a plain script by the interpreter host; `install` and `seal` are then called from JavaScript.
"""

import builtins
import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys

#: What a program may not import, and why. Names of whole packages.
FORBIDDEN = {
    "js": "programs here have no access to the browser",
    "pyodide_js": "programs here have no access to the browser",
    "pyodide": "programs here have no access to the browser",
    "_pyodide": "programs here have no access to the browser",
    "_pyodide_core": "programs here have no access to the browser",
}


class Loader(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds and loads modules from a dictionary of source texts keyed by path (`tracer/__init__.py`).

    Each module gets a private copy of the builtins, so that a program that deletes or replaces builtins changes
    only its own.
    """

    def __init__(self, sources):
        self.paths = {}
        self.sources = sources
        self.builtins = dict(vars(builtins))
        for path in sources:
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            self.paths[name] = path

    def find_spec(self, name, path=None, target=None):
        if name not in self.paths and not self.is_package(name):
            return None
        return importlib.util.spec_from_loader(name, self, origin=self.paths.get(name), is_package=self.is_package(name))

    def is_package(self, name):
        inside = name.replace(".", "/") + "/"
        return any(path.startswith(inside) for path in self.sources)

    def get_source(self, name):
        return self.sources[self.paths[name]] if name in self.paths else ""

    def get_code(self, name):
        return compile(self.get_source(name), f"<{name}>", "exec", dont_inherit=True)

    def exec_module(self, module):
        module.__dict__["__builtins__"] = self.builtins
        super().exec_module(module)


class Refuser(importlib.abc.MetaPathFinder):
    """Answers the import of a forbidden module with an ordinary ModuleNotFoundError that says why."""

    def __init__(self, reasons):
        self.reasons = reasons

    def find_spec(self, name, path=None, target=None):
        reason = self.reasons.get(name.partition(".")[0])
        if reason is None:
            return None
        raise ModuleNotFoundError(f"No module named {name!r}: {reason}", name=name)


def install(sources_json):
    """Make the modules of `sources_json` importable."""
    sys.meta_path.insert(0, Loader(json.loads(sources_json)))


def import_all():
    """Import every one of our modules; after `seal` they cannot be imported any more."""
    for finder in sys.meta_path:
        if isinstance(finder, Loader):
            for name in finder.paths:
                __import__(name)


def find(path):
    """The object at a dotted path that begins with one of our modules, such as `tracer.record`."""
    name, _, attribute = path.rpartition(".")
    return getattr(sys.modules[name], attribute)


def seal():
    """Forget our modules and the bridge to JavaScript: what was imported stays alive, but can no longer be imported."""
    ours = {name for finder in sys.meta_path if isinstance(finder, Loader) for name in finder.paths}
    roots = {name.partition(".")[0] for name in ours}
    for name in list(sys.modules):
        if name.partition(".")[0] in roots | FORBIDDEN.keys():
            del sys.modules[name]
    bridges = ("_pyodide", "pyodide")
    sys.meta_path[:] = [Refuser(FORBIDDEN)] + [
        finder
        for finder in sys.meta_path
        if not isinstance(finder, Loader)
        and not (finder if isinstance(finder, type) else type(finder)).__module__.startswith(bridges)
    ]
