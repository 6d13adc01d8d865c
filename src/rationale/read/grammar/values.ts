import { type Rule, rule } from "./rule.ts";

const NOUN =
  "(?<noun>characters?|letters?|elements?|items?|keys?|bytes?|entries|entry|pairs?|values?|numbers?|words?|strings?|digits?|tuples?|lists?|members?)";
const IS =
  "(?:is|are|was|=|==|equals|is equal to|evaluates to|evaluated to|comes to|comes out as|gives|yields|returns|produces|has the value|has value|is now|now is|is then|is still|is currently|will be|would be|remains(?: at)?|stays(?: at)?|holds|contains|now holds|now contains|stands at|results in|:)";

const GLOSS =
  "(?:the total|the largest|the smallest|in ascending order|indices count from zero|a negative index|rounded down|the remainder|filled|centred|what stands|the parts|every|each|how often|without|in (?:lower|upper) case|its lines|back to front|the first letter|upper and lower)";

/** What something is: its value or its size. */
export const VALUES: readonly Rule[] = [
  rule("(?:, )?(?:since|because|as) (?=«)", () => ({ kind: "since" })),
  rule("{e:e} (?:is|was) empty", (match) => {
    const subject = match.code("e");
    return subject === null ? null : { kind: "size", subject, size: 0, noun: "" };
  }),
  rule(`\\((?<words>${GLOSS}\\b[^()]*)\\)`, (match) => ({ kind: "gloss", values: match.values("words") })),
  rule(
    `{e:e}(?: (?:also|itself|still|then|therefore|thus|again))? ${IS} (?:just |only |simply |exactly |equal to |also |still |now |again |the (?:list|string|value|tuple|dictionary|dict|set|number|integer|character|element|letter|word|boolean|index) )?{v:v}`,
    (match) => {
      const subject = match.code("e");
      const value = match.value("v");
      return subject === null || value === null ? null : { kind: "equal", subject, value };
    },
  ),
  rule("(?:, )?which (?:is|equals|evaluates to|gives|comes to|returns|yields|was|has the value) {v:v}", (match) => {
    const value = match.value("v");
    return value === null ? null : { kind: "which-is", value };
  }),
  rule(
    `{e:e}(?: then| now| still)? (?:has|contains|holds|consists of|is made of)(?: a (?:length|size) of| length| size)?(?: exactly| only| now)? {n:n}(?: ${NOUN}|(?= *(?:[.,;:]|$|and |so )))`,
    (match) => {
      const subject = match.code("e");
      const size = match.count("n");
      if (subject === null || size === null) return null;
      return {
        kind: "size",
        subject,
        size,
        noun: match.text("noun"),
        after: / (?:then|now) has/.test(match.text("0")),
      };
    },
  ),
  rule(
    `(?:the )?(?:length|size|len) of (?:the (?:list|string|array|dictionary|set) )?{e:e} (?:is|=|equals|was|remains|becomes|is now) {n:n}(?: ${NOUN})?`,
    (match) => {
      const subject = match.code("e");
      const size = match.count("n");
      return subject === null || size === null ? null : { kind: "size", subject, size, noun: match.text("noun") };
    },
  ),
  rule(`(?:, )?which has {n:n} ${NOUN}`, (match) => {
    const size = match.count("n");
    return size === null ? null : { kind: "size", size, noun: match.text("noun"), trails: true };
  }),
  rule(`(?:, )?which then has {n:n} ${NOUN}`, (match) => {
    const size = match.count("n");
    return size === null ? null : { kind: "leave", size, noun: match.text("noun") };
  }),
  rule("\\(the index of the (?<which>first|last) {v:v}\\)", (match) => {
    const value = match.value("v");
    return value === null ? null : { kind: "sought", value, which: match.text("which") === "last" ? "last" : "first" };
  }),
  rule("\\({v:v} does not occur\\)", (match) => {
    const value = match.value("v");
    return value === null ? null : { kind: "sought", value, which: "nowhere" };
  }),
  rule(
    `\\((?:the (?:character|element)s? at (?:index|indices) (?<from>\\d+)(?: (?:and|to) (?<to>\\d+))?, )?{n:n} of the {m:n}(?: ${NOUN})?\\)`,
    (match) => {
      const [taken, all] = [match.count("n"), match.count("m")];
      if (taken === null || all === null) return null;
      if (!match.has("from")) return { kind: "portion", taken, all };
      const first = Number(match.text("from"));
      return { kind: "portion", taken, all, span: { first, last: match.has("to") ? Number(match.text("to")) : first } };
    },
  ),
  rule(`(?:none of the {n:n}|all {m:n}|of the {k:n}) ${NOUN} of {e:e}(?:, {kept:n})? pass(?:es)? {t:e}`, (match) => {
    const subject = match.code("e");
    const test = match.code("t");
    const all = match.count("n") ?? match.count("m") ?? match.count("k");
    if (subject === null || test === null || all === null) return null;
    const kept = match.has("n") ? 0 : match.has("m") ? all : match.count("kept");
    return kept === null ? null : { kind: "select", subject, all, kept, test };
  }),
];
