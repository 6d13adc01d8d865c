import type { Code, Shown } from "./mentions.ts";

/** What clauses say that only other people's texts have; see {@link Fact}. */
export type Remark =
  /** `the list is V`, `the word has 5 letters`: something of the program by what it is, not by its name. */
  | {
      readonly kind: "described";
      readonly noun: string;
      readonly value?: Shown;
      readonly size?: number;
      readonly isInput?: boolean;
    }
  /** `'the' has length 3` */
  | { readonly kind: "value-size"; readonly value: Shown; readonly size: number }
  /** `the character at index 2 of s is 'a'`, `the last element is 5` */
  | { readonly kind: "item"; readonly index: Shown; readonly subject?: Code; readonly value: Shown }
  /** `6 is even`, `the list is sorted` */
  | { readonly kind: "property"; readonly subject?: Shown; readonly property: string; readonly holds: boolean }
  /** `'a' occurs three times in s` */
  | { readonly kind: "occurs"; readonly value: Shown; readonly times: number; readonly subject?: Code }
  /** `the first 5 is at index 1` */
  | { readonly kind: "position"; readonly value: Shown; readonly index: Shown }
  /** `reverse the list`, `pop 3` */
  | { readonly kind: "mutated"; readonly method: string; readonly value?: Shown }
  /** `it prints 3, then 4` */
  | { readonly kind: "prints"; readonly texts: readonly Code[]; readonly isLast?: boolean }
  /** `they are swapped`; not: `no swap`. */
  | { readonly kind: "swapped"; readonly happens: boolean }
  /** `compare 5 and 4` */
  | { readonly kind: "set-side-by-side"; readonly left: Shown; readonly right: Shown }
  /** `f(3):`, `inside f(3)`: what follows is about that call. */
  | { readonly kind: "in-call"; readonly call: Code }
  /** `int('x') raises ValueError`, `a KeyError occurs` */
  | { readonly kind: "fails"; readonly type: Code; readonly by?: Code; readonly isEnd?: boolean }
  /** `the exception is caught` */
  | { readonly kind: "handled"; readonly isCaught: boolean }
  /** `fib(3) = fib(2) + fib(1)` */
  | { readonly kind: "same"; readonly left: Code; readonly right: Code }
  /** `which is less than 16`, of the value last given. */
  | { readonly kind: "compared-with"; readonly operator: string; readonly right: Shown; readonly holds: boolean }
  /** `i goes 0, 1, 2`: what a loop's target takes, or how a variable goes. */
  | { readonly kind: "runs-over"; readonly name: Code; readonly values: readonly Shown[] }
  /** `the loop goes over 'aabcc'` */
  | { readonly kind: "iterates"; readonly value: Shown }
  /** `range(0, 8, 3) gives 0, 3, 6` */
  | { readonly kind: "elements"; readonly of: Code; readonly values: readonly Shown[] }
  /** `'red' → 'RED'`: of the pass that is about the first, something came to the second. */
  | { readonly kind: "comes-to"; readonly from: Shown; readonly to: Shown | null };
