import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { recordProgram } from "../testing/recording.ts";
import { openTrace } from "../trace.ts";
import type { Trace } from "../types.ts";
import { dependencesOf } from "./dependences.ts";
import { originOf, originOfElement } from "./origin.ts";
import { backwardSlice } from "./slice.ts";

let python: TestInterpreter;
beforeAll(async () => {
  python = await bootTestInterpreter();
}, 120_000);

function record(code: string, call?: string): Trace {
  return openTrace(recordProgram(python, code, call === undefined ? {} : { call }));
}

/** The n-th step (from 1) of the statement whose source begins with this text. */
function stepOf(trace: Trace, text: string, visit = 1): number {
  const statement = trace.statements.find(({ node }) => trace.text(node).startsWith(text));
  const step = trace.visits(statement?.number ?? 0)[visit - 1];
  if (step === undefined) throw new Error(`no visit ${visit} of ${text}`);
  return step;
}

/** First lines of the statements that a slice holds, in source order. */
function sliced(trace: Trace, from: number): string[] {
  const statements = new Set(backwardSlice(trace, from).steps.map((step) => trace.step(step).statement));
  return [...statements].sort((a, b) => a - b).map((number) => heading(trace, number));
}

function heading(trace: Trace, statement: number): string {
  return trace.text(trace.statement(statement).node).split("\n")[0]!;
}

describe("origin", () => {
  it("of a variable is the step that last bound it", () => {
    const trace = record("x = 1\ny = 2\nx = y + 3\nz = x\nx = 9\n");
    const origin = originOf(trace, stepOf(trace, "z = x"), "x");
    expect(origin?.step).toBe(stepOf(trace, "x = y + 3"));
    expect(origin?.because).toMatchObject([{ kind: "data", name: "y", step: stepOf(trace, "y = 2") }]);
    expect(originOf(trace, stepOf(trace, "z = x"), "len")).toBeUndefined();
  });

  it("of a parameter is the call", () => {
    const trace = record("def f(a):\n    return a + 1\nv = 4\nr = f(v)\n");
    expect(originOf(trace, stepOf(trace, "return"), "a")?.step).toBe(stepOf(trace, "r = f(v)"));
  });

  it("of an element follows it through insertions and removals", () => {
    const trace = record("xs = [0, 1]\nxs.append(7)\nxs.insert(0, 5)\nxs.pop(1)\nxs[0] = 8\nend = xs\n");
    const end = trace.step(stepOf(trace, "end")).start;
    const xs = trace.lookup(0, "xs", end);
    if (xs?.kind !== "object") throw new Error("xs is a list");
    const at = (index: number) => originOfElement(trace, xs.id, { kind: "index", index }, end)?.step;
    expect(trace.repr(xs, end).text).toBe("[8, 1, 7]");
    expect([at(0), at(1), at(2), at(-1)]).toEqual([
      stepOf(trace, "xs[0]"),
      stepOf(trace, "xs = "),
      stepOf(trace, "xs.append"),
      stepOf(trace, "xs.append"),
    ]);
  });

  it("of a dict's value is the store of an equal key", () => {
    const trace = record("d = {1: 'a'}\nd[True] = 'b'\nd[(1, 2)] = 'c'\nd[(1, 2)] = 'd'\nend = d\n");
    const end = trace.step(stepOf(trace, "end")).start;
    const d = trace.lookup(0, "d", end);
    if (d?.kind !== "object") throw new Error("d is a dict");
    const one = { kind: "atom", type: "int", repr: "1", complete: true } as const;
    expect(originOfElement(trace, d.id, { kind: "key", key: one }, end)?.step).toBe(stepOf(trace, "d[True]"));
  });
});

