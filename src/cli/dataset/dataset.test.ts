import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CuratedSample, UNREVIEWED, waitingSample } from "../../dataset/curated.ts";

const BIN = fileURLToPath(new URL("../../../bin/tracewright.mjs", import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tracewright-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

function tracewright(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** Kill the command, without warning, as soon as `ready` says so. */
async function killed(args: readonly string[], ready: () => boolean): Promise<void> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const watch = setInterval(() => ready() && child.kill("SIGKILL"), 2);
  await ended;
  clearInterval(watch);
}

const rows = (name: string) =>
  readFileSync(at(name), "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

const sizeOf = (name: string) => (existsSync(at(name)) ? statSync(at(name)).size : 0);

describe("import, stats and export", () => {
  it("loses and doubles nothing when it is killed on the way", async () => {
    const count = 3_000;
    const programs = Array.from({ length: count }, (_, index) =>
      index % 100 === 7
        ? `{"id": ${index}, "code": 5}\n`
        : `${JSON.stringify({ id: index, code: `def f(x):\n    return x + ${index}`, input: "1" })}\n`,
    );
    writeFileSync(at("many.jsonl"), programs.join(""));
    const args = ["import", "--in", at("many.jsonl"), "--out", at("many.samples.jsonl"), "--workers", "2"];
    for (const size of [1, 300_000]) await killed(args, () => sizeOf("many.samples.jsonl.partial") > size);
    expect(existsSync(at("many.samples.jsonl"))).toBe(false);
    const torn = readFileSync(at("many.samples.jsonl.partial"), "utf8");
    expect(torn.length).toBeGreaterThan(300_000);
    expect(tracewright(...args).stderr).toMatch(/^Going on after [1-9]\d* rows\./);
    const ids = rows("many.samples.jsonl").map(({ id }: { id: string }) => id);
    const bad = rows("many.samples.jsonl.bad.jsonl").map(({ id }: { id: string }) => id);
    expect([...ids, ...bad].map(Number).sort((one, other) => one - other)).toEqual(programs.map((_, index) => index));
    expect(bad).toHaveLength(count / 100);
    expect(readdirSync(folder).filter((name) => /partial|unfinished/.test(name))).toEqual([]);

    const { stdout } = tracewright("stats", "--in", at("many.samples.jsonl"));
    expect(JSON.parse(stdout)).toMatchObject({
      samples: count - count / 100,
      outcomes: { waiting: count - count / 100 },
      duplicates: 0,
    });
  }, 180_000);

  it("runs samples, sets duplicates aside, and exports what was accepted", () => {
    const code = "def go(x):\n    return x * 2\n";
    writeFileSync(
      at("few.csv"),
      `source,args,result\n"${code}",4,8\n"${code.replaceAll("x", "value")}",4,8\n"${code}",5,11\n"def go(x):\n    return [][x]\n",0,\n`,
    );
    const out = at("few.samples.jsonl");
    expect(tracewright("import", "--in", at("few.csv"), "--out", out, "--run")).toMatchObject({ status: 0 });
    const samples = rows("few.samples.jsonl") as CuratedSample[];
    expect(samples.map(({ outcome, output }) => [outcome, output])).toEqual([
      ["ok", "8"],
      ["differs", "10"],
      ["differs", null],
    ]);
    for (const { rationales } of samples) {
      expect(rationales.map(({ direction }) => direction)).toEqual(["forward", "backward"]);
      expect(rationales.flatMap(({ sentences }) => sentences).every(({ verdict }) => verdict === "verified")).toBe(
        true,
      );
    }
    expect(rows("few.samples.jsonl.bad.jsonl")[0]).toMatchObject({ row: 1, reason: expect.stringContaining("few-0") });

    writeFileSync(
      out,
      samples
        .map(
          (sample, index) =>
            `${JSON.stringify({ ...sample, curation: { ...UNREVIEWED, status: index === 2 ? "rejected" : "accepted" } })}\n`,
        )
        .join(""),
    );
    const set = at("set");
    const exported = tracewright("export", "--in", out, "--out", set, "--format", "cwm", "--licence", "mit");
    expect(exported).toMatchObject({ status: 0, stderr: "2 of 2 samples written\n" });
    expect(readdirSync(set).sort()).toEqual(["README.md", "checks", "data"]);
    expect(rows("set/data/train-00000-of-00001.jsonl")).toHaveLength(2);
    expect(readFileSync(join(set, "README.md"), "utf8")).toContain("Left out: 1 not accepted.");
    expect(tracewright("export", "--in", out, "--out", at("set.zip"), "--format", "chat", "--parquet")).toMatchObject({
      status: 0,
    });
    expect(sizeOf("set.zip")).toBeGreaterThan(1_000);
    expect(tracewright("export", "--in", out, "--out", set, "--format", "tablet")).toMatchObject({ status: 2 });
  }, 120_000);

  it("finishes an export that was killed, and leaves no half file", async () => {
    const origin = { format: "plain", file: "a", row: 0 };
    const sample = (id: string) => ({
      ...waitingSample({
        id,
        code: `def f():\n    return '${id}'`,
        call: "f()",
        stdin: "",
        expected: null,
        task: "",
        origin,
      }),
      curation: { ...UNREVIEWED, status: "accepted" },
    });
    const ids = Array.from({ length: 1_500 }, (_, index) => `s${index}`);
    writeFileSync(at("all.jsonl"), ids.map((id) => `${JSON.stringify(sample(id))}\n`).join(""));
    const args = [
      "export",
      "--in",
      at("all.jsonl"),
      "--out",
      at("all"),
      "--format",
      "samples",
      "--shard",
      "50",
      "--test",
      "0.2",
    ];
    await killed(args, () => existsSync(at("all/data")) && readdirSync(at("all/data")).length > 3);
    expect(existsSync(at("all/README.md"))).toBe(false);
    expect(tracewright(...args).stderr).toMatch(/^Going on after [1-9]\d* finished files\./);
    const files = readdirSync(at("all/data"));
    expect(files.filter((name) => !/^(train|test)-\d{5}-of-\d{5}\.jsonl$/.test(name))).toEqual([]);
    const found = files.flatMap((name) => rows(`all/data/${name}`).map(({ id }: { id: string }) => id));
    expect(found.sort()).toEqual(ids.sort());
  }, 120_000);
});
