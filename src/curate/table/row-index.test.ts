import { describe, expect, it } from "vitest";
import { UNREVIEWED } from "../../dataset/curated.ts";
import type { StoredRow } from "../../dataset/store/database.ts";
import { summaryOf } from "../../dataset/store/summary.ts";
import { makeCurated } from "../../dataset/testing/samples.ts";
import { EVERYTHING, RowIndex } from "./row-index.ts";

const FEATURES = ["for loop", "while loop", "recursion", "slice", "dict"];
const STATUSES = ["unreviewed", "accepted", "rejected"] as const;

function row(order: number): StoredRow {
  const sample = makeCurated({
    id: `s${order}`,
    steps: (order * 7919) % 1000,
    features: FEATURES.filter((_, index) => (order >> index) & 1),
    program: { code: `def f(x):\n    return x + ${order}\n`, call: `f(${order})`, stdin: "", seed: 0 },
    curation: { ...UNREVIEWED, status: STATUSES[order % 3] ?? "unreviewed" },
  });
  return { project: "p", id: sample.id, order, summary: summaryOf(sample, false) };
}

describe("RowIndex", () => {
  const rows = Array.from({ length: 600 }, (_, order) => row(order));

  it("finds, counts and sorts as looking at every row would", () => {
    const index = new RowIndex(rows);
    const { found, counts } = index.query({
      ...EVERYTHING,
      chosen: { status: ["accepted", "rejected"], feature: ["recursion"] },
      ranges: { steps: [100, 700] },
      sort: "steps",
      descending: true,
    });
    const fits = (each: StoredRow, parts: { status: boolean; feature: boolean }) =>
      (!parts.status || each.summary.status !== "unreviewed") &&
      (!parts.feature || each.summary.features.includes("recursion")) &&
      each.summary.steps >= 100 &&
      each.summary.steps <= 700;
    const expected = rows
      .filter((each) => fits(each, { status: true, feature: true }))
      .sort((one, other) => other.summary.steps - one.summary.steps || one.order - other.order);
    expect([...found].map((position) => index.at(position).id)).toEqual(expected.map(({ id }) => id));
    expect(counts.status.get("unreviewed")).toBe(
      rows.filter((each) => each.summary.status === "unreviewed" && fits(each, { status: false, feature: true }))
        .length,
    );
    expect(counts.feature.get("slice")).toBe(
      rows.filter((each) => each.summary.features.includes("slice") && fits(each, { status: true, feature: false }))
        .length,
    );
  });

  it("finds text in code and prose, and takes changes over", () => {
    const index = new RowIndex(rows);
    const text = (wanted: string) => [...index.query({ ...EVERYTHING, text: wanted }).found];
    expect(text("X + 77\n")).toEqual([77]);
    expect(text("adds its numbers")).toHaveLength(600);
    const [first] = rows;
    if (first === undefined) throw new Error("a row");
    expect(index.update({ ...first, summary: { ...first.summary, tags: ["odd"] } })).toBe(true);
    expect([...index.query({ ...EVERYTHING, chosen: { tag: ["odd"] } }).found]).toEqual([0]);
    expect(index.update({ ...first, id: "unknown" })).toBe(false);
  });
});
