"""Decide claims about a run of a Python program by running the program. Standard library only, CPython 3.10 to 3.14.

    python3 check.py REQUEST.json     decide the claims in a file
    python3 ID.check.py               the same file with its request inside: see SAMPLE, on the last lines

What a claim is, and when it holds, is written in `docs/claims.md`. In short: statements are numbered in source order; a
*coordinate* (statement, visit) names the visit-th time a statement starts; claims speak of coordinates.

How it decides. The program is compiled with statement numbers as line numbers and run once, otherwise as it stands, under
`sys.settrace`: its line events are then exactly the visits of statements. Before the run every claim says what it needs to
know ("`total` when visit 3 of statement 7 is over"); during the run only that is written down, as text; after the run every
claim is compared with what was written down. A claim about an expression wraps that one expression in a call that notes
its value and hands it on. The file reads from top to bottom:

1. VALUES     `repr` texts, normalised; ways such as `self.items[0]` to a value without running the program's code
2. PROGRAM    the source, its statements, the compiled code
3. NOTES      what is written down about a visit, a call, a loop, an exception
4. RUN        the trace functions, which count visits and fill the notes
5. GUARD      what a program may not reach for, and how deep it may go
6. CLAIMS     for each kind of claim a generator: above its `yield` what is to be noted, below it the decision
7. DECIDING   `decide(request)`: one verdict for each claim: holds, fails (with what really happened), undecided
8. ALONE      the command line: a child process runs the program, the parent reports

Why the program cannot talk it into agreement. A claim holds only when its note was filled and agrees, and the program is
never asked: its `__eq__`, `__hash__` and `__getattribute__` are not called, its builtins are not ours (private copies), what it
prints and how it leaves decide nothing. An audit hook, which no Python code can remove, hears it reach for trace
functions, frames, the heap or this file; an event that is missing or out of order shows in the stack of activations; and the
functions and constants of this file are compared with what they were. Any of these makes every claim undecided. Alone, the
program runs in a child process, and a report counts only behind a random key. What remains possible: `docs/claims.md`.
"""

import builtins

# Functions look builtins up in the `__builtins__` of the module they were made in: a private copy, out of the program's reach.
__builtins__ = dict(vars(builtins))

import ast
import io
import json
import os
import random
import re
import sys
import time
import types
import warnings
from collections import deque
from json.encoder import encode_basestring_ascii as quote
from opcode import opmap, opname

VERSION = 1
PYTHON = "%d.%d.%d" % sys.version_info[:3]
MINOR = "Python %d.%d" % sys.version_info[:2]
#: The Python under which claims are recorded: the one of the product.
RECORDED = "Python 3.14"
#: Verdicts that only say that this Python differs begin with one of these; a stand-alone checker does not fail because of them.
WORDING = MINOR + " words this differently: "
PLACES = MINOR + " does not say where in an f-string expressions stand: "
VARIES = "this comes out differently from run to run (the order of a set, an address or the date): "
DEFAULT_STEPS, DEFAULT_SECONDS, DEFAULT_OUTPUT = 5_000_000, 60.0, 10_000_000
#: A stdin text that ends so is complete; `input()` then raises EOFError at its end, else the run ends there.
END_OF_INPUT = "\x04"
#: How deep a value may be nested, and how many calls deep a `__repr__` of the program may go.
DEEPEST = 200
TOOL = 4  # of sys.monitoring
#: Frames that this file needs above the deepest one of the program.
HEADROOM = 30


class Wrong(Exception):
    """A claim fails; the message says what really happened."""


class Unknown(Exception):
    """A claim cannot be decided; the message says why."""


class Stop(BaseException):
    """Ends the program from outside."""


# ---------------------------------------------------------------------------------------------------------- 1. VALUES

ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
SCALARS = (int, float, complex, bool, str, bytes, type(None))
SIZED = (list, tuple, dict, set, frozenset, str, bytes, bytearray, range, deque)
# What a class is, without running code of its metaclass.
mro_of, dict_of, name_of, qualified_name_of = [type.__dict__["__%s__" % each].__get__ for each in ("mro", "dict", "name", "qualname")]


def normalise(text):
    """The text without addresses and, where it is the display of builtin containers, with the elements of sets sorted."""
    text = ADDRESS.sub("", text)
    if "{" not in text:
        return text
    try:
        tree = ast.parse(text, mode="eval")
        for node in reversed(list(ast.walk(tree))):  # inner sets first
            if isinstance(node, ast.Set):
                node.elts.sort(key=ast.unparse)
        return ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text


def agree(one, other):
    return one == other or normalise(one) == normalise(other)


def shown(text):
    """A text short enough for a sentence."""
    return text if len(text) <= 200 else text[:150] + "… (%d characters)" % len(text)


