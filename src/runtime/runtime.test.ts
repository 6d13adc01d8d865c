import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Trace } from "../trace/types.ts";
import { createNodeRuntime } from "./node.ts";
import { DEFAULT_LIMITS, type Limits, type Runtime } from "./types.ts";

vi.setConfig({ testTimeout: 120_000 });

let runtime: Runtime;
beforeAll(async () => {
  runtime = createNodeRuntime();
  await runtime.warm();
}, 120_000);
afterAll(() => runtime.close());

interface Options {
  readonly call?: string;
  readonly stdin?: string;
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
}

function run(code: string, { call, stdin = "", seed = 0, limits = {}, signal }: Options = {}): Promise<Trace> {
  const program = { code, call: call ?? null, stdin };
  return runtime.run({ program, limits: { ...DEFAULT_LIMITS, ...limits }, seed }, undefined, signal);
}

describe("every run has a world of its own", () => {
  test("what one run changes, the next does not find", async () => {
    await run(
      "import sys, builtins, random\nbuiltins.leaked = sys.leaked = 1\nopen('leak.txt', 'w').close()\nrandom.seed(5)",
    );
    const { ending, stdout } = await run(
      "import sys, builtins, os\nprint(hasattr(builtins, 'leaked'), hasattr(sys, 'leaked'), os.listdir())",
    );
    expect(ending).toEqual({ kind: "finished", value: null });
    expect(stdout).toBe("False False []\n");
  });

  test("two runs of one program are the same, byte for byte", async () => {
    const code = `
import datetime, random, time, uuid
class Thing: pass
things = {Thing(), Thing(), "a", "b"}
print(datetime.datetime.now(), time.perf_counter(), random.random(), uuid.uuid4(), things)
for thing in things:
    print(thing, hash(thing), id(thing))`;
    const [first, second] = [await run(code), await run(code)];
    expect(first.stdout).toContain("2026-01-01 00:00:00");
    expect(recordOf(second)).toEqual(recordOf(first));
  });

  test("another seed is another world", async () => {
    const code = "import random\nprint(random.random(), hash('text'))";
    const [first, second, again] = [await run(code), await run(code, { seed: 7 }), await run(code, { seed: 7 })];
    expect(second.stdout).not.toBe(first.stdout);
    expect(again.stdout).toBe(second.stdout);
  });
});

/** Everything recorded, apart from how long it took. */
function recordOf(trace: Trace): unknown {
  const steps = Array.from({ length: trace.stepCount }, (_, index) => [trace.step(index), trace.effects(index)]);
  return { steps, stdout: trace.stdout, ending: trace.ending, endTick: trace.endTick };
}

