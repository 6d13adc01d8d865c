import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CuratedSample, UNREVIEWED, waitingSample } from "../curated.ts";
import { concatenated } from "../lines.ts";
import { type Engine, type RunLimits, runSample, traceOf } from "../run/run-sample.ts";
import { bootTestEngine } from "../testing/engine.ts";
import { readMarkdownCode } from "../testing/markdown-reader.ts";
import { type ExportServices, exportDataset, type FinishedShard, type Sink } from "./export-dataset.ts";
import { exportOptionsSchema } from "./options.ts";
import { zipSink } from "./zip.ts";

const LIMITS: RunLimits = { steps: 10_000, seconds: 5, output: 10_000 };
const PARQUET_READER = fileURLToPath(new URL("../testing/read_parquet.py", import.meta.url));
const CHECKER = readFileSync(new URL("../../python/checker/check.py", import.meta.url), "utf8");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

const TOTAL = `def total(xs):
    s = 0
    for x in xs:
        if x > 1:
            s += x
    return s
`;
const FACTORIAL = "def fact(n):\n    if n < 2:\n        return 1\n    return n * fact(n - 1)\n";
const FAILS = "def pick(d, key):\n    return d[key]\n";
const SCRIPT = "name = input()\nprint('hello', name)\n";

let engine: Engine;
let samples: CuratedSample[];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tracewright-"));
  engine = await bootTestEngine();
  const programs: readonly (readonly [string, string, string | null, string])[] = [
    ["total", TOTAL, "total([1, 2])", ""],
    ["fact", FACTORIAL, "fact(3)", ""],
    ["fails", FAILS, "pick({'a': 1}, 'b')", ""],
    ["script", SCRIPT, null, "Zoë\n"],
  ];
  samples = [];
  for (const [row, [id, code, call, stdin]] of programs.entries()) {
    const origin = { format: "plain", file: "ours.jsonl", row };
    const waiting = waitingSample({ id, code, call, stdin, expected: null, task: "", origin });
    const ran = await runSample(engine, waiting, {
      directions: ["forward", "backward"],
      detail: "concise",
      voice: "teacher",
      limits: LIMITS,
    });
    samples.push({ ...ran, curation: { ...UNREVIEWED, status: "accepted" } });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function services(of: readonly CuratedSample[], more: Partial<ExportServices> = {}): ExportServices {
  return {
    async *samples() {
      yield* of;
    },
    traceOf: (sample) => traceOf(engine, sample, LIMITS),
    checkerSource: async () => CHECKER,
    toolVersion: "0.0.0",
    ...more,
  };
}

/** A sink that keeps what is written. */
function memory(): Sink & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    async write(path, chunks) {
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      expect(files.has(path)).toBe(false);
      files.set(path, concatenated(parts));
    },
  };
}

async function exported(format: string, options: object = {}, of: readonly CuratedSample[] = samples) {
  const sink = memory();
  const result = await exportDataset(exportOptionsSchema.parse({ format, ...options }), services(of), sink);
  const text = (path: string) => new TextDecoder().decode(sink.files.get(path));
  const lines = (path: string) =>
    text(path)
      .split("\n")
      .slice(0, -1)
      .map((line): Record<string, unknown> => JSON.parse(line));
  return { ...result, written: sink.files, text, lines };
}

const TRAIN = "data/train-00000-of-00001";