def ordinal(number):
    return "%d%s" % (number, "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


def times(number):
    return {0: "never", 1: "once", 2: "twice"}.get(number, "%d times" % number)


def subject(text):
    """A way to a value: a name, then attribute names (`str`) and literal keys (in a tuple)."""
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
    names = frame.f_locals if path[0] in frame.f_locals else frame.f_globals
    if path[0] not in names:
        raise Wrong("%s has no value" % path[0])
    value = names[path[0]]
    for step in path[1:]:
        value = attribute(value, step) if isinstance(step, str) else item(value, step[0])
    return value


def attribute(value, name):
    """An attribute in the instance's own `__dict__` or slots."""
    for owner in mro_of(type(value)):
        holder, slot = dict_of(owner).get("__dict__"), dict_of(owner).get(name)
        if type(holder) is types.GetSetDescriptorType and name in holder.__get__(value):
            return holder.__get__(value)[name]
        if type(slot) is types.MemberDescriptorType:
            try:
                return slot.__get__(value)
            except AttributeError:
                break  # an empty slot
    raise Wrong("the %s has no attribute %s of its own" % (name_of(type(value)), name))


def item(value, key):
    """An item of a builtin sequence or dict. Dicts are walked: looking up would ask keys of the program whether they are equal."""
    cls = type(value)
    for base in (list, tuple, str):
        if issubclass(cls, base) and type(key) is int and -base.__len__(value) <= key < base.__len__(value):
            return base.__getitem__(value, key)
    if issubclass(cls, dict):
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
CONDITIONAL = LOOPS + (ast.With, ast.AsyncWith, ast.ExceptHandler)
# What newer CPythons run in place, with a line event for each turn: 3.12 and later list, set and dict comprehensions, 3.14
# also the generator expression given to any(), all() or tuple().
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
#: Fields and parents of expressions that are not evaluated by themselves, so that nothing can be put around them.
UNEVALUATED = {"annotation", "returns", "bound", "default_value", "format_spec", "target"}
TEMPLATES = {"JoinedStr", "MatchValue", "MatchMapping", "MatchClass", "TemplateStr", "Interpolation", "TypeAlias"}


class Statement:
    """A numbered statement. `end` is the last number inside it, `body_end` the last one of its `body` block."""

    def __init__(self, node, number, loop):
        self.node, self.number, self.line, self.end, self.body_end = node, number, node.lineno, number, number
        self.leaves = loop if isinstance(node, ast.Break) else None  # the number of the loop that a `break` ends
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
        self.ranges = {}  # range as `ast` counts it: the outermost expression there
        self.fixed = set()  # expressions that nothing can be put around
        self.marks = {}  # constants in the code that stand for functions
        self.number(self.tree, None, None)

    def number(self, node, owner, loop):
        """Give every statement inside a node its number, in source order."""
        waiting, nested = [node], []
        while waiting:  # not recursive: expressions can nest deeply
            node = waiting.pop()
            if owner is not None:
                owner.nodes.append(node)
            if isinstance(node, ast.expr):
                self.ranges.setdefault((node.lineno, node.col_offset, node.end_lineno, node.end_col_offset), node)
            for field, content in ast.iter_fields(node):
                for child in content if isinstance(content, list) else [content]:
                    if isinstance(child, (ast.stmt, ast.ExceptHandler)):
                        nested.append((child, field))
                    elif isinstance(child, ast.AST):
                        waiting.append(child)
                        docstring = isinstance(node, ast.Expr) and isinstance(child, ast.Constant)
                        written = isinstance(getattr(child, "ctx", None), (ast.Store, ast.Del))
                        partial = field in UNEVALUATED or type(node).__name__ in TEMPLATES or isinstance(child, (ast.Starred, ast.Slice))
                        if docstring or written or partial:
                            self.fixed.add(child)
        for child, field in sorted(nested, key=lambda each: (each[0].lineno, each[0].col_offset)):
            inner = owner.number if field == "body" and owner and isinstance(owner.node, LOOPS) else loop
            statement = Statement(child, len(self.statements), inner)
            self.statements.append(statement)
            self.number(child, statement, inner)
            if owner is not None:
                owner.end = statement.end
                owner.body_end = statement.end if field == "body" else owner.body_end

    def node_at(self, position):
        """The outermost expression with exactly this range. `ast` counts UTF-8 bytes, claims characters."""
        found = []
        for line, column in ((position["line"], position["column"]), (position["endLine"], position["endColumn"])):
            text = self.lines[line - 1] if line <= len(self.lines) else ""
            found += [line, len(text[:column].encode("utf-8", "surrogatepass"))]
        for (line, column, end_line, end_column), node in self.ranges.items() if sys.version_info < (3, 12) else ():
            inside = [line, column] < found[:2] and found[2:] < [end_line, end_column]
            if inside and isinstance(node, ast.JoinedStr):
                return self.in_f_string(node, position)
        if tuple(found) not in self.ranges:
            raise Wrong("the program has no expression at line %(line)d, column %(column)d" % position)
        return self.ranges[tuple(found)]

    def in_f_string(self, string, position):
        """Before 3.12 the parser does not say where expressions in an f-string stand: found by their text, if that is clear."""
        text = self.lines[position["line"] - 1][position["column"] : position["endColumn"]].strip()
        inside = [node for node in ast.walk(string) if isinstance(node, ast.expr) and not isinstance(node, ast.JoinedStr)]
        nodes = [node for node in inside if ast.unparse(node) == normalise("{" + text + "}")[1:-1]]
        if len(nodes) != 1:
            raise Unknown(PLACES + "which expression is meant cannot be told")
        return nodes[0]

    def text_of(self, node):
        return shown(ast.get_source_segment(self.source, node) or "the expression")

    def probe(self, node, note):
        """Turn an expression `x` into `note(x)`; `note` is to give the value back."""
        if node in self.fixed:
            raise Unknown("%s cannot be watched: it is not evaluated by itself" % self.text_of(node))
        # The compiler takes plain constants only: `note` replaces this text, which the source does not hold, in the compiled code.
        mark = "note %d" % len(self.marks)
        while mark in self.source:
            mark += " "
        self.marks[mark] = note
        inner = type(node)(**dict(ast.iter_fields(node)))
        node.__class__ = ast.Call
        node.func, node.args, node.keywords = ast.Constant(mark), [inner], []

    def compile(self):
        """Code whose line numbers are statement numbers; and which of its code objects count.

        The second value maps `id(code)` to (statement number or 0 for the module, is a class body, bytecode) for
        module, functions and class bodies. Lambdas, generator expressions and comprehensions do not count.
        """
        for statement in self.statements[1:]:
            for node in statement.nodes:
                if hasattr(node, "lineno"):
                    node.lineno = node.end_lineno = statement.number
                    node.col_offset = node.end_col_offset = 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(ast.fix_missing_locations(self.tree), "<program>", "exec", dont_inherit=True)
        kinds, self.codes = {}, []
        return self.settle(code, kinds), kinds

    def settle(self, code, kinds):
        """Put the notes into code, and enter it and the code inside it in `kinds`."""
        constants = [self.settle(each, kinds) if isinstance(each, types.CodeType) else each for each in code.co_consts]
        constants = [self.marks.get(each, each) if type(each) is str else each for each in constants]
        code = code.replace(co_consts=tuple(constants))
        self.codes.append(code)  # kept alive, so that its id stays its own
        if code.co_name == "<module>":
            kinds[id(code)] = (0, False, code.co_code)
        else:
            node = self.statements[code.co_firstlineno].node
            if isinstance(node, FUNCTIONS + (ast.ClassDef,)) and node.name == code.co_name:
                kinds[id(code)] = (code.co_firstlineno, isinstance(node, ast.ClassDef), code.co_code)
        return code


# ----------------------------------------------------------------------------------------------------------- 3. NOTES


class Note:
    """A fact: `look` is called during the run, and what it gives, or why it gives nothing, is kept until after it."""

    def __init__(self, look):
        self.look, self.value, self.problem, self.taken = look, None, None, False

    def take(self, *arguments):
        self.taken = True
        try:
            self.value = self.look(*arguments)
        except (Wrong, Unknown) as problem:
            self.problem = problem
        return self

    def get(self):
        if self.problem is not None:
            raise self.problem
        return self.value


class Span:
    """A visit of a statement or an activation of a function that claims speak of: from its beginning until it is over."""

    def __init__(self, run, name, absent):
        self.run, self.name, self.absent = run, name, absent  # `absent` says what is the case when it never began
        self.at_begin, self.at_end = [], []
        self.began = self.over = False
        self.next = None  # the statement visited after it in the same frame; None when the frame ended
        self.failed = None  # the type of the last exception raised in it, of an activation only of the one that left it
        self.wants_exception, self.first_raised = False, None  # what is told of the first one
        self.loop = None

    def before(self, look):
        """A note to take as it begins: `look(frame)`."""
        self.at_begin.append(Note(look))
        return self.at_begin[-1]

    def after(self, look):
        """A note to take when it is over: `look(frame)`; for an activation, `look(returned value)`."""
        self.at_end.append(Note(look))
        return self.at_end[-1]

    def begin(self, frame):
        self.began = True
        for note in self.at_begin:
            note.take(frame)

    def end(self, seen, following, failed):
        self.over, self.next, self.failed = True, following, failed
        for note in self.at_end:
            note.take(seen)

    def require(self, completed=False, over=True):
        """Raise unless the run came so far: to its beginning, to its end, to its end without an exception."""
        if not self.began and not self.run.cut:
            raise Wrong(self.absent())
        if not self.began or over and not self.over:
            raise Unknown(self.run.cut or "the run did not show it")
        if completed and self.failed:
            raise Wrong("%s raised %s" % (self.name, self.failed))

    def left_loop(self):
        """How many passes the loop entered at this visit made, and how it ended."""
        self.require(over=False)
        if self.loop.problem is not None:
            raise self.loop.problem
        if self.loop.ending is None:
            raise Unknown(self.run.cut or "the run did not show it")
        return self.loop.passes, self.loop.ending

    def raised(self):
        """The first exception of the visit."""
        if self.first_raised is None:
            self.require()
            raise Wrong("%s raised nothing" % self.name)
        return self.first_raised


class Loop:
    """One run of a loop statement, followed from the visit that enters it until it is left."""

    def __init__(self, run, statement):
        self.run, self.statement = run, statement
        self.passes, self.ending, self.problem = 0, None, None
        self.subjects = {}  # by name: how many values are worth keeping, the path, notes before each pass and after the last
        self.handled = self.jump = None

    def watch(self, name, most):
        known = self.subjects.get(name, (0, None, []))
        self.subjects[name] = (max(most, known[0]), subject(name), known[2])
        return known[2]

    def look(self, frame):
        for most, path, notes in self.subjects.values():
            if len(notes) <= most:
                notes.append(Note(lambda frame: self.run.text(read(path, frame))).take(frame))

    def enter(self, where, previous):
        self.handled = sys.exc_info()[1]
        if previous == self.statement.number or self.statement.in_its_body(previous):
            self.problem = Wrong("%s is a further pass of the loop, not its beginning" % where)

    def step(self, activation, frame, following, how):
        """A visit in the loop's frame is over. Gives whether the loop goes on."""
        loop, statements = self.statement, self.run.program.statements
        ran = statements[activation.statement]
        if isinstance(ran.node, ast.Return) or ran.leaves == loop.number:
            self.jump = "return" if ran.leaves is None else "break"  # the last of this pass; a `finally` may run after it
        if how == "went on" and (following == loop.number or loop.in_its_body(following)):
            if ran is loop:
                self.look(frame)
                self.passes, self.jump = self.passes + 1, None
            return True
        self.look(frame)
        if how == "raised" or activation.failed:
            self.ending = "raise"
        elif ran is loop:
            self.ending = "exhausted"
        elif how == "returned":
            self.ending = self.jump or "return"
        elif isinstance(statements[following].node, ast.ExceptHandler) or sys.exc_info()[1] is not self.handled:
            self.ending = "raise"
        else:
            self.ending = self.jump or "break"
        return False


class Raised:
    """An exception: how it is told, whether it only passed through, whether the program's own code worded it, who caught it."""

    def __init__(self, run, value, passing=False, explicit=False):
        cls = type(value)
        self.value, self.passing, self.handler = value, passing, None
        self.name, module = name_of(cls), dict_of(cls).get("__module__")
        self.names = (self.name, qualified_name_of(cls), "%s.%s" % (module, qualified_name_of(cls)))
        self.by_program = explicit or module == "__main__"
        self.message = Note(lambda: run.text(value, str)).take()


# ------------------------------------------------------------------------------------------------------------- 4. RUN

RETURNS = {opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in opmap}
#: How the bytecode of a frame stands that pauses, and the flags of code that can.
PAUSES = {opmap[name] for name in ("YIELD_VALUE", "YIELD_FROM", "RESUME", "SEND") if name in opmap}
PAUSING = 0x20 | 0x80 | 0x200
#: Where the end of an iteration shows up as an exception event although nothing was raised that a program could see.
ITERATES = {"FOR_ITER", "SEND", "YIELD_FROM", "YIELD_VALUE", "RESUME", "END_ASYNC_FOR", "LOAD_CONST", "GET_ANEXT"}
GROUP = __builtins__.get("BaseExceptionGroup", ())  # came with Python 3.11
get_frame, get_limit, set_limit = sys._getframe, sys.getrecursionlimit, sys.setrecursionlimit


class Activation:
    """One activation of the module, a function or a class body: where it is, and which notes wait for what it does next."""

    def __init__(self, run, kind, span):
        self.run, self.span = run, span
        self.number, self.is_class, self.code = kind
        self.previous = self.statement = self.visit = self.depth = 0
        self.failed = self.error = None  # the type of the last exception raised in this visit; in this activation
        self.visits, self.loops = (), ()  # what is claimed of and not yet over
        self.bound = {}  # by name: the visit that bound it last, for claims of origin
        self.hook = self.trace

    def trace(self, frame, event, arg):
        """The local trace function of the frame."""
        run = self.run
        if not run.cut:
            try:
                if event == "line":
                    self.line(run, frame, frame.f_lineno)
                elif event == "exception":
                    self.exception(run, frame, *arg)
                elif event == "return":
                    self.leave(run, frame, arg)
            except Exception as problem:  # ours, and not to fall into the program
                run.cut = "the checker could not follow: %s" % problem
        return self.hook

    def line(self, run, frame, number):
        if number == self.statement and number in run.repeating:
            return  # one visit, several events
        if number == self.number and not self.is_class:
            return  # how a function returns that is nothing but a docstring: no visit of its `def`
        run.expect(self)
        run.tick()
        self.over(run, frame, number, "went on")
        self.previous, self.statement, self.failed = self.statement, number, None
        self.visit = run.visits[number] = run.visits[number] + 1
        if run.followed:
            run.match_handlers(self.previous, number)
        span = run.asked[number].get(self.visit)
        if span is not None:
            self.visits = (span,)
            span.begin(frame)
            if span.loop is not None:
                span.loop.enter(span.name, self.previous)
                self.loops += (span.loop,)

    def over(self, run, frame, following, how):
        """The running visit is over."""
        for span in self.visits:
            span.end(frame, following, self.failed)
        self.visits = ()
        if self.loops:
            self.loops = tuple(loop for loop in self.loops if loop.step(self, frame, following, how))
        if self.statement in run.binders and how != "raised" and not self.failed:
            self.bind(run.program.statements[self.statement], run.binders[self.statement], following)

    def bind(self, statement, names, following):
        # A loop binds its target only when it goes on; `with` only when it is entered; `except` when it matches.
        if following == statement.number or statement.in_its_body(following) or not isinstance(statement.node, CONDITIONAL):
            self.bound.update((name, (self.statement, self.visit)) for name in names)

    def exception(self, run, frame, cls, value, traceback):
        operation = opname[self.code[frame.f_lasti]]
        if cls in (StopIteration, StopAsyncIteration) and operation in ITERATES:
            return
        self.failed = self.error = name_of(cls)
        for span in self.visits:
            if span.wants_exception and span.first_raised is None:
                explicit = operation == "RAISE_VARARGS"
                passing = run.unwound and not explicit and run.came_from_below(traceback, frame)
                span.first_raised = Raised(run, value, passing, explicit)
                run.followed.append(span.first_raised)
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
            how = "raised"  # maybe not by the running visit: the last of a `finally` is complete before
        run.unwound = how == "raised"
        run.activations.pop(id(frame), None)
        self.over(run, frame, None, how)
        if self.span is not None:
            self.span.end(value, None, self.error if how == "raised" else None)


class Run:
    """One run of a program: ask for notes, then `prepare()`, then `go()`."""

    def __init__(self, program, request, call, clock):
        self.program, self.request, self.call, self.clock = program, request, call, clock
        self.most_steps, self.seconds = request.get("steps", DEFAULT_STEPS), request.get("seconds", DEFAULT_SECONDS)
        size = len(program.statements) + 1  # CPython 3.10 has a line event in an empty module
        self.visits, self.calls = [0] * size, [0] * size  # so far, by statement
        self.asked = [{} for _ in range(size)]  # [statement][visit]: the record of that visit
        self.asked_calls = {}  # [(statement, n)]: the record of that activation
        self.probes = {}  # [expression][(statement, visit)]: how many evaluations there were, and notes by how-manieth
        self.binders = {}  # [statement]: names claimed of that it binds
        self.followed = []  # exceptions in flight that somebody claims something about
        self.repeating = {
            each.number for each in program.statements[1:] if any(isinstance(node, COMPREHENSIONS) for node in each.nodes)
        }  # statements that may have several line events for one visit
        self.stack, self.module = [], None  # activations, the running one last; that of the module
        self.activations = {}  # by id of the frame
        self.unwound = False  # whether the last thing that happened is that an exception left an activation
        self.muted = self.guarded = False
        self.deepest, self.refuse_frame = 0, tuple  # frames that the program may be deep; what makes one fail that is deeper
        self.steps, self.written = 0, bytearray()
        self.tampered = None  # why nothing that was seen can be trusted
        self.cut = None  # why the run did not come to its own end, or could not be followed there
        self.raised, self.outcome = None, Note(lambda: self.text(self.value))

    # What claims ask for, before the run.

    def at(self, at):
        """The record of a visit."""
        statement, visit = at

        def absent():
            count = self.visits[statement]
            return "%s runs %s%s" % (self.line(statement), "only " if count else "", times(count))

        return self.asked[statement].setdefault(visit, Span(self, self.where(at), absent))

    def activation(self, function):
        """The record of an activation."""
        number, nth = function
        node = self.program.statements[number].node
        if not isinstance(node, FUNCTIONS):
            raise Wrong("%s does not define a function" % self.line(number))

        def absent():
            count = self.calls[number]
            return "%s is %s%s" % (node.name, "called only " if count else "", times(count) if count else "never called")

        return self.asked_calls.setdefault((number, nth), Span(self, "the %s call of %s" % (ordinal(nth), node.name), absent))

    def finder(self, claim):
        """What gives the value of the claim's subject in a frame."""
        path, where = subject(claim["name"]), self.where(claim["at"])

        def find(frame):
            try:
                return read(path, frame)
            except Wrong as problem:
                raise Wrong("%s: %s" % (where, problem)) from None

        return find

    def ended(self, reason=False):
        """How the run ended: the text of its value, or what it raised; with `reason` the exception itself or None."""
        if self.cut:
            raise Unknown(self.cut)
        return self.raised if reason else self.outcome.get()

    def line(self, number):
        return "line %d" % self.program.statements[number].line

    def where(self, at):
        return "%s on its %s visit" % (self.line(at[0]), ordinal(at[1]))

    # The run.

    def prepare(self):
        """Compile, before any program has run: it may replace what the compiler's Python side needs."""
        self.code, self.kinds = self.program.compile()
        self.call_code = None if self.call is None else compile(self.call.strip(), "<call>", "eval", dont_inherit=True)

    def go(self):
        """Run the program and the call after it. What the program may have replaced is put back."""
        module = types.ModuleType("__main__")
        module.__dict__["__builtins__"] = builtins
        self.namespace = module.__dict__
        modules, saved = dict(sys.modules), [(vars(place), dict(vars(place))) for place in (builtins, sys)]
        gettrace, settrace = sys.gettrace, sys.settrace
        for name in [name for name, each in sys.modules.items() if getattr(each, "__dict__", None) is globals()]:
            del sys.modules[name]
        sys.modules["__main__"] = module
        sys.gettrace = no_trace
        self.connect()
        end_limit = self.limit_depth()
        random.seed(self.request.get("seed", 0))
        self.deadline = self.clock() + self.seconds
        watch_over(self)
        settrace(self.on_call)
        self.guarded = True
        try:
            exec(self.code, module.__dict__)
            self.value = None if self.call is None else eval(self.call_code, module.__dict__)
        except Stop as stop:
            self.cut = self.cut or str(stop)
        except BaseException as raised:
            self.raised = raised
        self.guarded = False
        if (gettrace() != self.on_call or self.stack) and not self.cut:
            self.tamper("the trace function was taken away")
        settrace(None)
        end_limit()
        self.guarded = True
        if self.raised is not None:
            self.outcome = Note(lambda: Raised(self, self.raised))
        if not self.cut:
            self.outcome.take()
        self.guarded = False
        if not intact():
            self.tamper("the program replaced parts of the checker")
        watch_over(None)
        for place, content in saved:
            place.clear()
            place.update(content)
        sys.modules.update(modules)

    def connect(self):
        """Give the program its streams. Functions, not methods: a method would lead it to this object."""
        stdin = self.request.get("stdin", "")
        text = stdin.removesuffix(END_OF_INPUT)

        def write(data):
            self.written.extend(data)
            if len(self.written) > DEFAULT_OUTPUT:
                self.stop("the run was cut off after %d characters of output" % DEFAULT_OUTPUT)
            return len(data)

        def input(prompt="", /):
            sys.stdout.write(str(prompt))
            line = sys.stdin.readline()
            if not line and text == stdin:
                self.stop("the run ended where it asked for another line of input")
            if not line:
                raise EOFError("EOF when reading a line")
            return line.removesuffix("\n")

        builtins.input = input
        data = io.BytesIO(text.encode("utf-8", "surrogatepass"))
        sys.stdin = io.TextIOWrapper(data, encoding="utf-8", errors="surrogatepass", newline=None)
        for name, each in (("stdout", write), ("stderr", len)):
            output = type("Output", (io.RawIOBase,), {"write": staticmethod(each), "writable": lambda self: True})()
            setattr(sys, name, io.TextIOWrapper(output, "utf-8", "backslashreplace", "\n", write_through=True))

    def limit_depth(self):
        """Hold the program to its recursion limit, counted from its module, and leave room above it for this file.

        CPython takes a trace function away that raises, and at the real limit ours could not even be called. Gives a function
        that puts everything back.
        """
        base, limit, monitoring = depth() - 2, get_limit(), getattr(sys, "monitoring", None)

        def get():
            return self.deepest - base

        def put(limit, /):
            set_limit(limit + base + HEADROOM if limit > 0 else limit)
            self.deepest = limit + base

        def on_start(code, offset):
            frame = frame_at(1)
            if self.depth_of(frame) > self.deepest and frame.f_globals is not globals():
                too_deep()

        put(limit)
        sys.getrecursionlimit, sys.setrecursionlimit = get, put
        if monitoring:
            monitoring.use_tool_id(TOOL, "checker")
            monitoring.register_callback(TOOL, monitoring.events.PY_START, on_start)
            monitoring.set_events(TOOL, monitoring.events.PY_START)
        else:
            import _signal
            from _thread import interrupt_main

            before = _signal.signal(_signal.SIGINT, too_deep)
            self.refuse_frame = lambda: map(interrupt_main, [_signal.SIGINT])

        def end():
            set_limit(limit)
            if monitoring:
                monitoring.set_events(TOOL, 0)
                monitoring.register_callback(TOOL, monitoring.events.PY_START, None)
                monitoring.free_tool_id(TOOL)
            else:
                _signal.signal(_signal.SIGINT, before)

        return end

    def on_call(self, frame, event, arg):
        """The global trace function: a frame begins or resumes."""
        if self.muted or self.cut:
            return None
        self.tick()
        kind, frames = self.kinds.get(id(frame.f_code)), self.depth_of(frame)
        if frames > self.deepest and frame.f_globals is not globals():
            refusal = self.refuse_frame()
            [*refusal]  # no call, after which Python would look for signals: it looks as the frame begins
            return None
        if kind is None:
            return None
        activation = self.activations.get(id(frame))
        if frame.f_trace is not None and (activation is None or frame.f_trace is not activation.hook):
            self.tamper("the program replaced a trace function")
            return None
        if frame.f_trace is None:
            number, is_class, _ = kind
            span = None
            if number and not is_class:
                self.calls[number] += 1
                span = self.asked_calls.get((number, self.calls[number]))
            activation = self.activations[id(frame)] = Activation(self, kind, span)
            self.module, self.unwound = self.module or activation, False
            if span is not None:
                span.begin(frame)
        activation.depth = frames
        self.stack.append(activation)
        return activation.hook

    def depth_of(self, frame):
        """How many frames there are up to this one."""
        frames, lower = 1, frame.f_back
        while lower is not None and id(lower) not in self.activations:
            frames, lower = frames + 1, lower.f_back
        return frames if lower is None else frames + self.activations[id(lower)].depth

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

    def evaluated(self, wanted, value):
        """What a probed expression calls with its value."""
        if self.stack and not self.muted and not self.cut:
            seen = wanted.get((self.stack[-1].statement, self.stack[-1].visit))
            if seen is not None:
                seen["count"] += 1
                if seen["count"] in seen:
                    seen[seen["count"]].take(value)
        return value

    def came_from_below(self, traceback, frame):
        """Whether an exception passed through another counted frame before it came to this one."""
        while traceback is not None and (traceback.tb_frame is frame or id(traceback.tb_frame.f_code) not in self.kinds):
            traceback = traceback.tb_next
        return traceback is not None

    def match_handlers(self, previous, number):
        """An `except` clause was tested last and its body begins: it has caught what is being handled now."""
        handler = self.program.statements[previous] if previous else None
        if handler and isinstance(handler.node, ast.ExceptHandler) and previous < number <= handler.end:
            for raised in tuple(self.followed):
                if same_exception(sys.exc_info()[1], raised.value):
                    self.followed.remove(raised)
                    raised.handler = previous

    def text(self, value, function=repr):
        """The `repr` of a value, or the `str` of an exception.

        Code of the program that runs for it is not traced, what it writes not heard, how deep it goes bounded.
        """
        if not intact():
            self.tamper("the program replaced parts of the checker")
        muted, self.muted = self.muted, True
        length, limit, digits = len(self.written), get_limit(), getattr(sys, "get_int_max_str_digits", int)()
        try:
            if digits:
                sys.set_int_max_str_digits(0)
            if type(value) not in SCALARS:
                set_limit(depth() + DEEPEST)
            text = function(value)
            return text if type(text) is str else str.__str__(text)
        except BaseException:
            raise Unknown("a %s has no %s: its own code raises" % (name_of(type(value)), function.__name__)) from None
        finally:
            set_limit(limit)
            if digits:
                sys.set_int_max_str_digits(digits)
            del self.written[length:]
            self.muted = muted


def too_deep(*_):
    raise RecursionError("maximum recursion depth exceeded")


def no_trace():
    """What `sys.gettrace()` gives where nobody traces."""


def same_exception(one, other):
    """Whether two exceptions are one, or as groups share a member: `except*` hands on parts of a group."""
    return any(each is member for each in members(one) for member in members(other))


def members(exception):
    found = [exception]
    for each in found:
        found.extend(each.exceptions if isinstance(each, GROUP) else ())
    return found


# ----------------------------------------------------------------------------------------------------------- 5. GUARD

WATCHED = {
    "sys.settrace", "sys.setprofile", "sys.monitoring.register_callback", "sys._current_frames", "gc.get_objects",
    "gc.get_referrers", "gc.get_referents", "threading.settrace", "sys.addaudithook",
}  # fmt: skip
FRAMES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}
#: Where a program could read what is claimed of it.
OWN_FILES = ("/proc/",) + (tuple({sys.argv[0], __file__, os.path.abspath(__file__)}) if globals().get("__file__") else ())
auditing = {"run": None, "installed": False, "busy": False}


