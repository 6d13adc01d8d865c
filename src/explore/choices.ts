import { z } from "zod";
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Detail, Direction, Voice } from "../rationale/types.ts";
import { DEFAULT_LIMITS, type Limits } from "../runtime/types.ts";
import type { Breakpoint } from "../viewer/editor-contract.ts";
import { FIRST_EXAMPLE } from "./examples.ts";
import type { ProgramText } from "./share-link.ts";

/** What a person typed and where they stand in the run. */
interface Choices extends ProgramText {
  /** The step shown, from 0. */
  readonly step: number;
  readonly direction: Direction;
  /** The sentence clicked last. */
  readonly sentence: number | null;
  /** In order of their lines. */
  readonly breakpoints: readonly Breakpoint[];
  readonly breakpointsOpen: boolean;
  /** A condition to be found in the run. */
  readonly search: string;
  /** The name whose changes are marked and can be stepped between. */
  readonly watched: string | null;
  readonly playing: boolean;
  /** Which stage of the evaluation of the step's statement is looked at; null for none. */
  readonly stage: number | null;
  /** Where the caret stands in the code: its line, from 1, and the name it is in. */
  readonly caret: { readonly line: number; readonly name: string | null };
  /** On a first visit the Run button has the focus. */
  readonly firstVisit: boolean;
}

/** Fresh choices; `keeping.ts` replaces the example by a link's program or the last session. */
export const useChoices = create<Choices>()(() => ({
  code: FIRST_EXAMPLE.code,
  call: FIRST_EXAMPLE.call,
  stdin: FIRST_EXAMPLE.stdin,
  step: 0,
  direction: "forward",
  sentence: null,
  breakpoints: [],
  breakpointsOpen: false,
  search: "",
  watched: null,
  playing: false,
  stage: null,
  caret: { line: 1, name: null },
  firstVisit: true,
}));

/** Puts another program on the page. */
export function openProgram({ code, call, stdin }: ProgramText): void {
  useChoices.setState({ code, call, stdin, breakpoints: [], search: "", watched: null, firstVisit: false });
}

/** Goes to a step (from 0); a sentence goes along when the way there was a click on it. */
export function goToStep(step: number, sentence: number | null = null): void {
  useChoices.setState({ step, sentence, stage: null });
}

interface Preferences {
  readonly limits: Limits;
  readonly stdinOpen: boolean;
  readonly detail: Detail;
  readonly voice: Voice;
  /** Steps a second while playing. */
  readonly speed: number;
  /** Whether the code shows how often its lines ran. */
  readonly counts: boolean;
  /** Which view of the run is open in each stack of views. */
  readonly tabs: Readonly<Record<string, string>>;
}

const preferencesSchema = z.object({
  limits: z.object({
    steps: z.number().int().positive(),
    seconds: z.number().positive(),
    output: z.number().int().positive(),
  }),
  stdinOpen: z.boolean(),
  detail: z.enum(["outline", "concise", "full"]),
  voice: z.enum(["teacher", "first-person"]),
  speed: z.number().positive(),
  counts: z.boolean(),
  tabs: z.record(z.string(), z.string()),
});

const DEFAULT_PREFERENCES: Preferences = {
  limits: DEFAULT_LIMITS,
  stdinOpen: false,
  detail: "concise",
  voice: "teacher",
  speed: 2,
  counts: false,
  tabs: {},
};

/** How a person likes the page; kept between visits. */
export const usePreferences = create<Preferences>()(
  persist((): Preferences => DEFAULT_PREFERENCES, {
    name: "tracewright.preferences",
    merge: (stored, fresh) => preferencesSchema.catch(fresh).parse({ ...fresh, ...Object(stored) }),
  }),
);
