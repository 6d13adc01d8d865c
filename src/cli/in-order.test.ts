import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapInOrder } from "./in-order.ts";

async function* streamOf<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe("mapInOrder", () => {
  it("keeps the order and never works on more than it may", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.nat()),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        async (scheduler, items, width, ahead) => {
          let [running, most] = [0, 0];
          const results = collect(
            mapInOrder(streamOf(items), width, ahead, async (item) => {
              running += 1;
              most = Math.max(most, running);
              await scheduler.schedule(Promise.resolve());
              running -= 1;
              return item + 1;
            }),
          );
          expect(await scheduler.waitFor(results)).toEqual(items.map((item) => item + 1));
          expect(most).toBeLessThanOrEqual(width);
          expect(most).toBe(Math.min(items.length, width, ahead));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("gives a result while the stream has nothing more to read yet", async () => {
    let more: () => void = () => {};
    async function* stalling() {
      yield 1;
      await new Promise<void>((resolve) => {
        more = resolve;
      });
      yield 2;
    }
    const results = mapInOrder(stalling(), 2, 8, (item) => Promise.resolve(item * 10));
    expect(await results.next()).toEqual({ done: false, value: 10 });
    more();
    expect(await results.next()).toEqual({ done: false, value: 20 });
    expect((await results.next()).done).toBe(true);
  });

  it("passes on that the stream failed", async () => {
    async function* failing() {
      yield 1;
      throw new Error("disk gone");
    }
    await expect(collect(mapInOrder(failing(), 1, 4, (item) => Promise.resolve(item)))).rejects.toThrow("disk gone");
  });
});
