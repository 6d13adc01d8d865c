import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { recordTrace } from "../../trace/testing/record-run.ts";
import type { Trace } from "../../trace/types.ts";

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
});

const record = (code: string, options = {}) => recordTrace(interpreter, code, options);

/** The module's variables at the end of the run. */
function variables(trace: Trace): Record<string, string> {
  const shown = trace
    .bindingsAt(0, trace.endTick)
    .map(([name, value]) => [name, trace.repr(value, trace.endTick).text]);
  return Object.fromEntries(shown);
}

describe("limits keep what was recorded", () => {
  it("stops after exactly so many steps", () => {
    const trace = record("n = 0\nwhile True:\n    n += 1", { limits: { steps: 1000 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "steps" });
    expect(trace.stepCount).toBe(1000);
  });

  it("stops a program that was done before anyone looked", () => {
    const trace = record("for i in range(100):\n    x = i", { limits: { steps: 50 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "steps" });
    expect(trace.stepCount).toBe(50);
  });

  it.each([
    "while True:\n    try:\n        x = 1\n    except BaseException:\n        pass",
    "while True:\n    try:\n        while True:\n            x = 1\n    except BaseException:\n        pass",
    "def f():\n    try:\n        f()\n    except BaseException:\n        f()\nf()",
    "def g():\n    while True:\n        try:\n            yield 1\n        except BaseException:\n            pass\nfor x in g():\n    for y in g():\n        pass",
    "while True:\n    try:\n        for i in range(10):\n            pass\n    finally:\n        continue",
  ])("is not to be caught: %s", (code) => {
    expect(record(code, { limits: { steps: 20_000 } }).ending).toMatchObject({ kind: "limit", limit: "steps" });
  });

  it("stops in time", () => {
    const trace = record("while True:\n    pass", { limits: { steps: 1e9, seconds: 0.3 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "time" });
    expect(trace.stepCount).toBeGreaterThan(0);
  });

  it("stops when too much is written, keeping what fits", () => {
    const trace = record("while True:\n    try:\n        print('abc')\n    except BaseException:\n        pass", {
      limits: { output: 10 },
    });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "output" });
    expect(trace.stdout).toBe("abc\nabc\nab");
  });

  it("stops where input runs dry", () => {
    const trace = record("a = input('name? ')\nb = input()", { stdin: "Ada\n" });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "input" });
    expect(variables(trace)).toMatchObject({ a: "'Ada'" });
    expect(trace.stdout).toBe("name? ");
  });
});

describe("endings", () => {
  it("tells sys.exit from a failure", () => {
    expect(record("import sys\nsys.exit(3)").ending).toEqual({ kind: "exited", code: "3" });
    expect(record("raise SystemExit").ending).toEqual({ kind: "exited", code: "" });
  });

  it("gives a traceback in the person's own lines", () => {
    const { ending } = record("def f():\n    return 1 / 0\nf()");
    expect(ending).toMatchObject({ kind: "raised" });
    expect(ending.kind === "raised" && ending.traceback).toBe(
      'Traceback (most recent call last):\n  File "<program>", line 3, in <module>\n' +
        '  File "<program>", line 2, in f\nZeroDivisionError: division by zero\n',
    );
  });

  it("says where the code does not parse", () => {
    expect(record("x = (1\n").ending).toEqual({
      kind: "syntax",
      where: "code",
      message: "'(' was never closed",
      range: { line: 1, column: 4, endLine: 1, endColumn: 5 },
    });
    expect(record("x = 1", { call: "f(" }).ending).toMatchObject({ kind: "syntax", where: "call" });
  });

  it("gives the value of the Call", () => {
    expect(record("def f(x): return x + 1", { call: "f(1)" }).ending).toMatchObject({ value: { repr: "2" } });
    const trace = record("def f(x): return [x]", { call: "f(1)" });
    const { ending } = trace;
    expect(ending.kind === "finished" && ending.value && trace.repr(ending.value, trace.endTick).text).toBe("[1]");
  });

  it("says what there is when the Call names nothing", () => {
    const { ending } = record("def area(r): return r", { call: "aera(1)" });
    expect(ending).toMatchObject({ kind: "refused", message: expect.stringContaining("`area`") });
  });

  it("runs empty code, Windows lines, tabs, a byte order mark", () => {
    expect(record("").ending).toEqual({ kind: "finished", value: null });
    expect(variables(record("\ufeffif 1:\r\n\tx = 2\r\n"))).toEqual({ x: "2" });
  });

  it("counts columns in UTF-16 and knows names beyond ASCII", () => {
    const trace = record("größe = '😀' + 'é'");
    expect(variables(trace)).toEqual({ größe: "'😀é'" });
    const sum = trace.effects(0).find((effect) => effect.kind === "evaluate");
    expect(sum?.kind === "evaluate" && trace.text(sum.node)).toBe("'😀' + 'é'");
  });
});

