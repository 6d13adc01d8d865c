import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Trace } from "../trace/types.ts";
import { createNodeRuntime } from "./node.ts";
import { DEFAULT_LIMITS, type Runtime } from "./types.ts";

let fresh: Runtime;
let reusing: Runtime;
beforeAll(() => {
  fresh = createNodeRuntime();
  reusing = createNodeRuntime({ reuse: true });
});
afterAll(() => {
  fresh.close();
  reusing.close();
});

const run = (runtime: Runtime, code: string, call: string | null = null) =>
  runtime.run({ program: { code, call, stdin: "" }, limits: DEFAULT_LIMITS, seed: 0 });

/** All that tells of a run: what it printed and gave, and the address of an object. */
const told = (trace: Trace) => ({ stdout: trace.stdout, ending: trace.ending.kind, steps: trace.stepCount });

/** Programs that leave as much behind as they can. */
const POLLUTERS = [
  "import builtins, sys, random, math, os\nbuiltins.len = lambda x: 42\nmath.pi = 3\nrandom.seed(9)\nsys.path.clear()\nsys.modules['json'] = 5\nos.environ['LEFT'] = 'behind'\nprint(len([]))",
  "open('/tmp/left', 'w').write('behind')\nimport os\nos.chdir('/tmp')\nos.mkdir('deep')",
  "import sys\nsys.setrecursionlimit(50)\nclass A: pass\nint_cache = [object() for _ in range(200_000)]\nlist.__doc__\nraise ValueError('left')",
  "import decimal, time\ndecimal.getcontext().prec = 3\ntime.sleep(5)\nlog = open('/lib/python314.zip', 'rb') if False else None",
];

const WITNESS =
  "import builtins, sys, random, math, os, time, json, decimal\nprint(len([]), math.pi, random.random(), sys.path != [], os.environ.get('LEFT'), os.getcwd())\nprint(sorted(os.listdir('/tmp')), time.time(), json.dumps([1]), decimal.getcontext().prec, sys.getrecursionlimit())\nprint(id(object()), hash('a'), 'left' in dir())";

describe("an interpreter used again", () => {
  it("is as new, whatever the program before has done", async () => {
    const expected = told(await run(fresh, WITNESS));
    for (const polluter of POLLUTERS) {
      await run(reusing, polluter);
      expect(told(await run(reusing, WITNESS))).toEqual(expected);
    }
  });

  it("gives the same traces and verdicts as a new one", async () => {
    const code =
      "def f(n):\n    seen = {}\n    for i in range(n):\n        seen.setdefault(i % 3, []).append(i)\n    return seen\n";
    const [one, other] = [await run(fresh, code, "f(7)"), await run(reusing, code, "f(7)")];
    expect(JSON.stringify(other.effects(4))).toBe(JSON.stringify(one.effects(4)));
    expect(told(other)).toEqual(told(one));
    const request = {
      version: 1,
      code,
      call: "f(7)",
      stdin: "",
      seed: 0,
      claims: [{ kind: "result", value: "{0: [0, 3, 6], 1: [1, 4], 2: [2, 5]}" }],
    };
    expect(await reusing.check(request)).toEqual(await fresh.check(request));
  });
});