describe("the backward slice", () => {
  it("leaves out what had no part in the value", () => {
    const trace = record("a = 1\nb = 2\nc = a + 5\nd = b * 2\ne = c - a\n");
    expect(sliced(trace, stepOf(trace, "e ="))).toEqual(["a = 1", "c = a + 5", "e = c - a"]);
  });

  it("keeps the conditions that decided", () => {
    const trace = record("n = 3\nm = 4\nif n > 2:\n    r = 1\nelse:\n    r = 0\nif m > 2:\n    q = 1\nend = r\n");
    expect(sliced(trace, stepOf(trace, "end"))).toEqual(["n = 3", "if n > 2:", "r = 1", "end = r"]);
  });

  it("keeps the condition of a jump that might have passed by", () => {
    const code = "t = 0\nfor x in [1, -2, 3]:\n    if x < 0:\n        continue\n    t += x\nend = t\n";
    const trace = record(code);
    expect(sliced(trace, stepOf(trace, "end"))).toEqual([
      "t = 0",
      "for x in [1, -2, 3]:",
      "if x < 0:",
      "continue",
      "t += x",
      "end = t",
    ]);
  });

  it("goes through calls: arguments in, results out", () => {
    const code = `
def scale(v, k):
    waste = v * 100
    return v * k
a = 2
b = 3
c = 4
r = scale(a, b)
`;
    const trace = record(code);
    expect(sliced(trace, stepOf(trace, "r ="))).toEqual([
      "def scale(v, k):",
      "return v * k",
      "a = 2",
      "b = 3",
      "r = scale(a, b)",
    ]);
  });

  it("goes through elements, not through the whole list", () => {
    const code = "i = 0\nxs = [0, 0]\nys = xs\nxs[0] = 5\nxs[1] = 6\nys[0] += 1\nend = xs[0]\nother = xs[1]\n";
    const trace = record(code);
    expect(sliced(trace, stepOf(trace, "end"))).toEqual([
      "xs = [0, 0]",
      "ys = xs",
      "xs[0] = 5",
      "ys[0] += 1",
      "end = xs[0]",
    ]);
    expect(sliced(trace, stepOf(trace, "other"))).toEqual(["xs = [0, 0]", "xs[1] = 6", "other = xs[1]"]);
  });

  it("takes a list as a whole where a builtin looks at it", () => {
    const code = "xs = []\nys = []\nfor i in range(3):\n    xs.append(i)\n    ys.append(-i)\ntotal = sum(xs)\n";
    const trace = record(code);
    const heads = sliced(trace, stepOf(trace, "total"));
    expect(heads).toContain("xs.append(i)");
    expect(heads).not.toContain("ys.append(-i)");
  });

  it("goes through attributes and methods", () => {
    const code = `
class Counter:
    def __init__(self):
        self.n = 0
        self.calls = 0
    def add(self, k):
        self.n += k
        self.calls += 1
c = Counter()
c.add(5)
end = c.n
`;
    const trace = record(code);
    const heads = sliced(trace, stepOf(trace, "end"));
    expect(heads).toEqual(expect.arrayContaining(["self.n = 0", "self.n += k", "c.add(5)", "c = Counter()"]));
    expect(heads).not.toContain("self.calls += 1");
    expect(heads).not.toContain("self.calls = 0");
  });

  it("goes through generators and exceptions", () => {
    const code = `
def gen():
    yield 1
    yield 2
vals = []
for v in gen():
    vals.append(v)
try:
    bad = vals[5]
except IndexError:
    got = -1
end = got
`;
    const trace = record(code);
    expect(sliced(trace, stepOf(trace, "end"))).toEqual(
      expect.arrayContaining(["bad = vals[5]", "except IndexError:", "got = -1", "end = got"]),
    );
    expect(sliced(trace, stepOf(trace, "vals.append", 2))).toContain("yield 2");
  });

  it("says when it is cut short", () => {
    const trace = record("x = 0\nfor i in range(50):\n    x += i\nend = x\n");
    const slice = backwardSlice(trace, stepOf(trace, "end"), 5);
    expect(slice.complete).toBe(false);
    expect(backwardSlice(trace, stepOf(trace, "end")).complete).toBe(true);
  });
});

/** Python that leaves only the given statements of a program (and what holds them) and gives the repr of a call. */
const CUT = `
import ast
def cut(code, call, keep):
    tree, count = ast.parse(code), 0
    def number(node):
        nonlocal count
        if isinstance(node, (ast.stmt, ast.ExceptHandler)):
            count += 1
            node.number = count
        for child in ast.iter_child_nodes(node):
            number(child)
    number(tree)
    class Cut(ast.NodeTransformer):
        def generic_visit(self, node):
            super().generic_visit(node)
            kept = any(getattr(part, "number", None) in keep for part in ast.walk(node))
            return ast.copy_location(ast.Pass(), node) if isinstance(node, ast.stmt) and not kept else node
    namespace = {}
    exec(compile(ast.fix_missing_locations(Cut().visit(tree)), "cut", "exec"), namespace)
    return repr(eval(call, namespace))
`;

describe("a program cut down to a slice", () => {
  it.each([
    [
      "f(6)",
      "def f(n):\n    a = []\n    waste = 0\n    for i in range(n):\n        waste += i\n        if i % 2:\n            continue\n        a.append(i)\n    print(waste)\n    a.reverse()\n    return a",
    ],
    [
      "f('to be or not to be')",
      "def f(s):\n    seen = {}\n    longest = ''\n    for w in s.split():\n        seen[w] = seen.get(w, 0) + 1\n        if len(w) > len(longest):\n            longest = w\n    for k in list(seen):\n        if seen[k] < 2:\n            del seen[k]\n    return seen",
    ],
    [
      "f([3, 1, 2])",
      "def f(xs):\n    ys = xs[1:]\n    n = len(ys)\n    xs.sort()\n    xs.insert(0, 9)\n    for i in range(n):\n        ys[i] += 1\n        xs[0] -= i\n    return xs",
    ],
    [
      "f(20)",
      "def g(k, log):\n    log.append(k)\n    return k * k\ndef f(n):\n    log = []\n    total = 0\n    while True:\n        n -= 3\n        total += g(n, log)\n        if n < 5:\n            break\n    return total",
    ],
  ])("gives the same result: %s", (call, code) => {
    const trace = record(code, call);
    const { steps } = backwardSlice(trace, trace.stepCount - 1);
    const keep = new Set(steps.map((step) => trace.step(step).statement));
    expect(trace.statements.some(({ number }) => trace.visits(number).length > 0 && !keep.has(number))).toBe(true);
    // Its `def` made the function that the Call names.
    for (const { number, kind } of trace.statements) if (kind === "FunctionDef") keep.add(number);
    const result = python.runPython(`${CUT}\ncut(code, call, {${[...keep].join(",")}})`, { code, call });
    const whole = python.runPython("namespace = {}\nexec(code, namespace)\nrepr(eval(call, namespace))", {
      code,
      call,
    });
    expect(result).toBe(whole);
  });
});

describe("dependences", () => {
  it("name what was read and why the step ran", () => {
    const trace = record("k = 1\nxs = [4, 5]\nif xs[k] > 4:\n    y = xs[0]\n");
    const test = dependencesOf(trace, stepOf(trace, "if"));
    expect(test).toMatchObject([{ name: "xs" }, { name: "k" }, { place: { kind: "index", index: 1 } }]);
    const body = dependencesOf(trace, stepOf(trace, "y ="));
    expect(body.filter(({ kind }) => kind === "control")).toEqual([{ kind: "control", step: stepOf(trace, "if") }]);
  });
});
