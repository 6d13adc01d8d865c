import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSink } from "./row-sink.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tracewright-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("openSink", () => {
  it("makes the folder, replaces the file and writes rows of any size", async () => {
    const path = join(folder, "new", "rows.jsonl");
    for (const text of ["first", "second"]) {
      const sink = await openSink(path);
      await sink.write([text, "\n"]);
      await sink.write(["é".repeat(700_000), "x".repeat(700_000), "\n"]);
      await sink.close();
      expect(await readFile(path, "utf8")).toBe(`${text}\n${"é".repeat(700_000)}${"x".repeat(700_000)}\n`);
    }
  });

  it("takes back a row that cannot be finished", async () => {
    const path = join(folder, "broken.jsonl");
    const sink = await openSink(path);
    function* broken() {
      yield "x".repeat(3_000_000);
      throw new Error("no more");
    }
    await sink.write(["one\n"]);
    await expect(sink.write(broken())).rejects.toThrow("no more");
    await sink.write(["two\n"]);
    await sink.close();
    expect(await readFile(path, "utf8")).toBe("one\ntwo\n");
  });
});
