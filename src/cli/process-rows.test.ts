import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { UsageError } from "./options.ts";
import { type OutputRow, processRows, type RowCommand } from "./process-rows.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tracewright-"));
});
afterAll(() => rm(folder, { recursive: true }));

let told = "";
beforeEach(() => {
  told = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    told += String(text);
    return true;
  });
});

/** Echoes each row; code `wait N` takes N ms, `fail` rejects, `tear` fails in the middle of its line. */
const echo: RowCommand = {
  async process(row, fileName): Promise<OutputRow> {
    const wait = /^wait (\d+)$/.exec(row.code)?.[1];
    if (wait !== undefined) await new Promise((resolve) => setTimeout(resolve, Number(wait)));
    if (row.code === "fail") throw new Error("it broke");
    return { status: "ok", line: row.code === "tear" ? torn() : [JSON.stringify({ id: row.id, fileName }), "\n"] };
  },
  failed: (id, error) => ({ id, status: "error", error }),
};

function* torn(): Generator<string> {
  yield '{"id": "torn", ';
  throw new Error("it tore");
}

async function run(input: string, workers = 2, signal = new AbortController().signal): Promise<unknown[]> {
  const files = { in: join(folder, "in.jsonl"), out: join(folder, "out.jsonl"), workers };
  await writeFile(files.in, input);
  await processRows(files, echo, signal);
  const written = await readFile(files.out, "utf8");
  expect(written === "" || written.endsWith("\n")).toBe(true);
  return written
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

const rows = (...all: readonly object[]) => all.map((row) => `${JSON.stringify(row)}\n`).join("");

describe("processRows", () => {
  it("writes one row for each, in the order of the input, however long each takes", async () => {
    const waits = [60, 0, 30, 0, 0, 10];
    const output = await run(rows(...waits.map((ms, i) => ({ id: i, code: `wait ${ms}` }))), 3);
    expect(output).toMatchObject(waits.map((_, id) => ({ id })));
    expect(told).toContain("6 of 6 rows, 0 with errors");
  });

  it("makes an error row of each row that is bad or fails, and goes on", async () => {
    const good = rows({ id: "a", code: "" }, { id: "b", code: "fail" }, { id: "c", code: "tear" }, { id: "d" });
    const output = await run(`\ufeff${good}oops\r\n\r\n${rows({ code: "" })}`);
    expect(output).toEqual([
      { id: "a", fileName: "a" },
      { id: "b", status: "error", error: expect.stringContaining("it broke") },
      { id: "c", status: "error", error: expect.stringContaining("it tore") },
      { id: "d", status: "error", error: '"code" is missing.' },
      { id: "row-4", status: "error", error: expect.stringContaining("not JSON") },
      { id: "row-5", fileName: "row-5" },
    ]);
    expect(told).toContain("6 of 6 rows, 4 with errors");
  });

  it("gives rows of one id file names of their own", async () => {
    const output = await run(rows({ id: "x", code: "" }, { id: "x", code: "" }, { id: "x-2", code: "" }));
    expect(output).toMatchObject([{ fileName: "x" }, { fileName: "x-2" }, { fileName: "x-2-2" }]);
  });

  it("copes with a file without rows", async () => {
    expect(await run("\n\n")).toEqual([]);
  });

  it("refuses files it cannot use before it writes anything", async () => {
    const path = join(folder, "precious.jsonl");
    await writeFile(path, "kept\n");
    const signal = new AbortController().signal;
    const refusal = (input: string, output: string) =>
      expect(processRows({ in: input, out: output, workers: 1 }, echo, signal)).rejects;
    await refusal(join(folder, "nowhere.jsonl"), path).toThrow(/no file.*nowhere/);
    await refusal(folder, path).toThrow(UsageError);
    await refusal(path, path).toThrow(/would overwrite/);
    expect(await readFile(path, "utf8")).toBe("kept\n");
  });

  it("stops between rows when interrupted", async () => {
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(new Error("enough")), 100);
    const input = rows(...[0, 10_000, 0].map((ms, id) => ({ id, code: `wait ${ms}` })));
    await expect(run(input, 1, interruption.signal)).rejects.toThrow("enough");
    expect(await readFile(join(folder, "out.jsonl"), "utf8")).toBe('{"id":0,"fileName":"0"}\n');
  });
});
