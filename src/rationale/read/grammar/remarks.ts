import type { Fact } from "../facts.ts";
import type { Code, Part } from "../mentions.ts";
import { type Match, type Rule, rule } from "./rule.ts";

const NOUN =
  "(?:list|array|string|word|text|sentence|tuple|dictionary|dict|map|set|number|integer|input|argument|sequence|phrase)";
const PARTS =
  "(?:characters?|letters?|elements?|items?|keys?|entries|entry|pairs?|values?|numbers?|words?|strings?|digits?|tuples?|points?|members?|chars?)";
const SIGN: readonly (readonly [pattern: string, operator: string])[] = [
  ["(?:strictly )?(?:greater|larger|bigger|more|higher) than or equal to|>=|≥", ">="],
  ["(?:strictly )?(?:less|smaller|lower|fewer) than or equal to|<=|≤", "<="],
  ["(?:strictly )?(?:greater|larger|bigger|more|higher) than|above|>", ">"],
  ["(?:strictly )?(?:less|smaller|lower|fewer) than|below|<", "<"],
  ["not equal to|different from|!=|≠", "!="],
  ["equal to|the same as|==", "=="],
  ["not in", "not in"],
  ["in", "in"],
];
const SIGNS = SIGN.map(([pattern]) => pattern).join("|");

