import type { Fact } from "../facts.ts";
import type { Code, Shown } from "../mentions.ts";
import { type Match, type Rule, rule } from "./rule.ts";

const SET = "(?:sets?|assigns?|binds?|initiali[sz]es?|updates?|changes?|resets?|reassigns?|defines?)";
const NOUN =
  "(?<noun>characters?|letters?|elements?|items?|keys?|bytes?|entries|entry|pairs?|values?|numbers?|words?|strings?|digits?|tuples?|lists?|members?)";
/** A value, with the source it comes from before it or what it is after it. */
const GIVEN = "{v:v}(?:, which is {w:v},?)?";

function given(match: Match, subject: Code | null, build: (value: Shown, subject: Code) => Fact): Fact[] | null {
  const value = match.value("v");
  if (value === null || subject === null) return null;
  const more = match.value("w");
  if (more === null || value.code === null) return [build(more ?? value, subject)];
  return [{ kind: "equal", subject: value.code, value: more, trails: true }, build(more, subject)];
}

function change(pattern: string, method: string): Rule {
  return rule(pattern, (match) =>
    given(match, match.code("e"), (value, subject) => ({ kind: "change", method, subject, arguments: [value] })),
  );
}

/** What statements do to names and objects. */
export const CHANGES: readonly Rule[] = [
  rule(`${SET} (?<names>«\\d+»(?:, «\\d+»)*) and {e:e} to {v:v}`, (match) => {
    const last = setFact(match);
    const names = match.text("names").match(/«\d+»/g) ?? [];
    const others = names.map((_, index) => match.codeAt("names", index)).filter((code): code is Code => code !== null);
    return last === null ? null : [...others.map((subject): Fact => ({ ...last, subject })), last];
  }),
  rule(`${SET} {e:e} (?:to|as|at|=|to be|to the value)(?: the value(?: of)?)? {v:v}`, (match) => setFact(match)),
  rule("(?:, and |, |and ){e:e} to {v:v}", (match) => setFact(match)),
  rule("(?:starts?|initiali[sz]es?) {e:e} (?:as|at|with|to) {v:v}", (match) => {
    const fact = setFact(match);
    return fact === null ? null : { ...fact, fresh: true };
  }),
  rule("makes? {e:e} an? {t:e}", (match) => {
    const [subject, type] = [match.code("e"), match.code("t")];
    return subject === null || type === null ? null : { kind: "make", subject, type };
  }),
  rule("with (?<list>«\\d+»(?:(?:, and |, | and )«\\d+»)*)", (match) => fieldsIn(match)),
  rule("making it {v:v}", (match) => become(match)),
  rule(`adds? ${GIVEN} to the end of {e:e}`, (match) =>
    given(match, match.code("e"), (value, subject) => ({ kind: "add", value, subject, operator: "+", atEnd: true })),
  ),
  rule(`adds? ${GIVEN} to {e:e}`, (match) =>
    given(match, match.code("e"), (value, subject) => ({ kind: "add", value, subject, operator: "+" })),
  ),
  rule(`subtracts? ${GIVEN} from {e:e}`, (match) =>
    given(match, match.code("e"), (value, subject) => ({ kind: "add", value, subject, operator: "-" })),
  ),
  rule("updates? {e:e} by {b:e}", (match) => {
    const [subject, by] = [match.code("e"), match.code("b")];
    return subject === null || by === null ? null : { kind: "update", subject, by };
  }),
  change(`appends? ${GIVEN} to {e:e}`, "append"),
  change(`adds? ${GIVEN} at the left end of {e:e}`, "appendleft"),
  change(`extends? {e:e} with ${GIVEN}`, "extend"),
  rule(`inserts? ${GIVEN} at index {i:v}(?:, which is {j:v},)? of {e:e}`, (match) => {
    const index = match.value("i");
    const facts = given(match, match.code("e"), (value, subject) => ({
      kind: "change",
      method: "insert",
      subject,
      arguments: index === null ? [value] : [match.value("j") ?? index, value],
    }));
    const source = index?.code ?? null;
    const shown = match.value("j");
    if (facts === null || source === null || shown === null) return facts;
    return [{ kind: "equal", subject: source, value: shown, trails: true }, ...facts];
  }),
  change(`removes? the first ${GIVEN} from {e:e}`, "remove"),
  change(`removes? ${GIVEN} from {e:e}`, "remove"),
  change(`discards? ${GIVEN} from {e:e}`, "discard"),
  change(`updates? {e:e} with ${GIVEN}`, "update"),
  change(`rotates? {e:e} by ${GIVEN}`, "rotate"),
  ...(["empt(?:ies|y)=clear", "reverses?=reverse", "sorts?=sort"] as const).map((pair) => {
    const [verb, method] = pair.split("=") as [string, string];
    return rule(
      `${verb} {e:e}(?: in place)?(?<manner> from largest to smallest| in (?:descending|reverse) order)?(?: by the key {k:e})?`,
      (match) => {
        const subject = match.code("e");
        const key = match.code("k");
        if (subject === null) return null;
        const fact: Fact = { kind: "change", method, subject, arguments: [], manner: match.text("manner") };
        return key === null ? fact : { ...fact, key };
      },
    );
  }),
  rule("takes? {v:v}(?: at index {i:v}| under the key {k:v})? out of {e:e}", (match) => {
    const [value, subject, index] = [match.value("v"), match.code("e"), match.value("i") ?? match.value("k")];
    if (value === null || subject === null) return null;
    return index === null ? { kind: "take", value, subject } : { kind: "take", value, subject, index };
  }),
  rule("puts? {v:v} at index {i:v} of {e:e}", (match) => {
    const [value, subject, index] = [match.value("v"), match.code("e"), match.value("i")];
    return value === null || subject === null || index === null ? null : { kind: "put", value, subject, index };
  }),
  rule("stores? {v:v} under the (?<new>new )?key {k:v} of {e:e}", (match) => {
    const [value, subject, key] = [match.value("v"), match.code("e"), match.value("k")];
    if (value === null || subject === null || key === null) return null;
    return { kind: "put", value, subject, key, isNew: match.has("new") };
  }),
  rule("assigns? to {e:e}", (match) => subjectOnly(match, "assign-item")),
  rule("deletes? {e:e}", (match) => subjectOnly(match, "delete")),
  rule("(?:, )?(?:which|and) leaves it empty", () => ({ kind: "leave", size: 0, noun: "" })),
  rule("(?:, )?(?:which|and) leaves {e:e} as {v:v}", (match) => {
    const [subject, value] = [match.code("e"), match.value("v")];
    return subject === null || value === null ? null : { kind: "leave", value, subject };
  }),
  rule("(?:, )?(?:which|and) leaves {v:v}", (match) => {
    const value = match.value("v");
    return value === null ? null : { kind: "leave", value };
  }),
  rule(`(?:, )?(?:which|and) leaves {n:n} ${NOUN}`, (match) => {
    const size = match.count("n");
    return size === null ? null : { kind: "leave", size, noun: match.text("noun") };
  }),
  rule("{v:v} is (?<not>not )?in {e:e} already, so {line:line} leaves it unchanged", (match) => {
    const [value, subject, line] = [match.value("v"), match.code("e"), match.line("line")];
    if (value === null || subject === null || line === null) return null;
    return [
      { kind: "line", line, leads: true },
      { kind: "unchanged", value, subject, isIn: !match.has("not") },
    ];
  }),
  rule("swaps? {e:e} and {f:e}(?:, which become {v:v} and {w:v})?", (match) => {
    const [one, other, first, second] = [match.code("e"), match.code("f"), match.value("v"), match.value("w")];
    if (one === null || other === null) return null;
    return first === null || second === null
      ? { kind: "swap", one, other }
      : { kind: "swap", one, other, first, second };
  }),
];

function setFact(match: Match): Extract<Fact, { kind: "set" }> | null {
  const [subject, value] = [match.code("e"), match.value("v")];
  return subject === null || value === null ? null : { kind: "set", subject, value };
}

function become(match: Match): Fact | null {
  const value = match.value("v");
  return value === null ? null : { kind: "become", value };
}

function fieldsIn(match: Match): Fact {
  const names = match.text("list").match(/«\d+»/g) ?? [];
  const codes = names.map((_, index) => match.codeAt("list", index)).filter((code): code is Code => code !== null);
  return { kind: "fields", codes };
}

function subjectOnly(match: Match, kind: "assign-item" | "delete"): Fact | null {
  const subject = match.code("e");
  return subject === null ? null : { kind, subject };
}
