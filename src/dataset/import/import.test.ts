import { gzipSync, zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { jsonLine } from "../json-lines.ts";
import { fileOf } from "../testing/files.ts";
import { makeCurated } from "../testing/samples.ts";
import type { SourceFile } from "./files.ts";
import { type Imported, importRecords, type Recognition, recognise } from "./import.ts";

/** Everything in a file as it would be stored without a person choosing anything. */
async function load(file: SourceFile): Promise<{ formats: (string | null)[]; all: Imported[]; found: Recognition[] }> {
  const all: Imported[] = [];
  const found: Recognition[] = [];
  for await (const each of recognise(file)) {
    found.push(each);
    const { format, mapping } = each;
    if (format === null) continue;
    for await (const imported of importRecords(each.file, { format, mapping })) all.push(imported);
  }
  return { formats: found.map(({ format }) => format), all, found };
}

const programs = (all: readonly Imported[]) =>
  all.flatMap((each) =>
    each.kind === "sample"
      ? [{ id: each.sample.id, call: each.sample.program.call, expected: each.sample.expected }]
      : [],
  );
const reasons = (all: readonly Imported[]) => all.flatMap((each) => (each.kind === "bad" ? [each.reason] : []));

const jsonl = (...rows: readonly unknown[]) => rows.map(jsonLine).join("");

const humanEval = {
  task_id: "HumanEval/900",
  prompt: 'def double(xs):\n    """ Twice each. """\n',
  entry_point: "double",
  canonical_solution: "    return [2 * x for x in xs]\n",
  test: `
METADATA = {}

def check(candidate):
    # assert candidate([9]) == [18]
    assert candidate([1, 2]) == [2, 4], "two (candidate([7]))"
    assert candidate(
        [3,
         4]
    ) == [
        6, 8]
    assert candidate([1, 2]) == [2, 4]
    big = [1] * 5
    assert candidate(big)[0] == 2
    for n in range(3):
        assert sum(candidate([n])) == 2 * n
    assert candidate([x for x in range(3)]) == 2 * [1]
    assert candidate([]) is None or "candidate([5])"
`,
};

describe("importing", () => {
  it("makes a sample of each call that a HumanEval test asserts, and keeps aside what needs the test", async () => {
    const { formats, all } = await load(
      fileOf("HumanEval.jsonl.gz", gzipSync(new TextEncoder().encode(jsonl(humanEval)))),
    );
    expect(formats).toEqual(["humaneval"]);
    expect(programs(all)).toEqual([
      { id: "HumanEval/900#1", call: "double([1, 2])", expected: "[2, 4]" },
      { id: "HumanEval/900#2", call: "double([3, 4])", expected: "[ 6, 8]" },
      { id: "HumanEval/900#3", call: "double([x for x in range(3)])", expected: null },
      { id: "HumanEval/900#4", call: "double([])", expected: null },
    ]);
    expect(reasons(all)).toEqual([
      "double(big) uses big, which only the test defines.",
      "double([n]) uses n, which only the test defines.",
    ]);
    const [first] = all;
    if (first?.kind !== "sample") throw new Error("a sample comes first");
    expect(first.sample.program.code).toBe(humanEval.prompt + humanEval.canonical_solution);
    expect(first.sample).toMatchObject({ task: humanEval.prompt, outcome: "waiting", origin: { row: 0 } });
  });

  it("reads MBPP with CRLF and tabs, whole lists in JSON, and finds the function that the tests call", async () => {
    const code = "def helper(x):\r\n\treturn x\r\ndef pairs(xs):\r\n\treturn set(map(helper, xs))";
    const rows = [
      { task_id: 901, text: "Pairs.", code, test_setup_code: "", test_list: ["assert set(pairs([1])) == set([1])"] },
      { task_id: 902, prompt: "No.", code, test_imports: ["import math"], test_list: ["assert other(1) == 2"] },
    ];
    const { formats, all } = await load(fileOf("sanitized-mbpp.json", JSON.stringify(rows)));
    expect(formats).toEqual(["mbpp"]);
    expect(programs(all)).toEqual([{ id: "901", call: "pairs([1])", expected: null }]);
    expect(reasons(all)).toEqual(["No assert of the tests calls a function of the code."]);
  });

  it("takes CRUXEval, LiveCodeBench, EvalPlus and CodeI/O records", async () => {
    const crux = { code: "def f(a, b):\n    return a + b", input: "1, 2", output: "3", id: "sample_7" };
    const bench = {
      question_id: 4,
      id: "4_1",
      function_name: "total",
      contest_id: "w",
      code: "def total(xs: List[int]) -> int:\n    return math.prod(xs)",
      input: "total(xs = [1, 2])",
      output: "2",
    };
    const plus = {
      task_id: "Mbpp/9",
      prompt: '"""Half."""\n',
      entry_point: "half",
      canonical_solution: "\ndef half(x):\n    return x / 2\n",
      base_input: Array.from({ length: 12 }, (_, index) => [index]),
      plus_input: [],
    };
    const io = {
      refcode: "def main_solution(n, s):\n    return [s] * n",
      funcname: "main_solution",
      ios: [{ input: { n: 2, s: "a" }, output: ["a", "a"] }, { output: 1 }],
    };
    expect(programs((await load(fileOf("a.jsonl", jsonl(crux)))).all)).toEqual([
      { id: "sample_7", call: "f(1, 2)", expected: "3" },
    ]);
    const loaded = await load(fileOf("b.jsonl", jsonl(bench)));
    expect(loaded.formats).toEqual(["livecodebench-execution"]);
    expect(loaded.all[0]).toMatchObject({
      sample: {
        program: {
          code: `import math\nfrom typing import List\n\n${bench.code}`,
          call: "total(xs = [1, 2])",
        },
      },
    });
    const evalplus = await load(
      fileOf("c.jsonl", jsonl(plus).replace("[[0],", "[[1.0],[1e2],[12345678901234567890],")),
    );
    expect(
      programs(evalplus.all)
        .slice(0, 4)
        .map(({ call }) => call),
    ).toEqual(["half(1.0)", "half(100.0)", "half(12345678901234567890)", "half(1)"]);
    expect(reasons(evalplus.all)).toEqual(["4 more inputs of this task were left out."]);
    const codeio = await load(fileOf("d.jsonl", jsonl(io)));
    expect(programs(codeio.all)).toEqual([{ id: "d-0", call: "main_solution(n=2, s='a')", expected: "['a', 'a']" }]);
    expect(reasons(codeio.all)).toEqual(['One of "ios" has no "input".']);
  });

  it("takes plain rows of every shape, and says what to mend in others", async () => {
    const code = "def go(a, b=2):\n    return a";
    const { formats, all } = await load(
      fileOf(
        "rows.jsonl",
        `${jsonl(
          { code, input: [1, "x"] },
          { code, input: { a: null, b: true } },
          { code, input: "go(1)" },
          { code, input: "(1), go(2)" },
          { code, call: "go(3)", output: [1] },
          { code: "print(input())", stdin: "a\n", output: "a\n" },
          { code: 5 },
          { code: "x = 1", input: "1" },
        )}not json\n[1]\n`,
      ),
    );
    expect(formats).toEqual(["plain"]);
    expect(programs(all).map(({ call }) => call)).toEqual([
      "go(1, 'x')",
      "go(a=None, b=True)",
      "go(1)",
      "go((1), go(2))",
      "go(3)",
      null,
    ]);
    expect(reasons(all)).toEqual([
      '"code" must be text, not a number.',
      '"code" defines no function that could take the "input".',
      expect.stringMatching(/^This line is not JSON/),
      "This is no object with fields.",
    ]);
    expect(all.filter(({ kind }) => kind === "bad").map((each) => each.kind === "bad" && each.row)).toEqual([
      6, 7, 8, 9,
    ]);
  });

  it("suggests which columns of a CSV file mean what", async () => {
    const table = 'Program,arguments,answer\n"def f(x):\n    return x * 2",4,8\n';
    const { found, all } = await load(fileOf("table.csv", table));
    expect(found[0]).toMatchObject({ mapping: { code: "Program", input: "arguments", output: "answer" } });
    expect(programs(all)).toEqual([{ id: "table-0", call: "f(4)", expected: "8" }]);
    const { found: lost } = await load(fileOf("lost.csv", "a,b\n1,2\n"));
    expect(lost[0]).toMatchObject({
      format: null,
      columns: ["a", "b"],
      problem: expect.stringContaining("Say which one"),
    });
  });

  it("opens zips of several files, Parquet and Python files", async () => {
    const parquet = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "code", data: ["def f(x):\n    return x", "def f(x):\n    return -x"], type: "STRING" },
          { name: "input", data: ["1", "2"], type: "STRING" },
          { name: "id", data: [5n, 6n], type: "INT64" },
        ],
      }),
    );
    const zip = zipSync({
      "set/rows.parquet": parquet,
      "set/hello.py": new TextEncoder().encode("print('hello')\n"),
      "set/.hidden.py": new Uint8Array(),
      "set/readme.txt": new TextEncoder().encode("no"),
    });
    const { formats, all, found } = await load(fileOf("set.zip", zip, 1000));
    expect(formats).toEqual(["plain", "plain", null]);
    expect(programs(all)).toEqual([
      { id: "5", call: "f(1)", expected: null },
      { id: "6", call: "f(2)", expected: null },
      { id: "hello", call: null, expected: null },
    ]);
    expect(found[2]?.problem).toContain("set.zip/set/readme.txt is of no kind");
  });

  it("says what is damaged", async () => {
    await expect(load(fileOf("a.zip", "PK nothing"))).resolves.toMatchObject({
      found: [{ format: null, problem: expect.stringContaining("no whole zip file") }],
    });
    await expect(load(fileOf("a.jsonl.gz", "plain text"))).resolves.toMatchObject({
      found: [{ format: null, problem: expect.stringContaining("no whole gzip file") }],
    });
    await expect(load(fileOf("a.parquet", "plain text, long enough for a footer"))).resolves.toMatchObject({
      found: [{ format: null, problem: expect.stringContaining("cannot be read as Parquet") }],
    });
  });

  it("brings our own samples back as they were", async () => {
    const sample = makeCurated({ id: "kept", outcome: "ok", steps: 2 });
    const { formats, all } = await load(fileOf("samples.jsonl", jsonl(sample, { ...sample, steps: -1 })));
    expect(formats).toEqual(["tracewright"]);
    expect(all[0]).toEqual({ kind: "sample", sample });
    expect(reasons(all)).toEqual([expect.stringContaining("steps")]);
  });
});