def watch_over(run):
    """Watch, or stop watching, for a program that reaches for the tracing. Audit hooks cannot be removed by it."""
    auditing["run"] = run
    if not auditing["installed"]:
        auditing["installed"] = True
        sys.addaudithook(audit)


def frame_at(levels):
    auditing["busy"] = True
    frame = get_frame(levels + 1)
    auditing["busy"] = False
    return frame


def depth():
    frame, frames = frame_at(0), 0
    while frame is not None:
        frame, frames = frame.f_back, frames + 1
    return frames


def audit(event, arguments):
    run = auditing["run"]
    if run is None or not run.guarded or auditing["busy"]:
        return
    if event == "sys.settrace" and depth() > get_limit() - 100:
        # CPython takes a trace function away that raises, and at the limit ours cannot even be called.
        run.cut = run.cut or "tracing ended where the program reached the recursion limit"
        run.guarded = False
    elif event in WATCHED:
        run.tamper("the program used %s" % event)
    elif event == "import" and arguments[0] in ("ctypes", "_ctypes"):
        run.tamper("the program imported %s" % arguments[0])
    elif event == "open" and type(arguments[0]) is str and arguments[0].startswith(OWN_FILES):
        run.tamper("the program read its own checker")
    elif event == "_thread.start_new_thread":
        raise RuntimeError("can't start new thread: there are no threads here, the program runs in a single one")
    elif event == "sys._getframe" or event == "object.__getattr__" and arguments[1] in FRAMES:
        caller = frame_at(1)
        if caller is not None and (caller.f_globals is run.namespace or caller.f_globals.get("__name__") == "inspect"):
            run.tamper("the program reached for the interpreter's frames")
    elif event.startswith("object.__") and len(arguments) > 1 and getattr(arguments[0], "__globals__", None) is globals():
        run.tamper("the program reached into the checker")