describe("exportDataset", () => {
  it("writes trainers' rows that another reader finds whole", async () => {
    const chat = await exported("chat", { think: "think" });
    const rows = chat.lines(`${TRAIN}.jsonl`);
    expect(rows.map(({ id }) => id)).toEqual(samples.flatMap(({ id, rationales }) => rationales.map(() => id)));
    for (const { messages } of rows) {
      expect(messages).toEqual([
        { role: "user", content: expect.stringMatching(/^```python\n/) },
        { role: "assistant", content: expect.stringMatching(/^<think>\n[\s\S]+\n<\/think>\n\nAnswer:?/) },
      ]);
    }
    const [first, second] = rows.map(({ messages }) => JSON.stringify(messages));
    expect(first).toContain("What does `total([1, 2])` return?");
    expect(second).toMatch(/Which call of `total` could return this\? `2`.*Answer: `total\(\[1, 2\]\)`/);

    const four = (await exported("conversation", { think: "response", identify: false })).lines(`${TRAIN}.jsonl`);
    expect(four).toHaveLength(4);
    expect(four[0]?.messages).toMatchObject([
      { role: "user" },
      { role: "assistant", content: expect.stringMatching(/<response>Predicted Output: 2<\/response>$/) },
      { role: "user", content: expect.not.stringContaining("```python") },
      {
        role: "assistant",
        content: expect.stringMatching(/<response>Predicted Input: total\(\[1, 2\]\)<\/response>$/),
      },
    ]);

    const pairs = (await exported("prompt-completion", { directions: ["forward"] })).lines(`${TRAIN}.jsonl`);
    expect(pairs[1]).toMatchObject({
      prompt: expect.stringMatching(/\?$/),
      completion: expect.stringMatching(/^\n\S/),
    });

    const sharegpt = JSON.parse((await exported("sharegpt")).text(`${TRAIN}.json`));
    expect(sharegpt[0].conversations.map(({ from }: { from: string }) => from)).toEqual(["human", "gpt"]);
    const [alpaca] = JSON.parse((await exported("alpaca")).text(`${TRAIN}.json`));
    expect(readMarkdownCode(alpaca.input).blocks).toEqual([{ language: "python", text: TOTAL }]);
    expect(alpaca.instruction).toBe("What does `total([1, 2])` return?");

    const crux = (await exported("cruxeval")).lines(`${TRAIN}.jsonl`);
    expect(crux.map(({ id, task, input, output }) => [id, task, input, output])).toEqual([
      ["total", "output", "[1, 2]", "2"],
      ["total", "input", "[1, 2]", "2"],
      ["fact", "output", "3", "6"],
      ["fact", "input", "3", "6"],
    ]);
    const steps = (await exported("stepwise")).lines(`${TRAIN}.jsonl`);
    for (const { completions, labels } of steps) {
      expect(labels).toEqual(Array.isArray(completions) ? completions.map(() => true) : null);
    }
    expect((await exported("samples")).lines(`${TRAIN}.jsonl`)).toEqual(JSON.parse(JSON.stringify(samples)));
  });

  it("shows runs in the forms of the papers", async () => {
    const of = async (format: string) => {
      const { lines, tally } = await exported(format);
      return { text: String(lines(`${TRAIN}.jsonl`)[0]?.text), leftOut: tally.leftOut };
    };
    const cwm = await of("cwm");
    expect(cwm.leftOut).toEqual({ "that this format cannot hold": 1 });
    const frames = cwm.text.split("<|frame_sep|>");
    expect(frames[0]).toBe(
      `<|begin_of_text|><|trace_context_start|>${TOTAL.trimEnd().replace("def total(xs):", "def total(xs):  # << START_OF_TRACE")}`,
    );
    expect(frames.slice(1)).toEqual([
      '<|call_sep|>{"xs": "[1, 2]"}<|action_sep|>def total(xs):\n',
      '<|line_sep|>{"xs": "[1, 2]"}<|action_sep|>    s = 0\n',
      '<|line_sep|>{"xs": "..", "s": "0"}<|action_sep|>    for x in xs:\n',
      '<|line_sep|>{"xs": "..", "s": "..", "x": "1"}<|action_sep|>        if x > 1:\n',
      '<|line_sep|>{"xs": "..", "s": "..", "x": ".."}<|action_sep|>    for x in xs:\n',
      '<|line_sep|>{"xs": "..", "s": "..", "x": "2"}<|action_sep|>        if x > 1:\n',
      '<|line_sep|>{"xs": "..", "s": "..", "x": ".."}<|action_sep|>            s += x\n',
      '<|line_sep|>{"xs": "..", "s": "2", "x": ".."}<|action_sep|>    for x in xs:\n',
      '<|line_sep|>{"xs": "..", "s": "..", "x": ".."}<|action_sep|>    return s\n',
      '<|return_sep|><|action_sep|>    return s\n<|arg_sep|>"2"',
      "<|end_of_text|>",
    ]);

    expect((await of("next")).text).toBe(
      `def total(xs):  # (0) xs=[1, 2]
    s = 0  # (1) s=0
    for x in xs:  # (2) x=1; (4) x=2
        if x > 1:
            s += x  # (6) s=2
    return s  # (8) __return__=2`,
    );

    const log = (await of("pysnooper")).text;
    expect(log.split("\n").map((line) => line.replace(/^ {16}/, ""))).toEqual([
      "Source path:... program.py",
      "Starting var:.. xs = [1, 2]",
      "call         1 def total(xs):",
      "line         2     s = 0",
      "New var:....... s = 0",
      "line         3     for x in xs:",
      "New var:....... x = 1",
      "line         4         if x > 1:",
      "line         3     for x in xs:",
      "Modified var:.. x = 2",
      "line         4         if x > 1:",
      "line         5             s += x",
      "Modified var:.. s = 2",
      "line         3     for x in xs:",
      "line         6     return s",
      "return       6     return s",
      "Return value:.. 2",
      "",
    ]);

    const pad = (await of("scratchpad")).text.split("\n");
    expect(pad.slice(0, 7)).toEqual([
      "[BEGIN]",
      "state: {}",
      "line: def total(xs):",
      'state: {"total": "<callable_object total>"}',
      "line: output = total([1, 2])",
      'state: {"xs": [1, 2]}',
      "line:     s = 0",
    ]);
    expect(pad.slice(-2)).toEqual(['state: {"total": "<callable_object total>", "output": 2}', "[DONE]"]);
  });

  it("keeps calls and returns of recursion in order, and tells exceptions", async () => {
    const { lines } = await exported("pysnooper");
    const [, recursive, raising] = lines(`${TRAIN}.jsonl`).map(({ text }) => String(text));
    const indents = [...(recursive ?? "").matchAll(/^( *) {16}(call|return)/gm)].map(
      ([, indent = "", kind]) => `${indent.length}${kind}`,
    );
    expect(indents).toEqual(["0call", "4call", "8call", "8return", "4return", "0return"]);
    expect(raising).toContain("Exception:..... KeyError: 'b'\nCall ended by exception");
  });

  it.skipIf(!hasPython)("writes Parquet that a reader of its own kind reads, column by column", async () => {
    for (const [format, column] of [
      ["chat", "messages"],
      ["stepwise", "labels"],
      ["samples", "sample"],
    ] as const) {
      const parquet = await exported(format, { packing: "parquet" });
      const json = await exported(format);
      const path = join(folder, `${format}.parquet`);
      writeFileSync(path, parquet.written.get(`${TRAIN}.parquet`) ?? "");
      const { stdout, stderr } = spawnSync("python3", [PARQUET_READER, path], { encoding: "utf8" });
      expect(stderr).toBe("");
      const rows = stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)[column]);
      const expected = json.lines(`${TRAIN}.jsonl`);
      expect(column === "sample" ? rows.map((text) => JSON.parse(text)) : rows).toEqual(
        column === "sample" ? expected : expected.map((row) => row[column]),
      );
    }
  });

  it.skipIf(!hasPython)("brings checks that prove the set again, and that notice a false claim", async () => {
    const { written, text } = await exported("chat");
    for (const [path, bytes] of written) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const prove = () => spawnSync("python3", [join(folder, "checks/run.py"), "--jobs", "2"], { encoding: "utf8" });
    const proved = prove();
    expect(proved).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+ claims of 4 samples checked; 0 samples fail\n$/),
    });
    const path = "checks/requests-train-00000-of-00001.jsonl";
    writeFileSync(join(folder, path), text(path).replace('"total([1, 2])"', '"total([1, 3])"'));
    expect(prove()).toMatchObject({ status: 1, stdout: expect.stringMatching(/^total:\n[\s\S]*; 1 samples fail\n$/) });
  });

  it("computes the card from what it wrote, and counts what it left out", async () => {
    const rejected = {
      ...(samples[0] as CuratedSample),
      id: "no",
      curation: { ...UNREVIEWED, status: "rejected" as const },
    };
    const { text } = await exported("chat", { licence: "mit" }, [...samples, rejected]);
    const card = text("README.md");
    const [, header = ""] = card.split("---\n");
    expect(header).toContain('license: "mit"');
    expect(header).toContain('"data_files":[{"split":"train","path":"data/train-*.jsonl"}]');
    expect(header).toContain('"num_examples":8');
    expect(card).toMatch(/\| recursion \| 1 \| 25% \|/);
    expect(card).toMatch(/100% of \d+ sentences are verified/);
    expect(card).toContain("Left out: 1 not accepted.");
  });

  it("lets a contradicted sentence out only with a written override, which goes with it", async () => {
    const sample = samples[0] as CuratedSample;
    const rationales = sample.rationales.map((rationale) => ({
      ...rationale,
      sentences: rationale.sentences.map((sentence, index) =>
        index === 0 ? { ...sentence, verdict: "contradicted" as const, because: "it was 2" } : sentence,
      ),
    }));
    const wrong = { ...sample, rationales };
    expect((await exported("chat", {}, [wrong])).excluded).toEqual({ "with a contradicted sentence": 1 });
    const override = "Meant as a puzzle.";
    const { lines, tally } = await exported("chat", {}, [{ ...wrong, curation: { ...sample.curation, override } }]);
    expect(tally.overrides).toBe(1);
    expect(lines(`${TRAIN}.jsonl`)[0]).toMatchObject({ id: "total", override });
    expect(lines("checks/overrides-train-00000-of-00001.jsonl")[0]).toMatchObject({
      id: "total",
      override,
      sentences: [{ because: "it was 2" }, {}],
    });
  });

  it("goes on from the shards that were finished, and gives the same bytes as in one go", async () => {
    const options = exportOptionsSchema.parse({ format: "alpaca", samplesPerShard: 1, seed: 3 });
    const whole = memory();
    await exportDataset(options, services(samples), whole);

    const sink = memory();
    const finished = new Map<string, FinishedShard>();
    const stop = new AbortController();
    const first = services(samples, {
      finished,
      signal: stop.signal,
      async onShard(path, shard) {
        finished.set(path, JSON.parse(JSON.stringify(shard)));
        if (finished.size === 2) stop.abort(new Error("killed"));
      },
    });
    await expect(exportDataset(options, first, sink)).rejects.toThrow("killed");
    expect(sink.files.has("README.md")).toBe(false);
    await exportDataset(options, services(samples, { finished }), sink);
    expect(new Map([...sink.files].sort())).toEqual(new Map([...whole.files].sort()));
  });

  it("packs everything into one zip", async () => {
    const chunks: Uint8Array[] = [];
    const zip = zipSink(async (chunk) => void chunks.push(chunk));
    await exportDataset(exportOptionsSchema.parse({ format: "html" }), services(samples), zip);
    await zip.finish();
    const files = unzipSync(concatenated(chunks));
    expect(Object.keys(files)).toContain(`${TRAIN}/total.html`);
    const page = new TextDecoder().decode(files[`${TRAIN}/fails.html`]);
    expect(page).toContain("<code>pick({'a': 1}, 'b')</code>");
    expect(page).not.toMatch(/<script|src=/);
    expect(page).toContain("KeyError: 'b'");
  });
});
