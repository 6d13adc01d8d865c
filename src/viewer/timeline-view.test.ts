import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { around, following, pan, placeAt, stepAt, type View, wholeRun, xOf, zoom } from "./timeline-view.ts";

const STEPS = 1_000_000;

/** Views that a person can reach. */
const view = fc
  .array(fc.record({ factor: fc.double({ min: 0.01, max: 20, noNaN: true }), at: fc.nat(STEPS) }), { maxLength: 6 })
  .map((moves) => moves.reduce((now, { factor, at }) => zoom(now, factor, at, STEPS), wholeRun(STEPS)));

const expectWithin = ({ from, to }: View) => {
  expect(from).toBeGreaterThanOrEqual(0);
  expect(to).toBeLessThanOrEqual(STEPS + 1e-6);
  expect(to - from).toBeGreaterThanOrEqual(8 - 1e-6);
};

describe("the view of the timeline", () => {
  it("never leaves the run, nor comes closer than single steps", () => {
    fc.assert(
      fc.property(view, fc.integer({ min: -STEPS, max: STEPS }), (shown, by) => {
        expectWithin(shown);
        expectWithin(pan(shown, by, STEPS));
        expectWithin(around(Math.max(0, Math.min(STEPS - 1, by)), STEPS, STEPS));
      }),
    );
  });

  it("keeps what is under the pointer there while zooming, where the run's ends allow it", () => {
    const shown = { from: 400_000, to: 500_000 };
    const closer = zoom(shown, 0.1, 425_000, STEPS);
    expect(xOf(closer, 425_000, 1000)).toBeCloseTo(xOf(shown, 425_000, 1000), 6);
    expect(closer.to - closer.from).toBeCloseTo(10_000, 6);
  });

  it("follows a step by moving as little as it can", () => {
    fc.assert(
      fc.property(view, fc.nat(STEPS - 1), (shown, step) => {
        const followed = following(shown, step, STEPS);
        expect(followed.from).toBeLessThanOrEqual(step + 1e-6);
        expect(followed.to).toBeGreaterThanOrEqual(step + 1 - 1e-6);
        const again = following(followed, step, STEPS);
        expect(again.from).toBeCloseTo(followed.from, 6);
        expect(again.to).toBeCloseTo(followed.to, 6);
      }),
    );
  });

  it("finds the step that is drawn at a pixel", () => {
    fc.assert(
      fc.property(view, fc.integer({ min: 0, max: 1399 }), (shown, x) => {
        const step = stepAt(shown, x, 1400, STEPS);
        expect(xOf(shown, step, 1400)).toBeLessThanOrEqual(x + 1e-3);
        expect(xOf(shown, placeAt(shown, x, 1400), 1400)).toBeCloseTo(x, 3);
      }),
    );
  });

  it("shows a short run whole, however far one zooms in", () => {
    expect(zoom(wholeRun(5), 0.01, 3, 5)).toEqual({ from: 0, to: 5 });
  });
});
