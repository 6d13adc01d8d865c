import { beforeAll, describe, expect, it } from "vitest";
import { bootTestInterpreter, type TestInterpreter } from "../../runtime/testing.ts";
import { recordTrace } from "../../trace/testing/record-run.ts";
import type { Trace } from "../../trace/types.ts";
import { callRows } from "../calls/call-rows.ts";
import { heapGraph } from "../heap/heap-graph.ts";
import { layOutLocally } from "../heap/testing.ts";
import { loopAt, loopsOf, loopTable, tableText } from "../loops/loop-table.ts";
import { momentAt } from "../moment.ts";
import { parsedString } from "./characters.ts";
import { cursorsAt } from "./cursors.ts";
import { shapesOf } from "./detect.ts";
import { adjacencyGraph, isUndirected, linkedNodes } from "./node-graph.ts";
import { usageOf } from "./usage.ts";

let python: TestInterpreter;
beforeAll(async () => {
  python = await bootTestInterpreter();
}, 60_000);

/** What a name of the module holds when the script has ended. */
function atEnd(trace: Trace, name: string) {
  const tick = trace.frame(0).end - 1;
  const value = trace.lookup(0, name, tick);
  if (value === undefined) throw new Error(`${name} is unbound`);
  return { value, tick };
}

/** The ways in which each name of a script can be drawn when it has ended. */
function shapesIn(code: string): Record<string, string> {
  const trace = recordTrace(python, code);
  const tick = trace.frame(0).end - 1;
  return Object.fromEntries(
    trace
      .bindingsAt(0, tick)
      .map(([name, value]) => [name, shapesOf(trace, value, tick, usageOf(trace, 0, name)).join(" ")]),
  );
}

describe("shapesOf", () => {
  it("tells values by what they are", () => {
    const shapes = shapesIn(
      "grid = [[1, 2, 3], [4, 5, 6]]\npairs = [(1, 2), (3, 4)]\nragged = [[1], [2, 3]]\nages = {'ann': 3}\n" +
        "friends = {'ann': ['bob'], 'bob': ['ann', 'cy'], 'cy': []}\nroads = {'a': {'b': 4}, 'b': {}}\nplans = {'x': ['p'], 'y': ['q']}\nempty = {}\nn = 4",
    );
    expect(shapes).toMatchObject({
      grid: "grid text boxes",
      pairs: "text boxes",
      ragged: "text boxes",
      ages: "text table",
      friends: "graph text table",
      roads: "graph text table",
      plans: "text table",
      empty: "text",
      n: "text",
    });
  });

  it("tells them by how the code uses them", () => {
    const shapes = shapesIn(
      "from collections import deque\nxs = [3, 1, 2]\ni = 0\nxs[i] = 9\nword = 'abc'\nc = word[i]\nstack = []\nstack.append(1)\n" +
        "stack.append(2)\nstack.pop()\nline = [1, 2]\nline.append(3)\nline.pop(0)\nwaiting = deque([1])\nwaiting.append(2)\nwaiting.popleft()\nplain = [1, 2]",
    );
    expect(shapes).toMatchObject({
      xs: "boxes text",
      word: "characters text",
      stack: "stack text boxes",
      line: "queue text boxes",
      waiting: "queue text boxes",
      plain: "text boxes",
    });
  });

  it("tells nodes that link on from nodes that branch, and a way back from a branch", () => {
    const shapes = shapesIn(
      "class Link:\n    def __init__(self, v, next=None):\n        self.v = v\n        self.next = next\n        self.prev = None\n        if next: next.prev = self\n" +
        "class Tree:\n    def __init__(self, v, left=None, right=None):\n        self.v, self.left, self.right = v, left, right\n" +
        "class Many:\n    def __init__(self, *kids):\n        self.kids = list(kids)\n" +
        "class Alone:\n    def __init__(self):\n        self.next = None\n" +
        "chain = Link(1, Link(2))\nroot = Tree(2, Tree(1), Tree(3))\nmany = Many(Many(), Many())\nalone = Alone()",
    );
    expect(shapes).toMatchObject({ chain: "list text", root: "tree text", many: "tree text", alone: "text" });
  });
});