def intact():
    """Whether this file still consists of what it consisted of: a program may have found a way to replace a function."""
    return all(place.get(name) is part for place, name, part in ORIGINAL)


def inventory():
    places = [globals()] + [vars(cls) for cls in (Note, Span, Loop, Raised, Activation, Run, Program, Statement)]
    return [(place, name, part) for place in places for name, part in place.items()]


# ---------------------------------------------------------------------------------------------------------- 6. CLAIMS
#
# Each kind of claim is a generator. What stands above its `yield` happens before the run: it asks for notes. What stands
# below happens after it: it raises `Wrong` or `Unknown` with a sentence, or comes to its end, and the claim holds.


def must(condition, otherwise):
    """The claim fails unless this is so; `otherwise` says what really happened."""
    if not condition:
        raise Wrong(otherwise)


def compare(claimed, text, said):
    must(agree(claimed, text), "%s %s, not %s" % (said, shown(text), shown(claimed)))


def call(claim, run):
    def look(frame):
        code = frame.f_code
        count = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)
        for name in claim["arguments"]:
            must(name in code.co_varnames[:count], "%s has no parameter %s" % (code.co_name, name))
        return {name: run.text(frame.f_locals[name]) for name in claim["arguments"]}

    span = run.activation(claim["function"])
    note = span.before(look)
    yield
    span.require(over=False)
    for name, text in note.get().items():
        compare(claim["arguments"][name], text, "%s has %s =" % (span.name, name))


