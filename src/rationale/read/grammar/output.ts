import type { Code } from "../mentions.ts";
import { type Rule, rule } from "./rule.ts";

/** What is printed and what is raised. */
export const OUTPUT: readonly Rule[] = [
  rule("prints? (?:an|(?<empty>empty)) ?(?:empty )?line", () => ({ kind: "print", texts: [], empty: true })),
  rule(
    "(?<all>in all, the program )?prints? (?:the )?(?:{n:n} lines,? )?(?<list>«\\d+»(?:(?:, and |, | and |, … )«\\d+»)*)",
    (match) => {
      const names = match.text("list").match(/«\d+»/g) ?? [];
      const texts = names.map((_, index) => match.codeAt("list", index)).filter((code): code is Code => code !== null);
      const lines = match.count("n");
      return {
        kind: "print",
        texts,
        isWhole: match.has("all"),
        gap: match.text("list").includes("…"),
        ...(lines === null ? {} : { lines }),
      };
    },
  ),
  rule("raises (?:an? )?{e:e}(?: with the message {m:e})?", (match) => {
    const [type, message] = [match.code("e"), match.code("m")];
    if (type === null) return null;
    return { kind: "raise", type, ...(message === null ? {} : { message }) };
  }),
  rule("the (?:program|call) ends with (?:an? )?{e:e}(?: with the message {m:e})?", (match) => {
    const [type, message] = [match.code("e"), match.code("m")];
    if (type === null) return null;
    return [{ kind: "ends-with" }, { kind: "raise", type, ...(message === null ? {} : { message }) }];
  }),
  rule("(?:, )?which nothing catches", () => ({ kind: "caught", line: null })),
  rule("(?:, )?(?:which is |and is )?caught (?:on|by|at|in) {line:line}", (match) => ({
    kind: "caught",
    line: match.line("line"),
  })),
];
