"""Rewrites expressions so that their values reach the log.

Values go to temporaries (walrus targets whose names no program can type) and are logged together by the statement they
stand in. Where control may not reach the rest of the expression (operands of `and` and `or`, branches of a conditional
expression), or where the program's own code may run in between (calls), what is pending is logged first, in
place. In class bodies and inside comprehensions, where temporaries would leak or are forbidden, each value goes through a
call of the `hook` function instead.
"""

import ast

from tracer import sites as S
from tracer.calls import CONTAINERS, FAST_METHODS, MUTATORS, PURE_FUNCTIONS, PURE_METHODS
from tracer.emission import PLACEHOLDER, Check, Log, appends, const
from tracer.segments import Segment, is_held, located

_ATOMS = (ast.Name, ast.Constant)

#: Attributes that need a second look when they are read, and what looks at them.
_WATCHED_ATTRIBUTES = {"__dict__": "linked", "__closure__": "cells"}


class Expressions:
    """Shared by everything that rewrites one program. `scope` is the code being rewritten, `segment` what is pending."""

    def __init__(self, sites, binding, syntax):
        self.sites = sites
        self.binding = binding
        self.scope = syntax.scopes[0]
        self.segment = Segment()
        self.hooked = False
        self.hooked_functions = False
        self.loads_insert = False
        self.in_iterable = False
        #: Whether code of the program may run between any two instructions.
        self.atomic = False
        #: The expression after whose value nothing can fail before its statement logs.
        self.outermost = None
        self.class_names = []
        #: Scopes whose frames say who they are, for what closes over them and for what resumes them.
        self.tokens = set()
        self._temporaries = 0
        module = binding.names[syntax.scopes[0]]
        rebound = set().union(*(names.bound for names in binding.names.values()))
        self.pure_functions = PURE_FUNCTIONS - rebound - module.bound
        self.own_functions = _defined_once(syntax)

    # Building blocks

    def const(self, name, at):
        """A constant of the compiled code that is one of the recorder's own objects."""
        return const(name, at)

    def temporary(self) -> str:
        self._temporaries += 1
        return f".{self._temporaries}"

    def mangle(self, name: str) -> str:
        """A private name as the compiler sees it in the class around it (Python reference, 6.2.1)."""
        if not self.class_names or not name.startswith("__") or name.endswith("__") or "." in name:
            return name
        prefix = self.class_names[-1].lstrip("_")
        return f"_{prefix}{name}" if prefix else name

    def store(self, name, value, at):
        return located(ast.NamedExpr(located(ast.Name(name, ast.Store()), at), value), at)

    def load(self, name, at):
        return located(ast.Name(name, ast.Load()), at)

    def call(self, const, arguments, at):
        return located(ast.Call(self.const(const, at), arguments, []), at)

    def log(self, segment, at):
        """A statement that logs a segment, which is spent by this."""
        return Log(segment, at, self.is_atomic())

    def is_atomic(self):
        """Whether code of the program may run between two appends: a class body's namespace may be an object of its own."""
        return self.atomic or self.scope.kind == "class"

    def checked(self, at, flush="flush"):
        """A statement that lets the recorder work off the log, or stop the run, when enough has gathered."""
        return Check(flush, at)

    def _appends(self, segment, at):
        """Expressions that log a segment when they are evaluated in order; all of them give None."""
        return appends(self.sites, segment, at, self.is_atomic())

    def _after(self, nothings, value, at):
        """`value`, once expressions that give None were evaluated."""
        return located(ast.BoolOp(ast.Or(), [*nothings, value]), at)

    def keep(self, node, value, slot=None, segment=None):
        """Have the value of `value` logged as what `node` gave."""
        if slot is None:
            slot = self.sites.slot("evaluate", node.index)
        if self.hooked:
            number = self.sites.site(1, [[S.ROW, slot, 1]])
            return self.call("hook", [located(ast.Constant(number), node), value], node)
        segment = segment or self.segment
        name = self.temporary()
        segment.program.append([S.ROW, slot, segment.operand(self.load(name, node))])
        return self.store(name, value, node)

    def spill(self, value, at):
        """`value`, with everything pending logged right after it is computed."""
        segment, self.segment = self.segment, Segment()
        if not segment.program:
            return value
        if isinstance(value, _ATOMS):
            return self._after(self._appends(segment, at), value, at)
        if not is_held(value):
            value = self.store(self.temporary(), value, at)
        # False whatever the value is; then the log, which gives None; then the value itself.
        computed = located(ast.Compare(value, [ast.Is()], [self.const("nothing", at)]), at)
        return self._after([computed, *self._appends(segment, at)], self.load(value.target.id, at), at)

    def sealed(self, node):
        """Rewrite `node` so that it logs its own values whenever it is evaluated."""
        outer, self.segment = self.segment, Segment()
        value = self.spill(self.visit(node), node)
        self.segment = outer
        return value

    # Expressions by type

    def visit(self, node):
        if node is None or isinstance(node, _ATOMS):
            return node
        return getattr(self, f"visit_{type(node).__name__}", self.visit_other)(node)

    def visit_other(self, node):
        """Displays, slices, starred values: no value of their own to log."""
        for name, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                setattr(node, name, self.visit(value))
            elif isinstance(value, list):
                setattr(node, name, [self.visit(item) if isinstance(item, ast.expr) else item for item in value])
        return node

    def _operator(self, node):
        return self.keep(node, self.visit_other(node))

    def visit_Subscript(self, node):
        if not self.loads_insert or isinstance(node.slice, ast.Slice):
            return self._operator(node)
        if self.hooked:
            node.value = self.call("watched", [self.visit(node.value)], node)
            node.slice = self.visit(node.slice)
            return self.keep(node, self.call("after", [node], node))
        owner = self.visit(node.value)
        owner = owner if is_held(owner) else self.store(self.temporary(), owner, node)
        key = self.visit(node.slice)
        key = key if is_held(key) else self.store(self.temporary(), key, node)
        size = self.call("size", [self.load(owner.target.id, node)], node)
        node.value, node.slice = self.load(owner.target.id, node.value), self.load(key.target.id, node.slice)
        return self.keep(node, self.call("loaded", [owner, key, size, node], node))

    def visit_Attribute(self, node):
        if node.attr not in _WATCHED_ATTRIBUTES:
            return self._operator(node)
        node.value = self.call("holding", [self.visit(node.value)], node)
        return self.keep(node, self.call(_WATCHED_ATTRIBUTES[node.attr], [node], node))

    visit_BinOp = visit_JoinedStr = visit_TemplateStr = _operator

    def visit_UnaryOp(self, node):
        if isinstance(node.operand, ast.Constant):
            return node
        return self._operator(node)

    def visit_FormattedValue(self, node):
        node.value = self.visit(node.value)
        if node.format_spec:
            node.format_spec = self.visit_other(node.format_spec)
        return node

    visit_Interpolation = visit_FormattedValue

    def visit_Dict(self, node):
        for position, (key, value) in enumerate(zip(node.keys, node.values)):
            node.keys[position] = self.visit(key)
            node.values[position] = self.visit(value)
        return node

    def visit_Compare(self, node):
        node.left = self.visit(node.left)
        node.comparators[0] = self.visit(node.comparators[0])
        if any(not isinstance(operand, _ATOMS) for operand in node.comparators[1:]):
            node.comparators[0] = self.spill(node.comparators[0], node)
            node.comparators[1:] = [self.sealed(operand) for operand in node.comparators[1:]]
        return self.keep(node, node)

    def visit_BoolOp(self, node):
        node.values[0] = self.visit(node.values[0])
        if any(not isinstance(operand, _ATOMS) for operand in node.values[1:]):
            node.values[0] = self.spill(node.values[0], node)
            node.values[1:] = [self.sealed(operand) for operand in node.values[1:]]
        return self.keep(node, node)

    def visit_IfExp(self, node):
        node.test = self.visit(node.test)
        if not (isinstance(node.body, _ATOMS) and isinstance(node.orelse, _ATOMS)):
            node.test = self.spill(node.test, node)
            node.body = self.sealed(node.body)
            node.orelse = self.sealed(node.orelse)
        return self.keep(node, node)

    def visit_NamedExpr(self, node):
        node.value = self.visit(node.value)
        if self.hooked:
            slot, step = self.bind_slot(node.target.id)
            if step == S.ROW:
                return self.keep(node, node, slot)
            return node
        name = self.temporary()
        operand = self.segment.operand(self.load(name, node))
        slot = self.sites.slot("evaluate", node.index)
        self.segment.program += [[S.ROW, slot, operand], self.bind(node.target.id, operand)]
        return self.spill(self.store(name, node, node), node)

    def visit_Lambda(self, node):
        self.defaults(node.args)
        state = self.enter_scope(node.scope)
        segment = self.entry(node)
        begin = [*self._appends(segment, node), self.call(f"scope:{node.scope.id}", [], node)]
        self.segment = Segment()
        value = self.visit(node.body)
        if self.hooked:
            number = self.sites.site(1, [[S.RETURN, self.sites.slot("return"), 1]])
            value = self.call("hook", [located(ast.Constant(number), node), value], node.body)
            node.body = self._after(begin, value, node.body)
            self.leave_scope(state)
            return node
        if is_held(value):
            name = value.target.id
        else:
            name = self.temporary()
            value = self.store(name, value, node.body)
            self.segment.operand(self.load(name, node.body))
        operand = len(self.segment.operands)
        self.segment.program.append([S.RETURN, self.sites.slot("return"), operand])
        value = self.spill(value, node.body)
        node.body = self._after(begin, value, node.body)
        self.leave_scope(state)
        return node

    def visit_Yield(self, node):
        node.value = self.spill(self.visit(node.value) or located(ast.Constant(None), node), node)
        return self.keep(node, node)

    def visit_YieldFrom(self, node):
        node.value = self.spill(self.visit(node.value), node)
        return self.keep(node, node)

    visit_Await = visit_YieldFrom

    def _comprehension(self, node):
        was, self.hooked = self.hooked, True
        self.comprehension_parts(node)
        self.hooked = was
        return self.keep(node, self.spill_before(node, node))

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def comprehension_parts(self, node):
        """Inside, only effects are logged: calls that may change something, assignments, functions."""
        inner = Effects(self)
        node.generators = [inner.visit(generator) for generator in node.generators]
        for field in ("elt", "key", "value"):
            if getattr(node, field, None) is not None:
                setattr(node, field, inner.visit(getattr(node, field)))

    def spill_before(self, value, at):
        """`value`, with what is pending logged before any of it is computed. Only where nothing of `value` is pending."""
        if self.hooked or not self.segment.program:
            return value
        segment, self.segment = self.segment, Segment()
        return self._after(self._appends(segment, at), value, at)

    # Calls

    def visit_Call(self, node):
        function = node.func
        name = function.id if isinstance(function, ast.Name) else None
        if isinstance(function, ast.Attribute) and function.attr in MUTATORS and not is_indirect(function.value):
            return self._method(node, function)
        if isinstance(function, ast.Attribute):
            if not (self.hooked and is_indirect(function.value)):
                function.value = self.visit(function.value)
        else:
            node.func = self.visit(function)
        self.arguments(node)
        if name in ("locals", "vars", "dir") and not node.args and self.scope.kind in ("function", "lambda"):
            return self.keep(node, self.call("hide", [node], node))
        if name == "vars" and len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
            node.args = [self.call("holding", node.args, node)]
            return self.keep(node, self.call("linked", [node], node))
        if name in ("globals", "locals", "vars") and not node.args:
            return self.keep(node, self.call("variables", [node], node))
        if name in self.pure_functions:
            return self.keep(node, node)
        self._spill_arguments(node)
        if name in self.own_functions or name == "super":
            return self.keep(node, node)
        if isinstance(function, ast.Attribute) and function.attr in PURE_METHODS:
            return self.keep(node, node)
        return self.keep(node, self._guarded(node))

    def arguments(self, node):
        node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)

    def _spill_arguments(self, node):
        """Log what is pending after the last argument is computed, before the call is made."""
        if self.hooked or not self.segment.program:
            return
        for holder in (*reversed(node.keywords), *reversed(node.args)):
            value = holder.value if isinstance(holder, (ast.keyword, ast.Starred)) else holder
            if not isinstance(value, _ATOMS):
                spilled = self.spill(value, node)
                if value is holder:
                    node.args[node.args.index(holder)] = spilled
                else:
                    holder.value = spilled
                return
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.spill(node.func.value, node)
        else:
            node.func = self.spill(node.func, node)

    def _guarded(self, node):
        """A call of code that is not the program's own may change what it can reach: `after(call)` finds out what it did."""
        if self.hooked:
            return self._guarded_hooked(node)
        function, reach = node.func, []
        attribute = located(ast.Constant(None), node)
        if isinstance(function, ast.Attribute):
            attribute = located(ast.Constant(function.attr), node)
            if isinstance(function.value, ast.Constant):
                reach.append(function.value)
            else:
                function.value = self._reach(function.value, reach)
        else:
            node.func = self._reach(function, reach)
        for position, argument in enumerate(node.args):
            if isinstance(argument, ast.Starred):
                argument.value = self._reach(argument.value, reach)
            else:
                node.args[position] = self._reach(argument, reach)
        for keyword in node.keywords:
            keyword.value = self._reach(keyword.value, reach)
        self._before(self.call("before", [attribute, *reach], node), node)
        return self.call("after", [node], node)

    def _guarded_hooked(self, node):
        """The same where there are no temporaries: each operand is collected as it is computed, and the last begins the guard."""
        function = node.func
        holders = [("args", position, argument) for position, argument in enumerate(node.args)]
        holders += [("keywords", position, keyword) for position, keyword in enumerate(node.keywords)]
        values = [holder.value if isinstance(holder, (ast.Starred, ast.keyword)) else holder for _, _, holder in holders]
        collected = [index for index, value in enumerate(values) if not isinstance(value, ast.Constant)]
        is_method = isinstance(function, ast.Attribute)
        attribute = located(ast.Constant(function.attr if is_method else None), node)
        first = self.call("called" if collected else "begun", [function.value if is_method else function, attribute], node)
        if is_method:
            function.value = first
        else:
            node.func = first
        for index in collected:
            field, position, holder = holders[index]
            value = self.call("started" if index == collected[-1] else "passed", [values[index]], node)
            if isinstance(holder, (ast.Starred, ast.keyword)):
                holder.value = value
            else:
                getattr(node, field)[position] = value
        return self.call("after", [node], node)

    def _reach(self, value, reach):
        """`value`, held by a temporary if need be, and added to what a call can reach."""
        if isinstance(value, ast.Constant):
            reach.append(value)
            return value
        if isinstance(value, ast.Name):
            reach.append(self.load(value.id, value))
            return value
        if not is_held(value):
            value = self.store(self.temporary(), value, value)
        reach.append(self.load(value.target.id, value))
        return value

    def _before(self, guard, node):
        """Put the call `guard` (which gives None) after everything the call `node` computes beforehand."""
        container, key = last_place(node)
        value = container[key] if isinstance(container, list) else getattr(container, key)
        if isinstance(value, _ATOMS):
            value = located(ast.BoolOp(ast.Or(), [guard, value]), node)
        else:
            # False whatever the operand is; then None; then the operand itself.
            held = value if is_held(value) else self.store(self.temporary(), value, node)
            first = located(ast.Compare(held, [ast.Is()], [self.const("nothing", node)]), node)
            value = located(ast.BoolOp(ast.Or(), [first, guard, self.load(held.target.id, node)]), node)
        if isinstance(container, list):
            container[key] = value
        else:
            setattr(container, key, value)

    def _method(self, node, function):
        """`receiver.append(x)` and its like: logged as the change itself, not by comparing."""
        if self.hooked:
            return self._hooked_method(node, function)
        receiver = self.visit(function.value)
        if not is_held(receiver):
            receiver = self.store(self.temporary(), receiver, function)
        held = receiver.target.id
        fast = function.attr in FAST_METHODS and not any(isinstance(one, ast.Starred) for one in node.args)
        fast = fast and not node.keywords and not (function.attr == "pop" and len(node.args) > 1)
        function.value = self.owned(receiver, held, function) if fast else receiver
        self.arguments(node)
        if any(not isinstance(argument, _ATOMS) for argument in node.args):
            self._spill_arguments(node)
        if not fast:
            self._before(self.call("watch", [self.load(held, node)], node), node)
            return self.keep(node, self.call("after", [node], node))
        operands = []
        for position, argument in enumerate(node.args):
            if isinstance(argument, ast.Constant):
                operands.append(self.segment.operand(argument))
                continue
            if not is_held(argument):
                node.args[position] = argument = self.store(self.temporary(), argument, argument)
            operands.append(self.segment.operand(self.load(argument.target.id, argument)))
        target = self.segment.operand(self.load(held, function))
        value = self.keep(node, node)
        result = len(self.segment.operands)
        method = S.METHODS.index(function.attr)
        self.segment.program.insert(-1, [S.METHOD, method, node.index, target, result, *operands])
        # What follows in the statement may raise: the change must be in the log by then.
        return value if node is self.outermost else self.spill(value, node)

    def _hooked_method(self, node, function):
        """Where there are no temporaries to hold the operands: compare before and after."""
        function.value = self.visit(function.value)
        self.arguments(node)
        return self.keep(node, self._guarded_hooked(node))

    def owned(self, receiver, held, at):
        """`held if (held := receiver) is last else own(held)`: its contents are known before it changes."""
        last = located(ast.Subscript(self.const("last", at), located(ast.Constant(0), at), ast.Load()), at)
        test = located(ast.Compare(receiver, [ast.Is()], [last]), at)
        other = self.call("own", [self.load(held, at)], at)
        return located(ast.IfExp(test, self.load(held, at), other), at)

    # Bindings

    def bind(self, name, operand):
        """The instruction that binds `name` in the running scope to an operand."""
        slot, step = self.bind_slot(name)
        if step == S.BIND_FREE:
            return [step, slot, operand, self.binding.where(self.scope, name)[1].id]
        return [step, slot, operand]

    def bind_slot(self, name):
        where, owner = self.binding.where(self.scope, name)
        slot = self.sites.slot("bind", self.sites.name(self.mangle(name)), where)
        return slot, (S.BIND_FREE if owner else S.ROW)

    def unbind(self, name):
        where, owner = self.binding.where(self.scope, name)
        slot = self.sites.slot("unbind", self.sites.name(self.mangle(name)), where)
        return [S.BIND_FREE, slot, 0, owner.id] if owner else [S.UNBIND, slot]

    # Scopes

    def enter_scope(self, scope):
        state = (self.scope, self.segment, self.hooked, self._temporaries)
        self.scope, self.segment, self.hooked = scope, Segment(), self.hooked_functions
        return state

    def leave_scope(self, state):
        self.scope, self.segment, self.hooked, self._temporaries = state

    def entry(self, node):
        """What a function logs when it begins: its frame, its parameters, and the frame it closes over."""
        scope = self.scope
        segment = Segment()
        token = enclosing = 0
        if not self.in_iterable and (scope.is_generator or scope.is_async or self.binding.encloses_closures(scope)):
            self.tokens.add(scope.id)
            token = segment.operand(self.store(f".frame{scope.id}", self.call("token", [], node), node))
        if self.binding.is_closure(scope):
            outer = self.binding.enclosing(scope)
            while outer and outer.kind == "generator-expression":
                outer = self.binding.enclosing(outer)
            if outer and outer.id in self.tokens:
                enclosing = segment.operand(self.load(f".frame{outer.id}", node))
        segment.program.append([S.ENTER, self.sites.slot("enter", scope.id), token, enclosing])
        for name in scope.parameters():
            segment.program.append(self.bind(name, segment.operand(self.load(name, node))))
        return segment

    def defaults(self, arguments):
        arguments.defaults = [self.visit(default) for default in arguments.defaults]
        arguments.kw_defaults = [self.visit(default) for default in arguments.kw_defaults]