def return_(claim, run):
    span = run.activation(claim["function"])
    note = span.after(run.text)
    yield
    span.require(completed=True)
    compare(claim["value"], note.get(), span.name + " returned")


def result(claim, run):
    yield
    outcome = run.ended()
    if isinstance(outcome, Raised):
        raise Wrong("the program raised %s: %s" % (outcome.name, shown(outcome.message.get())))
    must(run.call is not None, "the program was run as a script, which gives no result")
    compare(claim["value"], outcome, "the call gave")


def bind(claim, run):
    span, find = run.at(claim["at"]), run.finder(claim)
    note = span.after(lambda frame: run.text(find(frame)))
    yield
    span.require(completed=True)
    compare(claim["value"], note.get(), "%s set %s to" % (span.name, claim["name"]))


def state(claim, run):
    span, find = run.at(claim["at"]), run.finder(claim)
    note = span.before(lambda frame: run.text(find(frame)))
    yield
    span.require(over=False)
    compare(claim["value"], note.get(), "before %s, %s is" % (span.name, claim["name"]))


def size(claim, run):
    span, find, after = run.at(claim["at"]), run.finder(claim), claim["when"] == "after"
    note = (span.after if after else span.before)(lambda frame: size_of(find(frame)))
    yield
    span.require(completed=after, over=after)
    said = "%s %s, %s has size %d, not %d" % (claim["when"], span.name, claim["name"], note.get(), claim["size"])
    must(note.get() == claim["size"], said)


