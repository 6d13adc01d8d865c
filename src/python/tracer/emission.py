"""From what is to be logged to the syntax that logs it.

While statements are rewritten, `Log` and `Check` stand in their lists for what is to be logged, and for places where the
recorder may work off the log. `expand` writes them out when a whole program is rewritten: neighbours become one.

The log is a flat list of values, a site and its operands one after the other. As statements, CPython runs
`list.append` without making a call, and a number of appends costs less than a tuple of the same values. Between two of them no
code of the program may run; where it might, `atomic` has the values appended at once.
"""

import ast

from tracer.segments import Segment, located, renumbered

_LOAD = ast.Load()
_BLOCKS = ("body", "orelse", "finalbody")
#: Statements of one block that may run before the log is looked at.
_STRAIGHT = 250
#: Appends in an expression cost more than in a statement: from this many values on, one tuple is cheaper.
_MANY = 5

#: Constants that begin so stand for objects the compiler would not accept: `compiling.bind` puts those in their place.
PLACEHOLDER = "\0tracewright:"


class Log(ast.Expr):
    """A segment to be logged here."""

    def __init__(self, segment, at, atomic):
        self.segment = segment
        self.at = at
        self.atomic = atomic


class Check(ast.Expr):
    """Here the recorder may work off the log, or stop the run, when enough has gathered. `flush` is what it calls."""

    def __init__(self, flush, at):
        self.flush = flush
        self.at = at


def const(name, at):
    """A constant of the compiled code that is one of the recorder's own objects."""
    return located(ast.Constant(PLACEHOLDER + name), at)


def appends(sites, segment, at, atomic=False):
    """Expressions that log a segment when they are evaluated in order; all of them give None."""
    values = [located(ast.Constant(sites.site(len(segment.operands), segment.program)), at), *segment.operands]
    if atomic and len(values) > 1 or len(values) >= _MANY:
        return [_call("extend", located(ast.Tuple(values, _LOAD), at), at)]
    return [_call("append", value, at) for value in values]


def expand(tree, sites):
    """Write out every `Log` and `Check` of a module."""
    blocks = [(tree, "body")]
    while blocks:
        owner, field = blocks.pop()
        statements = _expanded(getattr(owner, field), sites)
        setattr(owner, field, statements)
        for statement in statements:
            for name in _BLOCKS:
                if getattr(statement, name, None):
                    blocks.append((statement, name))
            for name in ("handlers", "cases"):
                blocks += [(part, "body") for part in getattr(statement, name, ())]


def _expanded(statements, sites):
    result = []
    run, check, straight = [], None, 0
    for statement in statements:
        if type(statement) is Log:
            run.append(statement)
        elif type(statement) is Check:
            check = check or statement
        else:
            if straight > _STRAIGHT and check is None and run:
                check = Check("flush", run[-1].at)
            straight = 0 if check else straight + 1
            _write(result, run, check, sites)
            run, check = [], None
            result.append(statement)
    _write(result, run, check, sites)
    return result


def _write(result, run, check, sites):
    """The statements for neighbouring logs, and after them for a check among them: nothing happens in between."""
    if run:
        at, atomic = run[0].at, run[0].atomic
        segment = run[0].segment if len(run) == 1 else _joined([one.segment for one in run])
        if atomic:
            result += [located(ast.Expr(call), at) for call in appends(sites, segment, at, atomic)]
        else:
            append = _method("append", at)
            number = located(ast.Constant(sites.site(len(segment.operands), segment.program)), at)
            for value in (number, *segment.operands):
                result.append(located(ast.Expr(located(ast.Call(append, [value], []), at)), at))
    if check:
        at = check.at
        full = located(ast.Call(const("len", at), [const("log", at)], []), at)
        test = located(ast.Compare(full, [ast.Gt()], [const("limit", at)]), at)
        call = located(ast.Expr(located(ast.Call(const(check.flush, at), [], []), at)), at)
        result.append(located(ast.If(test, [call], []), at))


def _joined(segments):
    """One segment that says what these say one after the other. Operands that are the same variable are shared."""
    joined = Segment()
    known = {}
    for segment in segments:
        places = [0]
        for operand in segment.operands:
            key = operand.id if type(operand) is ast.Name else None
            place = known.get(key)
            if place is None:
                place = joined.operand(operand)
                if key is not None:
                    known[key] = place
            places.append(place)
        joined.program += renumbered(segment.program, places)
    return joined


def _method(name, at):
    return located(ast.Attribute(const("log", at), name, _LOAD), at)


def _call(method, value, at):
    return located(ast.Call(_method(method, at), [value], []), at)
