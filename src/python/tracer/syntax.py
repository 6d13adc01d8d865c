"""The program's syntax tree: node numbers, statement numbers, scopes, and their export for the page.

Nodes are numbered in pre-order as `ast.iter_child_nodes` visits them; operators and contexts (`Add`, `Load`) are no nodes
but strings. Statements (`ast.stmt` and `ast.ExceptHandler`) are numbered from 1 in the same order.
"""

import ast

_FLAT = (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)
_COMPOUND = {"body", "orelse", "finalbody", "handlers", "cases"}
_LEFT_OUT = {"kind", "type_comment", "type_ignores"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.ClassDef, ast.Lambda, ast.GeneratorExp)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


class Scope:
    """A code object of the program."""

    def __init__(self, number, node, kind, name, qualified_name, statement, parent):
        self.id = number
        self.node = node
        self.kind = kind
        self.name = name
        self.qualified_name = qualified_name
        self.statement = statement
        self.parent = parent
        self.is_generator = kind == "generator-expression"
        self.is_async = isinstance(node, ast.AsyncFunctionDef)

    def parameters(self) -> list[str]:
        """Parameter names as the call binds them, in the order in which they are written."""
        arguments = getattr(self.node, "args", None)
        if not isinstance(arguments, ast.arguments):
            return []
        found = [*arguments.posonlyargs, *arguments.args]
        if arguments.vararg:
            found.append(arguments.vararg)
        found += arguments.kwonlyargs
        if arguments.kwarg:
            found.append(arguments.kwarg)
        return [parameter.arg for parameter in found]

    def export(self) -> dict:
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "qualifiedName": self.qualified_name,
            "statement": self.statement,
            "parent": self.parent.id if self.parent else None,
            "parameters": self.parameters(),
            "isGenerator": self.is_generator,
            "isAsync": self.is_async,
        }