def eval_(claim, run):
    nth, span, node = claim.get("nth", 1), run.at(claim["at"]), run.program.node_at(claim["expression"])
    if node not in run.probes:
        wanted, source = {}, run.program.text_of(node)
        run.program.probe(node, lambda value: run.evaluated(wanted, value))
        run.probes[node] = (wanted, source)
    wanted, source = run.probes[node]
    seen = wanted.setdefault(tuple(claim["at"]), {"count": 0})
    note = seen.setdefault(nth, Note(run.text))
    yield
    if not note.taken:
        span.require()
        raise Wrong("%s evaluates %s %s" % (span.name, source, times(seen["count"])))
    compare(claim["value"], note.get(), "%s, %s is" % (span.name, source))


def branch(claim, run):
    statement, span = run.program.statements[claim["at"][0]], run.at(claim["at"])
    must(isinstance(statement.node, (ast.If, ast.While)), "%s has no test" % run.line(statement.number))
    yield
    span.require(completed=True)
    taken, end = statement.in_its_body(span.next), "the function end%s"
    went = end % "ed" if span.next is None else "%s ran next" % run.line(span.next)
    must(taken == claim["taken"], "the test of %s was %s, and %s" % (span.name, "true" if taken else "false", went))
    then = end % "ing" if claim["next"] is None else run.line(claim["next"])
    must(span.next == claim["next"], "after %s, %s, not %s" % (span.name, went, then))


def entered_loop(claim, run):
    """The span of the visit that enters a loop, with the record of the loop."""
    span, statement = run.at(claim["at"]), run.program.statements[claim["at"][0]]
    must(isinstance(statement.node, LOOPS), "%s is not a loop" % run.line(statement.number))
    span.loop = span.loop or Loop(run, statement)
    return span


ENDINGS = {"exhausted": "running out", "break": "break", "return": "return", "raise": "an exception"}


def loop(claim, run):
    span = entered_loop(claim, run)
    targets = {name: (values, span.loop.watch(name, len(values))) for name, values in (claim.get("targets") or {}).items()}
    yield
    passes, ending = span.left_loop()
    the_loop = "the loop on %s, entered on visit %d," % (run.line(claim["at"][0]), claim["at"][1])
    must(passes == claim["passes"], "%s makes %d passes, not %d" % (the_loop, passes, claim["passes"]))
    for name, (values, notes) in targets.items():
        for index, (value, note) in enumerate(zip(values, notes[:passes]), 1):
            compare(value, note.get(), "%s makes %d passes; on pass %d, %s is" % (the_loop, passes, index, name))
        said = "%s makes %d passes, but %d values of %s are claimed" % (the_loop, passes, len(values), name)
        must(len(values) == passes, said)
    must(ending == claim["ending"], "%s ends by %s, not by %s" % (the_loop, ENDINGS[ending], ENDINGS[claim["ending"]]))


def evolve(claim, run):
    span, name, values = entered_loop(claim, run), claim["name"], claim["values"]
    notes = span.loop.watch(name, len(values))
    yield
    passes, _ = span.left_loop()
    for index, (value, note) in enumerate(zip(values, notes)):
        text = None if isinstance(note.problem, Wrong) else note.get()
        when = "after the last pass" if index == passes else "at the start of pass %d" % (index + 1)
        real = "has no value" if text is None else "is " + shown(text)
        said = "%s, %s %s, not %s" % (when, name, real, "unbound" if value is None else shown(value))
        must(value is text is None or None not in (value, text) and agree(value, text), said)
    said = "the loop makes %d passes, so %s has %d values, not %d" % (passes, name, passes + 1, len(values))
    must(passes + 1 == len(values), said)


def mutate(claim, run):
    span, find, held = run.at(claim["at"]), run.finder(claim), []

    def look(frame):
        held.append(find(frame))
        return run.text(held[0])

    before, after = span.before(look), span.after(lambda frame: run.text(held[0]) if held else None)
    yield
    span.require(over=False)
    compare(claim["before"], before.get(), "before %s, %s is" % (span.name, claim["name"]))
    span.require()
    compare(claim["after"], after.get(), "%s left the object %s named as" % (span.name, claim["name"]))


def raise_(claim, run):
    span = run.at(claim["at"])
    span.wants_exception = True
    yield
    raised = span.raised()
    if raised.passing:
        said = "%s only let through %s: %s, raised further in"
        raise Wrong(said % (span.name, raised.name, shown(raised.message.get())))
    compare_exception(claim, raised, span.name + " raised")


def compare_exception(claimed, raised, said):
    must(claimed["type"] in raised.names, "%s %s, not %s" % (said, raised.name, claimed["type"]))
    one, other = raised.message.get(), claimed["message"]
    said = "%s %s with the message %r, not %r" % (said, raised.name, shown(one), shown(other))
    if MINOR != RECORDED and not raised.by_program and not agree(one, other) and is_reworded(one, other):
        raise Unknown(WORDING + said)
    must(agree(one, other), said)


