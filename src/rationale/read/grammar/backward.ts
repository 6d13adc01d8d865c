import type { Code, Shown } from "../mentions.ts";
import { type Match, type Rule, rule } from "./rule.ts";

const NOUN = "(?:characters?|elements?|keys?|bytes?|items?)";
const SHOWS = "(?:, so such changes show in the output|, so the output cannot tell these(?: two)? apart)?";

/** Nothing is claimed. */
const NOTHING = { kind: "tried", calls: [], values: [] } as const;

/** From the output back to an input: what gave the result, and other inputs run as a check. */
export const BACKWARD: readonly Rule[] = [
  rule(`the result is {v:v}, {n:n} ${NOUN}`, (match) => {
    const [value, size] = [match.value("v"), match.count("n")];
    if (value?.value == null || size === null) return null;
    return [
      { kind: "result", value },
      { kind: "value-size", value, size },
    ];
  }),
  rule("it is what {line:line}, the only {r:e}, gives back: {e:e}", (match) => gives(match, "line", true)),
  rule(
    "lines? (?<others>\\d+(?:(?:, | and |, and | or )\\d+)*) (?:cannot|can neither|could not) return (?:that|it), so {line:line} did: {e:e}",
    (match) => among(match, false),
  ),
  rule(
    "lines (?<others>\\d+(?:(?:, | and |, and )\\d+)*) could (?:each|both|all) return it, and the result alone does not say which; for the input that was given it was {line:line} that returned {e:e}",
    (match) => among(match, true),
  ),
  rule(`{c:e} and {d:e} give the same result${SHOWS}`, (match) => tried(match, ["c", "d"], [null, null])),
  rule(`{c:e} gives the same result(?: too)?${SHOWS}`, (match) => tried(match, ["c"], [null])),
  rule(`(?:but )?{c:e} gives {v:v},? and {d:e} gives {w:v}${SHOWS}`, (match) =>
    tried(match, ["c", "d"], [match.value("v"), match.value("w")]),
  ),
  rule(`(?:but )?{c:e} gives {v:v}, so such changes? shows? in the output`, (match) =>
    tried(match, ["c"], [match.value("v")]),
  ),
  rule("the input that was given is {c:e}, and run again it gives the result", (match) => {
    const fact = tried(match, ["c"], [null]);
    return fact === null ? null : { ...fact, isGiven: true };
  }),
  rule("there is no argument to find: {c:e}, run as a check, gives the result", (match) => tried(match, ["c"], [null])),
  rule(
    "{e:e} holds (?<list>(?:(?:one|no) {u:v}|{v:v} {n:n} times)(?:(?:, | and |, and )(?:(?:one|no) «\\d+»|(?:«\\d+»|-?\\d+) [a-z\\d]+ times))*)",
    (match) => {
      const subject = match.code("e");
      const parts = [...match.text("list").matchAll(/(?:(one|no) («\d+»|-?\d+))|(?:(«\d+»|-?\d+) ([a-z\d,]+) times)/g)];
      const items = parts.flatMap(([, word, one, many, times]): (readonly [Shown, number])[] => {
        const shown = match.shownAt(one ?? many ?? "");
        const count = match.countAt(times ?? word ?? "");
        return shown === null || count === null ? [] : [[shown, count]];
      });
      return subject === null || items.length === 0 ? null : { kind: "tally", subject, items };
    },
  ),
  rule(`{e:e} holds the {n:n} ${NOUN} of {v:v}(?:, in an order that is lost)?`, (match) => {
    const [subject, size, value] = [match.code("e"), match.count("n"), match.value("v")];
    if (subject === null || size === null || value?.value == null) return null;
    return { kind: "same-elements", subject, size, value };
  }),
  rule("{e:e} has {v:v} as that part", (match) => part(match, false)),
  rule("{e:e} begins with the elements of {v:v}", (match) => part(match, true)),
  rule("{e:e} is a (?:total|count|product): it starts at {v:v}", (match) => {
    const [subject, value] = [match.code("e"), match.value("v")];
    return subject === null || value?.value == null ? null : { kind: "starts-at", subject, value };
  }),
  rule("{e:e} on {line:line} (?:holds|does not hold), so here it (?:(?<yes>holds)|does not hold)", (match) =>
    went(match),
  ),
  rule("so {e:e} on {line:line} (?:(?<yes>holds)|does not hold)", (match) => went(match)),
  rule(
    "the (?:call|program) gives no result: it ends in {t:e}(?: with the message {m:e})?, raised on {line:line}",
    (match) => {
      const [type, line] = [match.code("t"), match.line("line")];
      return type === null || line === null ? null : { kind: "ended", type, message: match.code("m"), line };
    },
  ),
  rule("the input that was given is {c:e}, and run again it ends the same way", (match) => {
    const fact = alike(match, ["c"]);
    return fact === null ? null : { ...fact, isGiven: true };
  }),
  rule(`{c:e} and {d:e} end the same way${SHOWS}`, (match) => alike(match, ["c", "d"])),
  rule(`{c:e} ends the same way(?: too)?${SHOWS}`, (match) => alike(match, ["c"])),
  rule("(?:going forwards confirms it|i check it by going forwards):", () => ({ kind: "forwards" })),
  rule("it is what {line:line}, the only {r:e}, gives back: the expression on {k:line}", (match) => {
    const line = match.line("line");
    return line === null || match.line("k") !== line ? null : { kind: "gives-back", line, source: null, isOnly: true };
  }),
  rule("^(?:but )?{c:e} gives {v:v}(?= *\\.?$)", (match) => tried(match, ["c"], [match.value("v")])),
  rule("^(?:but )?{c:e} raises {t:e}, and {d:e} gives {w:v}", (match) => tried(match, ["d"], [match.value("w")])),
  rule("^(?:but )?{c:e} gives {v:v}, and {d:e} raises {t:e}", (match) => tried(match, ["c"], [match.value("v")])),
  rule("^(?:but )?{c:e} raises {t:e}(?:, and {d:e} raises {u:e})?", () => NOTHING),
  rule("{e:e} is {v:v} but for", () => NOTHING),
  rule("{line:line} makes {e:e} from {f:e}", (match) => {
    const [line, subject, source] = [match.line("line"), match.code("e"), match.code("f")];
    return line === null || subject === null || source === null ? null : { kind: "made-from", line, subject, source };
  }),
];