describe("no code of the program runs to record it", () => {
  it("asks objects nothing", () => {
    const code = `
class Loud:
    def __getattribute__(self, name): print("asked", name); raise RuntimeError
    def __repr__(self): print("repr")
    def __eq__(self, other): print("eq")
    def __hash__(self): print("hash"); return 1
    def __iter__(self): print("iter")
    def __len__(self): print("len")
    def __bool__(self): print("bool")
    __class__ = property(lambda self: print("class"))
    __dict__ = property(lambda self: print("dict"))
a = Loud()
b = [a, a]
b.append(a)
b[0] = Loud()
c = {"k": a}
c["j"] = a
def f(x, *y): return x
d = f(a, b)
e = (a, b)
`;
    expect(record(code)).toMatchObject({ stdout: "", ending: { kind: "finished" } });
  });

  it("keeps a metaclass out of it", () => {
    const code = `
class Meta(type):
    def __getattribute__(cls, name): print("asked", name); return type.__getattribute__(cls, name)
    def __eq__(cls, other): print("eq")
    def __hash__(cls): print("hash"); return 1
    def __instancecheck__(cls, other): print("instance")
class A(metaclass=Meta):
    pass
`;
    const plain = `${code}x = A\ny = [A]\ny.append(A)\nz = {1: A}\n`;
    expect(record(plain).stdout).toBe(record(code).stdout);
  });
});

describe("what is hard to hold", () => {
  it("objects that contain themselves", () => {
    const trace = record("xs = [1]\nxs.append(xs)\nd = {}\nd['d'] = d\n");
    expect(variables(trace)).toEqual({ xs: "[1, [...]]", d: "{'d': {...}}" });
  });

  it("numbers beyond 4,300 digits, long texts, bytes", () => {
    const trace = record("n = 10 ** 5000\ns = 'ab' * 20000\nb = b'\\x00\\'\"'\nf = -1e400\nc = 1j\ni = -2 ** 40");
    const shown = variables(trace);
    expect(shown.n).toMatch(/^10{100}/);
    expect(shown).toMatchObject({ f: "-inf", c: "1j", i: "-1099511627776", b: `b'\\x00\\'"'` });
    const [, text] = trace.bindingsAt(0, trace.endTick)[1]!;
    expect(text).toMatchObject({ length: 40_000, complete: false });
  });

  it("deep chains of objects", () => {
    const code = `
class Node:
    def __init__(self, value, next): self.value, self.next = value, next
head = None
for i in range(1500):
    head = Node(i, head)
nested = None
for i in range(1500):
    nested = [i, nested]
`;
    expect(record(code).ending).toMatchObject({ kind: "finished" });
  });

  it("infinite recursion", () => {
    const { ending, stepCount } = record("def f(n):\n    return f(n + 1)\nf(0)");
    expect(ending).toMatchObject({ kind: "raised" });
    expect(ending.kind === "raised" && ending.traceback).toMatch(/Previous line repeated.*\nRecursionError: [^\n]*\n$/);
    expect(stepCount).toBeGreaterThan(900);
  });

  it("a program that deletes the builtins", () => {
    const code = `
import builtins
for name in list(vars(builtins)):
    if name != "delattr": delattr(builtins, name)
x = [1]
x.append(2)
`;
    expect(variables(record(code))).toMatchObject({ x: "[1, 2]" });
    expect(record("x = len([1])").ending).toMatchObject({ kind: "finished" });
  });

  it("a program that takes everyone's monitoring away", () => {
    const code = `
import sys
m = sys.monitoring
for tool in range(6):
    try: m.free_tool_id(tool)
    except ValueError: pass
try:
    raise ValueError("x")
except ValueError as e:
    y = 1
`;
    expect(record(code).ending).toMatchObject({ kind: "finished" });
  });

  it("says that code from text is not recorded step by step", () => {
    const trace = record("xs = []\nexec('xs.append(1)')\ny = 2");
    expect(trace.notices.join(" ")).toContain("exec");
    expect(trace.repr(trace.bindingsAt(0, trace.step(1).start)[0]![1], trace.step(1).start).text).toBe("[]");
    expect(variables(trace)).toMatchObject({ xs: "[1]" });
  });
});
