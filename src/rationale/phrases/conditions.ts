import type { SyntaxNode } from "../../trace/types.ts";
import { chain, claimed, enumerate, type Phrase, phrase, plain } from "../phrase.ts";
import { child, children, comparisonOperators, operator } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code } from "../wording.ts";
import { nameOf, premises } from "./expressions.ts";
import { isTruthy, shown, sourceOf } from "./values.ts";

const SYMBOLS: Readonly<Record<string, string>> = {
  Eq: "==",
  NotEq: "!=",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
  Is: "is",
  IsNot: "is not",
  In: "in",
  NotIn: "not in",
};

/** A test with its values put in is shown only up to this many characters. */
const SUBSTITUTED = 60;

/** A value up to this many characters is shown in a test even when it is known. */
const BRIEF = 40;

/** Why a test held or not: what must be known first, and the outcome. */
export interface Reason {
  readonly given: readonly Phrase[];
  readonly outcome: Phrase;
}

/** Why a test held or not, in one breath: `` `limit < len(text)` is `5 < 5`, which does not hold ``. */
export function reason(teller: Teller, step: number, test: SyntaxNode, holds: boolean): Phrase {
  const { given, outcome } = reasonFor(teller, step, test, holds);
  return given.length === 0 ? outcome : phrase`${enumerate(given)} and ${outcome}`;
}

/** Why a test held or not, with the values that decided it. `holds` is what the test came to at this step. */
export function reasonFor(teller: Teller, step: number, test: SyntaxNode, holds: boolean): Reason {
  const outcome = holds ? "holds" : "does not hold";
  const source = sourceOf(teller, test, 80);
  if (test.type === "BoolOp") return { given: [], outcome: compound(teller, step, test, holds, source) };
  if (source === null) return { given: premises(teller, step, test, 2), outcome: plain(`the test ${outcome}`) };
  const negated = test.type === "UnaryOp" && operator(test) === "Not" ? child(test, "operand") : null;
  if (negated !== null) return reasonFor(teller, step, negated, !holds);
  if (test.type === "Compare") {
    const substituted = substitution(teller, step, test);
    if (substituted !== null) {
      const operands = [child(test, "left"), ...children(test, "comparators")];
      const given = operands.flatMap((operand) => (operand === null ? [] : premises(teller, step, operand, 1)));
      const { text, claims } = substituted;
      if (text === source) return { given: [], outcome: claimed(`${code(source)} ${outcome}`, ...claims) };
      return { given, outcome: claimed(`${code(source)} is ${code(text)}, which ${outcome}`, ...claims) };
    }
  }
  const given = premises(teller, step, test, teller.measure.premises);
  const value = teller.evidence.evaluation(step, test);
  if (value !== undefined && value.repr !== "True" && value.repr !== "False") {
    teller.tell(teller.evidence.trace.step(step).frame, source, value.repr);
    const counts = isTruthy(value.repr) ? "counts as true" : "counts as false";
    return { given, outcome: claimed(`${code(source)} is ${shown(value.repr, 60)}, which ${counts}`, value.claim) };
  }
  const claims = value === undefined ? [] : [value.claim];
  const verdict = value === undefined && nameOf(test) !== null ? `counts as ${holds ? "true" : "false"}` : outcome;
  return { given, outcome: claimed(`${code(source)} ${verdict}`, ...claims) };
}

/** A comparison with the values of its operands in their places, or null where one cannot be shown. */
function substitution(teller: Teller, step: number, test: SyntaxNode): Phrase | null {
  const left = child(test, "left");
  const operands = left === null ? [] : [left, ...children(test, "comparators")];
  const symbols = comparisonOperators(test).map((name) => SYMBOLS[name] ?? name);
  if (operands.length < 2 || operands.length > 3) return null;
  const claims: Phrase[] = [];
  const texts: string[] = [];
  for (const operand of operands) {
    const repr = teller.evidence.reprOf(step, operand);
    if (repr === undefined) return null;
    const found = teller.evidence.evaluation(step, operand);
    const name = nameOf(operand);
    const isKnown =
      name !== null && repr.length > BRIEF && teller.knows(teller.evidence.trace.step(step).frame, name, repr);
    texts.push(isKnown ? name : repr);
    claims.push(claimed("", ...(found === undefined ? [] : [found.claim])));
  }
  const text = texts.map((operand, at) => (at === 0 ? operand : `${symbols[at - 1]} ${operand}`)).join(" ");
  if (text.length > SUBSTITUTED) return null;
  return { text, claims: claims.flatMap((each) => [...each.claims]) };
}

/** `and` and `or`: only the operands that decided. */
function compound(teller: Teller, step: number, test: SyntaxNode, holds: boolean, source: string | null): Phrase {
  const operands = children(test, "values");
  const isAnd = operator(test) === "And";
  const values = operands.map((operand) => teller.evidence.evaluation(step, operand));
  const outcome = holds ? "holds" : "does not hold";
  const whole = plain(`${source === null ? "the test" : code(source)} ${outcome}`);
  const deciding = operands.findIndex((_, index) => {
    const value = values[index];
    return value !== undefined && isTruthy(value.repr) !== isAnd;
  });
  const decided = isAnd !== holds;
  if (decided) {
    const operand = operands[deciding];
    if (operand === undefined) return whole;
    const earlierKnown = values.slice(0, deciding).every((value) => value !== undefined);
    if (!earlierKnown) return whole;
    const last = reason(teller, step, operand, !isAnd);
    if (deciding === 0) return last;
    const earlier = operands.slice(0, deciding).map((each) => reason(teller, step, each, isAnd));
    return phrase`${chain(earlier)}, but ${last}`;
  }
  if (values.some((value) => value === undefined)) return whole;
  const parts = operands.map((operand) => reason(teller, step, operand, isAnd));
  return chain(parts);
}
