import type { Code } from "../mentions.ts";
import { type Rule, rule } from "./rule.ts";

const VERB = "(?<verb>collects|counts|adds up|keeps|stores|builds|sorts|reverses|joins|swaps|looks for|goes on|prints)";

/** What a function is for: `` `f` collects `x` in `out` for every `x` in `xs`, then sorts `out` ``. */
export const PURPOSE: readonly Rule[] = [
  rule(`^{f:e} (?<words>${VERB} [^.:]*«\\d+»[^.]*)`, (match) => {
    const names = match.text("words").match(/«\d+»/g) ?? [];
    const codes = names.map((_, index) => match.codeAt("words", index)).filter((code): code is Code => code !== null);
    const subject = match.code("f");
    if (subject === null) return null;
    return { kind: "purpose", verb: match.text("verb"), codes: [subject, ...codes], words: match.text("words") };
  }),
];
