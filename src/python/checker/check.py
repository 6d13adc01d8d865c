"""Decide claims about a run of a Python program by running the program. Standard library only, CPython 3.10 to 3.14.

    python3 check.py REQUEST.json     decide the claims in a file
    python3 ID.check.py               the same file with its request inside: see SAMPLE, on the last lines

What a claim is, and when it holds, is written in `docs/claims.md`. In short: statements are numbered in source order; a
*coordinate* (statement, visit) names the visit-th time a statement starts; claims speak of coordinates.

How it works, in the order of this file:

1. VALUES     `repr` texts, normalised; ways such as `self.items[0]` to a value without running the program's code.
2. PROGRAM    The source is parsed, its statements numbered, and compiled with those numbers as line numbers. Line events
              of `sys.settrace` are then exactly the visits of statements. Nothing else is changed, except that an
              expression somebody claims a value of is wrapped in a call that notes the value and hands it on.
3. RUN        The program runs once under `sys.settrace`. Each claim has left a watcher at the coordinate it speaks of.
4. CLAIMS     One function for each kind of claim: where it watches and what it compares.
5. DECIDING   `decide(request)` gives one verdict for each claim: holds, fails (with what really happened), undecided.
6. ALONE      The command line: a child process runs the program, the parent reports.

The program is not trusted. All builtins used here are private copies; touching the trace function, frames or these
functions makes every claim undecided. What a program could still do is listed in `docs/claims.md`.
"""

import builtins

# Functions look builtins up in the `__builtins__` of the module they were made in. A private copy keeps a program that
# replaces `len` or `repr` from replacing ours.
__builtins__ = dict(vars(builtins))

import ast
import hashlib
import io
import json
import os
import random
import re
import selectors
import sys
import time
import types
import warnings
from collections import deque
from json.encoder import encode_basestring_ascii as quote
from opcode import opmap, opname

VERSION = 1
#: Whether this is the Python of the product, whose words in exceptions are the ones claimed.
PRODUCT = sys.version_info[:2] == (3, 14)
PYTHON = "%d.%d.%d" % sys.version_info[:3]
MINOR = "Python %d.%d" % sys.version_info[:2]
#: Verdicts that only say that this Python differs begin with one of these; a stand-alone checker does not fail because of them.
WORDING = MINOR + " words this differently: "
PLACES = MINOR + " does not say where in an f-string expressions stand: "
# What newer CPythons run in place, with a line event for each turn: 3.12 and later list, set and dict comprehensions, 3.14
# also the generator expression given to any(), all() or tuple().
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
DEFAULT_STEPS = 5_000_000
DEFAULT_SECONDS = 60.0
DEFAULT_OUTPUT = 10_000_000
#: A stdin text that ends so is complete; `input()` then raises EOFError at its end, else the run ends there.
END_OF_INPUT = "\x04"
#: How many calls deep a `__repr__` of the program may go. The stack of a browser holds no more than about 240.
DEEPEST_REPR = 150


# ---------------------------------------------------------------------------------------------------------- 1. VALUES

TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[\[\](){}:]|, |[^'"\[\](){}:,]+|.""", re.DOTALL)
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
CLOSING = {"(": ")", "[": "]", "{": "}"}

mro_of = type.__dict__["__mro__"].__get__
dict_of = type.__dict__["__dict__"].__get__
name_of = type.__dict__["__name__"].__get__
qualified_name_of = type.__dict__["__qualname__"].__get__

ATOMS = {
    int, float, complex, bool, str, bytes, bytearray, range, type, type(None), type(...), type(NotImplemented),
    types.FunctionType, types.BuiltinFunctionType, types.GeneratorType, types.CoroutineType,
}  # fmt: skip
SCALARS = {int, float, complex, bool, str, bytes, type(None)}
SIZED = (list, tuple, dict, set, frozenset, str, bytes, bytearray, range, deque)


def normalise(text):
    """The text without addresses and with the elements of every set display sorted."""
    text = ADDRESS.sub("", text)
    if "{" not in text:
        return text
    outer, piece, members, opener, colon = [], [], [], "", False
    for token in TOKEN.findall(text):
        if token in CLOSING:
            outer.append((piece, members, opener, colon))
            piece, members, opener, colon = [], [], token, False
        elif token in ")]}":
            if CLOSING.get(opener) != token:
                return text  # not the repr of builtin containers: compared as it stands
            members.append("".join(piece))
            if opener == "{" and not colon:
                members.sort()
            inner = opener + ", ".join(members) + token
            piece, members, opener, colon = outer.pop()
            piece.append(inner)
        elif token == ", " and opener:
            members.append("".join(piece))
            piece = []
        else:
            colon = colon or token == ":"
            piece.append(token)
    return text if opener else "".join(piece)


def agrees(claimed, text):
    """Whether a claimed value (a text, or length and digest of a long one) is the value with this `repr`."""
    found = normalise(text)
    if isinstance(claimed, dict):
        digest = hashlib.sha256(found.encode("utf-8", "surrogatepass")).hexdigest()
        return claimed["length"] == len(found) and claimed["sha256"] == digest
    return normalise(claimed) == found


def shown(claimed):
    """A claimed value or a text, short enough for a sentence."""
    if isinstance(claimed, dict):
        return "a value of %d characters" % claimed["length"]
    return claimed if len(claimed) <= 200 else claimed[:150] + "… (%d characters)" % len(claimed)


def lookup(cls, name):
    """The attribute of a class by its method resolution order, and its owner, without running metaclass code."""
    for owner in mro_of(cls):
        if name in dict_of(owner):
            return dict_of(owner)[name], owner
    return None, None


def is_plain(value):
    """Whether `repr(value)` runs no code of the program: builtin containers, all the way down."""
    seen, waiting = set(), [value]
    while waiting:
        value = waiting.pop()
        cls = type(value)
        if cls in ATOMS or id(value) in seen:
            continue
        seen.add(id(value))
        method, owner = lookup(cls, "__repr__")
        if type(method) is not types.WrapperDescriptorType:
            return False
        if owner is dict:
            waiting.extend(dict.keys(value))
            waiting.extend(dict.values(value))
        elif owner in (list, tuple, set, frozenset, deque):
            waiting.extend(owner.__iter__(value))
        elif issubclass(owner, BaseException):
            waiting.extend(BaseException.args.__get__(value))
        elif owner is not object and owner not in ATOMS:
            return False
    return True


class Wrong(Exception):
    """A claim fails; the message says what really happened."""


class Unknown(Exception):
    """A claim cannot be decided; the message says why."""


def subject(text):
    """A way to a value: a name, then attribute names (`str`) and literal keys (in a tuple). Parsed before the program runs."""
    path = []
    try:
        node = ast.parse(text, mode="eval").body
        while not isinstance(node, ast.Name):
            path.append(node.attr if isinstance(node, ast.Attribute) else (ast.literal_eval(node.slice),))
            node = node.value
    except (SyntaxError, ValueError, AttributeError):
        raise Wrong("%r is not a name with attributes and items at literal keys" % text) from None
    return [node.id] + path[::-1]


def read(path, frame):
    """The value at the end of a path from a frame, without running code of the program."""
    name = path[0]
    if name in frame.f_locals:
        value = frame.f_locals[name]
    elif name in frame.f_globals:
        value = frame.f_globals[name]
    else:
        raise Wrong("%s has no value" % name)
    for step in path[1:]:
        value = attribute(value, step) if isinstance(step, str) else item(value, step[0])
    return value


def attribute(value, name):
    cls = type(value)
    holder, _ = lookup(cls, "__dict__")
    if type(holder) is types.GetSetDescriptorType:
        own = holder.__get__(value)
        if name in own:
            return own[name]
    slot, _ = lookup(cls, name)
    if type(slot) is types.MemberDescriptorType:
        try:
            return slot.__get__(value)
        except AttributeError:
            pass
    raise Wrong("the %s has no attribute %s of its own" % (name_of(cls), name))


def item(value, key):
    cls = type(value)
    for base in (list, tuple, str):
        if issubclass(cls, base) and type(key) is int and -base.__len__(value) <= key < base.__len__(value):
            return base.__getitem__(value, key)
    if issubclass(cls, dict):
        # Walked, not looked up: a key of a class of the program's own would be asked whether it is equal.
        for known, content in dict.items(value):
            if is_scalar(known) and known == key:
                return content
    raise Wrong("the %s has no item %r" % (name_of(cls), key))


def is_scalar(value):
    return type(value) in SCALARS or type(value) is tuple and all(is_scalar(each) for each in value)


def size_of(value):
    for base in SIZED:
        if issubclass(type(value), base):
            return base.__len__(value)
    raise Wrong("a %s has no size" % name_of(type(value)))


# --------------------------------------------------------------------------------------------------------- 2. PROGRAM

LOOPS = (ast.For, ast.AsyncFor, ast.While)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Statement:
    """A numbered statement. `end` is the last number inside it, `body_end` the last one of its `body` block."""

    def __init__(self, node, number, parent, in_body, loop):
        self.node, self.number, self.line = node, number, node.lineno
        self.parent, self.in_body = parent, in_body
        self.end = self.body_end = number
        self.loop = loop if isinstance(node, ast.Break) else None  # the number of the loop a `break` leaves
        self.nodes = []  # the nodes of its own: all of a simple statement, the head of a compound one

    def in_its_body(self, number):
        return number is not None and self.number < number <= self.body_end


class Program:
    """The source, its statements (numbered from 1), and the compiled code."""

    def __init__(self, source):
        self.source = source.removeprefix("\ufeff")
        self.lines = self.source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.tree = ast.parse(self.source)
        self.statements = [None]
        self.places = {}  # expression: its parent, the field of it, and its statement
        self.ranges = {}  # range as `ast` counts it: the outermost expression there
        self.marks = {}  # constants in the code that stand for functions
        self._number()

    def _number(self):
        """Give every statement its number, pre-order. Iterative: expressions can nest deeply."""
        waiting = [(self.tree, None, None, False)]
        while waiting:
            node, owner, loop, in_body = waiting.pop()
            if isinstance(node, (ast.stmt, ast.ExceptHandler)):
                owner = Statement(node, len(self.statements), owner, in_body, loop)
                self.statements.append(owner)
            if owner is not None:
                owner.nodes.append(node)
            if isinstance(node, ast.expr):
                self.ranges.setdefault((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset), node)
            children = []
            for field, content in ast.iter_fields(node):
                inner = owner.number if isinstance(node, LOOPS) and field == "body" else loop
                for child in content if isinstance(content, list) else [content]:
                    if isinstance(child, ast.AST):
                        children.append((child, owner, inner, field == "body"))
                        self.places[child] = (node, field, owner)
            waiting.extend(reversed(children))
        for statement in reversed(self.statements[1:]):
            if statement.parent is not None:
                statement.parent.end = max(statement.parent.end, statement.end)
                if statement.in_body:
                    statement.parent.body_end = max(statement.parent.body_end, statement.end)

    def node_at(self, position):
        """The outermost expression with exactly this range, or None. `ast` counts UTF-8 bytes, claims characters."""
        found = []
        for line, column in ((position["line"], position["column"]), (position["endLine"], position["endColumn"])):
            text = self.lines[line - 1] if line <= len(self.lines) else ""
            found += [line, len(text[:column].encode("utf-8", "surrogatepass"))]
        if sys.version_info < (3, 12):
            for (line, column, end_line, end_column), node in self.ranges.items():
                inside = (line, column) < (found[0], found[1]) and (found[2], found[3]) < (end_line, end_column)
                if inside and isinstance(node, ast.JoinedStr):
                    return self._in_f_string(node, position)
        return self.ranges.get(tuple(found))

    def _in_f_string(self, string, position):
        """Before 3.12 the parser does not say where expressions in an f-string stand: found by their text, if that is clear."""
        source = self.lines[position["line"] - 1][position["column"] : position["endColumn"]]
        try:
            wanted = ast.dump(ast.parse(source.strip(), mode="eval").body)
        except SyntaxError:
            wanted = None
        nodes = [node for node in ast.walk(string) if isinstance(node, ast.expr) and ast.dump(node) == wanted]
        if len(nodes) != 1:
            raise Unknown(PLACES + "which expression is meant cannot be told")
        return nodes[0]

    def probe(self, node, note):
        """Turn an expression `x` into `note(x)`; `note` is to give the value back."""
        parent, field, owner = self.places[node]
        reason = unprobeable(parent, field, node)
        if reason:
            raise Unknown("%s cannot be watched: %s" % (shown(ast.get_source_segment(self.source, node) or "it"), reason))
        # The compiler takes plain constants only: `note` replaces this text, which no source can hold, in the compiled code.
        mark = "%d %s" % (len(self.marks), hashlib.sha256(self.source.encode("utf-8", "surrogatepass")).hexdigest())
        self.marks[mark] = note
        function = ast.copy_location(ast.Constant(mark), node)
        call = ast.copy_location(ast.Call(function, [node], []), node)
        owner.nodes += [function, call]
        content = getattr(parent, field)
        if isinstance(content, list):
            content[[each is node for each in content].index(True)] = call
        else:
            setattr(parent, field, call)

    def compile(self):
        """Code whose line numbers are statement numbers; and what each of its code objects is.

        The second value maps `id(code)` to (statement number or 0 for the module, is a class body, bytecode) for
        the frames that count: module, functions, class bodies. Lambdas, generator expressions, comprehensions do not.
        """
        for statement in self.statements[1:]:
            for node in statement.nodes:
                renumber(node, statement.number)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(self.tree, "<program>", "exec", dont_inherit=True)
        kinds, self.codes = {}, []
        return self._settle(code, kinds), kinds

    def _settle(self, code, kinds):
        constants = []
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                constant = self._settle(constant, kinds)
            elif isinstance(constant, str) and constant in self.marks:
                constant = self.marks[constant]
            constants.append(constant)
        code = code.replace(co_consts=tuple(constants))
        self.codes.append(code)  # kept alive, so that its id stays its own
        if code.co_name == "<module>":
            kinds[id(code)] = (0, False, code.co_code)
        else:
            node = self.statements[code.co_firstlineno].node
            if isinstance(node, FUNCTIONS + (ast.ClassDef,)) and node.name == code.co_name:
                kinds[id(code)] = (code.co_firstlineno, isinstance(node, ast.ClassDef), code.co_code)
        return code


def renumber(node, number):
    if hasattr(node, "lineno"):
        node.lineno = node.end_lineno = number
        node.col_offset = node.end_col_offset = 0


def unprobeable(parent, field, node):
    """Why wrapping this expression in a call would change the program; None when it would not."""
    if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
        return "it is assigned to, not evaluated"
    if isinstance(node, (ast.Starred, ast.Slice)):
        return "it is not an expression by itself"
    if field in ("annotation", "returns", "bound", "default_value", "format_spec", "target"):
        return "it is not evaluated when the statement runs"
    if type(parent).__name__ in ("MatchValue", "MatchMapping", "MatchClass", "TemplateStr", "Interpolation", "TypeAlias"):
        return "it is part of a pattern or template"
    if isinstance(parent, ast.JoinedStr):
        return "it is part of an f-string"
    if isinstance(parent, ast.Expr) and isinstance(node, ast.Constant):
        return "it may be a docstring"
    return None


# ------------------------------------------------------------------------------------------------------------- 3. RUN


class Stop(BaseException):
    """Ends the program from outside."""


RETURNS = {opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in opmap}
#: How the bytecode of a frame stands that pauses, and the flags of code that can.
PAUSES = {opmap[name] for name in ("YIELD_VALUE", "YIELD_FROM", "RESUME", "SEND") if name in opmap}
PAUSING = 0x20 | 0x80 | 0x200
#: Where the end of an iteration shows up as an exception event although nothing was raised that a program could see.
ITERATES = {"FOR_ITER", "SEND", "YIELD_FROM", "YIELD_VALUE", "RESUME", "END_ASYNC_FOR", "LOAD_CONST", "GET_ANEXT"}


class Activation:
    """One activation of the module, a function or a class body: where it is, and who waits for what it does next."""

    __slots__ = ("run", "number", "is_class", "code", "previous", "statement", "visit", "failed", "error", "waiting", "returns", "hook")

    def __init__(self, run, number, is_class, code):
        self.run, self.number, self.is_class, self.code = run, number, is_class, code
        self.previous = self.statement = self.visit = 0
        self.failed = None  # the type of an exception raised since the last line event
        self.error = None  # the type of the last exception raised
        self.waiting = []  # called when the visit is over: f(frame, next statement or None, how); True keeps it
        self.returns = []  # called when the activation is over: f(value, how)
        self.hook = self.trace

    def trace(self, frame, event, arg):
        """The local trace function of the frame."""
        run = self.run
        if not run.cut:
            try:
                if event == "line":
                    self.line(run, frame, frame.f_lineno)
                elif event == "exception":
                    self.exception(run, frame, arg)
                elif event == "return":
                    self.leave(run, frame, arg)
            except Exception as problem:  # ours, and not to fall into the program
                run.cut = "the checker could not follow: %s" % problem
        return self.hook

    def line(self, run, frame, number):
        if number == self.statement and number in run.comprehensions:
            return  # CPython 3.12 and later inline comprehensions: one visit, several events
        run.expect(self)
        run.tick()
        if self.waiting:
            self.over(frame, number, "went on")
        self.previous, self.statement, self.failed = self.statement, number, None
        self.visit = run.visits[number] = run.visits[number] + 1
        if run.caught:
            run.match_handlers(self.previous, number)
        for watcher in run.every.get(number, ()):
            watcher(self, frame)
        for watcher in run.starts[number].pop(self.visit, ()):
            watcher(self, frame)

    def over(self, frame, following, how):
        waiting, self.waiting = self.waiting, []
        self.waiting = [each for each in waiting if each(frame, following, how)]

    def exception(self, run, frame, arg):
        cls, value, traceback = arg
        operation = opname[self.code[frame.f_lasti]]
        if cls in (StopIteration, StopAsyncIteration) and operation in ITERATES:
            return
        self.failed = self.error = name_of(cls)
        watchers = run.raises.get((self.statement, self.visit), ())
        if watchers:
            passing = run.unwound and run.came_from_below(traceback, frame)
            exception = Raised(value, passing, operation == "RAISE_VARARGS")
            for watcher in watchers:
                watcher(exception)
        run.unwound = False

    def leave(self, run, frame, value):
        run.expect(self)
        run.stack.pop()
        at = frame.f_lasti
        if self.code[at] in RETURNS:
            how = "returned"
        elif self.failed is None and frame.f_code.co_flags & PAUSING and PAUSES & set(self.code[at : at + 3 : 2]):
            return  # a generator or coroutine pauses
        else:
            how = "raised"
            self.failed = self.error  # a `finally` may have run since
        run.unwound = how == "raised"
        run.activations.pop(id(frame), None)
        self.over(frame, None, how)
        for watcher in self.returns:
            watcher(value, how)


class Raised:
    """An exception event: whether it only passes through this frame, and whether a `raise` statement made it."""

    def __init__(self, value, passing, explicit):
        self.value, self.passing, self.explicit = value, passing, explicit


class Output(io.RawIOBase):
    """What the program writes, byte by byte, where the program cannot take it back."""

    def __init__(self, write):
        self.write = write

    def writable(self):
        return True


class Run:
    """One run of a program. Claims leave watchers, then `prepare()`, then `go()`."""

    def __init__(self, program, request, call, clock):
        self.program, self.request, self.call, self.clock = program, request, call, clock
        self.stdin, self.seed = request.get("stdin", ""), request.get("seed", 0)
        self.most_steps, self.seconds = request.get("steps", DEFAULT_STEPS), request.get("seconds", DEFAULT_SECONDS)
        size = len(program.statements) + 1  # CPython 3.10 has a line event in an empty module
        self.visits = [0] * size
        self.calls = {}  # activations so far, by number of the `def`
        self.starts = [{} for _ in range(size)]  # [statement][visit]: watchers of the start of that visit
        self.every = {}  # [statement]: watchers of the start of every visit
        self.enters = {}  # [(statement, n)]: watchers of an activation
        self.raises = {}  # [(statement, visit)]: watchers of exceptions
        self.evaluations = {}  # [expression][(statement, visit)]: watchers of its values
        self.notes, self.late, self.afterwards = [], [], []  # called after the run, in this order
        self.caught = []  # exceptions in flight that somebody follows: (exception, watcher)
        self.comprehensions = {
            each.number
            for each in program.statements[1:]
            if any(isinstance(node, COMPREHENSIONS) for node in each.nodes)
        }
        self.stack = []  # activations, the running one last
        self.activations = {}  # by id of the frame
        self.unwound = False  # whether the last thing that happened is that an exception left an activation
        self.muted = self.guarded = False
        self.steps = 0
        self.written = bytearray()
        self.tampered = None  # why nothing that was seen can be trusted
        self.cut = None  # why the run did not come to its own end, or could not be followed there
        self.value = self.raised = None

    def on_call(self, frame, event, arg):
        """The global trace function: a frame begins or resumes."""
        if self.muted or self.cut:
            return None
        self.tick()
        kind = self.kinds.get(id(frame.f_code))
        if kind is None:
            return None
        hook, activation = frame.f_trace, self.activations.get(id(frame))
        if hook is not None and (activation is None or hook is not activation.hook):
            self.tamper("the program replaced a trace function")
            return None
        if hook is None:
            number, is_class, _ = kind
            activation = self.activations[id(frame)] = Activation(self, *kind)
            self.unwound = False
        self.stack.append(activation)
        if hook is None and number and not is_class:
            nth = self.calls[number] = self.calls.get(number, 0) + 1
            for watcher in self.enters.get((number, nth), ()):
                watcher(activation, frame)
        return activation.hook

    def tick(self):
        self.steps += 1
        if self.steps >= self.most_steps:
            self.stop("the run was cut off after %d steps" % self.most_steps)
        if self.steps & 1023 == 0 and self.clock() > self.deadline:
            self.stop("the run was cut off after %g seconds" % self.seconds)

    def stop(self, why):
        """End the program. CPython takes a trace function away that raises, so this is also the end of tracing."""
        self.cut = self.cut or why
        self.guarded = False
        raise Stop(why)

    def tamper(self, why):
        self.tampered = self.tampered or why

    def expect(self, activation):
        """Frames nest. Where they seem not to, events are missing."""
        if not self.stack or self.stack[-1] is not activation:
            self.tamper("the program interfered with the tracing of its frames")
            self.stack.append(activation)

    def note(self, wanted, value):
        """What a probed expression calls with its value."""
        if self.stack and not self.muted and not self.cut:
            running = self.stack[-1]
            for watcher in wanted.get((running.statement, running.visit), ()):
                watcher(value)
        return value

    def came_from_below(self, traceback, frame):
        """Whether an exception passed through another counted frame before it came to this one."""
        while traceback is not None:
            if traceback.tb_frame is not frame and id(traceback.tb_frame.f_code) in self.kinds:
                return True
            traceback = traceback.tb_next
        return False

    def match_handlers(self, previous, number):
        """An `except` clause was tested last and its body begins: it has caught what is being handled now."""
        handler = self.program.statements[previous] if previous else None
        if handler and isinstance(handler.node, ast.ExceptHandler) and previous < number <= handler.end:
            handled = sys.exc_info()[1]
            for entry in tuple(self.caught):
                if same_exception(handled, entry[0]):
                    self.caught.remove(entry)
                    entry[1](previous)

    # -- values

    def text(self, value):
        """The `repr` of a value."""
        return self._ask(repr, value)

    def message(self, value):
        """The `str` of an exception."""
        return self._ask(str, value)

    def _ask(self, function, value):
        """Code of the program that runs for the answer is not traced, what it writes not heard, how deep it goes bounded."""
        muted, self.muted = self.muted, True
        digits = getattr(sys, "get_int_max_str_digits", int)()
        length, limit = len(self.written), sys.getrecursionlimit()
        try:
            if digits:
                sys.set_int_max_str_digits(0)
            if not is_plain(value):
                sys.setrecursionlimit(depth() + DEEPEST_REPR)
            text = function(value)
            return text if type(text) is str else str.__str__(text)
        except BaseException:
            raise Unknown("a %s has no %s: its own code raises" % (name_of(type(value)), function.__name__)) from None
        finally:
            sys.setrecursionlimit(limit)
            if digits:
                sys.set_int_max_str_digits(digits)
            del self.written[length:]
            self.muted = muted

    def prepare(self):
        """Compile, before any program has run: it may replace what the compiler's Python side needs."""
        self.code, self.kinds = self.program.compile()
        self.call_code = None if self.call is None else compile(self.call.strip(), "<call>", "eval", dont_inherit=True)

    def go(self):
        """Run the program and the call after it, then the notes. What the program may have replaced is put back."""
        module = types.ModuleType("__main__")
        module.__dict__["__builtins__"] = builtins
        self.namespace = module.__dict__
        saved, modules, streams = vars(builtins).copy(), sys.modules.copy(), (sys.stdin, sys.stdout, sys.stderr)
        gettrace, settrace = sys.gettrace, sys.settrace
        mine = [name for name, each in modules.items() if getattr(each, "__dict__", None) is globals()]
        for name in mine:
            del sys.modules[name]
        sys.modules["__main__"] = module
        sys.gettrace = no_trace
        self.connect()
        random.seed(self.seed)
        self.deadline = self.clock() + self.seconds
        watch_over(self)
        settrace(self.on_call)
        self.guarded = True
        try:
            exec(self.code, module.__dict__)
            if self.call_code is not None:
                self.value = eval(self.call_code, module.__dict__)
        except Stop as stop:
            self.cut = self.cut or str(stop)
        except BaseException as raised:
            self.raised = raised
        finally:
            self.guarded = False
            if (gettrace() != self.on_call or self.stack) and not self.cut:
                self.tamper("the trace function was taken away")
            settrace(None)
            self.guarded = True
            for note in self.notes + self.late:
                note()
            self.guarded = False
            if not intact():
                self.tamper("the program replaced parts of the checker")
            watch_over(None)
            sys.stdin, sys.stdout, sys.stderr = streams
            sys.gettrace = gettrace
            vars(builtins).clear()
            vars(builtins).update(saved)
            for name in mine + ["__main__"]:
                sys.modules.pop(name, None)
                if name in modules:
                    sys.modules[name] = modules[name]

    def connect(self):
        """Give the program its streams. Functions, not methods: a method would lead it to this object."""
        text = self.stdin.removesuffix(END_OF_INPUT)

        def write(data):
            self.written.extend(data)
            if len(self.written) > DEFAULT_OUTPUT:
                self.stop("the run was cut off after %d characters of output" % DEFAULT_OUTPUT)
            return len(data)

        def input(prompt="", /):
            sys.stdout.write(str(prompt))
            line = sys.stdin.readline()
            if not line:
                if text == self.stdin:
                    self.stop("the run ended where it asked for another line of input")
                raise EOFError("EOF when reading a line")
            return line.removesuffix("\n")

        builtins.input = input
        data = io.BytesIO(text.encode("utf-8", "surrogatepass"))
        sys.stdin = io.TextIOWrapper(data, encoding="utf-8", errors="surrogatepass", newline=None)
        sys.stdout, sys.stderr = [
            io.TextIOWrapper(Output(each), encoding="utf-8", errors="backslashreplace", newline="\n", write_through=True)
            for each in (write, len)
        ]


get_frame = sys._getframe


def no_trace():
    """What `sys.gettrace()` gives where nobody traces."""


GROUP = __builtins__.get("BaseExceptionGroup", ())  # came with Python 3.11


def same_exception(one, other):
    """Whether two exceptions are one, or as groups share a member: `except*` hands on parts of a group."""
    ids = {id(each) for each in members(other)}
    return any(id(each) in ids for each in members(one))


def members(exception):
    found, waiting = [], [exception]
    while waiting:
        each = waiting.pop()
        found.append(each)
        if isinstance(each, GROUP):
            waiting.extend(each.exceptions)
    return found


WATCHED = {
    "sys.settrace", "sys.setprofile", "sys.monitoring.register_callback", "sys._current_frames", "gc.get_objects",
    "gc.get_referrers", "gc.get_referents", "threading.settrace", "sys.addaudithook",
}  # fmt: skip
FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}
auditing = {"run": None, "installed": False, "busy": False}