class Effects(ast.NodeTransformer):
    """Inside comprehensions and generator expressions: rewrites only what may have effects."""

    def __init__(self, expressions):
        self.expressions = expressions

    def visit_Lambda(self, node):
        return self.expressions.visit_Lambda(node)

    def visit_comprehension(self, node):
        expressions = self.expressions
        was = expressions.in_iterable, expressions.hooked_functions
        # No `:=` may stand in an iterable, not even inside a lambda.
        expressions.in_iterable = expressions.hooked_functions = True
        node.iter = self.visit(node.iter)
        expressions.in_iterable, expressions.hooked_functions = was
        node.ifs = [self.visit(test) for test in node.ifs]
        return node

    def visit_NamedExpr(self, node):
        node.value = self.visit(node.value)
        slot, step = self.expressions.bind_slot(node.target.id)
        return self.expressions.keep(node, node, slot) if step == S.ROW else node

    def visit_Subscript(self, node):
        self.generic_visit(node)
        if not self.expressions.loads_insert or not isinstance(node.ctx, ast.Load):
            return node
        node.value = self.expressions.call("watched", [node.value], node)
        return self.expressions.call("after", [node], node)

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            node.func.value = self.expressions.call("watched", [node.func.value], node)
            return self.expressions.call("after", [node], node)
        return node


def last_place(node):
    """Where the last computed operand of a call stands, or else what is called: (list, index) or (object, field)."""
    for keyword in reversed(node.keywords):
        if not isinstance(keyword.value, _ATOMS):
            return keyword, "value"
    for position in reversed(range(len(node.args))):
        argument = node.args[position]
        if isinstance(argument, ast.Starred):
            if not isinstance(argument.value, _ATOMS):
                return argument, "value"
        elif not isinstance(argument, _ATOMS):
            return node.args, position
    return (node.func, "value") if isinstance(node.func, ast.Attribute) else (node, "func")


def is_indirect(value) -> bool:
    """Whether a method of this value changes another object: `super()`, or a class (`list.append(xs, 1)`)."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "super"
    return isinstance(value, ast.Name) and value.id in CONTAINERS


def _defined_once(syntax):
    """Names that a `def` or `class` of the program binds and nothing else does."""
    defined, other = set(), set()
    for node in syntax.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            (other if node.decorator_list else defined).add(node.name)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            other.add(node.id)
        elif isinstance(node, ast.arg):
            other.add(node.arg)
        elif isinstance(node, ast.alias):
            other.add(node.asname or node.name.partition(".")[0])
    return defined - other
