import type { Tick, Trace, Value } from "../../trace/types.ts";
import type { Shape } from "./detect.ts";

/** What every drawing of a value is given. */
export interface ShapeViewProps {
  readonly trace: Trace;
  readonly name: string;
  readonly value: Value;
  readonly shape: Exclude<Shape, "text">;
  readonly frame: number;
  readonly tick: Tick;
  /** What is compared with. */
  readonly before: Tick;
}