def watch_over(run):
    """Watch, or stop watching, for a program that reaches for the tracing. Audit hooks cannot be removed by it."""
    auditing["run"] = run
    if not auditing["installed"]:
        auditing["installed"] = True
        sys.addaudithook(audit)


def depth():
    auditing["busy"] = True
    frame, frames = get_frame(), 0
    auditing["busy"] = False
    while frame is not None:
        frame, frames = frame.f_back, frames + 1
    return frames


def audit(event, arguments):
    run = auditing["run"]
    if run is None or not run.guarded or auditing["busy"]:
        return
    if event == "sys.settrace" and depth() > sys.getrecursionlimit() - 100:
        # CPython takes a trace function away that raises, and at the limit ours cannot even be called.
        run.cut = run.cut or "tracing ended where the program reached the recursion limit"
        run.guarded = False
    elif event in WATCHED:
        run.tamper("the program used %s" % event)
    elif event == "import" and arguments[0] in ("ctypes", "_ctypes"):
        run.tamper("the program imported %s" % arguments[0])
    elif event == "_thread.start_new_thread":
        raise RuntimeError("can't start new thread: there are no threads here, the program runs in a single one")
    elif event == "sys._getframe" or event == "object.__getattr__" and arguments[1] in FRAMES:
        auditing["busy"] = True
        caller = get_frame(1)
        auditing["busy"] = False
        if caller is not None and (caller.f_globals is run.namespace or caller.f_globals.get("__name__") == "inspect"):
            run.tamper("the program reached for the interpreter's frames")
    elif event.startswith("object.__") and len(arguments) > 1 and getattr(arguments[0], "__globals__", None) is globals():
        run.tamper("the program reached into the checker")


