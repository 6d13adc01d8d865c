"""From source text to code objects: plain, and instrumented with the recorder's own objects as constants."""

import ast
import types
import warnings

from tracer import introspection
from tracer.emission import PLACEHOLDER, expand
from tracer.scopes import Binding
from tracer.sites import ENTER, RETURN, Sites
from tracer.statements import Statements
from tracer.syntax import Syntax

FILENAME = "<program>"
CALL_FILENAME = "<call>"

class Program:
    """A program ready to run: `plain` code, `instrumented` code (placeholders inside), its syntax and its sites."""

    def __init__(self, source: str, filename: str = FILENAME):
        self.filename = filename
        self.plain = compile(source, filename, "exec", dont_inherit=True)
        tree = ast.parse(source, filename)
        self.syntax = Syntax(source, tree)
        self.sites = Sites()
        self.binding = Binding(self.syntax)
        nodes = self.syntax.nodes
        self.positions = _positions(nodes)
        #: Bare `raise` statements, by node.
        self.raises = {node.index for node in nodes if isinstance(node, ast.Raise) and node.exc is None}
        self.return_site = self.sites.site(1, [[RETURN, self.sites.slot("return"), 1]])
        words = introspection.words_of(nodes)
        self.notices = introspection.notices(words)
        #: Whether nothing may be held that the program itself does not hold.
        self.watches_lifetimes = introspection.watches_lifetimes(words, nodes)
        rewriter = Statements(self.sites, self.binding, self.syntax)
        rewriter.loads_insert = introspection.loads_insert(words)
        rewriter.hooked_functions, rewriter.hooked = introspection.looks_inside(words)
        if self.watches_lifetimes:
            rewriter.hooked_functions = rewriter.hooked = True
        rewriter.atomic = introspection.interrupts(words) or self.watches_lifetimes
        self.monitored = rewriter.monitored
        rewriter.module(tree)
        expand(tree, self.sites)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.instrumented = compile(tree, filename, "exec", dont_inherit=True)

        self._places = {}
        scopes = [scope for scope in self.syntax.scopes if scope.kind == "generator-expression"]
        self.generators = {_place(scope.node): scope.id for scope in scopes}
        self.enter_sites = {
            scope.id: self.sites.site(1, [[ENTER, self.sites.slot("enter", scope.id), 1, 0]]) for scope in scopes
        }

    def scope_of_generator(self, code):
        """The scope of a generator expression's code, found by the widest place in it."""
        found = [place for place in code.co_positions() if place in self.generators]
        if not found:
            return None
        return self.generators[max(found, key=lambda place: (place[1] - place[0], place[3] - place[2]))]

    def place(self, code, offset) -> int:
        """The syntax node at an instruction, or -1."""
        key = (id(code), offset)
        if key not in self._places:
            places = list(code.co_positions())
            place = places[offset // 2] if offset // 2 < len(places) else None
            self._places[key] = self.positions.get(place, -1)
        return self._places[key]


def bind(code, hooks, found):
    """The same code with placeholders replaced by the hooks; `found(code, scope)` is told of every code object."""
    constants, scope = [], None
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            constant = bind(constant, hooks, found)
        elif isinstance(constant, str) and constant.startswith(PLACEHOLDER):
            name = constant.removeprefix(PLACEHOLDER)
            if name.startswith("scope:"):
                scope = int(name.removeprefix("scope:"))
                constant = hooks["check"]
            else:
                constant = hooks[name]
        constants.append(constant)
    result = code.replace(co_consts=tuple(constants))
    found(result, scope)
    return result


def _place(node):
    return (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)


def _positions(nodes):
    """Nodes by their place (line, column, end line, end column; columns in bytes), expressions before statements."""
    places = {}
    for node in nodes:
        if isinstance(node, (ast.expr, ast.stmt)):
            place = _place(node)
            if place not in places or isinstance(node, ast.expr):
                places[place] = node.index
    return places
