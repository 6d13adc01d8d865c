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
  passEnds(inner: string): string;
  skipped(line: string): string;
  comesNext(line: string): string;
  /** A finished text, put the voice's way. */
  speaks(text: string): string;
  /** Whether what commonly trips readers up is pointed out. */
  readonly pointsOut: boolean;
  /** Whether it counts once more what it is about to give. */
  readonly counts: boolean;
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
  passEnds: (inner) => `the ${inner}pass ends there`,
  skipped: (line) => `${line} is skipped`,
  comesNext: (line) => `${line} comes next`,
  speaks: (text) => text,
  pointsOut: true,
  counts: false,
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
  passEnds: (inner) => `I am done with this ${inner}pass`,
  skipped: (line) => `I skip ${line}`,
  comesNext: (line) => `I go on at ${line}`,
  speaks: inFirstPerson,
  pointsOut: false,
  counts: true,
  plans: () => "I have to follow these in order: ",
  concludes: () => "I am done, and ",
  answer: () => ", and that is my answer",
};

/** What statements do, and what one does oneself who follows them. */
const DEEDS: ReadonlyMap<string, string> = new Map(
  (
    "sets:set starts:start adds:add subtracts:subtract appends:append extends:extend inserts:insert removes:remove " +
    "discards:discard updates:update rotates:rotate empties:empty reverses:reverse sorts:sort takes:take puts:put " +
    "stores:store deletes:delete swaps:swap makes:make prints:print returns:return"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);
const BARE: ReadonlyMap<string, string> = new Map([...DEEDS].map(([told, bare]) => [bare, told]));
const LINE_DEED = new RegExp(`(?<!\\bon )\\b([Ll])ine (\\d+) (${[...DEEDS.keys()].join("|")})\\b`, "g");
const OWN_DEED = new RegExp(`\\b([Oo])n line (\\d+) I (${[...BARE.keys()].join("|")})\\b`, "g");
const FURTHER_DEED = /\band (sets|puts|stores|adds) /g;

/** `line 5 adds 4 to `s`` becomes `on line 5 I add 4 to `s``; code is left alone. */
export function inFirstPerson(text: string): string {
  return outsideCode(text, (words) =>
    words
      .replace(LINE_DEED, (_, l: string, line: string, verb: string) => {
        return `${l === "L" ? "On" : "on"} line ${line} I ${DEEDS.get(verb) ?? verb}`;
      })
      .replace(FURTHER_DEED, (_, verb: string) => `and ${DEEDS.get(verb) ?? verb} `),
  );
}

/** The other way round: `on line 5 I add 4 to `s`` becomes `line 5 adds 4 to `s``. */
export function inThirdPerson(text: string): string {
  return outsideCode(text, (words) =>
    words.replace(OWN_DEED, (_, o: string, line: string, verb: string) => {
      return `${o === "O" ? "Line" : "line"} ${line} ${BARE.get(verb) ?? verb}`;
    }),
  );
}

function outsideCode(text: string, change: (words: string) => string): string {
  return text
    .split(/(`+(?:(?!`).)+?`+)/s)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}

export function mannerOf(voice: Voice): Manner {
  return voice === "teacher" ? TEACHER : FIRST_PERSON;
}