# ---------------------------------------------------------------------------------------------------------- 4. CLAIMS
#
# Each `watch_…` leaves watchers in the run. A watcher raises `Wrong` (the claim fails) or `Unknown` (it is not decided)
# with a sentence, or calls `case.holds()`. What is decided first stays.


class Case:
    """One claim and its verdict in one run."""

    def __init__(self, claim, run):
        self.claim, self.run, self.verdict, self.because = claim, run, None, None
        self.path = None
        self.at = tuple(claim.get("at", ()))

    def decide(self, verdict, because=None):
        if not intact():
            self.run.tamper("the program replaced parts of the checker")
        if self.verdict is None:
            self.verdict, self.because = verdict, because

    def holds(self):
        self.decide("holds")

    def guarded(self, function):
        """The function with what it raises turned into the verdict."""

        def watcher(*arguments):
            try:
                return function(*arguments)
            except Wrong as problem:
                self.decide("fails", str(problem))
            except Unknown as problem:
                self.decide("undecided", str(problem))

        return watcher

    def on_visit(self, start):
        """Call `start(activation, frame)` right before the visit."""
        self.run.starts[self.at[0]].setdefault(self.at[1], []).append(self.guarded(start))

    def when_over(self, activation, done):
        """Call `done(frame, following statement or None, how)` when the running visit is over."""
        activation.waiting.append(self.guarded(done))

    def when_complete(self, look):
        """Call `look(frame)` right after the visit, which must not raise."""

        def start(activation, frame):
            def done(frame, following, how):
                self.must_not_raise(activation, how)
                look(frame)

            self.when_over(activation, done)

        self.on_visit(start)

    def must_not_raise(self, activation, how):
        if how == "raised" or activation.failed:
            raise Wrong("%s raised %s" % (self.where(), activation.failed))

    def at_end(self, note):
        """Call `note()` after the run, if it came to its own end."""
        self.run.notes.append(self.guarded(lambda: None if self.run.cut else note()))

    def activated(self, enter):
        """Call `enter(activation, frame)` as the claimed activation begins."""
        self.run.enters.setdefault(tuple(self.claim["function"]), []).append(self.guarded(enter))

    def called(self, frame):
        return "the %s call of %s" % (ordinal(self.claim["function"][1]), frame.f_code.co_name)

    def line(self, number):
        return "line %d" % self.run.program.statements[number].line

    def where(self, at=None):
        statement, visit = at or self.at
        return "%s on its %s visit" % (self.line(statement), ordinal(visit))

    def read(self, frame):
        """The value of the claim's subject."""
        try:
            return read(self.path, frame)
        except Wrong as problem:
            raise Wrong("%s: %s" % (self.where(), problem)) from None

    def compare(self, claimed, value, said):
        text = self.run.text(value)
        if not agrees(claimed, text):
            raise Wrong("%s %s, not %s" % (said, shown(text), shown(claimed)))
        self.holds()