class Syntax:
    """A parsed program. Nodes carry `.index`; statements `.number`; nodes that open a scope `.scope`."""

    def __init__(self, source: str, tree: ast.Module):
        self.lines = _Lines(source)
        self.tree = tree
        self.statements = []
        self.scopes = []
        #: Every node by its number.
        self.nodes = []
        module = self._add_scope(tree, "module", "<module>", "<module>", None, None)
        self.exported = self._export(tree, module, None, "body")

    def _add_scope(self, node, kind, name, qualified_name, statement, parent):
        scope = Scope(len(self.scopes), node, kind, name, qualified_name, statement, parent)
        self.scopes.append(scope)
        node.scope = scope
        return scope

    def _export(self, node, scope, statement, block, place=(1, 0)):
        """Number `node` and everything below it; give its JSON form. `place` is where the node around it begins."""
        if hasattr(node, "lineno"):
            place = (node.lineno, node.col_offset)
        node.index = len(self.nodes)
        self.nodes.append(node)
        record = {"id": node.index, "type": type(node).__name__, "range": None, "fields": {}}
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            node.number = len(self.statements) + 1
            self.statements.append(
                {
                    "number": node.number,
                    "kind": type(node).__name__,
                    "node": node.index,
                    "range": None,
                    "header": None,
                    "parent": statement,
                    "block": block,
                    "scope": scope.id,
                }
            )
            statement = node.number
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            scope.is_generator = True
        inner = self._open_scope(node, scope, statement)
        fields = record["fields"]
        for name in node._fields:
            if name in _LEFT_OUT:
                continue
            value = getattr(node, name, None)
            within = inner if name in ("body", "elt", "generators") else scope
            below = name if name in _COMPOUND else block
            fields[name] = self._export_field(value, within, statement, below, place)
        record["range"] = self._range(node, fields) or self.lines.range(*place, *place)
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            entry = self.statements[node.number - 1]
            entry["range"] = record["range"]
            entry["header"] = self._header(node, record["range"])
        return record

    def _open_scope(self, node, scope, statement):
        if not isinstance(node, _SCOPES):
            return scope
        if isinstance(node, ast.Lambda):
            kind, name = "lambda", "<lambda>"
        elif isinstance(node, ast.GeneratorExp):
            kind, name = "generator-expression", "<genexpr>"
        else:
            kind, name = ("class" if isinstance(node, ast.ClassDef) else "function"), node.name
        prefix = ""
        if scope.kind != "module":
            prefix = scope.qualified_name + ("." if scope.kind == "class" else ".<locals>.")
        return self._add_scope(node, kind, name, prefix + name, statement, scope)

    def _export_field(self, value, scope, statement, block, place):
        if isinstance(value, list):
            return [self._export_field(item, scope, statement, block, place) for item in value]
        if not isinstance(value, ast.AST):
            return value
        if isinstance(value, _FLAT):
            return type(value).__name__
        return self._export(value, scope, statement, block, place)

    def _range(self, node, fields):
        if isinstance(node, ast.Constant):
            fields["value"] = {"repr": constant_text(node.value), "type": type(node.value).__name__}
        if hasattr(node, "lineno"):
            return self.lines.range(node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        if isinstance(node, ast.Module):
            return self.lines.whole()
        children = [child["range"] for value in fields.values() for child in _records(value) if child["range"]]
        if not children:
            return None
        first = min(children, key=lambda one: (one["line"], one["column"]))
        last = max(children, key=lambda one: (one["endLine"], one["endColumn"]))
        return {**first, "endLine": last["endLine"], "endColumn": last["endColumn"]}

    def _header(self, node, whole):
        """The head of a compound statement, up to its first block (colon included); all of a simple one."""
        blocks = [block for name in _COMPOUND if (block := getattr(node, name, None)) and isinstance(block, list)]
        if not blocks or not hasattr(node, "lineno"):
            return whole
        if isinstance(node, ast.Match):
            line, column = node.subject.end_lineno, node.subject.end_col_offset
        elif isinstance(node, (ast.Try, ast.TryStar)):
            line, column = node.lineno, node.col_offset + 3
        else:
            line, column = self._head_end(node)
        line, column = self.lines.after_colon(line, column)
        start = self.lines.range(node.lineno, node.col_offset, line, column)
        return start

    def _head_end(self, node):
        end = (node.lineno, node.col_offset)
        for name, value in ast.iter_fields(node):
            if name in _COMPOUND or name == "decorator_list":
                continue
            for child in value if isinstance(value, list) else [value]:
                for part in ast.walk(child) if isinstance(child, ast.AST) else ():
                    if hasattr(part, "end_lineno"):
                        end = max(end, (part.end_lineno, part.end_col_offset))
        return end


def _records(value):
    if isinstance(value, dict) and "fields" in value:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _records(item)


def constant_text(value) -> str:
    """`repr` of a constant; hexadecimal where an `int` has too many digits for decimal."""
    try:
        return repr(value)
    except ValueError:
        return hex(value)


class _Lines:
    """Positions: from `ast`'s lines and UTF-8 offsets to lines and UTF-16 columns."""

    def __init__(self, source):
        # As CPython's tokenizer sees lines: other separators (form feed, U+2028) do not end one.
        self.lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.encoded = [None if line.isascii() else line.encode("utf-8", "surrogatepass") for line in self.lines]

    def column(self, line, offset):
        encoded = self.encoded[line - 1] if line <= len(self.encoded) else None
        if encoded is None:
            return offset
        before = encoded[:offset].decode("utf-8", "surrogatepass")
        return len(before) + sum(character > "\uffff" for character in before)

    def range(self, line, offset, end_line, end_offset):
        return {
            "line": line,
            "column": self.column(line, offset),
            "endLine": end_line,
            "endColumn": self.column(end_line, end_offset),
        }

    def whole(self):
        last = len(self.lines)
        return self.range(1, 0, last, len(self.lines[-1].encode("utf-8", "surrogatepass")))

    def after_colon(self, line, offset):
        """The place after the next colon outside brackets, strings and comments, from a place inside a head."""
        text = self.lines[line - 1].encode("utf-8", "surrogatepass")
        while True:
            position, depth = offset, 0
            while position < len(text):
                byte = text[position : position + 1]
                if byte == b"#":
                    break
                if byte in b"([{":
                    depth += 1
                elif byte in b")]}":
                    depth -= 1
                elif byte == b":" and depth <= 0:
                    return line, position + 1
                position += 1
            if line >= len(self.lines):
                return line, len(text)
            line, offset = line + 1, 0
            text = self.lines[line - 1].encode("utf-8", "surrogatepass")