/** Ways of telling a run that are nobody's in particular: things by what they are, what happened without saying where. */
export const REMARKS: readonly Rule[] = [
  rule(
    `(?:the |our |its |this )?(?<input>input |given |original |initial |passed )?(?:input )?(?<noun>${NOUN}) (?:is|=|was|will be|being|:) (?!in |not |empty\\b|sorted|reversed|already)(?:now )?{v:v}`,
    (match) => {
      const value = match.value("v");
      return value?.value == null
        ? null
        : { kind: "described", noun: match.text("noun"), value, isInput: match.has("input") };
    },
  ),
  rule(
    `(?:the |our |this )?(?<noun>${NOUN})(?: {v:v})? (?:has|contains|consists of|holds)(?: (?:exactly|only|a length of|length|a total of))? {n:n}(?: ${PARTS}|(?= *(?:[.,;:]|$)))`,
    (match) => {
      const [size, value] = [match.count("n"), match.value("v")];
      if (size === null) return null;
      return value === null
        ? { kind: "described", noun: match.text("noun"), size }
        : { kind: "value-size", value, size };
    },
  ),
  rule(
    `{v:v}(?:,| \\(|:)? (?:which )?(?:has|is of|contains|with|of)(?: a)? (?:(?:length|size)(?: of)? {n:n}|{m:n} ${PARTS})`,
    (match) => {
      const [value, size] = [match.value("v"), match.count("n") ?? match.count("m")];
      return value?.value == null || size === null ? null : { kind: "value-size", value, size };
    },
  ),
  rule(
    `(?:, |, i\\.e\\. |, so | \\()(?:that's |that is |there are |we have )?{n:n} ${PARTS}(?: in total)?`,
    (match) => {
      const size = match.count("n");
      return size === null ? null : { kind: "described", noun: "", size };
    },
  ),
  rule(
    "(?:the )?(?:value|element|item|character|letter|char|number|entry|word) (?:stored )?at (?:index|position) {i:v}(?: (?:of|in) (?:the (?:list|string|array) )?{e:e})? (?:is|=|equals) {v:v}",
    (match) => {
      const [index, value, subject] = [match.value("i"), match.value("v"), match.code("e")];
      if (index === null || value?.value == null) return null;
      return { kind: "item", index, value, ...(subject === null ? {} : { subject }) };
    },
  ),
  rule(
    "{v:v} is (?<not>not |n't )?(?<property>even|odd|positive|negative|non-?negative|non-?zero|zero|prime|a prime(?: number)?|a palindrome|a digit|a letter|a list|an integer|a string|uppercase|lowercase)(?! \\w*«)(?![a-z])",
    (match) => propertyFact(match),
  ),
  rule(
    "{e:e} (?:starts?(?: out| off)?|begins|is initially|becomes|remains|stays|starts as)(?: as)? (?:an )?empty(?! (?:list|string|dict|set|tuple))",
    (match) => {
      const subject = match.code("e");
      return subject === null ? null : { kind: "size", subject, size: 0, noun: "" };
    },
  ),
  rule("{v:v} has (?:a )?length(?: of)? (?<test>«\\d+»)", (match) => {
    const [value, test] = [match.value("v"), match.codeAt("test", 0)];
    const first = test?.expression?.kind === "compare" ? test.expression.operands[0] : undefined;
    if (value?.value == null || test === null || first?.kind !== "literal") return null;
    return [
      { kind: "value-size", value, size: Number(first.repr) },
      { kind: "truth", subject: test, holds: true },
    ];
  }),
  rule("{e:e} {v:v}(?= (?:with|and|has|is)\\b| ?[:,(])", (match) => {
    const [subject, value] = [match.code("e"), match.value("v")];
    return subject?.expression?.kind !== "name" || value?.value == null ? null : { kind: "equal", subject, value };
  }),
  rule("{v:v} is (?<not>not )?(?<property>divisible by|a multiple of|a divisor of) {w:v}", (match) => {
    const [subject, other] = [match.value("v"), match.value("w")];
    if (subject === null || other === null) return null;
    return { kind: "property", subject, property: `${match.text("property")} ${other.text}`, holds: !match.has("not") };
  }),
  rule(
    `(?:the )?(?<noun>${NOUN}|{v:e}) is (?<not>not )?(?:already )?(?<property>sorted(?: in (?:ascending|descending) order)?|in (?:ascending|descending) order|empty|a palindrome)`,
    (match) => propertyFact(match),
  ),
  rule(
    `(?<all>all|every|none)(?: of)?(?: the)? (?:${PARTS}(?: (?:of|in) {v:e})?|{x:e}) (?:are|is) (?<not>not )?(?<property>even|odd|positive|negative|non-?negative|non-?zero|zero|prime|distinct|unique|different|the same|equal|uppercase|lowercase)`,
    (match) => {
      const subject = match.value("v") ?? match.value("x");
      const word = match.text("all") === "none" ? "no" : "all";
      return {
        kind: "property",
        property: `${word} ${match.text("property")}`,
        holds: !match.has("not"),
        ...(subject === null ? {} : { subject }),
      };
    },
  ),
  rule(
    "(?:there are |{v:e} has |{w:e} contains )(?<no>no )duplicates?(?: (?:elements|values))?(?: in {x:e})?",
    (match) => {
      const subject = match.value("v") ?? match.value("w") ?? match.value("x");
      return { kind: "property", property: "all unique", holds: true, ...(subject === null ? {} : { subject }) };
    },
  ),
  rule(
    "(?:the (?:letter|character|digit|word|number|value|element) )?{v:v} (?:appears|occurs|is found|shows up)(?: exactly| only)? (?:(?<once>once)|(?<twice>twice)|{n:n} times?)(?: in (?:the (?:string|word|list|text) )?{e:e})?",
    (match) => {
      const value = match.value("v");
      const times = match.has("once") ? 1 : match.has("twice") ? 2 : match.count("n");
      const subject = match.code("e");
      if (value?.value == null || times === null) return null;
      return { kind: "occurs", value, times, ...(subject === null ? {} : { subject }) };
    },
  ),
  rule(
    `the (?<which>first|second|third|fourth|fifth|last) ${PARTS}(?: of (?:the ${NOUN}|{e:e}))? (?:is|=|was) {v:v}`,
    (match) => {
      const [value, subject] = [match.value("v"), match.code("e")];
      const index = ["first", "second", "third", "fourth", "fifth"].indexOf(match.text("which"));
      if (value?.value == null) return null;
      const shown = { text: String(index), value: { kind: "whole", repr: String(index) }, code: null } as const;
      return { kind: "item", index: shown, value, ...(subject === null ? {} : { subject }) };
    },
  ),
  rule("the (?:first |only |leftmost )?(?:occurrence of )?{v:v} is (?:found )?at (?:index|position) {i:v}", (match) => {
    const [value, index] = [match.value("v"), match.value("i")];
    return value?.value == null || index?.value == null ? null : { kind: "position", value, index };
  }),
  rule(
    "(?:we |i |it |then )*(?<verb>revers|sort)(?:e|es|ed|s|ing)? (?:the )?(?:list|array|string|elements|«\\d+»)(?: back| again| in place)*",
    (match) => ({
      kind: "mutated",
      method: match.text("verb") === "sort" ? "sort" : "reverse",
    }),
  ),
  rule("(?:we |i |it )?pop(?:s|ped|ping)?(?: off)? {v:v}(?! from)", (match) => {
    const value = match.value("v");
    return value?.value == null ? null : { kind: "mutated", method: "pop", value };
  }),
  rule(
    "(?:the |this |which |it |and |then |first |next )*(?:program|loop|script|code|function|line|iteration|pass|call)? ?(?:then |also |finally )?(?:prints?|printing|printed|displays?)(?: out)?:? (?<list>«\\d+»(?:(?:, then |, and then |, and | and then |, | then | and )«\\d+»)*)",
    (match) => printed(match, false),
  ),
  rule(
    "the (?<last>last |final |first |next )?(?:line|output|thing|text)(?: that is| which is)? printed (?:is|will be|was):? (?<list>«\\d+»)",
    (match) => printed(match, match.text("last") === "last " || match.text("last") === "final "),
  ),
  rule(
    "{a:e} and {b:e} (?:both |are both |are each |each |are )*(?:start(?:s|ed)?(?: out| off)?|begins?|are|=|initiali[sz]ed|set)(?: (?:at|as|with|to|equal to))? {v:v}",
    (match) => {
      const [one, other, value] = [match.code("a"), match.code("b"), match.value("v")];
      if (one?.expression?.kind !== "name" || other?.expression?.kind !== "name" || value?.value == null) return null;
      return [one, other].map((subject) => ({ kind: "become", subject, value }));
    },
  ),
  rule(
    "(?:we |i |it |which |recursive |recursively |then |a )*(?:call|calls|calling)(?: to)? {f:e}(?! with)",
    (match) => inCall(match),
  ),
  rule("(?:the )?length (?:is|=) {n:n}", (match) => {
    const size = match.count("n");
    return size === null ? null : { kind: "described", noun: "any", size };
  }),
  rule(
    "(?:they|these|the (?:two )?(?:elements|values|items|numbers))?(?: (?:are|get|need to be|will be|were))? ?(?:swapped|exchanged)",
    () => swap(true),
  ),
  rule(
    "(?:we |i |so )*(?:then )?(?:swap|exchange)(?:s|ping)?(?: (?:them|these|both|the two(?: elements| values)?|«\\d+» and «\\d+»))?(?: places)?(?![a-z])",
    () => swap(true),
  ),
  rule(
    "(?:so )?(?:there is )?no (?:swap|exchange)(?: (?:is )?(?:needed|happens|occurs|takes place|required|made))?",
    () => swap(false),
  ),
  rule("(?:we |i )?(?:don't|do not) swap(?: them)?", () => swap(false)),
  rule("(?:we |i )?compar(?:e|es|ing) {a:v} (?:and|with|to|against) {b:v}", (match) => {
    const [left, right] = [match.value("a"), match.value("b")];
    return left === null || right === null ? null : { kind: "set-side-by-side", left, right };
  }),
  rule(
    "^(?:(?:in|inside|within|for|call|calling|evaluate|evaluating|compute|now|then|next|first) )*{f:e} ?:(?!=)",
    (match) => inCall(match),
  ),
  rule("^(?:in|inside|within|for|during)(?: the call(?: to)?)? {f:e},", (match) => inCall(match)),
  rule("{f:e} is (?:then |now |also )?(?:called|invoked|evaluated)(?! with)", (match) => inCall(match)),
  rule(
    "(?:{b:e},? )?(?:which |that |this |it |and )*(?:would )?(?:raises?|throws?|triggers?|causes?|results in|leads to|gives|hits)(?: an?)? {t:e}(?: exception| error)?(?: with the message «\\d+»)?",
    (match) => failure(match, match.code("b")),
  ),
  rule(
    "(?:an? |the )?{t:e}(?: exception| error)? (?:is|gets|will be|was) (?:then )?(?:raised|thrown|triggered)(?: (?:by|at|in) {b:e})?",
    (match) => failure(match, match.code("b")),
  ),
  rule("(?:an? |the )?{t:e}(?: exception| error)?(?: (?:occurs|happens))", (match) => failure(match, null)),
  rule("(?:an? |the )?{t:e}(?: exception| error)? (?:is|gets|will be|was) (?:immediately )?caught", (match) => {
    const fact = failure(match, null);
    return fact === null ? null : [fact, { kind: "handled", isCaught: true }];
  }),
  rule(
    "(?:the )?(?:program|run|execution|script|function|call|code)(?: \\w+)? (?:ends|stops|crashes|terminates|fails|exits|aborts)(?: with| in| by raising| due to)(?: an?| the)? {t:e}(?: exception| error)?",
    (match) => {
      const fact = failure(match, null);
      return fact === null ? null : [{ ...fact, isEnd: true }];
    },
  ),
  rule("(?:the |this )?(?:exception|error)(?: is| gets| was) (?<not>not |never )?(?:caught|handled)", (match) => ({
    kind: "handled",
    isCaught: !match.has("not"),
  })),
  rule("(?:nothing|no one|nobody) (?:catches|handles) it", () => ({ kind: "handled", isCaught: false })),
  rule(
    `(?:, )?(?:which|that|and this|and that|this|it) (?:is|was) (?:still |also )?(?<not>not )?(?<sign>${SIGNS}) {v:v}`,
    (match) => {
      const right = match.value("v");
      const operator = SIGN.find(([pattern]) => new RegExp(`^(?:${pattern})$`, "u").test(match.text("sign")))?.[1];
      if (right === null || operator === undefined) return null;
      return { kind: "compared-with", operator, right, holds: !match.has("not") };
    },
  ),
  rule("(?:, )?(?:which|that) equals {v:v}", (match) => {
    const right = match.value("v");
    return right === null ? null : { kind: "compared-with", operator: "==", right, holds: true };
  }),
  rule(
    "{e:e} (?:goes|runs|ranges|iterates|moves|takes|cycles|loops|steps|will be|will take|takes on)(?: on)?(?: over| through| from| across| the values?| values?)*:? {vs:vs}",
    (match) => {
      const [name, values] = [match.code("e"), match.values("vs")];
      return name?.expression?.kind !== "name" || values.length < 2 ? null : { kind: "runs-over", name, values };
    },
  ),
  rule(
    "{e:e}: {a:v}(?: (?:→|->|=>|then) (?<rest>(?:«\\d+»|-?\\d+(?:\\.\\d+)?)(?: (?:→|->|=>|then) (?:«\\d+»|-?\\d+(?:\\.\\d+)?))*))",
    (match) => {
      const name = match.code("e");
      const first = match.value("a");
      if (name?.expression?.kind !== "name" || first === null) return null;
      return { kind: "runs-over", name, values: [first, ...match.values("rest")] };
    },
  ),
  rule(
    "(?:the |this |our )?(?:for |while |inner |outer )?(?:loop|we|code|function|iteration|it|i)? ?(?:then )?(?:goes|iterates?|loops?|runs?|go|walks?) (?:over|through)(?: the)?(?: (?:string|list|characters|elements|items|letters|values)(?: of)?)? {v:v}(?! (?:elements|characters|items|times|letters|iterations))",
    (match) => {
      const value = match.value("v");
      return value?.value == null ? null : { kind: "iterates", value };
    },
  ),
  rule(
    "(?:we |i |it |the loop |which )?(?:will )?(?:iterates?|loops?|goes?|runs?) (?:over|through|for|across)(?: the| all)?(?: «\\d+»,?)? ?{n:n} (?:elements|characters|items|letters|times|iterations|values|numbers|words|passes)",
    (match) => {
      const passes = match.count("n");
      return passes === null ? null : { kind: "loop", passes };
    },
  ),
  rule(
    "{e:e} (?:gives|yields|is|produces|generates|=|contains|goes)(?: the)?(?: values?| numbers?| elements?| indices)? {vs:vs}",
    (match) => {
      const [of, values] = [match.code("e"), match.values("vs")];
      return of?.expression?.kind !== "call" || values.length < 2 ? null : { kind: "elements", of, values };
    },
  ),
  rule("^{v:v} ?(?:→|->|=>|:|-|–|—)(?: (?:→|->|=>))?", (match) => {
    const from = match.value("v");
    return from?.value == null || match.named.length > 0 ? null : { kind: "comes-to", from, to: null };
  }),
  rule("^{v:v} ?(?:→|->|=>|:|-|–|—)(?: (?:→|->|=>))? {w:v}(?= *(?:$|\\.|,|\\())", (match) => {
    const [from, to] = [match.value("v"), match.value("w")];
    return from?.value == null || to?.value == null || match.named.length > 0 ? null : { kind: "comes-to", from, to };
  }),
  rule("{q:e} (?:is|evaluates to|gives|becomes|→) {v:v}", (match) => {
    const [code, value] = [match.code("q"), match.value("v")];
    const parts = code?.equations[0];
    if (code?.equations.length !== 1 || parts === undefined || value === null || parts.at(-1)!.value !== null)
      return null;
    return parts.map((part) => ({ kind: "become", subject: codeOfPart(part), value }));
  }),
  rule(
    "{e:e} {v:v} (?:has|contains|consists of|with)(?: (?:exactly|only|a length of|length))? {n:n}(?: " +
      PARTS +
      "|(?= *(?:[.,;:]|$)))",
    (match) => {
      const [subject, value, size] = [match.code("e"), match.value("v"), match.count("n")];
      if (subject?.expression?.kind !== "name" || value?.value == null || size === null) return null;
      return [
        { kind: "equal", subject, value },
        { kind: "size", subject, size, noun: "" },
      ];
    },
  ),
  rule(
    "(?:, |\\()(?:i\\.e\\.|that is|namely|which means|meaning|in other words),? {v:v}(?! (?:characters|elements|items|letters|words))",
    (match) => {
      const value = match.value("v");
      return value?.value == null ? null : { kind: "outcome", value };
    },
  ),
  rule("{e:e} (?:=|==|equals|is|returns|evaluates to|becomes) (?<right>«\\d+»)", (match) => {
    const [left, right] = [match.code("e"), match.codeAt("right", 0)];
    if (left?.expression == null || right?.expression == null || right.value !== null) return null;
    return left.expression.kind === "name" || left.expression.kind === "compare" ? null : { kind: "same", left, right };
  }),
  rule(
    "{v:v} (?:is|are|gets|was|will be) (?:then |also |now |simply )*(?:appended|added|pushed|inserted|collected|included|kept)(?! (?:to|onto|into|in|under|as)\\b)",
    (match) => appended(match),
  ),
  rule(
    "(?:the |our |this )?(?:final|resulting|returned|end|output) (?:list|string|result|value|dictionary|dict|array|set|tuple|state|answer|number|sum|output|word|text|sentence|count) (?:is|=|will be|becomes|:)(?: therefore| thus| then)? {v:v}",
    (match) => {
      const value = match.value("v");
      return value === null ? null : { kind: "result", value };
    },
  ),
  rule(
    "^(?:so |and |then |finally,? |therefore,? |thus,? |hence,? |done:? )*(?:we |i )?(?:returns?|returned|returning|return value|outputs?)(?: is)?:? (?:the (?:value|list|string|result) )?{v:v}",
    (match) => {
      const value = match.value("v");
      return value === null ? null : { kind: "return", value };
    },
  ),
];