def ordinal(number):
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return "%d%s" % (number, ending)


def times(number):
    return {0: "never", 1: "once", 2: "twice"}.get(number, "%d times" % number)


def watch_call(case):
    def enter(activation, frame):
        code = frame.f_code
        count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
        for name, value in case.claim["arguments"].items():
            if name not in code.co_varnames[:count]:
                raise Wrong("%s has no parameter %s" % (code.co_name, name))
            text = case.run.text(frame.f_locals[name])
            if not agrees(value, text):
                raise Wrong("%s has %s = %s, not %s" % (case.called(frame), name, shown(text), shown(value)))
        case.holds()

    case.activated(enter)


def watch_return(case):
    def enter(activation, frame):
        def leave(value, how):
            if how == "raised":
                raise Wrong("%s raised %s" % (case.called(frame), activation.failed))
            case.compare(case.claim["value"], value, case.called(frame) + " returned")

        activation.returns.append(case.guarded(leave))

    case.activated(enter)


def watch_result(case):
    run = case.run

    def note():
        if run.raised is not None:
            raise Wrong("the program raised %s: %s" % (name_of(type(run.raised)), shown(run.message(run.raised))))
        if run.call is None:
            raise Wrong("the program was run as a script, which gives no result")
        case.compare(case.claim["value"], run.value, "the call gave")

    case.at_end(note)


def watch_bind(case):
    said = "%s set %s to" % (case.where(), case.claim["name"])
    case.when_complete(lambda frame: case.compare(case.claim["value"], case.read(frame), said))


def watch_state(case):
    said = "before %s, %s is" % (case.where(), case.claim["name"])
    case.on_visit(lambda activation, frame: case.compare(case.claim["value"], case.read(frame), said))


def watch_size(case):
    claim = case.claim

    def look(frame):
        size = size_of(case.read(frame))
        if size != claim["size"]:
            raise Wrong("%s %s, %s has size %d, not %d" % (claim["when"], case.where(), claim["name"], size, claim["size"]))
        case.holds()

    if claim["when"] == "after":
        case.when_complete(look)
    else:
        case.on_visit(lambda activation, frame: look(frame))


