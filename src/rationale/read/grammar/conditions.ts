import { type Rule, rule } from "./rule.ts";

const TRUE =
  "(?:holds|is true|is satisfied|is met|succeeds|passes|evaluates to true|is truthy|counts as true|was true|does hold)";
const FALSE =
  "(?:does not hold|doesn't hold|is not true|is false|is not satisfied|isn't satisfied|is not met|isn't met|fails|evaluates to false|is falsy|counts as false|was false|no longer holds|is no longer true)";

/** Tests: how they came out and where that led. */
export const CONDITIONS: readonly Rule[] = [
  rule(`{e:e} (?:(?<yes>${TRUE})|${FALSE})`, (match) => {
    const subject = match.code("e");
    return subject === null ? null : { kind: "truth", subject, holds: match.has("yes") };
  }),
  rule(`(?:, )?(?:and )?which (?:(?<yes>${TRUE})|${FALSE})`, (match) => ({
    kind: "truth",
    holds: match.has("yes"),
    trails: true,
  })),
  rule(
    `the (?:if )?(?:test|condition|check|comparison)(?: {e:e})?(?: on {line:line})? (?:(?<yes>${TRUE})|${FALSE})`,
    (match) => {
      const subject = match.code("e");
      const truth = { kind: "truth", holds: match.has("yes"), ...(subject === null ? {} : { subject }) } as const;
      const line = match.line("line");
      return line === null ? truth : [{ kind: "line", line }, truth];
    },
  ),
  rule("(?:, )?which counts as (?<yes>true)?(?:false)?", (match) => ({ kind: "counts-as", holds: match.has("yes") })),
  rule("(?:, )?which settles {e:e}", (match) => {
    const subject = match.code("e");
    return subject === null ? null : { kind: "settles", subject };
  }),
  rule("{e:e} is matched on {line:line}", (match) => {
    const [subject, line] = [match.code("e"), match.line("line")];
    return subject === null || line === null ? null : { kind: "matched", subject, line };
  }),
  rule("the assertion {e:e} on {line:line} (?:(?<yes>holds)|does not hold|fails)", (match) => {
    const [subject, line] = [match.code("e"), match.line("line")];
    if (subject === null || line === null) return null;
    return [
      { kind: "line", line },
      { kind: "truth", subject, holds: match.has("yes"), asserted: true },
    ];
  }),
  rule(
    "(?:, )?(?:(?:and|so|then) )*{line:line} (?:comes next|runs next|is next|runs|is executed|executes)",
    (match) => {
      const line = match.line("line");
      return line === null ? null : { kind: "next-line", line, how: "comes" };
    },
  ),
  rule("(?:, )?(?:(?:and|so|then) )*{line:line} (?:is|gets) skipped", (match) => {
    const line = match.line("line");
    return line === null ? null : { kind: "next-line", line, how: "skipped" };
  }),
  rule("(?:so )?i (?<skip>skip|go on at) {line:line}", (match) => {
    const line = match.line("line");
    return line === null ? null : { kind: "next-line", line, how: match.text("skip") === "skip" ? "skipped" : "comes" };
  }),
  rule("(?:so )?(?:i go on at )?the (?:inner )?loop on {line:line}(?: is next| comes next|(?= *\\.?$))", (match) => {
    const line = match.line("line");
    return line === null ? null : { kind: "next-line", line, how: "comes" };
  }),
  rule("(?:so )?{b:e} on {line:line} ends the (?<what>loop|pass)", (match) => {
    const [statement, line] = [match.code("b"), match.line("line")];
    if (statement === null || line === null) return null;
    return { kind: "jump", statement, line, ends: match.text("what") === "loop" ? "loop" : "pass" };
  }),
  rule("(?:so )?(?:the (?:inner )?pass ends there|i am done with this (?:inner )?pass)", () => ({ kind: "pass-ends" })),
  rule("(?:so )?(?:there is nothing left to do|the function ends)", () => ({ kind: "nothing-left" })),
];
