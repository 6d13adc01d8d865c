import { readFileSync } from "node:fs";
import type { Program } from "../../runtime/types.ts";

/** A benchmark program and two sizes of its input. */
export interface BenchProgram {
  readonly name: string;
  /** A few thousand steps: small enough for a line hook that stores every local at every line. */
  readonly small: Program;
  /** About a hundred thousand steps. */
  readonly large: Program;
}

const SIZES: readonly (readonly [name: string, small: number, large: number])[] = [
  ["sort", 40, 280],
  ["recursion", 100, 6_000],
  ["sieve", 600, 17_000],
  ["arithmetic", 40, 460],
  ["dictionary", 700, 25_000],
  ["linked_list", 300, 8_000],
];

export function benchPrograms(): readonly BenchProgram[] {
  return SIZES.map(([name, small, large]) => {
    const code = readFileSync(new URL(`./programs/${name}.py`, import.meta.url), "utf8");
    const program = (size: number): Program => ({ code, call: `${name}(${size})`, stdin: "" });
    return { name, small: program(small), large: program(large) };
  });
}
