import { create } from "zustand";
import type { Shape } from "./detect.ts";

interface Chosen {
  /** By function and variable. */
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** How a person wants to see each variable; what is not here is drawn as detection suggests. */
export const useChosenShapes = create<Chosen>()(() => ({ shapes: {} }));

export function chooseShape(variable: string, shape: Shape): void {
  useChosenShapes.setState(({ shapes }) => ({ shapes: { ...shapes, [variable]: shape } }));
}
