import type { Span } from "../slices.ts";
import type { Inference } from "./backward.ts";
import type { Code, Shown } from "./mentions.ts";
import type { Remark } from "./remarks.ts";

/**
 * What one clause says, before anyone has asked which moment of the run it speaks of. Facts come in the order of the
 * sentence. `trails`: the clause hangs on the one before it (`…, which leaves [1]`), else it may lead up to the next.
 */
export type Fact =
  | Remark
  | Inference
  /** Where the following happens. -1 is the last pass, 0 the next one. */
  | {
      readonly kind: "pass";
      /** What follows holds when the pass is over. */
      readonly isEnd?: boolean;
      readonly ordinal: number;
      readonly numbered?: boolean;
      readonly loop?: "inner" | "outer";
      readonly line?: number;
    }
  | {
      readonly kind: "after-loop";
      readonly line?: number;
      readonly inner?: boolean;
      /** `finally`: perhaps only the last pass is meant. */
      readonly isSoft?: boolean;
    }
  | { readonly kind: "before-loop" }
  | { readonly kind: "line"; readonly line: number; readonly leads?: boolean }
  /** A statement that ends with the thing said of it: `line 5 returns`. */
  | {
      readonly kind: "equal";
      readonly subject: Code;
      readonly value: Shown;
      readonly trails?: boolean;
      readonly after?: boolean;
    }
  | { readonly kind: "which-is"; readonly value: Shown }
  | { readonly kind: "set"; readonly subject: Code; readonly value: Shown | null; readonly fresh?: boolean }
  | { readonly kind: "become"; readonly value: Shown; readonly subject?: Code }
  | {
      readonly kind: "add";
      readonly value: Shown;
      readonly subject: Code;
      readonly operator: string;
      readonly atEnd?: boolean;
    }
  | { readonly kind: "update"; readonly subject: Code; readonly by: Code }
  | {
      readonly kind: "change";
      readonly method: string;
      readonly subject: Code;
      readonly arguments: readonly Shown[];
      /** Told without naming its line. */
      readonly isLoose?: boolean;
      readonly manner?: string;
      readonly key?: Code;
    }
  | { readonly kind: "take"; readonly value: Shown; readonly subject: Code; readonly index?: Shown }
  | {
      readonly kind: "put";
      readonly value: Shown;
      readonly subject: Code;
      readonly index?: Shown;
      readonly key?: Shown;
      readonly isNew?: boolean;
    }
  | { readonly kind: "assign-item"; readonly subject: Code }
  | { readonly kind: "delete"; readonly subject: Code }
  | {
      readonly kind: "leave";
      readonly value?: Shown;
      readonly size?: number;
      readonly noun?: string;
      readonly subject?: Code;
    }
  | { readonly kind: "unchanged"; readonly value: Shown; readonly subject: Code; readonly isIn: boolean }
  | {
      readonly kind: "size";
      readonly subject?: Code;
      readonly size: number;
      readonly noun: string;
      readonly after?: boolean;
      readonly trails?: boolean;
    }
  | { readonly kind: "swap"; readonly one: Code; readonly other: Code; readonly first?: Shown; readonly second?: Shown }
  | { readonly kind: "make"; readonly subject: Code; readonly type: Code }
  | { readonly kind: "fields"; readonly codes: readonly Code[] }
  | {
      readonly kind: "select";
      readonly subject: Code;
      readonly all: number;
      readonly kept: number;
      readonly test: Code;
    }
  /** A test and how it came out; without a subject, the one just spoken of. */
  | {
      readonly kind: "truth";
      readonly subject?: Code;
      readonly holds: boolean;
      readonly trails?: boolean;
      readonly asserted?: boolean;
    }
  | { readonly kind: "counts-as"; readonly holds: boolean }
  | { readonly kind: "settles"; readonly subject: Code }
  | { readonly kind: "matched"; readonly subject: Code; readonly line: number }
  | { readonly kind: "next-line"; readonly line: number; readonly how: "comes" | "skipped" }
  | { readonly kind: "enter"; readonly block: "body" | "else" | "skip" }
  | { readonly kind: "pass-ends" }
  | { readonly kind: "nothing-left" }
  | {
      readonly kind: "loop";
      readonly passes: number;
      readonly line?: number;
      readonly inner?: boolean;
      readonly test?: Code;
    }
  | {
      readonly kind: "over";
      readonly iterable: Code;
      readonly value?: Shown;
      readonly size?: number;
      readonly noun?: string;
    }
  | { readonly kind: "targets"; readonly name: Code; readonly values: readonly Shown[] }
  | {
      readonly kind: "count-range";
      readonly name: Code;
      readonly from: number;
      readonly to: number;
      readonly direction: "up" | "down";
    }
  | { readonly kind: "ending"; readonly ending: "break" | "return" | "raise" }
  | { readonly kind: "loop-ends" }
  | { readonly kind: "evolve"; readonly name: Code; readonly values: readonly Shown[]; readonly passes?: number }
  | { readonly kind: "never-holds"; readonly line: number }
  | { readonly kind: "count"; readonly line: number; readonly times: number; readonly test?: number }
  | {
      readonly kind: "held";
      readonly line: number;
      readonly held: number;
      readonly passes: number;
      readonly guarded: number;
      readonly times: number;
    }
  | { readonly kind: "calls-count"; readonly function: Code; readonly times: number }
  | {
      readonly kind: "call";
      readonly function?: Code;
      readonly nth?: number;
      readonly arguments: readonly Code[];
      readonly by?: number;
      readonly role: "opening" | "from" | "base" | "shown";
    }
  | {
      readonly kind: "again";
      readonly line: number;
      readonly function: Code;
      readonly name: Code;
      readonly values: readonly Shown[];
    }
  | {
      readonly kind: "calls";
      readonly line: number;
      readonly function: Code;
      readonly times: number;
      readonly name: Code;
      readonly values: readonly Shown[];
      readonly results: readonly Shown[];
    }
  | { readonly kind: "plan"; readonly codes: readonly Code[] }
  | { readonly kind: "reached"; readonly lines: readonly number[]; readonly times: number }
  | { readonly kind: "passed-over"; readonly from: number; readonly to: number; readonly times: number }
  | { readonly kind: "defines"; readonly line: number; readonly name: Code; readonly isUncalled: boolean }
  | { readonly kind: "call-raises"; readonly type: Code; readonly message?: Code }
  | { readonly kind: "swallowed"; readonly line: number }
  | { readonly kind: "unwind"; readonly values: readonly Shown[] }
  | { readonly kind: "return"; readonly value: Shown; readonly source?: Code; readonly function?: Code }
  | { readonly kind: "return-object"; readonly subject: Code; readonly type: Code }
  /** The value just returned is the answer of the whole run. */
  | { readonly kind: "answer" }
  | { readonly kind: "there" }
  /** What follows hangs on what was said before. */
  | { readonly kind: "since" }
  /** What a method did, with its arguments, of the expression just given a value. */
  | { readonly kind: "gloss"; readonly values: readonly Shown[]; readonly subject?: Code }
  | { readonly kind: "yield"; readonly function: Code; readonly values: readonly Shown[] }
  | { readonly kind: "over-passes"; readonly passes: number; readonly line?: number; readonly inner?: boolean }
  /** `(the index of the first V)`, `(V does not occur)`, of the expression just given a value. */
  | {
      readonly kind: "sought";
      readonly value: Shown;
      readonly which: "first" | "last" | "nowhere";
      readonly subject?: Code;
      readonly found?: Shown;
    }
  /** `(three of the eight characters)` */
  | {
      readonly kind: "portion";
      readonly taken: number;
      readonly all: number;
      readonly span?: Span;
      readonly subject?: Code;
    }
  | { readonly kind: "evaluate"; readonly subject: Code; readonly value?: Shown }
  | { readonly kind: "result"; readonly value: Shown }
  | {
      readonly kind: "print";
      readonly texts: readonly Code[];
      readonly isWhole?: boolean;
      readonly lines?: number;
      readonly empty?: boolean;
      readonly gap?: boolean;
    }
  | { readonly kind: "raise"; readonly type: Code; readonly message?: Code }
  | { readonly kind: "caught"; readonly line: number | null }
  | { readonly kind: "ends-with" }
  | { readonly kind: "purpose"; readonly verb: string; readonly codes: readonly Code[]; readonly words: string }
  | { readonly kind: "equations"; readonly code: Code }
  /** `append 9`, to whatever is appended to. */
  | { readonly kind: "append"; readonly value: Shown }
  /** An expression named without saying what it is. */
  | { readonly kind: "mention"; readonly code: Code }
  /** A statement of the program quoted as code. */
  | { readonly kind: "quote"; readonly code: Code }
  /** What came of the clause before. */
  | { readonly kind: "outcome"; readonly value: Shown }
  /** `5 is greater than 3` */
  | {
      readonly kind: "compared";
      readonly left: Shown;
      readonly right: Shown;
      readonly operator: string;
      readonly holds: boolean;
    }
  | { readonly kind: "jump"; readonly statement: Code; readonly line: number; readonly ends: "loop" | "pass" };
