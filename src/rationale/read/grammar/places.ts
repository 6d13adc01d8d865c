import type { Fact } from "../facts.ts";
import { type Match, type Rule, rule } from "./rule.ts";

/** Where in the run a clause is: lines, passes of loops, before and after them. */
export const PLACES: readonly Rule[] = [
  rule(
    "(?:finally|in the end|at the end|eventually|lastly|after (?:all|processing all|going through all)(?: of)?(?: the)? \\w+)(?=,? )",
    () => ({ kind: "after-loop", isSoft: true }),
  ),
  rule(
    "(?:after|once|when|at the end of) (?:the |this |that |its |all )?(?:(?:last|final) (?:pass|iteration)(?: of the (?<inner>inner )?loop)?|for loop|while loop|inner loop|outer loop|loop|passes|iterations)(?: on {line:line})?" +
      "(?: (?:ends|finishes|completes|is (?:done|over|finished|complete)|has (?:ended|finished)|terminates|are done))?",
    (match) => ({
      kind: "after-loop",
      ...(match.has("line") ? { line: match.line("line") ?? 0 } : {}),
      ...(match.has("inner") ? { inner: true } : {}),
    }),
  ),
  rule(
    "(?:pass by pass, )?over the {n:n} pass(?:es)?(?: of the (?<inner>inner )?loop(?: on {line:line})?)?,",
    (match) => {
      const passes = match.count("n");
      const line = match.line("line");
      if (passes === null) return null;
      return {
        kind: "over-passes",
        passes,
        ...(line === null ? {} : { line }),
        ...(match.has("inner") ? { inner: true } : {}),
      };
    },
  ),
  rule("(?:on|in|at|from) {line:line}", (match) => lineFact(match)),
  rule("{line:line}", (match) => ({ ...lineFact(match), leads: true })),
  rule("(?:on|in|i look at) (?:that|the only) (?:pass|iteration)(?: of the (?<which>inner|outer) loop)?", (match) => ({
    kind: "pass",
    ordinal: -1,
    ...whichLoop(match),
  })),
  rule(
    "(?:(?:on|in|during|for|at|i look at) )?(?:the |its |our |this |a )?{o:o} (?:pass|iteration|round|cycle|time (?:around|through)|loop iteration)" +
      "(?: (?:of|through) the (?<which>inner|outer|nested|innermost)?(?: ?(?:for|while))?(?: ?loop)?(?: on {line:line})?)?",
    (match) => {
      const ordinal = match.ordinal("o");
      if (ordinal === null) return null;
      const line = match.has("line") ? { line: match.line("line") ?? 0 } : {};
      return { kind: "pass", ordinal, ...whichLoop(match), ...line };
    },
  ),
  rule(
    "(?:(?:on|in|during|for|after) )?(?:iteration|pass|round|loop) (?:#|number |no\\. )?{n:n}(?! (?:pass|iteration|time))",
    (match) => {
      const ordinal = match.count("n");
      return ordinal === null ? null : { kind: "pass", ordinal, numbered: true };
    },
  ),
  rule(
    "(?:after|at the end of|by the end of) (?:the |its |this )?{o:o} (?:pass|iteration|round|cycle)(?: of the (?<which>inner|outer) loop)?",
    (match) => {
      const ordinal = match.ordinal("o");
      return ordinal === null ? null : { kind: "pass", ordinal, isEnd: true, ...whichLoop(match) };
    },
  ),
  rule("(?:after|at the end of|by the end of) (?:iteration|pass|round) (?:#|number )?{n:n}", (match) => {
    const ordinal = match.count("n");
    return ordinal === null ? null : { kind: "pass", ordinal, numbered: true, isEnd: true };
  }),
  rule("before (?:the |this )?(?:for |while )?loop(?: (?:starts|begins))?", () => ({ kind: "before-loop" })),
];

function lineFact(match: Match): Extract<Fact, { kind: "line" }> {
  return { kind: "line", line: match.line("line") ?? 0 };
}

function whichLoop(match: Match): { loop: "inner" | "outer" } | object {
  const which = match.text("which");
  if (which === "") return {};
  return { loop: which === "outer" ? "outer" : "inner" };
}
