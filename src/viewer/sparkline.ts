import type { Evaluation } from "../trace/queries/evaluations.ts";
import type { Trace } from "../trace/types.ts";

/** The numbers in a history, for a drawing; null unless most of it are numbers (lengths stand for containers and texts). */
export function numbersOf(trace: Trace, history: readonly Evaluation[]): readonly number[] | null {
  const numbers = history.map(({ value, tick }) => {
    if (value.kind === "object") {
      const view = trace.objectAt(value.id, tick);
      return "length" in view ? view.length : Number.NaN;
    }
    if (value.type === "bool") return value.repr === "True" ? 1 : 0;
    return value.type === "int" || value.type === "float" ? Number(value.repr) : (value.length ?? Number.NaN);
  });
  const finite = numbers.filter(Number.isFinite);
  return finite.length >= 2 && finite.length * 2 > numbers.length ? finite : null;
}

const INSET = 3;

/** A path through numbers, in a box of some size: `M3 20 L7 12 …`. */
export function sparkPath(numbers: readonly number[], width: number, height: number): string {
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low || 1;
  const x = (i: number) => INSET + (i / Math.max(1, numbers.length - 1)) * (width - 2 * INSET);
  const y = (value: number) => height - INSET - ((value - low) / span) * (height - 2 * INSET);
  return numbers.map((value, i) => `${i === 0 ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join(" ");
}

/** A drawing of numbers as an image address, in a colour. */
export function sparkImage(numbers: readonly number[], width: number, height: number, colour: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="${sparkPath(numbers, width, height)}" fill="none" stroke="${colour}" stroke-width="1.5" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}