def watch_eval(case):
    claim, run = case.claim, case.run
    position = claim["expression"]
    node = run.program.node_at(position)
    if node is None:
        raise Wrong("the program has no expression at line %d, column %d" % (position["line"], position["column"]))
    source = shown(ast.get_source_segment(run.program.source, node) or "the expression")
    evaluations = 0

    def evaluated(value):
        nonlocal evaluations
        evaluations += 1
        if evaluations == claim.get("nth", 1):
            case.compare(claim["value"], value, "%s, %s is" % (case.where(), source))

    def end():
        if run.visits[case.at[0]] >= case.at[1]:
            raise Wrong("%s evaluates %s %s" % (case.where(), source, times(evaluations)))

    if node not in run.evaluations:
        wanted = {}
        run.program.probe(node, lambda value: run.note(wanted, value))
        run.evaluations[node] = wanted
    run.evaluations[node].setdefault(case.at, []).append(case.guarded(evaluated))
    case.at_end(end)


def watch_branch(case):
    claim = case.claim
    statement = case.run.program.statements[case.at[0]]
    if not isinstance(statement.node, (ast.If, ast.While)):
        raise Wrong("%s has no test" % case.line(statement.number))

    def start(activation, frame):
        def done(frame, following, how):
            case.must_not_raise(activation, how)
            taken = statement.in_its_body(following)
            went = "the function ended" if following is None else "%s ran next" % case.line(following)
            if taken != claim["taken"]:
                raise Wrong("the test of %s was %s, and %s" % (case.where(), "true" if taken else "false", went))
            if following != claim["next"]:
                then = "the function ending" if claim["next"] is None else case.line(claim["next"])
                raise Wrong("after %s, %s, not %s" % (case.where(), went, then))
            case.holds()

        case.when_over(activation, done)

    case.on_visit(start)


def follow_loop(case, on_pass, on_end):
    """Call `on_pass(frame)` as the body of a loop begins each time, then `on_end(frame, ending)`."""
    run = case.run
    loop = run.program.statements[case.at[0]]
    if not isinstance(loop.node, LOOPS):
        raise Wrong("%s is not a loop" % case.line(loop.number))

    def start(activation, frame):
        if activation.previous == loop.number or loop.in_its_body(activation.previous):
            raise Wrong("%s is a further pass of the loop, not its beginning" % case.where())
        handled = sys.exc_info()[1]
        jump = None  # the last `break` or `return` of this pass; a `finally` may run after it

        def step(frame, following, how):
            nonlocal jump
            ran = run.program.statements[activation.statement]
            stays = how == "went on" and (following == loop.number or loop.in_its_body(following))
            if isinstance(ran.node, ast.Return):
                jump = "return"
            elif ran.loop == loop.number:
                jump = "break"
            if how == "raised" or not stays and activation.failed:
                on_end(frame, "raise")
            elif stays:
                if ran is loop:
                    jump = None
                    on_pass(frame)
                return True
            elif ran is loop:
                on_end(frame, "exhausted")
            elif how == "returned":
                on_end(frame, jump or "return")
            elif isinstance(run.program.statements[following].node, ast.ExceptHandler) or sys.exc_info()[1] is not handled:
                on_end(frame, "raise")
            else:
                on_end(frame, jump or "break")
            return False

        case.when_over(activation, step)

    case.on_visit(start)


ENDINGS = {"exhausted": "running out", "break": "break", "return": "return", "raise": "an exception"}


def watch_loop(case):
    claim, run = case.claim, case.run
    targets = {name: (subject(name), values) for name, values in (claim.get("targets") or {}).items()}
    the_loop = "the loop on %s, entered on visit %d," % (case.line(case.at[0]), case.at[1])
    passes, wrong = 0, None

    def on_pass(frame):
        nonlocal passes, wrong
        for name, (path, values) in targets.items():
            if passes < len(values) and wrong is None:
                text = run.text(read(path, frame))
                if not agrees(values[passes], text):
                    wrong = "on pass %d, %s is %s, not %s" % (passes + 1, name, shown(text), shown(values[passes]))
        passes += 1

    def on_end(frame, ending):
        if passes != claim["passes"]:
            raise Wrong("%s makes %d passes, not %d" % (the_loop, passes, claim["passes"]))
        if wrong:
            raise Wrong("%s makes %d passes; %s" % (the_loop, passes, wrong))
        for name, (_, values) in targets.items():
            if len(values) != passes:
                raise Wrong("%s makes %d passes, but %d values of %s are claimed" % (the_loop, passes, len(values), name))
        if ending != claim["ending"]:
            raise Wrong("%s ends by %s, not by %s" % (the_loop, ENDINGS[ending], ENDINGS[claim["ending"]]))
        case.holds()

    follow_loop(case, on_pass, on_end)


def watch_evolve(case):
    name, claimed, found, passes = case.claim["name"], case.claim["values"], [], 0

    def look(frame):
        if len(found) <= len(claimed):
            try:
                value = read(case.path, frame)
            except Wrong:
                found.append(None)
            else:
                found.append(case.run.text(value))

    def on_pass(frame):
        nonlocal passes
        passes += 1
        look(frame)

    def on_end(frame, ending):
        look(frame)
        for index, (value, text) in enumerate(zip(claimed, found)):
            if value is None and text is None or value is not None and text is not None and agrees(value, text):
                continue
            when = "after the last pass" if index == passes else "at the start of pass %d" % (index + 1)
            real = "has no value" if text is None else "is " + shown(text)
            raise Wrong("%s, %s %s, not %s" % (when, name, real, "unbound" if value is None else shown(value)))
        if passes + 1 != len(claimed):
            raise Wrong("the loop makes %d passes, so %s has %d values, not %d" % (passes, name, passes + 1, len(claimed)))
        case.holds()

    follow_loop(case, on_pass, on_end)


def watch_mutate(case):
    claim = case.claim

    def start(activation, frame):
        value = case.read(frame)
        before = case.run.text(value)
        if not agrees(claim["before"], before):
            raise Wrong("before %s, %s is %s, not %s" % (case.where(), claim["name"], shown(before), shown(claim["before"])))
        said = "%s left the object %s named as" % (case.where(), claim["name"])
        case.when_over(activation, lambda frame, following, how: case.compare(claim["after"], value, said))

    case.on_visit(start)


def check_exception(case, raised, claimed, did):
    """Compare an exception with a claimed type and message. `did` begins the sentence: "line 3 … raised"."""
    cls = type(raised.value)
    module, name, message = dict_of(cls).get("__module__"), name_of(cls), case.run.message(raised.value)
    if claimed["type"] not in (name, qualified_name_of(cls), "%s.%s" % (module, qualified_name_of(cls))):
        raise Wrong("%s %s, not %s" % (did, name, claimed["type"]))
    if normalise(claimed["message"]) != normalise(message):
        said = "%s %s with the message %r, not %r" % (did, name, shown(message), claimed["message"])
        if PRODUCT or raised.explicit or module == "__main__":
            raise Wrong(said)
        raise Unknown(WORDING + said)
    case.holds()


def watch_raise(case):
    def raised(exception):
        if exception.passing:
            name, message = name_of(type(exception.value)), case.run.message(exception.value)
            raise Wrong("%s only let through %s: %s, raised further in" % (case.where(), name, shown(message)))
        check_exception(case, exception, case.claim, case.where() + " raised")

    on_raise(case, raised)


