"""Tests of the checker. Run natively by `python3 -m unittest`, and inside Pyodide by `src/rationale/checker.test.ts`."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

try:
    from checker import check
except ImportError:
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import check

ALONE = sys.platform != "emscripten"  # where processes can be started


def decide(code, claims, call=None, **more):
    request = {"version": 1, "code": textwrap.dedent(code).lstrip("\n"), "call": call, "stdin": "", "seed": 0, "claims": claims}
    return check.decide({**request, **more})["verdicts"]


def place(code, text, occurrence=1):
    """The position of the nth occurrence of a text in a program, as an `eval` claim gives it. Columns count characters."""
    start = -1
    for _ in range(occurrence):
        start = code.index(text, start + 1)
    line, column = code.count("\n", 0, start) + 1, start - (code.rfind("\n", 0, start) + 1)
    return {"line": line, "column": column, "endLine": line, "endColumn": column + len(text)}


def claim(kind, **fields):
    return {"kind": kind, **fields}


class Kinds(unittest.TestCase):
    """Every kind: the true claim holds, and false ones fail saying what really happened."""

    maxDiff = None

    def check(self, code, call, true, false=(), **more):
        code = textwrap.dedent(code).lstrip("\n")
        for one, verdict in zip(true, decide(code, true, call, **more)):
            self.assertEqual(verdict, {"verdict": "holds"}, one)
        claims = [one for one, _ in false]
        for (one, because), verdict in zip(false, decide(code, claims, call, **more)):
            self.assertEqual(verdict, {"verdict": "fails", "because": because}, one)

    COUNT = """
        def f(nums):
            output = []
            for n in nums:
                output.append((nums.count(n), n))
            output.sort(reverse=True)
            return output
        """

    def test_call_and_return(self):
        code = """
            def fact(n, *, base=1, **rest):
                if n <= base:
                    return 1
                return n * fact(n - 1)
            """
        self.check(
            code,
            "fact(3)",
            [
                claim("call", function=[1, 1], arguments={"n": "3", "base": "1", "rest": "{}"}),
                claim("call", function=[1, 3], arguments={"n": "1"}),
                claim("return", function=[1, 1], value="6"),
                claim("return", function=[1, 2], value="2"),
                claim("result", value="6"),
            ],
            [
                (claim("call", function=[1, 2], arguments={"n": "3"}), "the 2nd call of fact has n = 2, not 3"),
                (claim("call", function=[1, 1], arguments={"m": "3"}), "fact has no parameter m"),
                (claim("call", function=[1, 4], arguments={}), "fact is called only 3 times"),
                (claim("return", function=[1, 2], value="6"), "the 2nd call of fact returned 2, not 6"),
                (claim("return", function=[3, 1], value="6"), "line 3 does not define a function"),
                (claim("return", function=[9, 1], value="6"), "the program has no statement 9"),
                (claim("result", value="'6'"), "the call gave 6, not '6'"),
            ],
        )

    def test_a_call_that_raises_returns_nothing(self):
        code = """
            def f(x):
                return 1 // x
            """
        self.check(
            code,
            "f(0)",
            [claim("raise", at=[2, 1], type="ZeroDivisionError", message=message(lambda: 1 // 0))],
            [
                (claim("return", function=[1, 1], value="None"), "the 1st call of f raised ZeroDivisionError"),
                (claim("result", value="0"), "the program raised ZeroDivisionError: " + message(lambda: 1 // 0)),
            ],
        )

    def test_bind_state_size(self):
        code = """
            class Stack:
                def __init__(self):
                    self.items = []
            total, s = 0, Stack()
            grid = [[1, 2], {'a': (3, 4)}]
            for i in range(3):
                total += i
                s.items.append(total)
            """
        self.check(
            code,
            None,
            [
                claim("bind", at=[7, 3], name="total", value="3"),
                claim("bind", at=[6, 2], name="i", value="1"),
                claim("bind", at=[5, 1], name="grid[1]['a'][-1]", value="4"),
                claim("bind", at=[8, 2], name="s.items", value="[0, 1]"),
                claim("state", at=[7, 3], name="total", value="1"),
                claim("state", at=[8, 1], name="s", value="<__main__.Stack object>"),
                claim("size", at=[8, 3], when="before", name="s.items", size=2),
                claim("size", at=[8, 3], when="after", name="s.items", size=3),
            ],
            [
                (claim("bind", at=[7, 3], name="total", value="4"), "line 7 on its 3rd visit set total to 3, not 4"),
                (claim("bind", at=[7, 4], name="total", value="3"), "line 7 runs only 3 times"),
                (claim("bind", at=[7, 1], name="sum", value="3"), "line 7 on its 1st visit: sum has no value"),
                (
                    claim("state", at=[8, 1], name="s.size", value="3"),
                    "line 8 on its 1st visit: the Stack has no attribute size of its own",
                ),
                (
                    claim("size", at=[8, 3], when="after", name="s.items", size=4),
                    "after line 8 on its 3rd visit, s.items has size 3, not 4",
                ),
                (claim("size", at=[8, 3], when="after", name="total", size=4), "a int has no size"),
            ],
        )

    def test_eval(self):
        code = textwrap.dedent(self.COUNT).lstrip("\n")
        count, pair = place(code, "nums.count(n)"), place(code, "(nums.count(n), n)")
        self.check(
            code,
            "f([1, 1, 3])",
            [
                claim("eval", at=[4, 1], expression=count, value="2"),
                claim("eval", at=[4, 3], expression=count, value="1"),
                claim("eval", at=[4, 3], expression=pair, value="(1, 3)"),
            ],
            [
                (claim("eval", at=[4, 3], expression=count, value="2"), "line 4 on its 3rd visit, nums.count(n) is 1, not 2"),
                (
                    claim("eval", at=[4, 3], expression=count, value="1", nth=2),
                    "line 4 on its 3rd visit evaluates nums.count(n) once",
                ),
                (
                    claim("eval", at=[4, 3], expression={**count, "column": 3}, value="1"),
                    "the program has no expression at line 4, column 3",
                ),
            ],
        )

    def test_eval_in_comprehensions_lambdas_and_text_that_is_not_ascii(self):
        code = "größe = 'ä→😀'; n = len(größe) + 1\nxs = [n * k for k in range(3)]\nys = sorted(xs, key=lambda v: -v)\n"
        self.check(
            code,
            None,
            [
                claim("eval", at=[2, 1], expression=place(code, "len(größe)"), value="3"),
                claim("eval", at=[3, 1], expression=place(code, "n * k"), nth=3, value="8"),
                claim("eval", at=[4, 1], expression=place(code, "-v"), nth=2, value="-4"),
            ],
        )

    def test_eval_keeps_the_meaning_of_the_program(self):
        code = textwrap.dedent("""
            class A:
                def name(self): return 'A'
            class B(A):
                def name(self): return super().name() + 'B'
            def gen():
                got = yield 1
                print(got, sorted(locals()))
            g = gen(); next(g)
            try: g.send(5)
            except StopIteration: pass
            a = b = 0
            if a == b and not a: print(f'{a + b:>3}', B().name())
            """).lstrip("\n")
        parts = ["super()", "super", "yield 1", "next(g)", "g.send(5)", "a == b and not a", "locals()", "B()", "B().name()"]
        claims = [claim("eval", at=[1, 1], expression=place(code, part), value="0") for part in parts]
        last = check.Program(code).statements[-1].number
        claims.append(claim("print", at=[last, 1], text="  0 AB\n"))
        self.assertEqual(decide(code, claims)[-1], {"verdict": "holds"})

    def test_eval_in_f_strings(self):
        code = "n = 3\ns = f'{n + 1:>4} {n * 2!r} {n}'\n"
        claims = [claim("eval", at=[2, 1], expression=place(code, "n + 1"), value="4")]
        claims.append(claim("eval", at=[2, 1], expression=place(code, "n * 2"), value="7"))
        true, false = decide(code, claims)
        self.assertEqual(true, {"verdict": "holds"})
        self.assertEqual(false, {"verdict": "fails", "because": "line 2 on its 1st visit, n * 2 is 6, not 7"})
        braces = place(code, "{n}")
        unclear = {**braces, "column": braces["column"] + 1, "endColumn": braces["endColumn"] - 1}
        [unclear] = decide(code, [claim("eval", at=[2, 1], expression=unclear, value="3")])
        self.assertIn(unclear["verdict"], ["holds", "undecided"])

    def test_what_cannot_be_probed_is_undecided(self):
        code = "def f(x: int = 2):\n    y = [x]\n    match x:\n        case 2: return y[0:1]\n"
        for part in ["int", "0:1", "2:"]:
            expression = place(code, part.rstrip(":"), 2 if part == "2:" else 1) if part != "0:1" else place(code, part)
            [verdict] = decide(code, [claim("eval", at=[3, 1], expression=expression, value="2")], "f(2)")
            self.assertEqual(verdict["verdict"], "undecided", (part, verdict))

    def test_branch(self):
        code = """
            def f(x):
                if x > 5:
                    x = 5
                elif x < 0:
                    x = 0
                while x < 2:
                    x += 1
            """
        self.check(
            code,
            "f(0)",
            [
                claim("branch", at=[2, 1], taken=False, next=4),
                claim("branch", at=[4, 1], taken=False, next=6),
                claim("branch", at=[6, 2], taken=True, next=7),
                claim("branch", at=[6, 3], taken=False, next=None),
            ],
            [
                (claim("branch", at=[2, 1], taken=True, next=3), "the test of line 2 on its 1st visit was false, and line 4 ran next"),
                (claim("branch", at=[2, 1], taken=False, next=6), "after line 2 on its 1st visit, line 4 ran next, not line 6"),
                (
                    claim("branch", at=[6, 3], taken=True, next=7),
                    "the test of line 6 on its 3rd visit was false, and the function ended",
                ),
                (claim("branch", at=[3, 1], taken=True, next=4), "line 3 has no test"),
            ],
        )

    def test_loop_and_evolve(self):
        self.check(
            self.COUNT,
            "f([1, 3])",
            [
                claim("loop", at=[3, 1], passes=2, targets={"n": ["1", "3"]}, ending="exhausted"),
                claim("evolve", at=[3, 1], name="output", values=["[]", "[(1, 1)]", "[(1, 1), (1, 3)]"]),
            ],
            [
                (
                    claim("loop", at=[3, 1], passes=3, ending="exhausted"),
                    "the loop on line 3, entered on visit 1, makes 2 passes, not 3",
                ),
                (
                    claim("loop", at=[3, 1], passes=2, targets={"n": ["3", "1"]}, ending="exhausted"),
                    "the loop on line 3, entered on visit 1, makes 2 passes; on pass 1, n is 1, not 3",
                ),
                (
                    claim("loop", at=[3, 1], passes=2, ending="break"),
                    "the loop on line 3, entered on visit 1, ends by running out, not by break",
                ),
                (
                    claim("loop", at=[3, 2], passes=2, ending="exhausted"),
                    "line 3 on its 2nd visit is a further pass of the loop, not its beginning",
                ),
                (
                    claim("evolve", at=[3, 1], name="output", values=["[]", "[]", "[(1, 1), (1, 3)]"]),
                    "at the start of pass 2, output is [(1, 1)], not []",
                ),
                (
                    claim("evolve", at=[3, 1], name="output", values=["[]", "[(1, 1)]", "[]"]),
                    "after the last pass, output is [(1, 1), (1, 3)], not []",
                ),
                (
                    claim("evolve", at=[3, 1], name="output", values=["[]", "[(1, 1)]"]),
                    "the loop makes 2 passes, so output has 3 values, not 2",
                ),
            ],
        )

    def test_how_loops_end(self):
        code = """
            import contextlib
            def ends(how):
                for i in range(3):
                    try:
                        if i == 1:
                            if how == 'break':
                                break
                            elif how == 'return':
                                return i
                            elif how == 'raise':
                                raise ValueError(how)
                    finally:
                        last = i
            def caught():
                try:
                    while True:
                        raise KeyError
                except KeyError:
                    pass
                with contextlib.suppress(KeyError):
                    for c in 'ab':
                        {}[c]
                try:
                    for c in 'ab':
                        return c
                finally:
                    c = 9
            def nested():
                for i in range(3):
                    for j in range(3):
                        if j == i:
                            break
                    else:
                        continue
                else:
                    i = 'else'
            for how in ['exhausted', 'break', 'return']:
                ends(how)
            caught()
            nested()
            while 0:
                pass
            ends('raise')
            """
        number = {text: at for at, text in numbered(textwrap.dedent(code).lstrip("\n"))}
        loop = number["for i in range(3):"]
        true = []
        # Each `ends` visits its loop header 4, 2, 2, 2 times, so that they begin at visits 1, 5, 7, 9; `nested` has its own loop.
        first = loop[0]
        for visit, passes, ending in [(1, 3, "exhausted"), (5, 2, "break"), (7, 2, "return"), (9, 2, "raise")]:
            true.append(claim("loop", at=[first, visit], passes=passes, ending=ending))
        true.append(claim("loop", at=[loop[1], 1], passes=3, ending="exhausted", targets={"i": ["0", "1", "2"]}))
        inner = number["for j in range(3):"][0]
        for visit, passes in [(1, 1), (2, 2), (4, 3)]:
            true.append(claim("loop", at=[inner, visit], passes=passes, ending="break"))
        true.append(claim("loop", at=[number["while True:"][0], 1], passes=1, ending="raise"))
        letters = number["for c in 'ab':"]
        true.append(claim("loop", at=[letters[0], 1], passes=1, ending="raise"))
        true.append(claim("loop", at=[letters[1], 1], passes=1, ending="return"))
        true.append(claim("loop", at=[number["while 0:"][0], 1], passes=0, ending="exhausted"))
        self.check(code, None, true)

    def test_evolve_of_a_name_not_yet_bound(self):
        self.check("for i in [4, 5]:\n    last = i\n", None, [claim("evolve", at=[1, 1], name="last", values=[None, "4", "5"])])

    def test_mutate(self):
        self.check(
            self.COUNT,
            "f([1, 3])",
            [claim("mutate", at=[5, 1], name="output", before="[(1, 1), (1, 3)]", after="[(1, 3), (1, 1)]")],
            [
                (
                    claim("mutate", at=[5, 1], name="output", before="[]", after="[(1, 3), (1, 1)]"),
                    "before line 5 on its 1st visit, output is [(1, 1), (1, 3)], not []",
                ),
                (
                    claim("mutate", at=[5, 1], name="output", before="[(1, 1), (1, 3)]", after="[]"),
                    "line 5 on its 1st visit left the object output named as [(1, 3), (1, 1)], not []",
                ),
            ],
        )

    def test_mutate_follows_the_object_not_the_name(self):
        code = "xs = ys = [1]\nxs.append(2); xs = 0\nxs, ys = ys, 5\n"
        self.check(code, None, [claim("mutate", at=[4, 1], name="ys", before="[1, 2]", after="[1, 2]")])

    def test_raise_and_handle(self):
        code = """
            def look(d, k):
                try:
                    return d[k]
                except IndexError:
                    return 0
                except (KeyError, ValueError) as e:
                    raise RuntimeError('no ' + k) from e
                finally:
                    k = 1
            def safe():
                try:
                    look({}, 'b')
                except RuntimeError:
                    pass
            safe()
            look({}, 'c')
            """
        self.check(
            code,
            None,
            [
                claim("raise", at=[3, 1], type="KeyError", message="'b'"),
                claim("handle", at=[3, 1], handler=6),
                claim("raise", at=[7, 1], type="RuntimeError", message="no b"),
                claim("handle", at=[7, 1], handler=12),
                claim("raise", at=[7, 2], type="RuntimeError", message="no c"),
                claim("handle", at=[7, 2], handler=None),
                claim("count", statement=5, times=0),
            ],
            [
                (claim("raise", at=[3, 1], type="IndexError", message="'b'"), "line 3 on its 1st visit raised KeyError, not IndexError"),
                (
                    claim("raise", at=[7, 1], type="RuntimeError", message="no c"),
                    "line 7 on its 1st visit raised RuntimeError with the message 'no b', not 'no c'",
                ),
                (
                    claim("raise", at=[11, 1], type="RuntimeError", message="no b"),
                    "line 12 on its 1st visit only let through RuntimeError: no b, raised further in",
                ),
                (claim("raise", at=[9, 1], type="RuntimeError", message="no b"), "line 10 on its 1st visit raised nothing"),
                (claim("handle", at=[3, 1], handler=4), "what line 3 on its 1st visit raised was caught by line 6, not line 4"),
                (
                    claim("handle", at=[7, 1], handler=None),
                    "what line 7 on its 1st visit raised was caught by line 13, not nothing",
                ),
                (claim("handle", at=[7, 2], handler=12), "what line 7 on its 2nd visit raised was not caught: it left the program"),
            ],
        )

    def test_print_and_count(self):
        code = """
            def say(x):
                print('say', x)
                return x
            for i in range(2):
                print(say(i), end=';')
            """
        self.check(
            code,
            None,
            [
                claim("print", at=[5, 2], text="say 1\n1;"),
                claim("print", at=[2, 1], text="say 0\n"),
                claim("print", at=[1, 1], text=""),
                claim("count", statement=2, times=2),
                claim("count", statement=4, times=3),
            ],
            [
                (claim("print", at=[2, 1], text="say 1\n"), "line 2 on its 1st visit wrote 'say 0\\n', not 'say 1\\n'"),
                (claim("count", statement=2, times=3), "line 2 runs twice, not 3 times"),
                (claim("count", statement=2, times=0), "line 2 runs twice, not never"),
            ],
        )

    def test_origin(self):
        code = """
            def f(xs):
                best = xs[0]
                for x in xs:
                    if x > best:
                        best = x
                return best, len(xs)
            """
        self.check(
            code,
            "f([3, 1, 7, 2])",
            [
                claim("origin", at=[6, 1], name="best", written=[5, 1]),
                claim("origin", at=[4, 2], name="best", written=[2, 1]),
                claim("origin", at=[4, 3], name="x", written=[3, 3]),
                claim("origin", at=[6, 1], name="x", written=[3, 4]),
            ],
            [
                (
                    claim("origin", at=[6, 1], name="best", written=[2, 1]),
                    "best at line 6 on its 1st visit was last bound by line 5 on its 1st visit, not line 2 on its 1st visit",
                ),
                (
                    claim("origin", at=[6, 1], name="xs", written=[2, 1]),
                    "xs at line 6 on its 1st visit is the argument the function was called with",
                ),
            ],
        )

    def test_rerun(self):
        self.check(
            self.COUNT,
            "f([1])",
            [
                claim("rerun", call="f([3])", value="[(1, 3)]"),
                claim("rerun", call="f(None)", raises={"type": "TypeError", "message": message(lambda: iter(None))}),
            ],
            [
                (claim("rerun", call="f([3])", value="[(1, 1)]"), "f([3]) gives [(1, 3)], not [(1, 1)]"),
                (claim("rerun", call="f([])", raises={"type": "TypeError", "message": ""}), "f([]) gives []"),
            ],
        )


def message(function):
    try:
        function()
    except Exception as problem:
        return str(problem)


def numbered(code):
    """(statement numbers, first line of the source) for each text of a line."""
    found = {}
    program = check.Program(code)
    for statement in program.statements[1:]:
        found.setdefault(program.lines[statement.line - 1].strip(), []).append(statement.number)
    return [(numbers, text) for text, numbers in found.items()]


class Runs(unittest.TestCase):
    """What a program is, and how it may end."""

    def one(self, code, one, call=None, **more):
        return decide(code, [one], call, **more)[0]

    def test_generators_keep_their_activation_over_pauses(self):
        code = """
            def gen(n):
                while n:
                    got = yield n
                    n -= 1
                return 'end'
            xs = list(gen(2))
            g = gen(3)
            next(g)
            try:
                g.throw(KeyError('x'))
            except KeyError:
                pass
            """
        claims = [
            claim("bind", at=[3, 2], name="got", value="None"),
            claim("loop", at=[2, 1], passes=2, ending="exhausted"),
            claim("return", function=[1, 1], value="'end'"),
            claim("raise", at=[3, 3], type="KeyError", message="'x'"),
            claim("handle", at=[3, 3], handler=11),
            claim("loop", at=[2, 4], passes=1, ending="raise"),
        ]
        self.assertEqual(decide(code, claims), [{"verdict": "holds"}] * 6)

    def test_async(self):
        code = """
            import asyncio
            async def work(n):
                await asyncio.sleep(0)
                total = n + 1
                return total
            async def main():
                return sum(await asyncio.gather(work(1), work(2)))
            """
        claims = [claim("return", function=[6, 1], value="5"), claim("bind", at=[4, 2], name="total", value="3")]
        if ALONE:
            verdicts = decide(code + "    x = 1\n            print(asyncio.run(main()))\n", claims)
            self.assertEqual(verdicts, [{"verdict": "holds"}] * 2)

    def test_except_star(self):
        if sys.version_info < (3, 11):
            self.skipTest("except* came with Python 3.11")
        code = """
            try:
                raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
            except* ValueError:
                x = 1
            except* TypeError:
                x = 2
            """
        claims = [claim("handle", at=[2, 1], handler=3), claim("bind", at=[6, 1], name="x", value="2")]
        claims.append(claim("handle", at=[2, 1], handler=None))
        self.assertEqual([each["verdict"] for each in decide(code, claims)], ["holds", "holds", "fails"])

    def test_what_runs_between_a_raise_and_its_handler(self):
        code = """
            def f(n):
                try:
                    if n:
                        return f(n - 1)
                    return {}['k']
                finally:
                    try:
                        [].pop()
                    except IndexError:
                        n = -1
            try:
                f(2)
            except KeyError:
                pass
            """
        claims = [claim("handle", at=[5, 1], handler=12), claim("handle", at=[7, 2], handler=8), claim("return", function=[1, 3], value="1")]
        self.assertEqual([each["verdict"] for each in decide(code, claims)], ["holds", "holds", "fails"])

    def test_comprehensions_and_match_count_once(self):
        code = """
            def f(xs):
                ys = [x for x in xs if x]
                while [y for y in ys if y > 1]:
                    ys.pop()
                match ys:
                    case [a]:
                        return a
            """
        claims = [
            claim("count", statement=2, times=1),
            claim("count", statement=3, times=3),
            claim("loop", at=[3, 1], passes=2, ending="exhausted"),
            claim("bind", at=[5, 1], name="a", value="1"),
        ]
        self.assertEqual(decide(code, claims, "f([1, 0, 2, 3])"), [{"verdict": "holds"}] * 4)

    def test_docstrings_and_empty_bodies_count_once(self):
        code = """
            '''What it does.'''
            def f():
                '''Nothing.'''
            def g(): pass
            f(), f(), g()
            """
        claims = [claim("count", statement=number, times=1) for number in (1, 2, 4, 6)]
        self.assertEqual(decide(code, claims), [{"verdict": "holds"}] * 4)
        self.assertEqual(self.one("'only this'\n", claim("count", statement=1, times=1)), {"verdict": "holds"})

    def test_the_last_statement_of_a_finally_is_complete(self):
        code = """
            def f():
                x = 0
                try:
                    raise KeyError
                finally:
                    x = 1
            try:
                f()
            except KeyError:
                pass
            """
        claims = [claim("bind", at=[5, 1], name="x", value="1"), claim("bind", at=[7, 1], name="f", value="0")]
        held, failed = decide(code, claims)
        self.assertEqual(held, {"verdict": "holds"})
        self.assertEqual(failed, {"verdict": "fails", "because": "line 8 on its 1st visit raised KeyError"})

    def test_claims_that_name_statements_the_program_has_not(self):
        code = "if 1:\n    x = 1\n"
        for one in [claim("branch", at=[1, 1], taken=True, next=9), claim("handle", at=[2, 1], handler=9), claim("origin", at=[2, 1], name="x", written=[9, 1])]:
            self.assertEqual(self.one(code, one), {"verdict": "fails", "because": "the program has no statement 9"})

    def test_generator_expressions_run_in_place_count_once(self):
        code = """
            def f(xs):
                if any(x > 2 for x in xs):
                    ok = all(x for x in xs)
                return tuple(x for x in xs)
            """
        claims = [
            claim("count", statement=2, times=1),
            claim("count", statement=3, times=1),
            claim("count", statement=4, times=1),
            claim("branch", at=[2, 1], taken=True, next=3),
            claim("bind", at=[3, 1], name="ok", value="True"),
        ]
        self.assertEqual(decide(code, claims, "f([1, 2, 3])"), [{"verdict": "holds"}] * len(claims))

    def test_module_is_main(self):
        code = """
            import dataclasses, enum, pickle, typing
            @dataclasses.dataclass
            class P:
                x: int
                y: 'list[int]'
            class C(enum.Enum):
                RED = 1
            p = pickle.loads(pickle.dumps(P(1, [2])))
            hints = typing.get_type_hints(P)
            c = C.RED
            """
        claims = [
            claim("bind", at=[7, 1], name="p", value="P(x=1, y=[2])"),
            claim("bind", at=[8, 1], name="hints", value="{'x': <class 'int'>, 'y': list[int]}"),
            claim("bind", at=[9, 1], name="c", value="<C.RED: 1>"),
        ]
        base = check.Program(textwrap.dedent(code).lstrip("\n"))
        shift = [s.number for s in base.statements[1:] if base.lines[s.line - 1].startswith("p =")][0] - 7
        for one in claims:
            one["at"][0] += shift
        self.assertEqual(decide(code, claims), [{"verdict": "holds"}] * 3)

    def test_values(self):
        code = """
            import collections
            r = [1]; r.append(r)
            s = {'c', 'a', 'b'}
            d = collections.OrderedDict(k=collections.Counter('aab'))
            big = 10 ** 5000
            f = lambda: 0
            q = frozenset([(2, "it's"), (1, '{b, a}')])
            """
        values = [
            (3, "r", "[1, [...]]"),
            (4, "s", "{'b', 'c', 'a'}"),
            (7, "f", "<function <lambda> at 0x7f00>"),
            (8, "q", "frozenset({(1, '{b, a}'), (2, \"it's\")})"),
        ]
        for number, name, value in values:
            self.assertEqual(self.one(code, claim("bind", at=[number, 1], name=name, value=value)), {"verdict": "holds"}, name)
        wrong = [(4, "s", "{'b', 'c'}"), (8, "q", "frozenset({(1, '{a, b}'), (2, \"it's\")})")]
        for number, name, value in wrong:
            self.assertEqual(self.one(code, claim("bind", at=[number, 1], name=name, value=value))["verdict"], "fails", name)
        self.assertIn("5001 characters", self.one(code, claim("bind", at=[6, 1], name="big", value="1"))["because"])

    def test_stdin(self):
        code = "a = input('? ')\nb = input()\nc = 1\n"
        self.assertEqual(self.one(code, claim("bind", at=[2, 1], name="b", value="'two'"), stdin="one\ntwo\n"), {"verdict": "holds"})
        self.assertEqual(self.one(code, claim("print", at=[1, 1], text="? "), stdin="one\n"), {"verdict": "holds"})
        late = self.one(code, claim("bind", at=[3, 1], name="c", value="1"), stdin="one\n")
        self.assertEqual(late, {"verdict": "undecided", "because": "the run ended where it asked for another line of input"})

    def test_the_same_seed_gives_the_same_random_numbers(self):
        code = "import random\nx = random.randrange(10 ** 9)\n"
        value = self.one(code, claim("bind", at=[2, 1], name="x", value="0"), seed=7)["because"].split()[-3].rstrip(",")
        self.assertEqual(self.one(code, claim("bind", at=[2, 1], name="x", value=value), seed=7), {"verdict": "holds"})
        self.assertEqual(self.one(code, claim("bind", at=[2, 1], name="x", value=value), seed=8)["verdict"], "fails")

    def test_a_loop_without_end_leaves_early_claims_decided(self):
        code = "x = 1\nwhile True:\n    x += 1\n"
        claims = [claim("bind", at=[3, 2], name="x", value="3"), claim("count", statement=3, times=9), claim("count", statement=1, times=1)]
        verdicts = decide(code, claims, steps=5000)
        self.assertEqual(verdicts[0], {"verdict": "holds"})
        self.assertEqual(verdicts[1]["verdict"], "fails")
        self.assertEqual(verdicts[2], {"verdict": "undecided", "because": "the run was cut off after 5000 steps"})

    def test_recursion_without_end_is_followed_to_its_end(self):
        code = """
            def f(n):
                return f(n + 1)
            try:
                f(1)
            except RecursionError as e:
                text = str(e)
            """
        limit = sys.getrecursionlimit()
        claims = [
            claim("call", function=[1, 3], arguments={"n": "3"}),
            claim("count", statement=2, times=limit - 1),  # the module is the first frame
            claim("raise", at=[2, limit - 1], type="RecursionError", message="maximum recursion depth exceeded"),
            claim("handle", at=[2, limit - 1], handler=5),
            claim("bind", at=[6, 1], name="text", value="'maximum recursion depth exceeded'"),
        ]
        self.assertEqual(decide(code, claims), [{"verdict": "holds"}] * 5)
        self.assertEqual(sys.getrecursionlimit(), limit)
        false = [claim("count", statement=2, times=limit), claim("handle", at=[2, 7], handler=None), claim("bind", at=[6, 1], name="text", value="''")]
        self.assertEqual([each["verdict"] for each in decide(code, false)], ["fails"] * 3)

    def test_a_recursion_limit_of_the_program(self):
        if sys.version_info < (3, 11):
            self.skipTest("3.10 takes the trace function away from a handler at the limit")
        code = """
            import sys
            sys.setrecursionlimit(100)
            def f(n):
                try:
                    return f(n + 1)
                except RecursionError:
                    return n
            x = f(1), sys.getrecursionlimit()
            """
        self.assertEqual(self.one(code, claim("bind", at=[8, 1], name="x", value="(99, 100)")), {"verdict": "holds"})

    def test_programs_that_cannot_run(self):
        for code, call in [("x = = 1\n", None), ("def f(): pass\n", "f("), ("\0", None)]:
            self.assertEqual(self.one(code, claim("count", statement=1, times=1), call)["verdict"], "undecided", code)
        self.assertEqual(self.one("", claim("count", statement=1, times=1)), {"verdict": "fails", "because": "the program has no statement 1"})

    def test_line_ends_and_byte_order_mark(self):
        for code in ["x = 1\r\ny = x + 1\r\n", "\ufeffx = 1\ny = x + 1\n", "x = 1\ry = x + 1\r"]:
            [verdict] = decide(code, [claim("bind", at=[2, 1], name="y", value="2")])
            self.assertEqual(verdict, {"verdict": "holds"}, repr(code))

    def test_json_in_json_out(self):
        request = {"version": 1, "code": "x = 'ä\"\\n'\n", "call": None, "stdin": "", "seed": 0}
        request["claims"] = [claim("bind", at=[1, 1], name="x", value="1"), claim("count", statement=1, times=1)]
        self.assertEqual(json.loads(check.decide_json(json.dumps(request))), check.decide(request))


class Hostile(unittest.TestCase):
    """A program that tampers gets "undecided"; a program that is merely rude gets the truth."""

    LIE = claim("count", statement=1, times=5)

    TAMPERS = {
        "removes the trace function": "import sys\nsys.settrace(None)\nx = 1\n",
        "removes and restores it": "import sys\nt = sys.gettrace(); sys.settrace(None); x = 1; sys.settrace(t)\n",
        "profiles": "import sys\nsys.setprofile(lambda *a: None)\n",
        "blinds its own frame": "import sys\nf = sys._getframe()\nf.f_trace = None\nx = 1\n",
        "blinds it by inspect": "import inspect\nf = inspect.currentframe()\nf.f_trace = None\nx = 1\n",
        "blinds it by a traceback": "try:\n    1/0\nexcept Exception as e:\n    e.__traceback__.tb_frame.f_trace = None\nx = 1\n",
        "walks the heap": "import gc\nfor o in gc.get_objects():\n    pass\n",
        "patches the checker": "import sys\nfor c in object.__subclasses__():\n    if c.__name__ == 'Span': c.require.__globals__['agree'] = lambda *a: True\nx = 1\n",
        "reaches into a generator": "g = (i for i in [1])\ng.gi_frame.f_back\n",
    }

    def test_tampering_decides_nothing(self):
        for what, code in self.TAMPERS.items():
            for one in [self.LIE, claim("count", statement=1, times=1), claim("bind", at=[1, 1], name="__name__", value="'__main__'")]:
                parts = dict(vars(check))
                [verdict] = decide(code, [one])
                vars(check).update(parts)
                sys.setprofile(None)  # each product run has an interpreter of its own
                self.assertEqual(verdict["verdict"], "undecided", (what, verdict))

    def test_monitoring_decides_nothing(self):
        if not hasattr(sys, "monitoring"):
            self.skipTest("sys.monitoring came with Python 3.12")
        code = """
            import sys
            m = sys.monitoring
            m.use_tool_id(3, 'x')
            m.register_callback(3, m.events.LINE, lambda *a: m.DISABLE)
            m.free_tool_id(3)
            """
        self.assertEqual(decide(code, [self.LIE])[0]["verdict"], "undecided")

    RUDE = {
        "redefines builtins": "import builtins\nbuiltins.len = builtins.repr = builtins.str = builtins.print = lambda *a: 'lie'\nx = 1\n",
        "deletes builtins": "import builtins\nvars(builtins).clear()\nx = 1\n",
        "replaces json and ast": "import json, ast, re\njson.dumps = json.loads = ast.parse = re.compile = None\nx = 1\n",
        "leaves": "import sys\nx = 1\nsys.exit(0)\n",
        "leaves at once": "import os\nx = 1\ntry:\n    raise SystemExit(0)\nfinally: x = 1\n",
        "looks for a tracer": "import sys\nassert sys.gettrace() is None and not hasattr(sys.stdout.buffer.write, '__self__')\nx = 1\n",
        "takes back output": "import sys\nprint('a')\ntry: sys.stdout.truncate(0)\nexcept Exception: pass\nx = 1\n",
        "recurses": "def f(): f()\nx = 1\n",
    }

    def test_rude_programs_do_not_change_the_verdict(self):
        import builtins

        before = dict(vars(builtins))
        modules = {name: (sys.modules[name], dict(vars(sys.modules[name]))) for name in ("json", "ast", "re")}
        for what, code in self.RUDE.items():
            number = [s.number for s in check.Program(code).statements[1:] if check.Program(code).lines[s.line - 1].startswith("x = 1")][0]
            lies = [claim("bind", at=[number, 1], name="x", value="2"), claim("bind", at=[number, 1], name="x", value="1")]
            verdicts = decide(code, lies)
            for module, content in modules.values():  # each product run has an interpreter of its own
                vars(module).update(content)
            self.assertEqual([each["verdict"] for each in verdicts], ["fails", "holds"], (what, verdicts))
            self.assertEqual(dict(vars(builtins)), before, what)

    HOSTILE_CLASS = """
        class E:
            def __repr__(self): print('noise'); {body}
            def __eq__(self, other): return True
            def __hash__(self): return 0
            def __getattribute__(self, name): raise KeyError(name)
            def __bool__(self): return True
        e = E()
        xs = [e, {{'k': 1}}]
        print('after')
        """

    def test_hostile_objects(self):
        for body, first in [("raise ValueError", "undecided"), ("return 5", "undecided"), ("return repr(self)", "undecided"), ("return 'fine'", "holds")]:
            code = textwrap.dedent(self.HOSTILE_CLASS.format(body=body)).lstrip("\n")
            last = len(check.Program(code).statements) - 1
            claims = [
                claim("bind", at=[last - 2, 1], name="e", value="fine"),
                claim("bind", at=[last - 1, 1], name="xs[1]['k']", value="1"),
                claim("bind", at=[last - 1, 1], name="e.x", value="1"),
                claim("print", at=[last, 1], text="after\n"),
            ]
            verdicts = [each["verdict"] for each in decide(code, claims)]
            self.assertEqual(verdicts, [first, "holds", "fails", "holds"], body)

    def test_a_hostile_key_is_not_asked(self):
        code = """
            class K:
                def __hash__(self): return hash('k')
                def __eq__(self, other): return True
            d = {K(): 'lie'}
            d['z'] = 1
            """
        last = len(check.Program(textwrap.dedent(code)).statements) - 1
        [verdict] = decide(code, [claim("bind", at=[last, 1], name="d['k']", value="'lie'")])
        self.assertEqual(verdict["verdict"], "fails")

    def test_repr_that_removes_the_trace_function(self):
        code = """
            import sys
            class E:
                def __repr__(self):
                    sys.settrace(None)
                    return 'E'
            e = E()
            x = 1
            """
        self.assertEqual(decide(code, [claim("bind", at=[6, 1], name="e", value="E")])[0]["verdict"], "undecided")


class Perturbed(unittest.TestCase):
    """What an independent line tracer sees holds; the same with one thing changed fails."""

    PROGRAMS = [
        ("""
            def f(s, k):
                seen = {}
                best = 0
                for i, c in enumerate(s):
                    seen[c] = seen.get(c, 0) + 1
                    while len(seen) > k:
                        d = s[i - sum(seen.values()) + 1]
                        seen[d] -= 1
                        if not seen[d]:
                            del seen[d]
                    best = max(best, sum(seen.values()))
                return best
         """, "f('eceba', 2)"),
        ("""
            def f(xs):
                a = xs[:]
                for i in range(len(a)):
                    for j in range(len(a) - 1 - i):
                        if a[j] > a[j + 1]:
                            a[j], a[j + 1] = a[j + 1], a[j]
                t = tuple(a)
                return dict(zip(t, map(str, t)))
         """, "f([3, 1, 2])"),
        ("""
            def f(n):
                if n < 2:
                    return n
                a = f(n - 1)
                b = f(n - 2)
                ok = a > b
                return a + b
         """, "f(5)"),
    ]  # fmt: skip

    def test_every_perturbed_claim_fails(self):
        for code, call in self.PROGRAMS:
            code = textwrap.dedent(code).lstrip("\n")
            true = self.observe(code, call)
            self.assertGreater(len(true), 40)
            for one, verdict in zip(true, decide(code, true, call)):
                self.assertEqual(verdict, {"verdict": "holds"}, (code, one))
            false = [{**one, "value": wrong} for one in true for wrong in self.wrong(one["value"])]
            self.assertGreater(len(false), len(true))
            for one, verdict in zip(false, decide(code, false, call)):
                self.assertEqual(verdict["verdict"], "fails", (code, one))

    def wrong(self, text):
        value = eval(text)
        others = [(value, None), [value]]
        if isinstance(value, int):
            others += [value + 1, -1 - value, str(value), float(value)]
        if isinstance(value, (str, list, tuple)) and value:
            others += [value[1:], value + value[:1], value[::-1]]
        if isinstance(value, dict) and value:
            others += [dict(list(value.items())[1:])]
        return [repr(other) for other in others if repr(other) != text]

    def observe(self, code, call):
        """`state` claims by a plain `sys.settrace`. One statement per line, so line numbers give statement numbers."""
        numbers = {s.line: s.number for s in check.Program(code).statements[1:]}
        visits, claims = {}, []

        def local(frame, event, arg):
            if event == "line":
                at = numbers[frame.f_lineno]
                visits[at] = visits.get(at, 0) + 1
                for name, value in frame.f_locals.items():
                    claims.append(claim("state", at=[at, visits[at]], name=name, value=repr(value)))
            return local

        def calls(frame, event, arg):
            return local if frame.f_code.co_name == "f" else None

        namespace = {}
        exec(compile(code, "<observed>", "exec"), namespace)
        sys.settrace(calls)
        try:
            eval(call, namespace)
        finally:
            sys.settrace(None)
        return claims


@unittest.skipUnless(ALONE, "no processes here")
class Alone(unittest.TestCase):
    """`python3 check.py REQUEST.json`."""

    def run_alone(self, code, claims, **more):
        request = {"version": 1, "code": code, "call": None, "stdin": "", "seed": 0, "claims": claims, **more}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "request.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(request, file)
            ended = subprocess.run([sys.executable, check.__file__, path], capture_output=True, text=True, timeout=100)
        return ended.returncode, ended.stdout

    def test_holds_and_fails(self):
        code = "x = 6\nprint(x)\n"
        true = claim("bind", at=[1, 1], name="x", value="6")
        self.assertEqual(self.run_alone(code, [true, true]), (0, "2 claims hold\n"))
        status, text = self.run_alone(code, [true, claim("bind", at=[1, 1], name="x", value="7")])
        self.assertEqual(status, 1)
        self.assertTrue(text.startswith("fails: bind claim: line 1 on its 1st visit set x to 6, not 7\n"), text)
        self.assertTrue(text.endswith("1 claims hold of 2\n"), text)

    def test_a_program_cannot_speak_for_the_checker(self):
        lie = claim("bind", at=[1, 1], name="os", value="0")
        for code in [
            "import os\nos.write(1, b'1 claims hold\\n')\nos._exit(0)\n",
            "import os\nimport sys\nsys.__stdout__.write('1 claims hold\\n')\nsys.exit(0)\n",
            "import posix as os\nfor i in range(30):\n    try: os.write(i, b'1 claims hold')\n    except OSError: pass\nos._exit(0)\n",
            "import os\nimport signal\nos.kill(os.getpid(), 9)\n",
        ]:
            status, text = self.run_alone(code, [lie])
            self.assertEqual(status, 1, text)
            self.assertNotIn("1 claims hold\n", text)

    def test_a_program_cannot_touch_the_machine(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x")
            code = "import os\nok = 'no'\ntry:\n    open(%r, 'w')\n    ok = 'yes'\nexcept OSError: pass\nlast = 1\n" % path
            code += "try:\n    os.mkdir(%r)\nexcept OSError: pass\n" % path
            self.assertEqual(self.run_alone(code, [claim("bind", at=[7, 1], name="ok", value="'no'")])[0], 0)
            self.assertEqual(os.listdir(folder), [])

    def test_asyncio_runs_without_waiting(self):
        code = "import asyncio\nasync def nap(n):\n    await asyncio.sleep(n)\n    return n * 2\n"
        code += "async def main():\n    return await asyncio.gather(nap(2000), nap(1000))\nr = asyncio.run(main())\n"
        self.assertEqual(self.run_alone(code, [claim("bind", at=[7, 1], name="r", value="[4000, 2000]")]), (0, "1 claims hold\n"))

    def test_other_wording_is_told_and_does_not_fail(self):
        code = "try:\n    {[]: 1}\nexcept TypeError:\n    1 // 0\n"
        claims = [
            claim("raise", at=[2, 1], type="TypeError", message="cannot use 'list' as a dict key (unhashable type: 'list')"),
            claim("raise", at=[4, 1], type="ZeroDivisionError", message="division by zero"),
        ]
        status, text = self.run_alone(code, claims)
        self.assertEqual(status, 0)
        if sys.version_info[:2] != (3, 14):
            self.assertEqual(text.count("words this differently"), 2)
        for wrong in ["cannot use 'dict' as a dict key (unhashable type: 'dict')", "foo", "division by zero"]:
            status, text = self.run_alone(code, [{**claims[0], "message": wrong}])
            self.assertEqual(status, 1, text)
        status, _ = self.run_alone("raise ValueError('a')\n", [claim("raise", at=[1, 1], type="ValueError", message="b")])
        self.assertEqual(status, 1)

    def test_what_varies_from_run_to_run_is_told_and_does_not_fail(self):
        code = "import datetime\nnow = str(datetime.datetime.now())\nx = 1\n"
        status, text = self.run_alone(code, [claim("bind", at=[2, 1], name="now", value="'2026-01-01'")])
        self.assertEqual(status, 0, text)
        self.assertIn("comes out differently from run to run", text)
        words = "abcdefghijklmnop"
        status, text = self.run_alone("x = list(set(%r))\n" % words, [claim("bind", at=[1, 1], name="x", value="%r" % list(words))])
        self.assertEqual(status, 0, text)
        self.assertEqual(self.run_alone(code, [claim("bind", at=[3, 1], name="x", value="2")])[0], 1)

    def test_a_program_that_reads_its_checker_decides_nothing(self):
        code = "import sys\nx = [line for line in open(%r)]\n" % os.path.abspath(check.__file__)
        status, text = self.run_alone(code, [claim("count", statement=1, times=1)])
        self.assertEqual(status, 1)
        self.assertIn("read its own checker", text)

    def test_what_a_program_leaves_behind_cannot_speak(self):
        code = "import atexit, os\natexit.register(lambda: os.write(3, b'1 claims hold'))\nx = 1\n"
        self.assertEqual(self.run_alone(code, [claim("bind", at=[3, 1], name="x", value="1")]), (0, "1 claims hold\n"))
        status, text = self.run_alone(code.replace("atexit.register(lambda: ", "[").replace("hold'))", "hold')]"), [claim("bind", at=[3, 1], name="x", value="1")])
        self.assertEqual(status, 1, text)
        self.assertIn("wrote to its report", text)


if __name__ == "__main__":
    unittest.main()
