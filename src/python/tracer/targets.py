"""Rewrites assignments and deletions: each target logs what it changes as soon as it has."""

import ast

from tracer import sites as S
from tracer.blocks import bound_names, flat
from tracer.expressions import Expressions
from tracer.segments import Segment, is_held, located


class Targets(Expressions):
    """What statements that bind, change or delete have in common."""

    def mark(self, statement):
        """A statement that logs that `statement` starts."""
        return self.log(self._mark(statement), statement)

    def _mark(self, statement):
        segment = Segment()
        segment.program.append([S.STEP, statement.number])
        return segment

    def done(self, at):
        """Statements that log what is pending: one or none."""
        segment, self.segment = self.segment, Segment()
        return [self.log(segment, at)] if segment.program else []

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

    def do_Assign(self, node, statement=None):
        start = self.mark(statement or node)
        if self.hooked:
            return [start, node, *self._assign_hooked(node)]
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            self.outermost = node.value
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
            result += [*self.assign(target, value, node), *self.done(node)]
        return result

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
        first = node.targets[0]
        if len(node.targets) > 1 and isinstance(first, ast.Name) and self.scope.kind != "class":
            # One target after the other: what a later one runs may see that an earlier one is bound.
            rest = node.targets[1:]
            node.targets = [first]
            more = [located(ast.Assign([target], self.load(first.id, node)), node) for target in rest]
            return self._assign_hooked(node) + [step for one in more for step in (one, *self._assign_hooked(one))]
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
            statements += [*self.assign(inner, load, at), *self.done(at)]
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
        if target.attr == "__dict__":
            target.value = owner
            watch = self.call("watch", [self.load(name, at)], at)
            target.value = located(ast.BoolOp(ast.Or(), [self._hold(owner, at), watch, self.load(name, at)]), at)
            replaced = located(ast.Expr(self.call("replaced", [self.load(name, at)], at)), at)
            return [located(ast.Assign([target], value), at), self.settle(at), replaced]
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
        # The annotation of such a target is never evaluated (Python reference, 7.2.2; CPython 3.14).
        return self.do_Assign(located(ast.Assign([node.target], node.value), node), node)

    def do_Delete(self, node):
        result = [self.mark(node)]
        for target in node.targets:
            result += self._delete(target, node)
        return result

    def _delete(self, target, at):
        if isinstance(target, (ast.Tuple, ast.List)):
            return [statement for element in target.elts for statement in self._delete(element, at)]
        return [*self._delete_one(target, at), *self.done(at)]

    def _delete_one(self, target, at):
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
