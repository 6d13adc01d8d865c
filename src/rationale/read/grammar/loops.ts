import type { Fact } from "../facts.ts";
import { type Match, type Rule, rule } from "./rule.ts";

const LOOP = "(?:the |this |our )?(?<inner>inner |nested |outer )?(?:for |while )?loop(?: on {line:line})?";
const PASSES = "(?:pass(?:es)?|iterations?|times?|rounds?)";
const NOUN = "(?<noun>characters?|letters?|elements?|items?|keys?|bytes?|entries|entry|pairs?|values?|numbers?|words?)";

/** Loops as a whole: how often they ran, over what, and how they ended. */
export const LOOPS: readonly Rule[] = [
  rule(`i go through ${LOOP}(?: as long as {t:e})?, which takes {n:n} ${PASSES}`, (match) => loopFact(match)),
  rule(
    `${LOOP}(?: runs while {t:e} and)? (?:makes|runs|takes|does|has|executes|iterates|repeats|loops|goes through|performs|goes around|completes|will run|ran|made)(?: for| a total of| exactly| through| only)? {n:n} ${PASSES}`,
    (match) => loopFact(match),
  ),
  rule(
    `${LOOP} (?:never runs|does not run|doesn't run|is never entered|is skipped|does not execute|makes no pass(?:es)?)(?! [a-z]*pass)`,
    (match) => loopFact(match, 0),
  ),
  rule(`there (?:are|is|will be|were) {n:n} (?:passes|pass|iterations?)(?: in total| of the loop)?`, (match) =>
    loopFact(match),
  ),
  rule(`(?:, )?one for each ${NOUN} of {e:e}`, (match) => overFact(match)),
  rule(`over the {n:n} ${NOUN} of {e:e}`, (match) => overFact(match)),
  rule("over {e:e}(?:, which is {v:v})?", (match) => overFact(match)),
  rule("(?:as )?{e:e} gives nothing", (match) => overFact(match)),
  rule("(?:with |and ){e:e} = {vs:vs}", (match) => {
    const name = match.code("e");
    return name === null ? null : { kind: "targets", name, values: match.values("vs") };
  }),
  rule("(?:with |and )?{e:e} counting (?<way>up|down) from {a:v} to {b:v}", (match) => {
    const name = match.code("e");
    const [from, to] = [match.value("a"), match.value("b")].map((each) => Number(each?.text));
    if (name === null || !Number.isInteger(from) || !Number.isInteger(to)) return null;
    return {
      kind: "count-range",
      name,
      from: from ?? 0,
      to: to ?? 0,
      direction: match.text("way") === "up" ? "up" : "down",
    };
  }),
  rule("(?:, )?(?:(?:the last one|that one) )?ended by (?:«(?<jump>\\d+)»|an (?<raise>exception))", (match) => {
    if (match.has("raise")) return { kind: "ending", ending: "raise" };
    const text = match.codeNumbered(match.text("jump"))?.text;
    return text === "break" || text === "return" ? { kind: "ending", ending: text } : null;
  }),
  rule("(?:and )?the loop ends", () => ({ kind: "loop-ends" })),
  rule("over the {n:n} pass(?:es)? {e:e} goes {vs:vs}", (match) => evolveFact(match)),
  rule("{e:e} goes (?:from )?{vs:vs}", (match) => evolveFact(match)),
  rule(
    `the test on {line:line} holds on {n:n} of the {m:n} pass(?:es)?, so {k:line} runs {c:n}(?: times?)?`,
    (match) => {
      const [line, held, passes] = [match.line("line"), match.count("n"), match.count("m")];
      const [guarded, times] = [match.line("k"), match.count("c")];
      if (line === null || held === null || passes === null || guarded === null || times === null) return null;
      return { kind: "held", line, held, passes, guarded, times };
    },
  ),
  rule("the test on {line:line} never holds(?:, so {m:line} (?:never runs|runs {c:n}(?: times?)?))?", (match) => {
    const [test, never] = [match.line("line"), match.line("m")];
    if (test === null) return null;
    const holds: Fact = { kind: "never-holds", line: test };
    return never === null ? holds : [holds, { kind: "count", line: never, times: match.count("c") ?? 0, test }];
  }),
  rule("{line:line} (?:never runs|is never (?:reached|executed)|never executes|does not run at all)", (match) => {
    const line = match.line("line");
    return line === null ? null : { kind: "count", line, times: 0 };
  }),
  rule("{line:line} (?:runs|is (?:executed|reached)|executes) {n:n}(?: times?)?(?: in (?:all|total))?", (match) => {
    const [line, times] = [match.line("line"), match.count("n")];
    return line === null || times === null ? null : { kind: "count", line, times };
  }),
];

function loopFact(match: Match, never?: number): Fact | null {
  const passes = never ?? match.count("n");
  if (passes === null) return null;
  const line = match.line("line");
  const test = match.code("t");
  return {
    kind: "loop",
    passes,
    ...(line === null ? {} : { line }),
    ...(match.has("inner") ? { inner: !/outer/.test(match.text("inner")) } : {}),
    ...(test === null ? {} : { test }),
  };
}

function overFact(match: Match): Fact | null {
  const iterable = match.code("e");
  if (iterable === null) return null;
  const size = match.count("n");
  const value = match.value("v");
  return {
    kind: "over",
    iterable,
    ...(size === null ? {} : { size }),
    ...(value === null ? {} : { value }),
    ...(match.has("noun") ? { noun: match.text("noun") } : {}),
  };
}

function evolveFact(match: Match): Fact | null {
  const name = match.code("e");
  const passes = match.count("n");
  const values = match.values("vs");
  if (name === null || values.length < 2) return null;
  return { kind: "evolve", name, values, ...(passes === null ? {} : { passes }) };
}
