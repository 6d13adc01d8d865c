import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColumnsBuilder } from "../../trace/testing/columns-builder.ts";
import { openTrace } from "../../trace/trace.ts";
import { pagesOf } from "./parts.ts";
import { rowsOf } from "./rows.ts";

/** `xs = list(range(count))`, then `xs[place] = -1`. */
function longList(count: number, place: number) {
  const builder = new ColumnsBuilder();
  const make = builder.statement("Assign");
  const change = builder.statement("Assign");
  const list = builder.type("list", "list");
  builder.step(make);
  const xs = builder.object(
    list,
    Array.from({ length: count }, (_, index) => index),
  );
  builder.bind("xs", xs);
  builder.step(change);
  builder.mutate("set-item", xs, place, -1);
  builder.return(null);
  const trace = openTrace(builder.build());
  const value = trace.lookup(0, "xs", trace.endTick - 1)!;
  return { trace, value, tick: trace.endTick - 1, before: trace.step(1).start };
}

describe("pages", () => {
  it("cover a stretch without gaps, a hundred at most on a level", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(3_000_000), (from, count) => {
        const pages = pagesOf({ from, to: from + count });
        if (pages === null) {
          expect(count).toBeLessThanOrEqual(100);
          return;
        }
        expect(pages.length).toBeLessThanOrEqual(100);
        let at = from;
        for (const page of pages) {
          expect(page.from).toBe(at);
          expect(page.to).toBeGreaterThan(page.from);
          at = page.to;
        }
        expect(at).toBe(from + count);
      }),
    );
  });
});

describe("the lines of an opened value", () => {
  it("are pages of a long list, and its elements where a page is opened, with what changed", () => {
    const { trace, value, tick, before } = longList(1_234, 1_201);
    const closed = rowsOf(trace, value, tick, before, new Set());
    expect(closed).toHaveLength(13);
    const page = closed.at(-1)!;
    expect([page.label, page.canOpen]).toEqual(["1,200 … 1,233", true]);
    const open = rowsOf(trace, value, tick, before, new Set([page.path]));
    expect(open).toHaveLength(13 + 34);
    const changed = open.filter(({ previous }) => previous !== undefined);
    expect(changed.map(({ label }) => label)).toEqual(["1201"]);
    expect(trace.repr(changed[0]!.previous!, before).text).toBe("1201");
    expect(open.every(({ depth, label }) => depth === (label.includes("…") ? 0 : 1))).toBe(true);
  });

  it("are its elements at once when they are few", () => {
    const { trace, value, tick, before } = longList(3, 0);
    expect(rowsOf(trace, value, tick, before, new Set()).map(({ label }) => label)).toEqual(["0", "1", "2"]);
  });
});