describe("cursors", () => {
  it("are the names the code indexes with, and those these are computed from", () => {
    const trace = recordTrace(
      python,
      "def find(items, wanted):\n    lo = 0\n    hi = len(items) - 1\n    while lo <= hi:\n        mid = (lo + hi) // 2\n        if items[mid] == wanted:\n            return mid\n        if items[mid] < wanted:\n            lo = mid + 1\n        else:\n            hi = mid - 1\n    return -1\n",
      { call: "find([2, 3, 5, 8], 5)" },
    );
    const scope = trace.scopes.findIndex(({ name }) => name === "find");
    const usage = usageOf(trace, scope, "items");
    expect([...usage.indexes].sort()).toEqual(["hi", "lo", "mid"]);
    const frame = trace.step(trace.stepCount - 1).frame;
    const tick = trace.step(trace.stepCount - 1).start;
    expect(cursorsAt(trace, frame, usage.indexes, tick, 4)).toEqual([
      { name: "lo", index: 2 },
      { name: "mid", index: 2 },
      { name: "hi", index: 3 },
    ]);
  });

  it("of a matrix are told apart by row and column", () => {
    const trace = recordTrace(python, "g = [[1, 2], [3, 4]]\nr, c = 0, 1\nprint(g[r][c], g[r + 1][-1])");
    const usage = usageOf(trace, 0, "g");
    expect([[...usage.indexes], [...usage.columns]]).toEqual([["r"], ["c"]]);
  });
});

describe("characters", () => {
  it("are those Python counts, escapes and astral ones included", () => {
    const trace = recordTrace(python, "s = 'a\\n\\'😀\\\\ é'");
    const { value, tick } = atEnd(trace, "s");
    expect(parsedString(trace, value, tick)).toEqual(["a", "\\n", "'", "😀", "\\", "␣", "é"]);
  });
});

describe("nodes and links", () => {
  it("of a linked list lead along it, once around a cycle", () => {
    const trace = recordTrace(
      python,
      "class N:\n    def __init__(self, v):\n        self.v = v\n        self.next = None\na = N(1)\nb = N(2)\na.next = b\nb.next = a",
    );
    const { value, tick } = atEnd(trace, "a");
    if (value.kind !== "object") throw new Error("a is an object");
    const { nodes, edges } = linkedNodes(trace, value.id, tick, false);
    expect(nodes.map(({ label }) => label)).toEqual(["1", "2"]);
    expect(edges).toHaveLength(2);
  });

  it("keep the side of an only child by drawing the missing one", () => {
    const trace = recordTrace(
      python,
      "class T:\n    def __init__(self, v, left=None, right=None):\n        self.v, self.left, self.right = v, left, right\nroot = T(1, None, T(3, T(2)))",
    );
    const { value, tick } = atEnd(trace, "root");
    if (value.kind !== "object") throw new Error("root is an object");
    const { nodes, edges } = linkedNodes(trace, value.id, tick, true);
    expect(nodes.filter(({ isMissing }) => isMissing)).toHaveLength(2);
    expect(edges[0]?.to).toMatch(/left$/);
  });

  it("of an adjacency mapping carry weights, and say when direction means nothing", () => {
    const trace = recordTrace(python, "roads = {'a': [('b', 4)], 'b': []}\nties = {'x': ['y'], 'y': ['x']}");
    const graphOf = (name: string) => {
      const { value, tick } = atEnd(trace, name);
      const view = value.kind === "object" ? trace.objectAt(value.id, tick) : null;
      if (view?.shape !== "mapping") throw new Error(`${name} is a mapping`);
      return adjacencyGraph(trace, view, tick);
    };
    expect(graphOf("roads").edges).toEqual([{ from: "'a'", to: "'b'", label: "4" }]);
    expect([isUndirected(graphOf("roads")), isUndirected(graphOf("ties"))]).toEqual([false, true]);
  });
});

