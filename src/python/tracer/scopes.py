"""Whose variable a name is: local to the running code, free (of an enclosing function) or global."""

import ast

from tracer.syntax import COMPREHENSIONS

_OPENS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.GeneratorExp)


class Names:
    """The names one scope binds, declares and reads, nested scopes apart."""

    def __init__(self):
        self.bound = set()
        self.globals = set()
        self.nonlocals = set()
        self.read = set()
        self.free = set()
        self.children = []


class Binding:
    """Resolves names for every scope of a program (Python reference, section 4.2)."""

    def __init__(self, syntax):
        self.names = {scope: Names() for scope in syntax.scopes}
        for scope in syntax.scopes:
            if scope.parent:
                self.names[scope.parent].children.append(scope)
            self._collect(scope)
        self._close(syntax.scopes[0])

    def where(self, scope, name):
        """`("local", None)`, `("global", None)` or `("nonlocal", owner)` for a binding of `name` in `scope`."""
        names = self.names[scope]
        if name in names.globals:
            return "global", None
        if name in names.nonlocals:
            return "nonlocal", self.owner(scope, name)
        return "local", None

    def owner(self, scope, name):
        """The enclosing function scope whose variable `name` is, or None."""
        outer = scope.parent
        while outer:
            if outer.kind not in ("class", "module"):
                names = self.names[outer]
                if name in names.globals:
                    return None
                if name in names.bound and name not in names.nonlocals:
                    return outer
            outer = outer.parent
        return None

    def is_closure(self, scope) -> bool:
        return bool(self.names[scope].free)

    def enclosing(self, scope):
        """The nearest function-like scope around this one, or None."""
        outer = scope.parent
        while outer and outer.kind in ("class", "module"):
            outer = outer.parent
        return outer

    def encloses_closures(self, scope) -> bool:
        """Whether a function made in this scope closes over variables of it or of scopes around it."""
        for child in self.names[scope].children:
            if child.kind == "class":
                if self.encloses_closures(child):
                    return True
            elif self.is_closure(child):
                return True
        return False

    def _close(self, scope):
        names = self.names[scope]
        wanted = (names.read | names.nonlocals) - names.globals
        if scope.kind != "class":
            wanted -= names.bound - names.nonlocals
        for child in names.children:
            inner = self._close(child)
            wanted |= inner if scope.kind == "class" else inner - (names.bound - names.nonlocals)
        names.free = {name for name in wanted if self.owner(scope, name)}
        return names.free

    def _collect(self, scope):
        names, node = self.names[scope], scope.node
        names.bound.update(scope.parameters())
        if isinstance(node, ast.Lambda):
            roots = [node.body]
        elif isinstance(node, ast.GeneratorExp):
            roots = [node.elt, *node.generators]
        else:
            roots = node.body
        for root in roots:
            self._visit(root, names, False)

    def _visit(self, node, names, in_comprehension):
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                names.read.add(node.id)
            elif not in_comprehension:
                names.bound.add(node.id)
            return
        if isinstance(node, ast.NamedExpr):
            names.bound.add(node.target.id)
            self._visit(node.value, names, in_comprehension)
            return
        if isinstance(node, ast.Global):
            names.globals.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            names.nonlocals.update(node.names)
        elif isinstance(node, ast.alias):
            names.bound.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            names.bound.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            names.bound.add(node.rest)
        if isinstance(node, _OPENS):
            if hasattr(node, "name"):
                names.bound.add(node.name)
            outside = [getattr(node, field, []) for field in ("decorator_list", "bases", "keywords")]
            if isinstance(node, ast.GeneratorExp):
                outside.append([node.generators[0].iter])
            elif not isinstance(node, ast.ClassDef):
                outside.append(node.args.defaults)
                outside.append([default for default in node.args.kw_defaults if default])
            for part in outside:
                for child in part:
                    self._visit(child, names, in_comprehension)
            return
        for child in ast.iter_child_nodes(node):
            self._visit(child, names, in_comprehension or isinstance(node, COMPREHENSIONS))
