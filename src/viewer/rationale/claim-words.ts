import type { Claim, ClaimValue } from "../../rationale/claims.ts";
import { Evidence } from "../../rationale/evidence.ts";
import type { Trace } from "../../trace/types.ts";

/** A claim as a person reads it. */
export interface ClaimWords {
  /** Markdown: code in backticks. */
  readonly text: string;
  /** Where in the run it speaks of: `line 4, 3rd time`; null for claims about the whole run. */
  readonly place: string | null;
  /** The step to look at, from 0; null where there is none. */
  readonly step: number | null;
}

/** Characters of a value shown in a claim; the claim itself always has all of them. */
const SHOWN = 160;

const evidences = new WeakMap<Trace, Evidence>();

function evidenceOf(trace: Trace): Evidence {
  const evidence = evidences.get(trace) ?? new Evidence(trace);
  evidences.set(trace, evidence);
  return evidence;
}

/** Says what a claim claims, and where in the run that can be seen. Also for claims about moments that never were. */
export function claimInWords(trace: Trace, claim: Claim): ClaimWords {
  return { text: textOf(trace, claim), ...placeOf(trace, claim) };
}

function textOf(trace: Trace, claim: Claim): string {
  switch (claim.kind) {
    case "call": {
      const given = Object.entries(claim.arguments).map(([name, value]) => code(`${name} = ${shown(value)}`));
      return `${functionName(trace, claim.function)} is called${given.length > 0 ? ` with ${listed(given)}` : ""}`;
    }
    case "return":
      return `${functionName(trace, claim.function)} returns ${value(claim.value)}`;
    case "result":
      return `the call gives ${value(claim.value)}`;
    case "bind":
      return `${code(claim.name)} becomes ${value(claim.value)}`;
    case "state":
      return `${code(claim.name)} is ${value(claim.value)} before this runs`;
    case "size":
      return `${code(claim.name)} has ${counted(claim.size, "element")} ${claim.when} this runs`;
    case "eval": {
      const which = (claim.nth ?? 1) > 1 ? ` the ${ordinal(claim.nth ?? 1)} time` : "";
      return `${code(sourceIn(trace, claim.expression))} is ${value(claim.value)}${which}`;
    }
    case "branch": {
      const next = claim.next === null ? "the call ends there" : `line ${lineOf(trace, claim.next)} comes next`;
      return `the test ${claim.taken ? "holds" : "does not hold"}, and ${next}`;
    }
    case "loop": {
      const targets = Object.entries(claim.targets ?? {}).map(([name, values]) => code(`${name} = ${series(values)}`));
      return `the loop makes ${counted(claim.passes, "pass", "passes")}${targets.length > 0 ? ` with ${listed(targets)}` : ""}, and ${ENDINGS[claim.ending]}`;
    }
    case "evolve":
      return `${code(claim.name)} goes ${code(series(claim.values))}`;
    case "mutate":
      return `${code(claim.name)} changes in place from ${value(claim.before)} to ${value(claim.after)}`;
    case "raise":
      return `it raises ${code(claim.type)}${claim.message === "" ? "" : ` with the message ${code(claim.message)}`}`;
    case "handle":
      return claim.handler === null
        ? "nothing catches the exception"
        : `the exception is caught on line ${lineOf(trace, claim.handler)}`;
    case "print":
      return `it prints ${code(shown(JSON.stringify(claim.text)))}`;
    case "count":
      return claim.times === 0
        ? `line ${lineOf(trace, claim.statement)} never runs`
        : `line ${lineOf(trace, claim.statement)} runs ${counted(claim.times, "time")}`;
    case "origin":
      return `the ${code(claim.name)} read here was set on ${visitText(trace, claim.written)}`;
    case "rerun":
      return `${code(shown(claim.call))}, run afresh, ${
        claim.raises ? `raises ${code(claim.raises.type)}` : `gives ${value(claim.value ?? "")}`
      }`;
  }
}

const ENDINGS = {
  exhausted: "runs to its end",
  break: "is left by `break`",
  return: "is left by `return`",
  raise: "is left by an exception",
} as const;

function placeOf(trace: Trace, claim: Claim): Omit<ClaimWords, "text"> {
  if ("at" in claim) return { place: visitText(trace, claim.at), step: stepOf(trace, claim.at) };
  if ("function" in claim) {
    const frame = evidenceOf(trace).frameOf(claim.function);
    const place = `${ordinal(claim.function[1])} call`;
    if (frame === undefined) return { place, step: null };
    const ended = claim.kind === "return" && "step" in frame.outcome ? frame.outcome.step : null;
    const step = ended ?? frame.firstStep;
    return { place, step: step < 0 ? null : step };
  }
  if (claim.kind === "result") return { place: "at the end", step: trace.stepCount > 0 ? trace.stepCount - 1 : null };
  if (claim.kind === "count") return { place: null, step: stepOf(trace, [claim.statement, 1]) };
  return { place: null, step: null };
}

type Coordinate = readonly [statement: number, visit: number];

function stepOf(trace: Trace, [statement, visit]: Coordinate): number | null {
  return statement > trace.statements.length ? null : (trace.visits(statement)[visit - 1] ?? null);
}

/** `line 4`, or `line 4, 3rd time` where it runs more than once. */
function visitText(trace: Trace, [statement, visit]: Coordinate): string {
  const often = visit > 1 || (statement <= trace.statements.length && trace.visits(statement).length > 1);
  return `line ${lineOf(trace, statement)}${often ? `, ${ordinal(visit)} time` : ""}`;
}

function lineOf(trace: Trace, statement: number): string {
  return statement > trace.statements.length ? "?" : String(trace.statement(statement).range.line);
}

function functionName(trace: Trace, [statement, nth]: Coordinate): string {
  const scope = trace.scopes.find((each) => each.statement === statement && each.kind === "function");
  const name = code(scope?.name ?? "?");
  const isOnly = nth === 1 && evidenceOf(trace).frameOf([statement, 2]) === undefined;
  return isOnly ? name : `${name} (${ordinal(nth)} call)`;
}

function sourceIn(
  trace: Trace,
  range: { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number },
): string {
  // Claims count columns in characters; JavaScript in UTF-16 units.
  const lines = trace.source
    .split(/\r\n|\r|\n/)
    .slice(range.line - 1, range.endLine)
    .map((line) => [...line]);
  const last = lines.length - 1;
  const parts = lines.map((line, index) =>
    line.slice(index === 0 ? range.column : 0, index === last ? range.endColumn : undefined).join(""),
  );
  return parts.join(" ").replace(/\s+/g, " ").trim();
}

function value(claimed: ClaimValue): string {
  return code(shown(claimed));
}

function shown(claimed: ClaimValue | null): string {
  if (claimed === null) return "unbound";
  if (claimed.length <= SHOWN) return claimed;
  const kept = SHOWN / 2;
  const left = claimed.length - 2 * kept;
  return `${claimed.slice(0, kept)}… ${left.toLocaleString("en")} more characters …${claimed.slice(-kept)}`;
}

const SERIES = 12;

function series(values: readonly (ClaimValue | null)[]): string {
  const some = values.slice(0, SERIES).map(shown).join(", ");
  return values.length > SERIES ? `${some}, … ${values.length - SERIES} more` : some;
}

/** As a Markdown code span, whatever backticks are in it. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text === "" ? " " : text}${fence}`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** `1st`, `22nd`, `113th`. */
export function ordinal(number: number): string {
  const tail = number % 100 > 10 && number % 100 < 14 ? 0 : number % 10;
  return `${number.toLocaleString("en")}${["th", "st", "nd", "rd"][tail] ?? "th"}`;
}
