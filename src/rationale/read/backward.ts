import type { Code, Shown } from "./mentions.ts";

/** What clauses say on the way from the output back to an input; see {@link Fact}. */
export type Inference =
  /** `lines 3 and 4 could each return it`, `line 11 cannot return that` */
  | { readonly kind: "returns-on"; readonly lines: readonly number[]; readonly could: boolean }
  /** `it is what line 6, the only return, gives back: s` */
  | { readonly kind: "gives-back"; readonly line: number; readonly source: Code | null; readonly isOnly: boolean }
  /** Calls run as a check: each gives its value, or (null) the result itself. */
  | {
      readonly kind: "tried";
      readonly calls: readonly Code[];
      readonly values: readonly (Shown | null)[];
      /** It is said to be the call of this very run. */
      readonly isGiven?: boolean;
    }
  /** `word holds one 'b' and 'a' three times` */
  | { readonly kind: "tally"; readonly subject: Code; readonly items: readonly (readonly [Shown, number])[] }
  /** `xs holds the four elements of [1, 2, 4, 5], in an order that is lost` */
  | { readonly kind: "same-elements"; readonly subject: Code; readonly size: number; readonly value: Shown }
  /** `xs has [3, 1] as that part`, `text begins with the elements of 'ab'` */
  | { readonly kind: "holds-part"; readonly subject: Code; readonly value: Shown; readonly isStart: boolean }
  /** `it starts at 0`, of what the loop adds up. */
  | { readonly kind: "starts-at"; readonly subject: Code; readonly value: Shown }
  /** `line 6 runs only if x > 0 on line 5 holds, so here it holds` */
  | { readonly kind: "went"; readonly line: number; readonly test: Code; readonly holds: boolean }
  /** `the call gives no result: it ends in KeyError with the message …, raised on line 2` */
  | { readonly kind: "ended"; readonly type: Code; readonly message: Code | null; readonly line: number }
  /** Calls run as a check that end in the same exception. */
  | { readonly kind: "ended-alike"; readonly calls: readonly Code[]; readonly isGiven?: boolean }
  /** `going forwards confirms it`: from here on the run is told from its start. */
  | { readonly kind: "forwards" }
  /** `line 3 makes by_last from sorted(words)` */
  | { readonly kind: "made-from"; readonly line: number; readonly subject: Code; readonly source: Code };