/** One side of an equation as a piece of code. */
function codeOfPart({ text, expression, value }: Part): Code {
  return { text, isBare: true, expression, value, equations: [], augmented: null };
}

function printed(match: Match, isLast: boolean): Fact | null {
  const names = match.text("list").match(/«\d+»/g) ?? [];
  const texts = names.flatMap((_, index) => match.codeAt("list", index) ?? []);
  return texts.some(({ value, isBare }) => isBare && value === null) ? null : { kind: "prints", texts, isLast };
}

function propertyFact(match: Match): Fact | null {
  const subject = match.value("v");
  return {
    kind: "property",
    property: match.text("property").replace(/^an? /, ""),
    holds: !match.has("not"),
    ...(subject === null ? {} : { subject }),
  };
}

function swap(happens: boolean): Fact {
  return { kind: "swapped", happens };
}

function inCall(match: Match): Fact | null {
  const call = match.code("f");
  return call?.expression?.kind === "call" ? { kind: "in-call", call } : null;
}

function failure(match: Match, by: ReturnType<Match["code"]>): Extract<Fact, { kind: "fails" }> | null {
  const type = match.code("t");
  if (type === null || !/^[A-Z]\w*(?:\(.*\))?$/s.test(type.text) || by?.expression?.kind === "name") return null;
  return { kind: "fails", type, ...(by === null ? {} : { by }) };
}

function appended(match: Match): Fact | null {
  const value = match.value("v");
  return value === null ? null : { kind: "append", value };
}