def on_raise(case, raised):
    """Call `raised(exception)` when the visit raises, or say at the end that it did not."""
    case.run.raises.setdefault(case.at, []).append(case.guarded(raised))

    def end():
        if case.run.visits[case.at[0]] >= case.at[1]:
            raise Wrong("%s raised nothing" % case.where())

    case.run.late.append(lambda: case.run.cut or case.guarded(end)())


def watch_handle(case):
    claim, run = case.claim, case.run
    followed = []

    def raised(exception):
        if followed:
            return
        followed.append(exception.value)

        def caught(handler):
            if handler != claim["handler"]:
                wanted = "nothing" if claim["handler"] is None else case.line(claim["handler"])
                raise Wrong("what %s raised was caught by %s, not %s" % (case.where(), case.line(handler), wanted))
            case.holds()

        run.caught.append((exception.value, case.guarded(caught)))
        case.at_end(end)

    def end():
        if not same_exception(run.raised, followed[0]):
            raise Wrong("what %s raised was swallowed, by no except clause of the program" % case.where())
        if claim["handler"] is not None:
            raise Wrong("what %s raised was not caught: it left the program" % case.where())
        case.holds()

    on_raise(case, raised)


def watch_print(case):
    claim, run = case.claim, case.run

    def start(activation, frame):
        begin = len(run.written)

        def done(frame, following, how):
            text = bytes(run.written[begin:]).decode("utf-8", "replace")
            if text != claim["text"]:
                raise Wrong("%s wrote %r, not %r" % (case.where(), shown(text), shown(claim["text"])))
            case.holds()

        case.when_over(activation, done)

    case.on_visit(start)


def watch_count(case):
    run, number, claimed = case.run, case.claim["statement"], case.claim["times"]

    def note():
        if run.visits[number] > claimed or run.cut is None:
            if run.visits[number] != claimed:
                raise Wrong("%s runs %s, not %s" % (case.line(number), times(run.visits[number]), times(claimed)))
            case.holds()

    run.notes.append(case.guarded(note))


def watch_origin(case):
    claim, run = case.claim, case.run
    name, written = claim["name"], tuple(claim["written"])
    last = {}  # by variable: the visit that bound it last, and whether that is certain

    def variable(activation, frame):
        """Which variable the name is in this frame: the module's, an enclosing function's, or one of its own."""
        code = frame.f_code
        if name in code.co_cellvars + code.co_freevars:
            return "enclosing"
        own = name in code.co_varnames or frame.f_locals is not frame.f_globals and activation.is_class and name in frame.f_locals
        return activation if activation.number and own else "global"

    def binder(statement, sure):
        def every(activation, frame):
            visit = (activation.statement, activation.visit)

            def done(frame, following, how):
                # A loop binds its target only when it goes on; `with` only when it is entered; `except` when it matches.
                on = statement.in_its_body(following) or following == statement.number
                if how != "raised" and not activation.failed and (on or not isinstance(statement.node, CONDITIONAL)):
                    last[variable(activation, frame)] = (visit, sure)

            activation.waiting.append(done)

        return every

    for statement in run.program.statements[1:]:
        sure = binds(statement, name)
        if sure is not None:
            run.every.setdefault(statement.number, []).append(binder(statement, sure))

    def start(activation, frame):
        key = variable(activation, frame)
        found, sure = last.get(key, (None, True))
        if key == "enclosing" and any(count > 1 for count in run.calls.values()):
            raise Unknown("%s is shared between functions called more than once" % name)
        if not sure:
            raise Unknown("whether %s bound %s cannot be told" % (case.where(found), name))
        if found is None and key is activation:
            raise Wrong("%s at %s is the argument the function was called with" % (name, case.where()))
        if found is None:
            raise Unknown("where %s was bound cannot be told" % name)
        if found != written:
            said = "%s at %s was last bound by %s, not %s"
            raise Wrong(said % (name, case.where(), case.where(found), case.where(written)))
        case.holds()

    case.on_visit(start)


CONDITIONAL = LOOPS + (ast.With, ast.AsyncWith, ast.ExceptHandler)


def binds(statement, name):
    """Whether a visit of a statement binds a name: True, False (perhaps), or None (no)."""
    node = statement.node
    if getattr(node, "name", None) == name:  # def, class, except … as
        return True
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        names = [(each.asname or each.name.split(".")[0]) for each in node.names]
        return True if name in names else False if "*" in names else None
    perhaps = {"NamedExpr", "ListComp", "SetComp", "DictComp", "GeneratorExp", "Lambda"}
    certain = not perhaps & {type(each).__name__ for each in statement.nodes}
    for each in statement.nodes:
        if isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Store):
            return None if isinstance(node, ast.AnnAssign) and node.value is None else certain
        if type(each).__name__ in ("MatchAs", "MatchStar") and each.name == name:
            return False
    return None


def watch_rerun(case):
    claim = case.claim
    again = Run(Program(case.run.program.source), case.run.request, claim["call"], case.run.clock)
    call = shown(claim["call"])
    try:
        again.prepare()
    except SyntaxError as problem:
        raise Wrong("%s is not an expression: %s" % (call, problem.msg)) from None

    def note():
        if case.run.tampered:
            return
        again.go()
        if again.tampered or again.cut:
            raise Unknown(again.tampered or again.cut)
        if again.raised is not None:
            if "raises" not in claim:
                raise Wrong("%s raises %s: %s" % (call, name_of(type(again.raised)), shown(again.message(again.raised))))
            check_exception(case, Raised(again.raised, False, False), claim["raises"], call + " raises")
        elif "value" not in claim:
            raise Wrong("%s gives %s" % (call, shown(again.text(again.value))))
        else:
            case.compare(claim["value"], again.value, call + " gives")

    case.run.afterwards.append(case.guarded(note))


def intact():
    """Whether this file still consists of what it consisted of: a program may have found a way to replace a function."""
    for place, name, part in ORIGINAL:
        if place.get(name) is not part:
            return False
    return True


def inventory():
    places = [globals()] + [vars(cls) for cls in (Case, Run, Activation, Program, Statement)]
    return [(place, name, part) for place in places for name, part in place.items()]


WATCHERS = {
    "call": watch_call, "return": watch_return, "result": watch_result, "bind": watch_bind, "state": watch_state,
    "size": watch_size, "eval": watch_eval, "branch": watch_branch, "loop": watch_loop, "evolve": watch_evolve,
    "mutate": watch_mutate, "raise": watch_raise, "handle": watch_handle, "print": watch_print, "count": watch_count,
    "origin": watch_origin, "rerun": watch_rerun,
}  # fmt: skip


# -------------------------------------------------------------------------------------------------------- 5. DECIDING


def decide(request, clock=time.monotonic):
    """The report on a request (both as in `docs/claims.md`): one verdict for each claim, in order.

    `clock` gives real seconds: where `time` is the program's own, looking at it would change what the program sees.
    """
    claims = request["claims"]
    try:
        program = Program(request["code"])
        run = Run(program, request, request.get("call"), clock)
        cases = [Case(claim, run) for claim in claims]
        for case in cases:
            case.guarded(watch)(case)
        run.prepare()
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        return report([("undecided", "the program cannot be run: %s" % problem)] * len(claims))
    run.go()
    for note in run.afterwards:
        note()
    return report([verdict(case) for case in cases])


