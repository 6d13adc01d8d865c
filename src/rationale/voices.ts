import type { Voice } from "./types.ts";

/** The turns of phrase in which the voices differ; everything else reads the same in both. */
export interface Manner {
  /** `subject` is `` `f` `` or `it`; `given` the arguments: empty for none, null for such as cannot be written as values. */
  called(subject: string, given: string | null): string;
  /** A loop and its number of passes; `condition` is the test of a `while`, or empty. */
  makes(loop: string, condition: string, passes: string): string;
  /** How the account of one pass begins. */
  onPass(which: string): string;
  over(passes: string): string;
  after(loop: string): string;
  passEnds(): string;
  skipped(line: string): string;
  comesNext(line: string): string;
  /** How the way through a body is announced. */
  plans(): string;
  /** What leads up to the result where all has been said. */
  concludes(): string;
  /** Put after the sentence that gives the answer. */
  answer(): string;
}

function withArguments(given: string | null): string {
  if (given === null) return "";
  return given === "" ? " without arguments" : ` with ${given}`;
}

const TEACHER: Manner = {
  called: (subject, given) => `${subject} is called${withArguments(given)}`,
  makes: (loop, condition, passes) =>
    `${loop}${condition === "" ? "" : ` runs while ${condition} and`} makes ${passes}`,
  onPass: (which) => `on ${which}, `,
  over: (passes) => `over ${passes}, `,
  after: (loop) => `after the last pass${loop}, `,
  passEnds: () => "the pass ends there",
  skipped: (line) => `${line} is skipped`,
  comesNext: (line) => `${line} comes next`,
  plans: () => "in order, ",
  concludes: () => "so ",
  answer: () => "",
};

const FIRST_PERSON: Manner = {
  called: (subject, given) => `I call ${subject}${withArguments(given)}`,
  makes: (loop, condition, passes) =>
    `I go through ${loop}${condition === "" ? "" : ` as long as ${condition}`}, which takes ${passes}`,
  onPass: (which) => `I look at ${which}: `,
  over: (passes) => `pass by pass, over ${passes}, `,
  after: (loop) => `once the last pass${loop} is done, `,
  passEnds: () => "I am done with this pass",
  skipped: (line) => `I skip ${line}`,
  comesNext: (line) => `I go on at ${line}`,
  plans: () => "I have to follow these in order: ",
  concludes: () => "I am done, and ",
  answer: () => ", and that is my answer",
};

export function mannerOf(voice: Voice): Manner {
  return voice === "teacher" ? TEACHER : FIRST_PERSON;
}
