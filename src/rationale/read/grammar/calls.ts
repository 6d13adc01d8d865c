import type { Fact } from "../facts.ts";
import type { Code } from "../mentions.ts";
import { type Match, type Rule, rule } from "./rule.ts";

const ARGUMENTS = "(?<list>«\\d+»(?:(?:, and |, | and )«\\d+»)*)";
const TIME = "(?: for the {o:o} time)?";

/** Calls, returns and what the whole run gives. */
export const CALLS: readonly Rule[] = [
  rule(
    `(?:the function )?(?:it|{f:e})${TIME} is called(?: without arguments| with (?:the )?(?:arguments? |input )?${ARGUMENTS})?`,
    (match) => callFact(match, "opening"),
  ),
  rule(`i call (?:it|{f:e})(?: without arguments| with ${ARGUMENTS})?`, (match) => callFact(match, "opening")),
  rule(`{line:line} calls {f:e}${TIME}(?: with ${ARGUMENTS})?`, (match) => callFact(match, "from")),
  rule(
    `the {o:o} call of {f:e}(?:, with ${ARGUMENTS})?(?:, is the (?:last|first to need no further call))?:?`,
    (match) => callFact(match, "base"),
  ),
  rule("(?:, )?and that is my answer", () => ({ kind: "answer" })),
  rule("there,", () => ({ kind: "there" })),
  rule("the generator {f:e} yields, in turn, {vs:vs}", (match) => {
    const generator = match.code("f");
    return generator === null ? null : { kind: "yield", function: generator, values: match.values("vs") };
  }),
  rule("{line:line} calls {f:e} again, with {e:e} = {vs:vs}", (match) => {
    const [line, callee, name] = [match.line("line"), match.code("f"), match.code("e")];
    if (line === null || callee === null || name === null) return null;
    return { kind: "again", line, function: callee, name, values: match.values("vs") };
  }),
  rule("innermost first, the calls return {vs:vs}", (match) => ({ kind: "unwind", values: match.values("vs") })),
  rule("in all there (?:are|is) {n:n} calls? of {f:e}", (match) => {
    const [times, callee] = [match.count("n"), match.code("f")];
    return times === null || callee === null ? null : { kind: "calls-count", function: callee, times };
  }),
  rule("(?:and )?returns? {e:e}, an? {t:e}(?= with)", (match) => {
    const [subject, type] = [match.code("e"), match.code("t")];
    return subject === null || type === null ? null : { kind: "return-object", subject, type };
  }),
  rule("(?:and )?returns? {v:v}(?:, which is {w:v})?", (match) => {
    const [value, more] = [match.value("v"), match.value("w")];
    if (value === null) return null;
    if (more === null || value.code === null) return { kind: "return", value };
    return { kind: "return", value: more, source: value.code };
  }),
  rule("the (?:call|program) gives {v:v}", (match) => {
    const value = match.value("v");
    return value === null ? null : { kind: "result", value };
  }),
  rule(
    "(?:{line:line} )?(?:evaluates|calls) {e:e}(?:, which (?:is|gives) {v:v})?(?:,? and does not keep it)?",
    (match) => {
      const [subject, value, line] = [match.code("e"), match.value("v"), match.line("line")];
      if (subject === null || subject.expression?.kind === "name") return null;
      const fact: Fact = value === null ? { kind: "evaluate", subject } : { kind: "evaluate", subject, value };
      return line === null ? fact : [{ kind: "line", line, leads: true }, fact];
    },
  ),
  rule(
    "(?:so |therefore,? |thus,? |hence,? )?(?:the )?(?:final |overall |end )?(?:result|answer|output|return value|final value|returned value)(?: of (?:the )?(?:call|function|program|«\\d+»))? (?:is|will be|=|would be|:|is therefore|is thus)(?: therefore| thus)?:? {v:v}",
    (match) => {
      const value = match.value("v");
      return value === null ? null : { kind: "result", value };
    },
  ),
];

function callFact(match: Match, role: "opening" | "from" | "base"): Fact[] | null {
  const callee = match.code("f");
  if (role === "from" && callee?.expression?.kind !== "name" && callee?.expression?.kind !== "attribute") return null;
  const names = match.text("list").match(/«\d+»/g) ?? [];
  const codes = names.map((_, index) => match.codeAt("list", index)).filter((code): code is Code => code !== null);
  const nth = match.ordinal("o");
  const line = match.line("line");
  return [
    {
      kind: "call",
      ...(callee === null ? {} : { function: callee }),
      arguments: codes,
      role,
      ...(nth === null ? {} : { nth }),
      ...(line === null ? {} : { by: line }),
    },
  ];
}
