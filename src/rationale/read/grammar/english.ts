import type { Fact } from "../facts.ts";
import type { Code } from "../mentions.ts";
import { type Match, type Rule, rule } from "./rule.ts";

const ARTICLE = "(?:the |its |an? )?";
const KIND =
  "(?:list |string |value |tuple |dictionary |dict |set |number |integer |character |element |letter |word |boolean |index )?";

/** The looser ways in which people and language models tell a run. */
export const ENGLISH: readonly Rule[] = [
  rule("(?:we |i |it )?(?:append|add|push)(?:s|ed|ing)? {v:v}(?! (?:to|onto|into|and|\\+|is))", (match) => {
    const value = match.value("v");
    return value === null ? null : { kind: "append", value };
  }),
  rule(
    "{e:e}(?:'s value)? (?:will become|would become|started(?: out)?(?: at| as| with)?|ended up(?: as| at| being| with)?|increased to|decreased to|becomes|became|is updated to|gets updated to|is set to|gets set to|is reset to|gets reset to|is reset as|stays at|remains at|is set as|now becomes|changes to|changes into|increases to|is increased to|decreases to|goes up to|grows to|is incremented to|is decremented to|is reduced to|is assigned|is assigned to|is now equal to|gets|is initiali[sz]ed(?: to| as| with)?|starts(?: out)?(?: at| as| with)?|starts off(?: at| as)|ends up(?: as| at| being| with)?|turns into|→|->)" +
      ` (?:the value |equal to )?${ARTICLE}${KIND}{v:v}`,
    (match) => becomeFact(match),
  ),
  rule("{e:e} (?:is|was) (?:initially|first|originally) {v:v}", (match) => becomeFact(match)),
  rule(
    `(?:, )?(?:so |and )?(?:giving|making|leaving|yielding|which gives|which makes it|resulting in|to get|to give|to make it|to become|and get|we get|which becomes|which results in|=>|→|->)(?: us)? ${ARTICLE}(?:new )?${KIND}{v:v}(?! (?:raises?|throws?|is|are|=|==|returns?|becomes?|>|<|has)\\b)`,
    (match) => {
      const value = match.value("v");
      return value === null || (value.code?.equations.length ?? 0) > 0 || value.code?.augmented != null
        ? null
        : { kind: "outcome", value };
    },
  ),
  rule("{q:e}", (match) => {
    const code = match.code("q");
    if (code === null) return null;
    if (code.equations.length > 0) return { kind: "equations", code };
    if (isQuote(code)) return { kind: "quote", code };
    return /^(?:call|subscript|binary|attribute)$/.test(code.expression?.kind ?? "") ? { kind: "mention", code } : null;
  }),
  rule("(?:when|if|until|while|whether|unless|once) {e:e}(?! (?:is|evaluates|holds|=|→))", (match) => {
    const code = match.code("e");
    return code === null || !isTest(code) ? null : { kind: "mention", code };
  }),
  rule("(?:, and |, |and ){e:e} (?:at|as) {v:v}", (match) => becomeFact(match)),
  rule("for {q:e} (?:to|up to|through|down to) {b:v}", (match) => {
    const [left, right] = match.code("q")?.equations[0] ?? [];
    const [from, to] = [Number(right?.text), Number(match.value("b")?.text)];
    if (left === undefined || !Number.isInteger(from) || !Number.isInteger(to)) return null;
    const name: Code = {
      text: left.text,
      isBare: true,
      expression: left.expression,
      value: null,
      equations: [],
      augmented: null,
    };
    return { kind: "count-range", name, from, to, direction: from <= to ? "up" : "down" };
  }),
  rule(
    "{a:v} (?:is )?(?<not>not )?in {b:e} (?:is|evaluates to|→|:|gives) (?<yes>true)?(?:false)?(?![a-z])",
    (match) => {
      const [left, right] = [match.value("a"), match.value("b")];
      if (left === null || right === null || !/(?:true|false)$/.test(match.text("0"))) return null;
      return { kind: "compared", left, right, operator: match.has("not") ? "not in" : "in", holds: match.has("yes") };
    },
  ),
  rule(
    "(?:we |i |it |the program |execution |control |python )?(?:now )?(?:enters?|goes? into|takes?|executes?|runs?|evaluates?) the (?<which>if|true|then|else|false|body of the if|if's)(?:[- ](?:block|branch|body|statement|clause|path|part))?",
    (match) => ({
      kind: "enter",
      block: /else|false/.test(match.text("which")) ? "else" : "body",
    }),
  ),
  rule(
    "(?:we |i |it |the program |execution )?(?:do(?:es)? not|don't|doesn't|never) (?:enter|go into|execute|run|take) the (?:if|body|branch|block)(?:[- ](?:block|branch|body|statement))?",
    () => ({
      kind: "enter",
      block: "skip",
    }),
  ),
  rule(
    "(?:we |i |it |the program )?(?:skips?|skipping) (?:over )?(?:the |this |to the )(?:if|body|branch|block|append|update|assignment|rest)(?:[- ](?:block|branch|body|statement))?",
    () => ({
      kind: "enter",
      block: "skip",
    }),
  ),
  rule(
    "(?:we check |check )?(?:if |whether )?{e:e}(?=(?:,|:)? (?:so|and so|therefore|thus|hence|which means|meaning|→|=>) )",
    (match) => {
      const subject = match.code("e");
      return subject === null || !isTest(subject) ? null : { kind: "truth", subject, holds: true };
    },
  ),
  rule("(?:since|because|as|given that) {e:e}(?= *(?:,|\\(|we|so|the|it|and|then|$|\\.))(?! is | =)", (match) => {
    const subject = match.code("e");
    return subject === null || !isTest(subject) ? null : { kind: "truth", subject, holds: true };
  }),
  rule(
    "{e:e}(?:\\?| →| ->| =>|:)? ?(?:→|->|=>|:|is|evaluates to|gives|returns|,)? ?(?<yes>true|yes)?(?:false|no)?(?![a-z«])",
    (match) => {
      const subject = match.code("e");
      if (subject === null || !isTest(subject) || !/true|yes|false|no$/.test(match.text("0"))) return null;
      return { kind: "truth", subject, holds: match.has("yes") };
    },
  ),
  ...COMPARISONS().map(([words, operator]) =>
    rule(`(?:since |because |as )?{a:v} is (?<not>not |n't )?${words} {b:v}`, (match) => {
      const [left, right] = [match.value("a"), match.value("b")];
      if (left === null || right === null) return null;
      return { kind: "compared", left, right, operator, holds: !match.has("not") };
    }),
  ),
  rule(
    "(?:we |i |you |it |the code |python |then )?(?:append|add|push|insert)(?:s|es|ed|ing)? {v:v} (?:to|onto|into|in) (?:the (?:list|set|end of|string|dictionary) )?{e:e}",
    (match) => loose(match, "append"),
  ),
  rule(
    "{v:v} (?:is|gets|was) (?:appended|added|pushed|inserted) (?:to|onto|into) (?:the (?:list|set|end of|string) )?{e:e}",
    (match) => loose(match, "append"),
  ),
  rule(
    "(?:we |i |it )?(?:remove|pop|discard|delete|take)(?:s|es|ed|ing)? (?:the (?:first|last|element|value) )?{v:v} (?:from|off|out of) (?:the (?:list|set|end of) )?{e:e}",
    (match) => loose(match, "remove"),
  ),
  rule("{v:v} (?:is|gets|was) (?:removed|popped|discarded|deleted) (?:from|off) {e:e}", (match) =>
    loose(match, "remove"),
  ),
  rule(
    "(?:the )?(?:loop|it|this|that|we|body|for loop|while loop)? ?(?:will |would )?(?:run|iterate|loop|execute|repeat|go)(?:s|es|d)?(?: for| through| around| a total of| exactly)? {n:n} (?:times|iterations|passes)",
    (match) => {
      const passes = match.count("n");
      return passes === null ? null : { kind: "loop", passes };
    },
  ),
  rule("(?:for|when|with|where|if|now) {e:e}(?: being| is|,)? {v:v}(?=[,:;])", (match) => {
    const [subject, value] = [match.code("e"), match.value("v")];
    return subject === null || value === null ? null : { kind: "equal", subject, value };
  }),
  rule("{e:e} (?:has|of) (?:a )?(?:length|size)(?: of)? {n:n}", (match) => sizeFact(match)),
  rule(
    "there (?:are|is) {n:n} (?:elements?|characters?|items?|keys?|letters?|words?|numbers?|entries) in {e:e}",
    (match) => sizeFact(match),
  ),
  rule(
    "(?:<output>|<answer>|\\[answer\\]|\\[output\\])(?: ?:)? ?{v:v}(?: ?(?:</output>|</answer>|\\[/answer\\]|\\[/output\\]))?",
    (match) => resultFact(match),
  ),
  rule(
    "(?:so |therefore,? |thus,? |hence,? |finally,? )?(?:the |our )?(?:predicted |final |expected |overall |end |correct )?(?:output|answer|result|return value|returned value|value returned|final value)(?: of (?:the )?(?:call|function|program|code|«\\d+»))?(?: (?:is|was|will be|should be|would be|must be|equals|=|becomes))?(?: (?:therefore|thus|then))?:? (?:the (?:list|string|tuple|value|integer|number|dictionary|set) )?{v:v}",
    (match) => resultFact(match),
  ),
  rule(
    "(?:so |therefore,? |thus,? |finally,? )?(?:the (?:function|call|program|code)|{f:e}|it|we|i) (?:finally |then |therefore |thus |will |would |should |again |also |now )*(?:returns?|outputs?|gives?|yields?|produces?)(?: back)? (?:the (?:list|string|tuple|value|integer|number|dictionary|set|final value|result) )?{v:v}(?:, which is {w:v})?",
    (match) => {
      const [value, more] = [match.value("v"), match.value("w")];
      const callee = match.code("f");
      if (value === null || (callee?.expression?.kind ?? "name") !== "name") return null;
      if (callee !== null) return { kind: "return", value, function: callee };
      if (more === null || value.code === null) return { kind: "return", value };
      return { kind: "return", value: more, source: value.code };
    },
  ),
];