def watch(case):
    """Place the watchers of a claim, unless it cannot be about this program at all."""
    claim, program = case.claim, case.run.program
    if claim.get("kind") not in WATCHERS:
        raise Wrong("there is no claim of kind %r" % (claim.get("kind"),))
    for statement in case.at[:1] + tuple(claim.get("function", ())[:1]) + ((claim["statement"],) if "statement" in claim else ()):
        if statement >= len(program.statements):
            raise Wrong("the program has no statement %d" % statement)
    if "function" in claim and not isinstance(program.statements[claim["function"][0]].node, FUNCTIONS):
        raise Wrong("%s does not define a function" % case.line(claim["function"][0]))
    if "name" in claim:
        case.path = subject(claim["name"])
    WATCHERS[claim["kind"]](case)


def verdict(case):
    run, claim = case.run, case.claim
    if run.tampered:
        return "undecided", run.tampered
    if case.verdict is not None:
        return case.verdict, case.because
    if run.cut is not None:
        return "undecided", run.cut
    if case.at and run.visits[case.at[0]] < case.at[1]:
        visits = run.visits[case.at[0]]
        return "fails", "%s runs %s%s" % (case.line(case.at[0]), "only " if visits else "", times(visits))
    if "function" in claim:
        calls, name = run.calls.get(claim["function"][0], 0), run.program.statements[claim["function"][0]].node.name
        return "fails", "%s is %s%s" % (name, "called only " if calls else "", times(calls) if calls else "never called")
    return "undecided", "the run did not show it"


def report(verdicts):
    entries = []
    for word, because in verdicts:
        entries.append({"verdict": word} if because is None else {"verdict": word, "because": because})
    return {"version": VERSION, "python": PYTHON, "verdicts": entries}


def decide_json(text, clock=time.monotonic):
    """`decide`, from JSON text to JSON text. Written out by hand: the program may have replaced parts of `json`."""
    answer = decide(json.loads(text), clock)
    entries = []
    for each in answer["verdicts"]:
        because = ', "because": ' + quote(each["because"]) if "because" in each else ""
        entries.append('{"verdict": "%s"%s}' % (each["verdict"], because))
    return '{"version": %d, "python": "%s", "verdicts": [%s]}' % (VERSION, PYTHON, ", ".join(entries))


# ----------------------------------------------------------------------------------------------------------- 6. ALONE

#: Nanoseconds: where the clock begins, and how far each reading moves it on.
CLOCK_START, CLOCK_TICK = 1_767_225_600 * 10**9, 100_000


def main(arguments, sample=None):
    """The command line. The parent starts a child that runs the program; what the program prints or ends is the child's.

    Exit status: 0 when no claim fails and none is undecided for another reason than this Python's wording; else 1.
    """
    if arguments[1:] == ["--child"]:
        return child()
    if sample is None:
        if len(arguments) != 2:
            print("usage: python3 check.py REQUEST.json", file=sys.stderr)
            return 2
        with open(arguments[1], encoding="utf-8") as file:
            sample = file.read()
    request = json.loads(sample)
    answer, problem = ask_child(request, sample)
    if answer is None:
        print("Not decided: " + problem)
        return 1
    held = 0
    failed = False
    for claim, each in zip(request["claims"], answer["verdicts"]):
        because = each.get("because", "")
        if each["verdict"] == "holds":
            held += 1
        else:
            failed = failed or each["verdict"] == "fails" or not because.startswith((WORDING, PLACES))
            print("%s: %s claim: %s" % (each["verdict"], claim.get("kind"), because))
    print("%d claims hold%s" % (held, "" if held == len(request["claims"]) else " of %d" % len(request["claims"])))
    return 1 if failed else 0


def ask_child(request, sample):
    """The report of a child process, or None and what went wrong. The key tells the report from what a program writes."""
    import secrets
    import subprocess

    key = secrets.token_hex(16)
    limit = request.get("seconds", DEFAULT_SECONDS) + 20
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment.update(PYTHONHASHSEED=str(request.get("seed", 0) % 2**32), PYTHONIOENCODING="utf-8", PYTHONUTF8="1")
    command = [sys.executable, "-B", os.path.abspath(__file__), "--child"]
    try:
        ended = subprocess.run(
            command, input=(key + "\n" + sample).encode("utf-8"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment, timeout=limit,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None, "the program did not end within %g seconds" % limit
    text = ended.stdout.decode("utf-8", "replace")
    if not text.startswith(key):
        return None, "the program ended the process that ran it (status %d)" % ended.returncode
    return json.loads(text[len(key) :]), None


def child():
    """Read key and request from stdin, run the program cut off from this process's streams, write key and report."""
    key, _, text = sys.stdin.buffer.read().decode("utf-8").partition("\n")
    answer = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    lone_world()
    write = os.write
    data = (key + decide_json(text)).encode("utf-8")
    while data:
        data = data[write(answer, data) :]
    return 0


def lone_world():
    """What the browser gives a program that this machine would not: a clock of its own, little memory, no way out."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        pass  # not a system with such limits
    elapsed = 0

    def clock(start, unit):
        def read():
            nonlocal elapsed
            elapsed += CLOCK_TICK
            return unit(start + elapsed)

        return read

    def seconds(nanoseconds):
        return float(nanoseconds) / 1e9  # rounded twice, as CPython does it

    def sleep(length):
        nonlocal elapsed
        elapsed += round(length * 1e9)

    time.time, time.time_ns, time.sleep = clock(CLOCK_START, seconds), clock(CLOCK_START, int), sleep
    time.monotonic, time.monotonic_ns = clock(0, seconds), clock(0, int)
    time.perf_counter, time.perf_counter_ns = time.monotonic, time.monotonic_ns
    wait = selectors.DefaultSelector.select

    def select(selector, timeout=None):
        """What an event loop sleeps in: time passes on the clock that the program sees, and nobody waits."""
        ready = wait(selector, timeout if timeout is None else 0)
        if not ready and timeout:
            sleep(timeout)
        return ready

    selectors.DefaultSelector.select = select

    def leave(status):
        raise SystemExit(status)

    def refuse(event, arguments):
        """No files written or removed, no processes, no network: a sample comes from a stranger."""
        run = auditing["run"]
        if run is None or not run.guarded:
            return
        if event == "socket.__new__":
            return  # asyncio wakes its loop through a pair of sockets; every way to reach others is refused
        if event in REFUSED or event.split(".")[0] in ("subprocess", "socket", "shutil"):
            raise PermissionError("the checker does not let a program do this: %s" % event)
        if event == "open":
            _, mode, flags = arguments
            if set(mode) & set("wax+") if mode else flags & (os.O_WRONLY | os.O_RDWR):
                raise PermissionError("the checker does not let a program write files")

    os._exit = os.abort = leave
    sys.addaudithook(refuse)


REFUSED = {
    "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.kill", "os.killpg", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
}  # fmt: skip

#: A stand-alone checker has its request here: the JSON of docs/claims.md, as one string. `standalone.ts` replaces this line.
SAMPLE = None
ORIGINAL = inventory()

if __name__ == "__main__":
    sys.exit(main(sys.argv, SAMPLE))
