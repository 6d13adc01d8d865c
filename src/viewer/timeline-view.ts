/** The stretch of the run that is shown: steps [from, to), fractions allowed. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Steps shown at the closest. */
const CLOSEST = 8;
/** A step that the view must follow keeps this share of the width to the edge. */
const MARGIN = 0.06;

export const wholeRun = (stepCount: number): View => ({ from: 0, to: stepCount });

export const isWhole = (view: View, stepCount: number): boolean => view.from <= 0 && view.to >= stepCount;

/** A view of some width that begins at a step, pushed back into the run. */
function within(from: number, width: number, stepCount: number): View {
  const held = Math.min(stepCount, Math.max(Math.min(CLOSEST, stepCount), width));
  const start = Math.min(Math.max(0, from), stepCount - held);
  return { from: start, to: start + held };
}

/**
 * Zooms so that what stands at `anchor` stays where it is.
 *
 * @param factor of the width shown: below 1 zooms in
 * @param anchor in steps, fractions allowed
 */
export function zoom(view: View, factor: number, anchor: number, stepCount: number): View {
  const width = view.to - view.from;
  const wanted = Math.min(stepCount, Math.max(Math.min(CLOSEST, stepCount), width * factor));
  return within(anchor - ((anchor - view.from) / width) * wanted, wanted, stepCount);
}

/** Moves the view by a number of steps. */
export function pan(view: View, by: number, stepCount: number): View {
  return within(view.from + by, view.to - view.from, stepCount);
}

/** The view moved as little as needed to show a step; the same object when it shows it already. */
export function following(view: View, step: number, stepCount: number): View {
  const width = view.to - view.from;
  const margin = Math.min(width * MARGIN, (width - 1) / 2);
  if (step < view.from + margin && view.from > 0) return within(step - margin, width, stepCount);
  if (step + 1 > view.to - margin && view.to < stepCount) return within(step + 1 + margin - width, width, stepCount);
  return view;
}

/** A view of steps [first, end) with a little room on both sides. */
export function around(first: number, end: number, stepCount: number): View {
  const room = (end - first) * 0.04;
  return within(first - room, end - first + 2 * room, stepCount);
}

/** Steps are cells: step s is drawn from `xOf(s)` to `xOf(s + 1)`. */
export const xOf = (view: View, step: number, width: number): number =>
  ((step - view.from) / (view.to - view.from)) * width;

/** The place under a pixel, in steps; its whole part is the step. */
export const placeAt = (view: View, x: number, width: number): number =>
  view.from + (x / width) * (view.to - view.from);

/** The step under a pixel, held within the run. */
export const stepAt = (view: View, x: number, width: number, stepCount: number): number =>
  Math.min(stepCount - 1, Math.max(0, Math.floor(placeAt(view, x, width))));
