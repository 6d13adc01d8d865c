import { beforeAll, expect, test } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "./testing.ts";

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
}, 60_000);

/** Runs in a world prepared afresh and gives back the value of the last expression. */
function inWorld(code: string, { seed = 0, stdin = "" } = {}): unknown {
  return interpreter.runPython(`import host\nhost.prepare(seed, stdin)\n${code}`, { seed, stdin });
}

test("time begins at a fixed instant and moves on with each reading", () => {
  const code = `
import time, datetime
first, second = time.time(), time.time()
[datetime.datetime.fromtimestamp(first).year, round(second - first, 6), time.tzname, datetime.datetime.now().isoformat()]`;
  expect(inWorld(code)).toEqual([2026, 0.0001, ["UTC", "UTC"], "2026-01-01T00:00:00.000300"]);
});

test("preparing twice gives the same world twice", () => {
  const code = `
import os, random, secrets, time, uuid
[time.perf_counter(), random.random(), random.Random().random(), os.urandom(8).hex(), str(uuid.uuid4()), secrets.token_hex(4)]`;
  inWorld(code); // The first import of a module may read the clock.
  expect(inWorld(code)).toEqual(inWorld(code));
  expect(inWorld(code, { seed: 1 })).not.toEqual(inWorld(code));
});

test("random.seed(seed) gives the same numbers as it does everywhere", () => {
  expect(inWorld("import random\nrandom.random()", { seed: 0 })).toBe(0.8444218515250481);
});

test("sleeping moves the clock and takes no time", () => {
  const began = performance.now();
  expect(inWorld("import time\nt = time.monotonic()\ntime.sleep(3600)\nround(time.monotonic() - t)")).toBe(3600);
  expect(performance.now() - began).toBeLessThan(1000);
});

test("sleep refuses what time.sleep refuses", () => {
  expect(() => inWorld("import time\ntime.sleep(-1)")).toThrow(/ValueError: sleep length must be non-negative/);
  expect(() => inWorld("import time\ntime.sleep('1')")).toThrow(/TypeError/);
});

test("asyncio runs on virtual time, in the order of its timers", () => {
  const code = `
import asyncio
async def wait(name, seconds):
    await asyncio.sleep(seconds)
    done.append(name)
done = []
async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with asyncio.timeout(100):
        await asyncio.gather(wait("slow", 60), wait("fast", 1), wait("none", 0))
    return loop.time() - began
[round(asyncio.run(main())), done]`;
  expect(inWorld(code)).toEqual([60, ["none", "fast", "slow"]]);
});

test("a program whose tasks all wait is told that it is deadlocked", () => {
  const code = `
import asyncio
async def main():
    await asyncio.Event().wait()
asyncio.run(main())`;
  expect(() => inWorld(code)).toThrow(/deadlocked/);
});

test("input reads the box line by line, and its end ends the run", () => {
  expect(inWorld("import sys\n[input(), input('> '), sys.stdin.read()]", { stdin: "a\r\nb\nrest" })).toEqual([
    "a",
    "b",
    "rest",
  ]);
  const dry = `
try:
    input()
except Exception:
    caught = "an Exception"
except BaseException as error:
    caught = type(error).__name__
caught`;
  expect(inWorld(dry)).toBe("InputExhausted");
});

test("a box that ends with Ctrl-D is complete: then input raises EOFError, as at a terminal", () => {
  expect(() => inWorld("input()\ninput()", { stdin: "a\n\u0004" })).toThrow(/EOFError: EOF when reading a line/);
});

test("reading stdin to its end is no limit", () => {
  expect(inWorld("import sys\n[line for line in sys.stdin]", { stdin: "a\nb" })).toEqual(["a\n", "b"]);
});

test.each([
  ["a thread", "import threading\nthreading.Thread(target=print).start()", /there are no threads here/],
  ["a process", "import os\nos.system('echo hello')", /no other processes can be started/],
  ["a subprocess", "import subprocess\nsubprocess.run(['ls'])", /OSError/],
  ["a socket", "import socket\nsocket.create_connection(('127.0.0.1', 80))", /there is no network here/],
  ["a page", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1/')", /there is no network here/],
  ["os._exit", "import os\nos._exit(3)", /SystemExit: 3/],
])("%s is refused with an ordinary error that says why", (_name, code, message) => {
  expect(() => inWorld(code)).toThrow(message);
});

test("the file system is empty, and one's own", () => {
  expect(inWorld("import os\n[os.getcwd(), os.listdir('.')]")).toEqual(["/home/user", []]);
  expect(inWorld("open('x.txt', 'w').write('hello')\nopen('x.txt').read()")).toBe("hello");
});

test("reset brings back what a program broke", () => {
  const code = `
import builtins, sys
len_before = len
del builtins.len
builtins.print = None
sys.settrace(lambda *arguments: None)
host.reset()
[builtins.len is len_before, callable(builtins.print), sys.gettrace() is None]`;
  expect(inWorld(code)).toEqual([true, true, true]);
});

test("more memory than the machine has is a MemoryError", () => {
  expect(() => inWorld("x = bytearray(1 << 30)")).toThrow(/MemoryError/);
});
