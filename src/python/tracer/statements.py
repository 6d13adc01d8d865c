"""Rewrites statements: each logs that it starts, what it computed and what it bound.

A statement logs its start before it runs and its values after, as tuples appended by statements of their own (CPython runs
`list.append` as a statement without a call). Positions of the program's own nodes stay as they are, so tracebacks are those of
the plain program.
"""

import ast

from tracer import sites as S
from tracer.blocks import (
    bound_names,
    captures,
    continues_late,
    ends_abruptly,
    flat,
    is_docstring,
    leading,
    leaves_loop,
    returns_late,
)
from tracer.segments import Segment, is_held, located
from tracer.targets import Targets


class Statements(Targets):
    """`module()` gives the instrumented tree."""

    def __init__(self, sites, binding, syntax):
        super().__init__(sites, binding, syntax)
        self.loops = []
        #: Functions that run code after `return` has its value: their return is reported by the interpreter.
        self.monitored = {scope for scope in syntax.scopes if scope.kind == "function" and returns_late(scope.node.body)}

    def module(self, tree):
        """The whole program. The recorder itself logs the module's beginning and end."""
        body = tree.body
        head = leading(body)
        # What must stay first has run when its start is logged; it has no effect that could be seen in between.
        late = []
        for statement in body[:head]:
            late += [done for done in self.statement(statement) if done is not statement]
        tree.body = body[:head] + late + self.block(body[head:])
        return tree

    def block(self, statements):
        result = []
        for statement in statements:
            self._temporaries = 0
            self.segment = Segment()
            result += self.statement(statement)
        return result

    def statement(self, node):
        return getattr(self, f"do_{type(node).__name__}", self.do_other)(node)

    def do_other(self, node):
        return [self.mark(node), node]

    def truth(self, node):
        """Statements and an expression for a test: its value is logged before it is acted upon."""
        before, value, _ = self.value(node)
        return before + self.done(node), value

    # Simple statements

    def do_Expr(self, node):
        self.outermost = node.value
        value = self.visit(node.value)
        if is_held(value):
            value = value if self._reads(value.target.id) else value.value
        node.value = value
        return [self.mark(node), node, *self.done(node)]

    def _reads(self, name):
        return any(isinstance(operand, ast.Name) and operand.id == name for operand in self.segment.operands)

    def do_Return(self, node):
        slot = self.sites.slot("return")
        if node.value is None:
            self.segment.program.append([S.RETURN, slot, 0])
            return [self.mark(node), *self.done(node), node]
        before, value, name = self.value(node.value)
        if self.hooked and not isinstance(value, ast.Constant):
            if self.exits_plainly():
                number = self.sites.site(1, [[S.RETURN, slot, 1]])
                value = self.call("hook", [located(ast.Constant(number), node), value], node)
            node.value = value
            return [self.mark(node), *self.done(node), node]
        if isinstance(value, ast.Constant):
            operand = self.segment.operand(value)
        else:
            if name is None:
                # The name may be unbound, which must not be found out in the middle of the log.
                name = self.temporary()
                before.append(located(ast.Assign([self.stored(name, node)], value), node))
                value = self.load(name, node)
            operand = self._operand_of(name, node)
        if self.exits_plainly():
            self.segment.program.append([S.RETURN, slot, operand])
        node.value = value
        return [self.mark(node), *before, *self.done(node), node]

    def exits_plainly(self):
        return self.scope not in self.monitored

    def do_Raise(self, node):
        node.exc = self.visit(node.exc)
        if node.exc is not None:
            node.exc = self.spill(node.exc, node)
        if node.cause is not None:
            node.cause = self.sealed(node.cause)
        return [self.mark(node), node]

    def do_Assert(self, node):
        before, test = self.truth(node.test)
        node.test = test
        if node.msg is not None:
            node.msg = self.sealed(node.msg)
        return [self.mark(node), *before, node]

    def do_Import(self, node):
        result = [self.mark(node)]
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
            result += [located(ast.Import([alias]), node), *self.done(node)]
        return result

    def do_ImportFrom(self, node):
        if node.names[0].name == "*":
            before, after = (located(ast.Expr(self.call(name, [], node)), node) for name in ("module", "module_bound"))
            return [self.mark(node), before, node, after]
        for alias in node.names:
            name = alias.asname or alias.name
            self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
        return [self.mark(node), node, *self.done(node)]

    def do_Global(self, node):
        return [node]

    do_Nonlocal = do_Global

    def do_Continue(self, node):
        loop = self.loops[-1]
        if loop is None:
            return [self.mark(node), node]
        if loop.continues_late:
            flag = located(ast.Assign([self.stored(f".again{loop.number}", node)], located(ast.Constant(True), node)), node)
            return [self.mark(node), flag, node]
        return [self.mark(node), self.mark(loop), node]

    def do_TypeAlias(self, node):
        name = node.name.id
        self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
        return [self.mark(node), node, *self.done(node)]

    # Compound statements

    def do_If(self, node):
        before, node.test = self.truth(node.test)
        node.body = self.block(node.body)
        node.orelse = self.block(node.orelse)
        return [self.mark(node), *before, node]

    def do_While(self, node):
        constant = isinstance(node.test, ast.Constant)
        mark = self.mark(node)
        self.loops.append(None)
        test, outer = node.test, node.orelse
        before, value = self.truth(test)
        if constant or not leaves_loop(outer):
            body = self.block(node.body)
            self.loops.pop()
            head = [mark, self.checked(node), *before]
            if not constant:
                negated = located(ast.UnaryOp(ast.Not(), value), test)
                otherwise = [*self.block(outer), located(ast.Break(), node)]
                head.append(located(ast.If(negated, otherwise, []), node))
                node.test, node.orelse = located(ast.Constant(True), test), []
                node.body = head + body
                return [node]
            node.orelse = self.block(outer)
            node.body = head + body
            return [node] if test.value else [mark, node]
        self.loops.pop()
        self.loops.append(node)
        node.test = self.sealed_test(test)
        node.body = [self.checked(node), *self.block(node.body), self.mark(node)]
        self.loops.pop()
        node.orelse = self.block(outer)
        return [mark, node]

    def do_For(self, node):
        mark = self.mark(node)
        before, value, _ = self.value(node.iter)
        node.iter = value
        before += self.done(node)
        head = self._bind_target(node)
        node.body, plain = self._loop_body(node)
        node.body = [*head, self.checked(node), *node.body]
        node.orelse = self.block(node.orelse)
        return [mark, *plain, *before, node]

    do_AsyncFor = do_For

    def _loop_body(self, node):
        """The body of a `for`, ending with the mark of the next step of its head; and what must stand before the loop."""
        node.continues_late = continues_late(node.body)
        abrupt = ends_abruptly(node.body)
        self.loops.append(node)
        body = self.block(node.body)
        self.loops.pop()
        if not abrupt:
            body.append(self.mark(node))
        if not node.continues_late:
            return body, []
        # `continue` inside `with` or `try … finally`: the head's next step comes after what they run on the way out.
        name = f".again{node.number}"
        clear = located(ast.Assign([self.stored(name, node)], located(ast.Constant(False), node)), node)
        again = located(ast.If(self.load(name, node), [self.mark(node), clear], []), node)
        return [located(ast.Try(body, [], [], [again]), node)], [clear]

    def _bind_target(self, node):
        """Statements at the head of a loop's body that assign its target and log what it binds."""
        return self._take("target", node)

    def _take(self, field, node):
        target = getattr(node, field)
        names = flat(target)
        if self.hooked or all(isinstance(part, ast.Name) for part in names):
            settle = self._watch_targets(target)
            for name in bound_names(target):
                self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, target))))
            return [*settle, *self.done(target)]
        name = self.temporary()
        setattr(node, field, self.stored(name, target))
        return [*self.assign(target, self.load(name, target), target), *self.done(target)]

    def do_With(self, node):
        mark = self.mark(node)
        # `with A() as a, B() as b` is two statements, one inside the other (Python reference, 8.5): `a` is bound before `B()`.
        heads = []
        for item in node.items:
            # The interpreter calls `__enter__` and `__exit__` at the place of this expression.
            item.context_expr = self.spill(self.visit(item.context_expr), item.context_expr)
            heads.append(self._take("optional_vars", item) if item.optional_vars is not None else [])
        body = [located(ast.Try(self.block(node.body), [], [], [self.mark(node)]), node)]
        for item, head in zip(reversed(node.items), reversed(heads)):
            body = [located(type(node)([item], [*head, *body]), node)]
        return [mark, *body]

    do_AsyncWith = do_With

    def do_Try(self, node):
        mark = self.mark(node)
        node.body = self.block(node.body)
        for handler in node.handlers:
            self._handler(handler)
        node.orelse = self.block(node.orelse)
        node.finalbody = self.block(node.finalbody)
        return [mark, node]

    do_TryStar = do_Try

    def _handler(self, node):
        self._temporaries = 0
        started = []
        if node.type is None:
            started.append(self.mark(node))
        else:
            node.type = self._after(self._appends(self._mark(node), node.type), self.sealed(node.type), node.type)
        segment = Segment()
        operand = segment.operand(self.call("exception", [], node))
        segment.program.append([S.HANDLE, self.sites.slot("handle"), operand])
        if node.name:
            segment.program.append(self.bind(node.name, segment.operand(self.load(node.name, node))))
        body = self.block(node.body)
        if node.name:
            end = Segment()
            end.program.append(self.unbind(node.name))
            body = [located(ast.Try(body, [], [], [self.log(end, node)]), node)]
        node.body = [*started, self.log(segment, node), *body]

    def do_Match(self, node):
        mark = self.mark(node)
        before, node.subject, _ = self.value(node.subject)
        before += self.done(node)
        for case in node.cases:
            names = captures(case.pattern)
            segment = Segment()
            for name in names:
                segment.program.append(self.bind(name, segment.operand(self.load(name, case.pattern))))
            if case.guard is not None:
                self._temporaries = 0
                guard = self.sealed(case.guard)
                case.guard = self._after(self._appends(segment, case.guard), guard, guard) if names else guard
                case.body = self.block(case.body)
            else:
                case.body = [*([self.log(segment, case.pattern)] if names else []), *self.block(case.body)]
        return [mark, *before, node]

    # Definitions

    def decorators(self, node):
        """Rewrite the decorators of a definition; gives the statements that find out what applying them changed."""
        node.decorator_list = [
            self.call("decorating", [self.visit(decorator)], decorator) for decorator in node.decorator_list
        ]
        return [self.settle(node) for _ in node.decorator_list]

    def do_FunctionDef(self, node):
        mark = self.mark(node)
        settle = self.decorators(node)
        self.defaults(node.args)
        pending = self.segment
        loops, self.loops = self.loops, []
        state = self.enter_scope(node.scope)
        self.function_body(node)
        self.leave_scope(state)
        self.loops = loops
        self.segment = pending
        self.segment.program.append(self.bind(node.name, self.segment.operand(self.load(node.name, node))))
        return [mark, node, *settle, *self.done(node)]

    do_AsyncFunctionDef = do_FunctionDef

    def function_body(self, node):
        head = 1 if is_docstring(node.body) else 0
        segment = self.entry(node)
        start = [self.log(segment, node.body[0]), self.checked(node.body[0], f"scope:{node.scope.id}")]
        body = self.block(node.body[head:])
        if not ends_abruptly(node.body) and self.exits_plainly():
            end = Segment()
            end.program.append([S.RETURN, self.sites.slot("return"), 0])
            body.append(self.log(end, node.body[-1]))
        node.body = node.body[:head] + start + body

    def do_ClassDef(self, node):
        mark = self.mark(node)
        settle = self.decorators(node)
        node.bases = [self.visit(base) for base in node.bases]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        pending = self.segment
        loops, self.loops = self.loops, []
        state = self.enter_scope(node.scope)
        self.class_names.append(node.name)
        self.hooked = True
        head = 1 if is_docstring(node.body) else 0
        begin = Segment()
        begin.program.append([S.ENTER, self.sites.slot("enter", node.scope.id), 0, 0])
        body = [located(ast.Expr(self.call(f"scope:{node.scope.id}", [], node)), node)]
        if node.bases or node.keywords:
            names = self.call("locals", [], node)
            body.append(located(ast.Expr(self.call("prepared", [names], node)), node))
        body.append(self.mark(node))
        body += [self.mark(node.body[0])] if head else []
        body += self.block(node.body[head:])
        end = Segment()
        end.program.append([S.RETURN, self.sites.slot("return"), 0])
        node.body = [*node.body[:head], self.log(begin, node), *body, self.log(end, node)]
        self.class_names.pop()
        self.leave_scope(state)
        self.loops = loops
        self.segment = pending
        self.segment.program.append(self.bind(node.name, self.segment.operand(self.load(node.name, node))))
        return [mark, node, *settle, *self.done(node)]

    def sealed_test(self, node):
        return self.sealed(node)