describe("what a program may not do, it is told in Python's own way", () => {
  test.each([
    [
      "the browser",
      "import js",
      "ModuleNotFoundError: No module named 'js': programs here have no access to the browser",
    ],
    ["the browser's modules", "import js.fetch", "ModuleNotFoundError: No module named 'js'"],
    ["Pyodide's door", "import pyodide_js", "ModuleNotFoundError: No module named 'pyodide_js'"],
    ["JavaScript", "from pyodide.code import run_js\nrun_js('1')", "ModuleNotFoundError: No module named 'pyodide'"],
    ["proxies", "import pyodide.ffi", "ModuleNotFoundError: No module named 'pyodide'"],
    ["the bridge", "import _pyodide_core", "ModuleNotFoundError: No module named '_pyodide_core'"],
    ["the recorder", "import tracer", "ModuleNotFoundError: No module named 'tracer'"],
    ["the host", "import sys\nsys.modules['host']", "KeyError: 'host'"],
    ["a connection", "import socket\nsocket.create_connection(('127.0.0.1', 80))", "there is no network here"],
    ["a page", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1/')", "there is no network here"],
    ["a thread", "import _thread\n_thread.start_new_thread(print, ())", "there are no threads here"],
    ["a shell", "import os\nos.system('echo hello')", "no other processes can be started here"],
  ])("%s", async (_what, code, message) => {
    const { ending } = await run(code);
    expect(ending.kind).toBe("raised");
    expect(ending.kind === "raised" && ending.traceback).toContain(message);
    expect(ending.kind === "raised" && ending.traceback).not.toContain("loader");
  });

  test("code that gets hold of JavaScript by force finds nothing there", async () => {
    const { stdout } = await run(`
import sys
def attempt(name, action):
    try:
        print(name, action())
    except BaseException as error:
        print(name, "refused:", error)
frame, sink = sys._getframe(), None
while frame and sink is None:
    sink = frame.f_locals.get("sink") or getattr(frame.f_locals.get("self"), "sink", None)
    frame = frame.f_back
attempt("made", lambda: sink.constructor("return globalThis.process")())
attempt("found", lambda: sink.constructor.constructor("return 1")())
`);
    expect(stdout).toMatch(/made refused: .*\nfound refused: /);
  });

  test.each(["os._exit(3)", "sys.exit(3)", "raise SystemExit(3)"])("%s ends the run", async (code) => {
    const { ending, stdout } = await run(`import os, sys\nprint('before')\n${code}\nprint('after')`);
    expect(ending).toEqual({ kind: "exited", code: "3" });
    expect(stdout).toBe("before\n");
  });
});

describe("a run that is cut short keeps what it did", () => {
  test("steps", async () => {
    const trace = await run("i = 0\nwhile True:\n    i += 1", { limits: { steps: 1000 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "steps" });
    expect(trace.stepCount).toBeGreaterThanOrEqual(1000);
  });

  test("wall time", async () => {
    const trace = await run("i = 0\nwhile True:\n    i += 1", { limits: { steps: 1e9, seconds: 1 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "time" });
    expect(trace.stepCount).toBeGreaterThan(1000);
  });

  test("output", async () => {
    const trace = await run("while True:\n    print('x')", { limits: { output: 100 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "output" });
    expect(trace.stdout).toBe("x\n".repeat(50));
  });

  test("input that runs dry", async () => {
    const trace = await run("a = input()\nb = input()\nc = 1", { stdin: "one\n" });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "input" });
    expect(trace.stepCount).toBe(2);
  });

  test("one operation without end", async () => {
    const code = "total = 0\nfor i in range(5):\n    total += i\nfor j in [1]:\n    total = sum(range(10**13))";
    const trace = await run(code, { limits: { seconds: 0.5 } });
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "time" });
    expect(trace.stepCount).toBeGreaterThanOrEqual(10);
  });

  test("the breakdown of the interpreter", async () => {
    const code = "xs = None\nfor i in range(3):\n    pass\nimport ctypes\nctypes.CFUNCTYPE(None)(123456789)()";
    const trace = await run(code);
    expect(trace.ending).toMatchObject({ kind: "limit", limit: "memory" });
    expect(trace.stepCount).toBeGreaterThanOrEqual(5);
  });

  test("memory", async () => {
    const { ending } = await run("x = 'x' * (2**31 - 1)");
    expect(ending.kind === "raised" && ending.traceback).toContain("MemoryError");
  });

  test("Stop, and the next run starts at once", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 3000);
    const trace = await run("i = 0\nwhile True:\n    i += 1", { limits: { steps: 1e9 }, signal: stop.signal });
    expect(trace.ending.kind).toBe("stopped");
    expect(trace.stepCount).toBeGreaterThan(0);
    expect((await run("print('again')")).stdout).toBe("again\n");
  });

  test("a run stopped before it began", async () => {
    const { ending } = await run("x = 1", { signal: AbortSignal.abort() });
    expect(ending.kind).toBe("stopped");
  });
});

test("a program that empties the builtins, or meddles with tracing, harms only itself", async () => {
  const emptied = await run("import builtins\nfor name in list(vars(builtins)):\n    vars(builtins).pop(name)\nx = 1");
  expect(emptied.stepCount).toBeGreaterThan(3);
  const meddling = await run("import sys\nsys.settrace(lambda *_: None)\nsys.setprofile(None)\nx = 1\nprint(x)");
  expect(meddling.ending.kind).toBe("finished");
  expect(meddling.stdout).toBe("1\n");
});

test("the checker decides in an interpreter of its own", async () => {
  const request = { version: 1, code: "x = 41 + 1", call: null, stdin: "", seed: 0 };
  const claims = ["42", "43"].map((value) => ({ kind: "bind", at: [1, 1], name: "x", value }));
  const report = await runtime.check({ ...request, claims });
  expect(report).toMatchObject({ version: 1, verdicts: [{ verdict: "holds" }, { verdict: "fails" }] });
  expect(await runtime.checkerSource()).toContain("def decide");
});
