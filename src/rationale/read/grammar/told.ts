import type { Code } from "../mentions.ts";
import { type Rule, rule } from "./rule.ts";

const TIMES = "(?:(?<once>once)|(?<twice>twice)|{n:n} times)";

function times(once: boolean, twice: boolean, count: number | null): number | null {
  return once ? 1 : twice ? 2 : count;
}

/** What is told as a whole: several calls, lines passed over, definitions, and how a run ended outside any line. */
export const TOLD: readonly Rule[] = [
  rule(`{line:line} calls {f:e} ${TIMES}, with {e:e} = {vs:vs}(?:, and the calls return {ws:vs})?`, (match) => {
    const [line, callee, name] = [match.line("line"), match.code("f"), match.code("e")];
    const count = times(match.has("once"), match.has("twice"), match.count("n"));
    if (line === null || callee === null || name === null || count === null) return null;
    const results = match.values("ws");
    return { kind: "calls", line, function: callee, times: count, name, values: match.values("vs"), results };
  }),
  rule(
    `lines (?<from>\\d+) to (?<to>\\d+) are passed over here, where the first and the last of them run ${TIMES}`,
    (match) => {
      const count = times(match.has("once"), match.has("twice"), match.count("n"));
      const [from, to] = [Number(match.text("from")), Number(match.text("to"))];
      return count === null ? null : { kind: "passed-over", from, to, times: count };
    },
  ),
  rule("(?:in order, |i have to follow these in order: )(?<words>[^;.]*)(?=;)", (match) => {
    const names = match.text("words").match(/«\d+»/g) ?? [];
    const codes = names.map((_, index) => match.codeAt("words", index)).filter((code): code is Code => code !== null);
    return { kind: "plan", codes };
  }),
  rule(
    `lines? (?<lines>\\d+(?:(?:, and |, | and )\\d+)*) (?:is|are) (?:(?<never>never) reached|reached ${TIMES}(?: each)?)`,
    (match) => {
      const count = match.has("never") ? 0 : times(match.has("once"), match.has("twice"), match.count("n"));
      const lines = match.text("lines").match(/\d+/g) ?? [];
      return count === null ? null : { kind: "reached", lines: lines.map(Number), times: count };
    },
  ),
  rule("{line:line} (?:defines(?: the class)?|imports) {f:e}(?<uncalled>, which nothing calls)?", (match) => {
    const [line, name] = [match.line("line"), match.code("f")];
    if (line === null || name === null) return null;
    return { kind: "defines", line, name, isUncalled: match.has("uncalled") };
  }),
  rule("the call itself raises {e:e}(?: with the message {m:e})?", (match) => {
    const [type, message] = [match.code("e"), match.code("m")];
    if (type === null) return null;
    return { kind: "call-raises", type, ...(message === null ? {} : { message }) };
  }),
  rule("when {line:line} asks for another line of input, and none is left", (match) => {
    const line = match.line("line");
    return line === null ? null : { kind: "line", line };
  }),
  rule("(?:, )?which the {w:e} block on {line:line} swallows", (match) => {
    const line = match.line("line");
    return line === null ? null : { kind: "swallowed", line };
  }),
];
