"""Rewrites statements: each logs that it starts, what it computed and what it bound.

A statement logs its start before it runs and its values after, as tuples appended by statements of their own (CPython runs
`list.append` as a statement without a call). Positions of the program's own nodes stay as they are, so tracebacks are those of
the plain program.
"""

import ast

from tracer import sites as S
from tracer.expressions import Expressions, Segment, is_held, located

_LOOPS = (ast.For, ast.AsyncFor, ast.While)


class Statements(Expressions):
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

    def mark(self, statement):
        """A statement that logs that `statement` starts."""
        return self.log(self._mark(statement), statement)

    def _mark(self, statement):
        segment = Segment()
        segment.program.append([S.STEP, statement.number])
        return segment

    def block(self, statements):
        result = []
        for statement in statements:
            self._temporaries = 0
            self.segment = Segment()
            result += self.statement(statement)
        return result

    def statement(self, node):
        return getattr(self, f"do_{type(node).__name__}", self.do_other)(node)

    def done(self, at):
        """Statements that log what is pending: one or none."""
        segment, self.segment = self.segment, Segment()
        return [self.log(segment, at)] if segment.program else []

    def do_other(self, node):
        return [self.mark(node), node]

    def value(self, node):
        """Statements that compute an expression into a temporary, and a fresh load of it; atoms stay as they are."""
        value = self.visit(node)
        if self.hooked or isinstance(value, (ast.Name, ast.Constant)):
            return [], value, None
        if is_held(value):
            name, value = value.target.id, value.value
        else:
            name = self.temporary()
        assign = located(ast.Assign([self.stored(name, node)], value), node)
        return [assign], self.load(name, node), name

    def stored(self, name, at):
        return located(ast.Name(name, ast.Store()), at)

    def truth(self, node):
        """Statements and an expression for a test: its value is logged before it is acted upon."""
        before, value, _ = self.value(node)
        return before + self.done(node), value

    # Simple statements

    def do_Expr(self, node):
        value = self.visit(node.value)
        if is_held(value):
            value = value if self._reads(value.target.id) else value.value
        node.value = value
        return [self.mark(node), node, *self.done(node)]

    def _reads(self, name):
        return any(isinstance(operand, ast.Name) and operand.id == name for operand in self.segment.operands)

    def do_Assign(self, node, statement=None):
        start = self.mark(statement or node)
        if self.hooked:
            return [start, node, *self._assign_hooked(node)]
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = self.visit(node.value)
            node.value = value.value if is_held(value) and self._rename(value.target.id, node.targets[0].id, node) else value
            name = node.targets[0].id
            self.segment.program.append(self.bind(name, self._operand_of(name, node)))
            return [start, node, *self.done(node)]
        before, value, _ = self.value(node.value)
        result = [start, *before]
        if not before and not isinstance(value, ast.Constant):
            name = self.temporary()
            result.append(located(ast.Assign([self.stored(name, node)], value), node))
            value = self.load(name, node)
        for target in node.targets:
            result += self.assign(target, value, node)
        return result + self.done(node)

    def _operand_of(self, name, at):
        for position, operand in enumerate(self.segment.operands):
            if isinstance(operand, ast.Name) and operand.id == name:
                return position + 1
        return self.segment.operand(self.load(name, at))

    def _rename(self, temporary, name, at):
        """Let the variable itself hold what a temporary held."""
        for position, operand in enumerate(self.segment.operands):
            if isinstance(operand, ast.Name) and operand.id == temporary:
                self.segment.operands[position] = self.load(name, at)
        return True

    def _assign_hooked(self, node):
        node.value = self.visit(node.value)
        settle = []
        for target in node.targets:
            settle += self._watch_targets(target)
            for name in bound_names(target):
                self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
        return [*settle, *self.done(node)]

    def _watch_targets(self, target, watched="watched"):
        """Where there are no temporaries: have what a target changes compared. Gives the statements that do it."""
        settle = []
        for part in flat(target):
            if isinstance(part, (ast.Subscript, ast.Attribute)):
                part.value = self.call(watched, [self.visit(part.value)], part)
                if isinstance(part, ast.Subscript):
                    part.slice = self.visit(part.slice)
                settle.append(self.settle(part))
        return settle

    def assign(self, target, value, at):
        """Statements that assign `value` (an expression without effects) to a target, logging as they go."""
        if isinstance(target, ast.Name):
            self.segment.program.append(self.bind(target.id, self.segment.operand(self.load(target.id, at))))
            return [located(ast.Assign([target], value), at)]
        if isinstance(target, ast.Attribute):
            return self._assign_attribute(target, value, at)
        if isinstance(target, ast.Subscript):
            return self._assign_item(target, value, at)
        if all(isinstance(part, ast.Name) for part in flat(target)):
            for part in flat(target):
                self.segment.program.append(self.bind(part.id, self.segment.operand(self.load(part.id, at))))
            return [located(ast.Assign([target], value), at)]
        parts, result = [], []
        for element in target.elts:
            starred = isinstance(element, ast.Starred)
            name = self.temporary()
            part = self.stored(name, element)
            parts.append(located(ast.Starred(part, ast.Store()), element) if starred else part)
            inner = element.value if starred else element
            result.append((inner, self.load(name, element)))
        unpack = located(ast.Assign([located(type(target)(parts, ast.Store()), target)], value), at)
        statements = [unpack]
        for inner, load in result:
            statements += self.assign(inner, load, at)
        return statements

    def held(self, value, at):
        """`value` in a temporary: the expression that computes it, and the temporary's name."""
        if not is_held(value):
            value = self.store(self.temporary(), value, at)
        return value, value.target.id

    def _value_operand(self, value, at):
        return self.segment.operand(value if isinstance(value, ast.Constant) else self.load(value.id, at))

    def _assign_attribute(self, target, value, at):
        owner, name = self.held(self.visit(target.value), target)
        spilled = []
        target.value = self.owned(owner, name, target)
        slot = self.sites.slot("set-attribute", self.sites.name(self.mangle(target.attr)))
        operands = [self.segment.operand(self.load(name, at)), self._value_operand(value, at)]
        program = [S.STORE_ATTRIBUTE, slot, *operands]
        self.segment.program.append(program)
        return [*spilled, located(ast.Assign([target], value), at)]

    def _assign_item(self, target, value, at):
        owner, name = self.held(self.visit(target.value), target)
        if isinstance(target.slice, ast.Slice):
            target.value = owner
            target.slice = self.visit(target.slice)
            watch = self.call("watch", [located(ast.Name(name, ast.Load()), at)], at)
            target.value = located(ast.BoolOp(ast.Or(), [self._hold(owner, at), watch, self.load(name, at)]), at)
            assign = located(ast.Assign([target], value), at)
            return [assign, located(ast.Expr(self.call("after", [located(ast.Constant(None), at)], at)), at)]
        target.value = self.owned(owner, name, target)
        target.slice, key = self._key(target.slice)
        operands = [self.segment.operand(self.load(name, at)), key, self._value_operand(value, at)]
        self.segment.program.append([S.STORE_ITEM, target.index, *operands])
        return [located(ast.Assign([target], value), at)]

    def _hold(self, owner, at):
        return located(ast.Compare(owner, [ast.Is()], [self.const("nothing", at)]), at)

    def _key(self, node):
        """A subscript, and the operand that has it."""
        if isinstance(node, ast.Constant):
            return node, self.segment.operand(node)
        key, name = self.held(self.visit(node), node)
        return key, self.segment.operand(self.load(name, node))

    def do_AugAssign(self, node):
        start = [self.mark(node)]
        if self.hooked and not isinstance(node.target, ast.Name):
            settle = self._watch_targets(node.target, "watched_deep")
            node.value = self.visit(node.value)
            return [*start, node, *settle, *self.done(node)]
        target = node.target
        if isinstance(target, ast.Name):
            watch = self._may_mutate(node)
            node.value = self.visit(node.value)
            name = target.id
            self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
            if watch:
                begin, end = self._watch_in_place(name, node)
                return [*start, begin, node, end, *self.done(node)]
            return [*start, node, *self.done(node)]
        # As the compiler does it: owner, key, load, operand, operate, store.
        owner, held = self.held(self.visit(target.value), target)
        first = located(ast.Assign([self.stored(held, target)], owner.value), target)
        result = self.temporary()
        if isinstance(target, ast.Subscript):
            key, key_name = (target.slice, None)
            steps = [first]
            if not isinstance(key, (ast.Constant, ast.Slice)):
                key, key_name = self.held(self.visit(key), key)
                steps.append(located(ast.Assign([self.stored(key_name, target)], key.value), target))
                key = self.load(key_name, target)
            # Reading may already add a key (`defaultdict`): what it held must be known before.
            read = located(ast.Subscript(self.owned(self.load(held, target), held, target), key, ast.Load()), target)
        else:
            steps = [first]
            read = located(ast.Attribute(self.owned(self.load(held, target), held, target), target.attr, ast.Load()), target)
        steps.append(located(ast.Assign([self.stored(result, node)], read), target))
        watch = self._may_mutate(node)
        begin, end = self._watch_in_place(result, node) if watch else (None, None)
        value = self.visit(node.value)
        change = located(ast.AugAssign(self.stored(result, node), node.op, value), node)
        steps += [begin, change, end] if watch else [change]
        slot = self.sites.slot("evaluate", target.index)
        loaded = self.load(result, node)
        last = self.load(held, target)
        if isinstance(target, ast.Subscript):
            if isinstance(key, ast.Slice):
                steps.append(located(ast.Expr(self.call("watch", [self.load(held, target)], node)), node))
                store = located(ast.Subscript(self.load(held, target), key, ast.Store()), target)
                steps.append(located(ast.Assign([store], loaded), node))
                steps.append(self.settle(node))
                return [*start, *steps, *self.done(node)]
            store = located(ast.Subscript(last, self.load(key_name, target) if key_name else key, ast.Store()), target)
            where = self.segment.operand(self.load(held, node))
            at = self.segment.operand(self.load(key_name, node) if key_name else key)
            change = [S.STORE_ITEM, target.index, where, at, self.segment.operand(self.load(result, node))]
        else:
            store = located(ast.Attribute(last, target.attr, ast.Store()), target)
            name = self.sites.slot("set-attribute", self.sites.name(self.mangle(target.attr)))
            where = self.segment.operand(self.load(held, node))
            change = [S.STORE_ATTRIBUTE, name, where, self.segment.operand(self.load(result, node))]
        self.segment.program.append(change)
        steps.append(located(ast.Assign([store], loaded), node))
        return [*start, *steps, *self.done(node)]

    def _watch_in_place(self, name, at):
        """Statements around an augmented assignment to `name`: its object may change in place unless it is a number or text."""
        if self.hooked:
            return located(ast.Expr(self.call("watch", [self.load(name, at)], at)), at), self.settle(at)
        plain = self.temporary()
        tests = []
        for type_ in ("int", "str", "float"):
            kind = located(ast.Call(self.const("type", at), [self.load(name, at)], []), at)
            tests.append(located(ast.Compare(kind, [ast.Is()], [self.const(type_, at)]), at))
        tests.append(self.call("watch", [self.load(name, at)], at))
        begin = located(ast.Assign([self.stored(plain, at)], located(ast.BoolOp(ast.Or(), tests), at)), at)
        watched = located(ast.UnaryOp(ast.Not(), self.load(plain, at)), at)
        return begin, located(ast.If(watched, [self.settle(at)], []), at)

    def settle(self, at):
        return located(ast.Expr(self.call("after", [located(ast.Constant(None), at)], at)), at)

    def _may_mutate(self, node):
        """Whether an augmented assignment may change the object in place: not with a number or text on the right."""
        operators = (ast.Add, ast.Mult, ast.BitOr, ast.BitAnd, ast.BitXor, ast.Sub)
        if not isinstance(node.op, operators):
            return False
        if isinstance(node.value, ast.JoinedStr):
            return False
        plain = isinstance(node.value, ast.Constant) and isinstance(node.value.value, (str, int, float, complex))
        return not plain or isinstance(node.op, ast.Mult)

    def do_AnnAssign(self, node):
        if node.value is None:
            if self.scope.kind in ("module", "class"):
                return [self.mark(node), node]
            return [node]
        if isinstance(node.target, ast.Name):
            node.value = self.visit(node.value)
            name = node.target.id
            self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
            return [self.mark(node), node, *self.done(node)]
        if self.scope.kind == "function":
            # Inside functions the annotation is never evaluated (Python reference, 7.2.2).
            return self.do_Assign(located(ast.Assign([node.target], node.value), node), node)
        node.value = self.visit(node.value)
        return [self.mark(node), node, *self.done(node)]

    def do_Return(self, node):
        slot = self.sites.slot("return")
        if node.value is None:
            self.segment.program.append([S.RETURN, slot, 0])
            return [self.mark(node), *self.done(node), node]
        before, value, name = self.value(node.value)
        if self.hooked and not isinstance(value, (ast.Name, ast.Constant)):
            if self.exits_plainly():
                number = self.sites.site(1, [[S.RETURN, slot, 1]])
                value = self.call("hook", [located(ast.Constant(number), node), value], node)
            node.value = value
            return [self.mark(node), *self.done(node), node]
        if name is None:
            operand = self.segment.operand(value if isinstance(value, ast.Constant) else self.load(value.id, node))
        else:
            operand = self._operand_of(name, node)
        if self.exits_plainly():
            self.segment.program.append([S.RETURN, slot, operand])
        node.value = value
        return [self.mark(node), *before, *self.done(node), node]

    def exits_plainly(self):
        return self.scope not in self.monitored

    def do_Delete(self, node):
        result = [self.mark(node)]
        for target in node.targets:
            result += self._delete(target, node)
        return result + self.done(node)

    def _delete(self, target, at):
        if isinstance(target, (ast.Tuple, ast.List)):
            return [statement for element in target.elts for statement in self._delete(element, at)]
        delete = located(ast.Delete([target]), at)
        if isinstance(target, ast.Name):
            self.segment.program.append(self.unbind(target.id))
            return [delete]
        if self.hooked:
            return [delete, *self._watch_targets(target)]
        owner, name = self.held(self.visit(target.value), target)
        if isinstance(target, ast.Attribute):
            target.value = self.owned(owner, name, target)
            slot = self.sites.slot("remove-attribute", self.sites.name(self.mangle(target.attr)))
            self.segment.program.append([S.DELETE_ATTRIBUTE, slot, self.segment.operand(self.load(name, at))])
            return [delete]
        if isinstance(target.slice, ast.Slice):
            target.slice = self.visit(target.slice)
            watch = self.call("watch", [self.load(name, at)], at)
            target.value = located(ast.BoolOp(ast.Or(), [self._hold(owner, at), watch, self.load(name, at)]), at)
            return [delete, self.settle(at)]
        target.value = self.owned(owner, name, target)
        target.slice, key = self._key(target.slice)
        self.segment.program.append([S.DELETE_ITEM, target.index, self.segment.operand(self.load(name, at)), key])
        return [delete]

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
        for alias in node.names:
            if alias.name != "*":
                name = alias.asname or alias.name.partition(".")[0]
                self.segment.program.append(self.bind(name, self.segment.operand(self.load(name, node))))
        return [self.mark(node), node, *self.done(node)]

    do_ImportFrom = do_Import

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

    def checked(self, at, flush="flush"):
        """A statement that lets the recorder work off the log, or stop the run, when enough has gathered."""
        full = located(ast.Call(self.const("len", at), [self.const("log", at)], []), at)
        test = located(ast.Compare(full, [ast.Gt()], [self.const("limit", at)]), at)
        return located(ast.If(test, [located(ast.Expr(self.call(flush, [], at)), at)], []), at)

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
        head = []
        for item in node.items:
            item.context_expr = self.spill(self.visit(item.context_expr), node)
        for item in node.items:
            if item.optional_vars is not None:
                head += self._take("optional_vars", item)
        body = located(ast.Try([*head, *self.block(node.body)], [], [], [self.mark(node)]), node)
        node.body = [body]
        return [mark, node]

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
            append = self._append(self._mark(node), node.type)
            node.type = located(ast.BoolOp(ast.Or(), [append, self.sealed(node.type)]), node.type)
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
                append = self._append(segment, case.guard) if names else None
                case.guard = located(ast.BoolOp(ast.Or(), [append, guard]), guard) if append else guard
                case.body = self.block(case.body)
            else:
                case.body = [*([self.log(segment, case.pattern)] if names else []), *self.block(case.body)]
        return [mark, *before, node]

    # Definitions

    def do_FunctionDef(self, node):
        mark = self.mark(node)
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
        self.defaults(node.args)
        pending = self.segment
        loops, self.loops = self.loops, []
        state = self.enter_scope(node.scope)
        self.function_body(node)
        self.leave_scope(state)
        self.loops = loops
        self.segment = pending
        self.segment.program.append(self.bind(node.name, self.segment.operand(self.load(node.name, node))))
        return [mark, node, *self.done(node)]

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
        node.decorator_list = [self.visit(decorator) for decorator in node.decorator_list]
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
        begin.program += [[S.ENTER, self.sites.slot("enter", node.scope.id), 0, 0], [S.STEP, node.number]]
        body = [located(ast.Expr(self.call(f"scope:{node.scope.id}", [], node)), node)]
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
        return [mark, node, *self.done(node)]

    def sealed_test(self, node):
        return self.sealed(node)


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