describe("the heap", () => {
  const CODE =
    "monday = ['Ada']\ntuesday = monday\nrow = [0]\ngrid = [row, row]\nloop = [1]\nloop.append(loop)\npair = (1, 'a')\ncopy = list(row)";

  it("draws one box for an object however many names it has, and says so", () => {
    const trace = recordTrace(python, CODE);
    const moment = momentAt(trace, trace.stepCount - 1);
    const { boxes, remarks, cyclic } = heapGraph(trace, moment.frames, moment.tick);
    expect(boxes.filter(({ kind }) => kind === "object")).toHaveLength(5);
    expect(remarks).toContain("`monday` and `tuesday` are the same list.");
    expect(remarks).toContain("`row`, `grid[0]` and `grid[1]` are the same list.");
    expect(remarks).toContain("`loop` leads back to itself.");
    expect(cyclic.size).toBe(1);
    const [frame] = boxes;
    expect(frame?.rows.find(({ label }) => label === "pair")?.text).toBe("(1, 'a')");
  });

  it("keeps boxes in their columns and order when a step adds one", async () => {
    const request = (ids: readonly string[]) => ({
      direction: "RIGHT" as const,
      boxes: [{ id: "f", width: 80, height: 90, isFirst: true }, ...ids.map((id) => ({ id, width: 60, height: 40 }))],
      arrows: ids.map((id) => ({ id: `f ${id}`, from: "f", to: id })),
    });
    const before = await layOutLocally(request(["b", "a"]), null);
    const after = await layOutLocally(request(["b", "a", "c"]), before);
    const y = (layout: typeof before, id: string) => layout.boxes.get(id)!.y;
    expect(Math.sign(y(after, "a") - y(after, "b"))).toBe(Math.sign(y(before, "a") - y(before, "b")));
    expect(Math.abs(after.boxes.get("a")!.x - before.boxes.get("a")!.x)).toBeLessThan(8);
    expect(after.boxes.get("f")!.x).toBeLessThan(after.boxes.get("c")!.x);
  });
});

describe("the tree of calls", () => {
  const FIB = "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n";

  it("has every call with its arguments and result, and tells what is still to come", () => {
    const trace = recordTrace(python, FIB, { call: "fib(3)" });
    const all = callRows(trace, trace.endTick, new Set(), new Map()).map(
      ({ depth, call, result }) => `${" ".repeat(depth)}${call} ${result ?? ""}`,
    );
    expect(all).toEqual(["module ", "fib(3) 2", " fib(2) 1", "  fib(1) 1", "  fib(0) 0", " fib(1) 1"]);
    const early = momentAt(trace, 2);
    const rows = callRows(trace, early.tick, new Set(early.frames.map(({ frame }) => frame)), new Map());
    expect(rows.map(({ outcome }) => outcome)).toContain("later");
    expect(rows.filter(({ outcome }) => outcome === "running").length).toBeGreaterThan(1);
  });

  it("opens large trees only along the way to the step", () => {
    const trace = recordTrace(python, FIB, { call: "fib(12)" });
    const rows = callRows(trace, trace.endTick, new Set(), new Map());
    expect(trace.frameCount).toBeGreaterThan(400);
    expect(rows.length).toBeLessThan(20);
    const [, root] = rows;
    expect(callRows(trace, trace.endTick, new Set(), new Map([[root!.frame, false]])).length).toBe(2);
  });
});

describe("the table of a loop", () => {
  it("has a row for each pass, with what the pass left and what it changed", () => {
    const trace = recordTrace(
      python,
      "def f(xs):\n    total = 0\n    seen = []\n    for x in xs:\n        total += x\n        seen.append(x)\n        if x > 4:\n            return total\n    return 0\n",
      { call: "f([1, 4, 5, 6])" },
    );
    const loops = loopsOf(trace);
    const run = loopAt(loops, trace, trace.stepCount - 1);
    expect(run?.passes).toHaveLength(3);
    const table = loopTable(trace, run!);
    expect(tableText(trace, table)).toEqual([
      ["pass", "step", "x", "total", "seen"],
      ["0", expect.any(String), "", "0", "[]"],
      ["1", expect.any(String), "1", "1", "[1]"],
      ["2", expect.any(String), "4", "5", "[1, 4]"],
      ["3", expect.any(String), "5", "10", "[1, 4, 5]"],
    ]);
    expect(table.row(2).cells.map(({ isChanged }) => isChanged)).toEqual([true, true, true]);
  });
});