#: What versions of CPython say in different words: two wordings, older one first. What their groups hold is the same.
REWORDED = [
    (r"(?:integer|float|complex)[a-z ]* by zero|float modulo|float divmod\(\)", r"division by zero"),
    (r"0\.0 cannot be raised to a negative power", r"zero to a negative power"),
    (r"(unhashable type: '.*')", r"cannot use '.*' as a (?:dict key|set element) \((unhashable type: '.*')\)"),
    (r".* is not in (list|deque)", r"(list|deque)\.\w+\(x\): x not in \w+"),
    (r"(too many values to unpack \(expected \d+)\)", r"(too many values to unpack \(expected \d+), got \d+\)"),
    (r"(max|min)\(\) arg is an empty sequence", r"(max|min)\(\) iterable argument is empty"),
    (r"local variable ('.*') referenced before assignment", r"cannot access local variable ('.*') where it is not .*"),
    (r"free variable ('.*') referenced before .*", r"cannot access free variable ('.*') where it is not .*"),
    (r"('.*' object has no attribute '.*')", r"('.*' object has no attribute '.*') and no __dict__ .*"),
    (r"can't (?:set|delete) attribute ('.*')", r"property ('.*') of '.*' object has no (?:setter|deleter)"),
    (r"(argument of type '.*' is not )iterable", r"(argument of type '.*' is not )a container or iterable"),
    (r"('.*' object does not support the .*context manager protocol)", r"('.*' object does not .* protocol) \(missed .*\)"),
    (r"(Can't instantiate abstract class \w+) with .*", r"(Can't instantiate abstract class \w+) without an implementation .*"),
    (r"string indices must be integers", r"string indices must be integers, not '.*'"),
    (r"(expected string or bytes-like object)", r"(expected string or bytes-like object), got '.*'"),
    (r"(must be str, not .*)", r"\w+\(\) argument 1 (must be str, not .*)"),
    (r"math domain error", r"expected a .*"),
    (r"cannot convert dictionary update sequence element #\d+ to a sequence", r"object is not iterable"),
    (r"empty range (?:for|in) randrange\(\)? ?\((-?\d+),.*\)", r"empty range in \w+\((-?\d+),.*\)"),
    (r"Expecting (?:value|property name .*): (line \d+).*", r"Illegal trailing comma .*: (line \d+).*"),
    (r"(day|month) (?:is out of range for month|must be in 1\.\.12)", r"(day|month) .*must be in .*"),
    (r"\[Errno \d+\] (.*)", r"\[Errno \d+\] (.*)"),
    (r"\(34, .*\)", r"\(68, .*\)"),
]


def is_reworded(one, other):
    for wordings in REWORDED:
        mine, theirs = [[re.fullmatch(wording, each) for wording in wordings] for each in (one, other)]
        if any(a and b and a.groups() == b.groups() for a in mine for b in theirs):
            return True
    return False


def handle(claim, run):
    span, wanted = run.at(claim["at"]), claim["handler"]
    span.wants_exception = True
    yield
    raised = span.raised()
    what, found = "what %s raised was " % span.name, raised.handler
    if found is None:
        must(same_exception(run.ended(reason=True), raised.value), what + "swallowed, by no except clause of the program")
        must(wanted is None, what + "not caught: it left the program")
    else:
        must(found == wanted, "%scaught by %s, not %s" % (what, run.line(found), "nothing" if wanted is None else run.line(wanted)))


def print_(claim, run):
    span = run.at(claim["at"])
    start = span.before(lambda frame: len(run.written))
    note = span.after(lambda frame: bytes(run.written[start.value :]).decode("utf-8", "replace"))
    yield
    span.require()
    must(note.get() == claim["text"], "%s wrote %r, not %r" % (span.name, shown(note.get()), shown(claim["text"])))


def count(claim, run):
    yield
    found, wanted = run.visits[claim["statement"]], claim["times"]
    if run.cut and found <= wanted:
        raise Unknown(run.cut)
    must(found == wanted, "%s runs %s, not %s" % (run.line(claim["statement"]), times(found), times(wanted)))


def origin(claim, run):
    name, span, unclear = claim["name"], run.at(claim["at"]), False
    for statement in run.program.statements[1:]:
        names, hidden = bound_by(statement)
        unclear = unclear or name in hidden
        if name in names:
            run.binders.setdefault(statement.number, set()).add(name)

    def look(frame):
        code, activation = frame.f_code, run.stack[-1]
        if unclear or name in code.co_cellvars + code.co_freevars:
            raise Unknown("where %s was bound cannot be told" % name)
        own = name in code.co_varnames or activation.is_class and name in frame.f_locals
        found = (activation if own else run.module).bound.get(name)
        must(found or not own, "%s at %s is the argument the function was called with" % (name, span.name))
        must(found, "%s at %s was bound by no statement" % (name, span.name))
        return found

    note = span.before(look)
    yield
    span.require(over=False)
    found, said = note.get(), "%s at %s was last bound by %s, not %s"
    must(found == tuple(claim["written"]), said % (name, span.name, run.where(found), run.where(claim["written"])))


def bound_by(statement):
    """The names that a visit of a statement binds; and those that it may bind unseen, or for another function."""
    sure, unclear, node = [getattr(statement.node, "name", None)], [], statement.node  # def, class, except … as
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        sure += [each.asname or each.name.split(".")[0] for each in node.names]
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        unclear += node.names
    inner = any(isinstance(each, (ast.NamedExpr, ast.Lambda) + COMPREHENSIONS) for each in statement.nodes)
    for each in statement.nodes:
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store) and getattr(node, "value", each) is not None:
            (unclear if inner else sure).append(each.id)
        elif type(each).__name__ in ("MatchAs", "MatchStar", "MatchMapping"):
            unclear.append(getattr(each, "name", None) or getattr(each, "rest", None))
    return sure, unclear


def rerun(claim, run):
    again = Run(Program(run.program.source), run.request, claim["call"], run.clock)
    call = shown(claim["call"])
    try:
        again.prepare()
    except SyntaxError as problem:
        raise Wrong("%s is not an expression: %s" % (call, problem.msg)) from None
    yield
    if not run.tampered:
        again.go()
    if again.tampered:
        raise Unknown(again.tampered)
    outcome = again.ended()
    if isinstance(outcome, Raised):
        said = "%s raises %s: %s" % (call, outcome.name, shown(outcome.message.get()))
        must("raises" in claim, said)
        compare_exception(claim["raises"], outcome, call + " raises")
    else:
        must("value" in claim, "%s gives %s" % (call, shown(outcome)))
        compare(claim["value"], outcome, call + " gives")


KINDS = {
    "call": call, "return": return_, "result": result, "bind": bind, "state": state, "size": size, "eval": eval_,
    "branch": branch, "loop": loop, "evolve": evolve, "mutate": mutate, "raise": raise_, "handle": handle,
    "print": print_, "count": count, "origin": origin, "rerun": rerun,
}  # fmt: skip


# -------------------------------------------------------------------------------------------------------- 7. DECIDING


def decide(request, clock=time.monotonic):
    """The report on a request (both as in `docs/claims.md`): one verdict for each claim, in order.

    `clock` gives real seconds: where `time` is the program's own, looking at it would change what the program sees.
    """
    claims = request["claims"]
    try:
        run = Run(Program(request["code"]), request, request.get("call"), clock)
        cases = [ask(claim, run) for claim in claims]
        verdicts = [advance(case) for case in cases]
        run.prepare()
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        verdicts = [("undecided", "%s cannot run the program: %s" % (MINOR, problem))] * len(claims)
    else:
        run.go()
        verdicts = [before or advance(case) for before, case in zip(verdicts, cases)]
        if run.tampered:
            verdicts = [("undecided", run.tampered)] * len(claims)
    entries = [{"verdict": word, "because": because} if because else {"verdict": word} for word, because in verdicts]
    return {"version": VERSION, "python": PYTHON, "verdicts": entries}