function gives(match: Match, name: string, isOnly: boolean) {
  const [line, source] = [match.line(name), match.code("e")];
  const word = match.code("r");
  if (line === null || source === null || (word !== null && word.text !== "return")) return null;
  return { kind: "gives-back", line, source, isOnly } as const;
}

/** The line that returned, and the others that might have. */
function among(match: Match, could: boolean) {
  const fact = gives(match, "line", false);
  const lines = (match.text("others").match(/\d+/g) ?? []).map(Number);
  return fact === null ? null : [{ kind: "returns-on", lines, could } as const, fact];
}

function went(match: Match) {
  const [test, line] = [match.code("e"), match.line("line")];
  return test === null || line === null ? null : ({ kind: "went", line, test, holds: match.has("yes") } as const);
}

function alike(match: Match, names: readonly string[]) {
  const calls = names.map((name) => match.code(name)).filter((each): each is Code => each?.expression?.kind === "call");
  return calls.length === names.length ? ({ kind: "ended-alike", calls } as const) : null;
}

function tried(match: Match, names: readonly string[], values: readonly (Shown | null)[]) {
  const calls = names.map((name) => match.code(name)).filter((each): each is Code => each?.expression?.kind === "call");
  return calls.length === names.length ? ({ kind: "tried", calls, values } as const) : null;
}

function part(match: Match, isStart: boolean) {
  const [subject, value] = [match.code("e"), match.value("v")];
  if (subject === null || value?.value == null) return null;
  return { kind: "holds-part", subject, value, isStart } as const;
}
