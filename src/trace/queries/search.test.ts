import { describe, expect, it } from "vitest";
import { ColumnsBuilder, int } from "../testing/columns-builder.ts";
import { openTrace } from "../trace.ts";
import { parseCondition } from "./condition.ts";
import { ConditionError } from "./condition-syntax.ts";
import { elementHistory, objectHistory, variableHistory } from "./history.ts";
import { search } from "./search.ts";

/**
 * x = 1; x = 5; x = 2; xs = [5, 6]; xs.pop(); xs.pop(); x = 9; d = {'k': 7, (1, 2): 0}; p = Point(a=3); s = 'hi'
 * and at last a statement that changes nothing.
 */
function sample() {
  const builder = new ColumnsBuilder();
  const statement = builder.statement("Assign");
  const types = {
    list: builder.type("list", "list"),
    dict: builder.type("dict", "dict"),
    tuple: builder.type("tuple", "tuple"),
    point: builder.type("Point", "instance", undefined, "__main__.Point"),
  };
  const step = () => builder.step(statement);
  for (const x of [1, 5, 2]) {
    step();
    builder.bind("x", x);
  }
  step();
  const xs = builder.object(types.list, [5, 6]);
  builder.bind("xs", xs);
  for (const index of [1, 0]) {
    step();
    builder.mutate("remove", xs, int(index), int(1));
  }
  step();
  builder.bind("x", 9);
  step();
  const pair = builder.object(types.tuple, [1, 2]);
  builder.bind("d", builder.object(types.dict, ["k", 7, pair, 0]));
  builder.bind("pair", pair);
  step();
  builder.bind("p", builder.object(types.point, ["a", 3]));
  builder.bind("s", "hi");
  builder.bind("f", builder.float(2.5));
  step();
  return { trace: openTrace(builder.build()), xs: xs.payload };
}

describe("search", () => {
  const { trace } = sample();
  const hits = (text: string) => {
    const { next } = search(trace, text);
    const found: number[] = [];
    for (let step = next(-1); step !== null; step = next(step)) found.push(step);
    return found;
  };

  it("finds the steps where a condition begins to hold", () => {
    expect(hits("x > 3")).toEqual([2, 7]);
    expect(hits("len(xs) == 0")).toEqual([6]);
    expect(hits("xs[0] == 5")).toEqual([4]);
    expect(hits("not xs and x == 9")).toEqual([7]);
    expect(hits("nothing == 1")).toEqual([]);
  });

  it("goes backwards to the same hits", () => {
    const { previous } = search(trace, "x > 3");
    expect([previous(trace.stepCount), previous(7), previous(2)]).toEqual([7, 2, null]);
  });

  it("finds the same steps as looking at each", () => {
    for (const text of ["x > 1", "5 in xs", "x == 2 or x == 9", "len(xs) < 2"]) {
      const condition = parseCondition(text);
      const holds = (step: number) => condition.holds(trace, 0, trace.step(step).start);
      const all = Array.from({ length: trace.stepCount }, (_, step) => step);
      expect(hits(text)).toEqual(all.filter((step) => holds(step) && (step === 0 || !holds(step - 1))));
    }
  });
});

describe("a condition", () => {
  const { trace } = sample();
  const holds = (text: string) => parseCondition(text).holds(trace, 0, trace.endTick);

  it.each([
    "x == 9 and s == 'hi'",
    "0 < x <= 9 != 8",
    "d['k'] == 7",
    "d[pair] == 0 and pair in d and pair == (1, 2)",
    "'k' in d and 'z' not in d and len(d) == 2",
    "p.a + 1 == 4",
    "xs == [] and not xs and xs is not None",
    "s[0] == 'h' and s[-1] == 'i' and 'h' in s and s + '!' == 'hi!'",
    "-x // 2 == -5 and -x % 4 == 3 and 2 ** 3 ** 2 == 512 and x / 2 == 4.5",
    "2 ** 70 == 1180591620717411303424 and 2 ** 70 > x",
    "f == 2.5 and f * 2 == 5 and abs(-f) == 2.5",
    "min(x, 3) == 3 and max([1, x]) == 9 and sum((1, 2, x)) == 12",
    "(1, 2) < (1, 3) and [] < [0] and (x) == 9 and (x,) == (9,)",
    "True == 1 and (None is None) and not False",
    "x > 100 or s == 'hi'",
  ])("holds: %s", (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each([
    "x == 8",
    "unbound > 1",
    "not unbound",
    "xs[0] == 5",
    "d['z'] == 1",
    "s > 1",
    "x / 0 == 1",
    "p.missing == 1",
    "len(x) == 1",
    "xs == ()",
  ])("does not hold, or has no value: %s", (text) => {
    expect(holds(text)).toBe(false);
  });

  it.each([
    ["x = 3", "To compare, write `==`.", 2],
    ["x >", "The condition ends too early.", 3],
    ["open('f')", "A condition can call only len, abs, min, max, sum, not `open`.", 0],
    ["x $ 3", "`$` has no meaning in a condition.", 2],
    ["xs[0", "`]` is missing here.", 4],
    ["lambda: 1", "`lambda` cannot stand here.", 0],
    ["", "The condition ends too early.", 0],
  ])("that cannot be read says why: %s", (text, message, position) => {
    try {
      parseCondition(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConditionError);
      expect(error).toMatchObject({ message, position });
    }
  });
});

describe("histories", () => {
  const { trace, xs } = sample();

  it("tell every value a variable took", () => {
    const history = variableHistory(trace, 0, "x");
    expect(history.map(({ step, value }) => [step, value?.kind === "atom" ? value.repr : null])).toEqual([
      [0, "1"],
      [1, "5"],
      [2, "2"],
      [6, "9"],
    ]);
    expect(variableHistory(trace, 0, "unbound")).toEqual([]);
  });

  it("tell every change of an object, and of one place in it", () => {
    expect(objectHistory(trace, xs).map(({ step, change }) => [step, change.kind])).toEqual([
      [4, "remove"],
      [5, "remove"],
    ]);
    const first = elementHistory(trace, xs, { kind: "index", index: 0 });
    expect(first.map(({ step, value }) => [step, value === null ? null : trace.repr(value, 0).text])).toEqual([
      [3, "5"],
      [5, null],
    ]);
    expect(elementHistory(trace, xs, { kind: "index", index: -1 }).map(({ step }) => step)).toEqual([3, 4, 5]);
  });
});