def ask(claim, run):
    """The generator of a claim; it fails at once when the claim cannot be about this program at all."""
    must(claim.get("kind") in KINDS, "there is no claim of kind %r" % (claim.get("kind"),))
    named = [claim[field][0] for field in ("at", "function", "written") if field in claim]
    for statement in named + [claim[field] for field in ("statement", "next", "handler") if claim.get(field) is not None]:
        must(statement < len(run.program.statements), "the program has no statement %d" % statement)
    yield from KINDS[claim["kind"]](claim, run)


def advance(case):
    """Run a claim's generator to its `yield`, or to its end: the verdict, if it has come to one."""
    try:
        return next(case)
    except StopIteration:
        return "holds", None
    except Wrong as problem:
        return "fails", str(problem)
    except Unknown as problem:
        return "undecided", str(problem)


def decide_json(text, clock=time.monotonic):
    """`decide`, from JSON text to JSON text. Written out by hand: the program may have replaced parts of `json`."""
    answer = decide(json.loads(text), clock)
    entries = []
    for each in answer["verdicts"]:
        because = ', "because": ' + quote(each["because"]) if "because" in each else ""
        entries.append('{"verdict": "%s"%s}' % (each["verdict"], because))
    return '{"version": %d, "python": "%s", "verdicts": [%s]}' % (VERSION, PYTHON, ", ".join(entries))


# ----------------------------------------------------------------------------------------------------------- 8. ALONE

#: Nanoseconds: where the clock begins, and how far each reading moves it on.
CLOCK_START, CLOCK_TICK = 1_767_225_600 * 10**9, 100_000
#: How often a program is run again, with other hashes, to see whether what contradicts a claim is the same every time.
AGAIN = 4


def main(arguments, sample=None):
    """The command line. Exit status: 0 when no claim fails and none is undecided but for this Python's sake; else 1."""
    if arguments[1:] == ["--child"]:
        return child()
    if sample is None:
        if len(arguments) != 2:
            print("usage: python3 check.py REQUEST.json", file=sys.stderr)
            return 2
        with open(arguments[1], encoding="utf-8") as file:
            sample = file.read()
    request = json.loads(sample)
    seed = request.get("seed", 0)
    verdicts, problem = ask_child(request, sample, seed)
    if verdicts is None:
        print("Not decided: " + problem)
        return 1
    fails = [index for index, each in enumerate(verdicts) if each["verdict"] == "fails"]
    for other in range(seed + 1, seed + 1 + AGAIN if fails else seed):
        again, _ = ask_child(request, sample, other)
        for index in fails:
            if again is not None and again[index] != verdicts[index] and verdicts[index]["verdict"] == "fails":
                verdicts[index] = {"verdict": "undecided", "because": VARIES + verdicts[index]["because"]}
    held, failed = 0, False
    for claim, each in zip(request["claims"], verdicts):
        because = each.get("because", "")
        if each["verdict"] == "holds":
            held += 1
            continue
        failed = failed or not because.startswith((WORDING, PLACES, VARIES))
        print("%s: %s claim: %s" % (each["verdict"], claim.get("kind"), because))
    if failed and MINOR != RECORDED:
        print("This is %s; claims are recorded under %s, and some things differ." % (MINOR, RECORDED))
    print("%d claims hold%s" % (held, "" if held == len(request["claims"]) else " of %d" % len(request["claims"])))
    return 1 if failed else 0


def ask_child(request, sample, seed):
    """The verdicts of a child process, or None and what went wrong. The key tells its report from what a program writes."""
    import subprocess

    key = os.urandom(16).hex()
    limit = request.get("seconds", DEFAULT_SECONDS) + 20
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment.update(PYTHONHASHSEED=str(seed % 2**32), PYTHONIOENCODING="utf-8", PYTHONUTF8="1")
    command = [sys.executable, "-B", "-S", os.path.abspath(__file__), "--child"]  # -S: no packages of this machine
    data = (key + "\n" + sample).encode("utf-8")
    try:
        ended = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, timeout=limit)
    except subprocess.TimeoutExpired:
        return None, "the program did not end within %g seconds" % limit
    text = ended.stdout.decode("utf-8", "replace")
    if not text.startswith(key) or not text.endswith(key):
        return None, "the program ended the process that ran it, or wrote to its report (status %d)" % ended.returncode
    return json.loads(text[len(key) : -len(key)])["verdicts"], None


def child():
    """Read key and request from stdin, run the program cut off from this process's streams, write key, report and key."""
    key, _, text = sys.stdin.buffer.read().decode("utf-8").partition("\n")
    leave, write, answer, nothing = os._exit, os.write, os.dup(1), os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    lone_world()
    data = (key + decide_json(text) + key).encode("utf-8")
    while data:
        data = data[write(answer, data) :]
    leave(0)  # whatever the program left to be done at the exit


def lone_world():
    """What the browser gives a program that this machine would not: a clock of its own, little memory, no way out."""
    import selectors
    from _sitebuiltins import Quitter

    builtins.exit, builtins.quit = Quitter("exit", "Ctrl-D"), Quitter("quit", "Ctrl-D")
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        pass  # not a system with such limits
    elapsed, wait = 0, selectors.DefaultSelector.select

    def clock(start, unit):
        def read():
            nonlocal elapsed
            elapsed += CLOCK_TICK
            return unit(start + elapsed)

        return read

    def sleep(length):
        nonlocal elapsed
        elapsed += round(length * 1e9)

    def select(selector, timeout=None):
        """What an event loop sleeps in: time passes on the clock that the program sees, and nobody waits."""
        ready = wait(selector, timeout if timeout is None else 0)
        if not ready and timeout:
            sleep(timeout)
        return ready

    def leave(status):
        raise SystemExit(status)

    def refuse(event, arguments):
        """No files written or removed, no processes, no network: a sample comes from a stranger."""
        run = auditing["run"]
        if run is None or not run.guarded or event == "socket.__new__":
            return  # asyncio wakes its loop through a pair of sockets; every way to reach others is refused
        writes = event == "open" and (set(arguments[1] or "") & set("wax+") or arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if writes or event in REFUSED or event.split(".")[0] in ("subprocess", "socket", "shutil"):
            raise PermissionError("the checker does not let a program do this: %s" % event)

    time.time, time.time_ns, time.sleep = clock(CLOCK_START, in_seconds), clock(CLOCK_START, int), sleep
    time.monotonic, time.monotonic_ns = clock(0, in_seconds), clock(0, int)
    time.perf_counter, time.perf_counter_ns = time.monotonic, time.monotonic_ns
    selectors.DefaultSelector.select = select
    os._exit = os.abort = leave
    sys.addaudithook(refuse)


def in_seconds(nanoseconds):
    return float(nanoseconds) / 1e9  # rounded twice, as CPython does it


REFUSED = {"os." + name for name in (
    "system", "exec", "fork", "forkpty", "posix_spawn", "spawn", "kill", "killpg", "remove", "rename", "rmdir", "mkdir", "link",
    "symlink", "truncate", "chmod", "chown",
)}  # fmt: skip

#: A stand-alone checker has its request here: the JSON of docs/claims.md, as one string. `standalone.ts` replaces this line.
SAMPLE = None
ORIGINAL = inventory()

if __name__ == "__main__":
    sys.exit(main(sys.argv, SAMPLE))
