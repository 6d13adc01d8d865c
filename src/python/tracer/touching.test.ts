import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { recordTrace } from "../../trace/testing/record-run.ts";
import type { Trace } from "../../trace/types.ts";

let interpreter: TestInterpreter;
beforeAll(async () => {
  interpreter = await bootTestInterpreter();
});

/** The values of a module variable before every step that prints it, and what was printed. */
function shownAndPrinted(trace: Trace, name: string): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index < trace.stepCount; index++) {
    const printed = trace.effects(index).flatMap((effect) => (effect.kind === "output" ? [effect.text] : []));
    const { start } = trace.step(index);
    const value = trace.lookup(0, name, start);
    if (printed.length > 0 && value) {
      pairs.push([trace.repr(value, start, 100_000).text, printed.join("").trimEnd()]);
    }
  }
  return pairs;
}

/** Two hundred random calls on one list, which is printed after each. */
function program(values: string, seed: number): string {
  return `
import heapq, bisect, random
from heapq import heappop
random.seed(${seed})
def some():
    return ${values}
xs = []
for i in range(200):
    kind = random.randrange(8)
    if kind < 3:
        heapq.heappush(xs, some())
    elif kind == 3 and xs:
        heappop(xs)
    elif kind == 4 and xs:
        heapq.heapreplace(xs, some())
    elif kind == 5:
        heapq.heappushpop(xs, some())
    elif kind == 6:
        xs.sort()
        bisect.insort(xs, some())
    else:
        xs.sort()
        bisect.insort_left(xs, some())
    print(xs)
`;
}

const VALUES = {
  "small numbers": "random.randrange(5)",
  "large numbers": "random.randrange(10**9)",
  floats: "random.random()",
  pairs: "(random.randrange(4), random.choice('ab'))",
  lists: "[random.randrange(4)]",
};

describe("heaps and sorted insertions", () => {
  it.each(Object.entries(VALUES))("are exact at every step with %s", (_, values) => {
    for (const seed of [1, 2]) {
      const pairs = shownAndPrinted(recordTrace(interpreter, program(values, seed)), "xs");
      expect(pairs.length).toBe(200);
      for (const [shown, printed] of pairs) expect(shown).toBe(printed);
    }
  });

  it("log the places that changed, not the list", () => {
    const trace = recordTrace(interpreter, "import heapq\nxs = list(range(1000))\nheapq.heapreplace(xs, 5000)");
    const changes = trace.effects(trace.stepCount - 1).filter((effect) => effect.kind === "mutate");
    expect(changes.length).toBeGreaterThan(3);
    expect(changes.length).toBeLessThan(12);
  });

  it("ask the program's own objects nothing more, and are exact for them", () => {
    const code = `
import heapq, bisect
asked = 0
class V:
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        global asked
        asked += 1
        return self.v < other.v
    def __repr__(self): return str(self.v)
xs = []
for v in (5, 3, 8, 1, 9, 2):
    heapq.heappush(xs, V(v))
heapq.heappop(xs)
xs.sort()
bisect.insort(xs, V(4))
print(asked, [one.v for one in xs])
`;
    const plain =
      "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out): exec(code, {})\nout.getvalue()";
    expect(recordTrace(interpreter, code).stdout).toBe(interpreter.runPython(plain, { code }));
  });

  it("are exact when a comparison fails halfway", () => {
    const code = "import heapq\nxs = [1, 2, 3]\ntry: heapq.heappush(xs, 'a')\nexcept TypeError: pass\nprint(xs)";
    const pairs = shownAndPrinted(recordTrace(interpreter, code), "xs");
    expect(pairs.length).toBe(1);
    for (const [shown, printed] of pairs) expect(shown).toBe(printed);
  });
});