function COMPARISONS(): readonly (readonly [words: string, operator: string])[] {
  return [
    ["(?:strictly )?(?:greater|larger|bigger|more|higher) than or equal to", ">="],
    ["(?:less|smaller|lower|fewer) than or equal to", "<="],
    ["at least", ">="],
    ["at most", "<="],
    ["(?:strictly )?(?:greater|larger|bigger|more|higher) than", ">"],
    ["(?:strictly )?(?:less|smaller|lower|fewer) than", "<"],
    ["(?:equal to|the same as)", "=="],
    ["different from", "!="],
    ["(?:in|contained in|present in|found in|a member of)", "in"],
  ];
}

function becomeFact(match: Match): Fact | null {
  const [subject, value] = [match.code("e"), match.value("v")];
  const isWritten = /^(?:literal|display|dict)$/.test(subject?.expression?.kind ?? "");
  return subject === null || value === null || isWritten ? null : { kind: "become", subject, value };
}

function sizeFact(match: Match): Fact | null {
  const [subject, size] = [match.code("e"), match.count("n")];
  return subject === null || size === null ? null : { kind: "size", subject, size, noun: "" };
}

function resultFact(match: Match): Fact | null {
  const value = match.value("v");
  return value === null ? null : { kind: "result", value };
}

function loose(match: Match, method: string): Fact | null {
  const [value, subject] = [match.value("v"), match.code("e")];
  return value === null || subject === null
    ? null
    : { kind: "change", method, subject, arguments: [value], isLoose: true };
}

/** A comparison, `and`, `or`, `not`: something that can be true. */
function isTest(code: Code): boolean {
  const { expression } = code;
  if (expression === null) return false;
  return (
    expression.kind === "compare" ||
    expression.kind === "boolean" ||
    (expression.kind === "unary" && expression.operator === "not")
  );
}

/** A piece of the program rather than a value: a statement, or an augmented assignment. */
function isQuote(code: Code): boolean {
  return code.augmented !== null || (code.expression === null && code.value === null && !code.isBare);
}
