import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { child, methodCall } from "../syntax.ts";
import type { JudgedSentence } from "../types.ts";
import { closedForm } from "./closed.ts";
import { follow } from "./holds.ts";
import { type Expression, parseExpression } from "./python/expression.ts";
import { claimedExpression, type Source } from "./source.ts";

/**
 * Later sentences that are wrong only because an earlier one was: what they say is what the program would have given,
 * had the earlier sentence been right. For each such candidate, the claim that another run decides: if it holds, the sentence
 * follows from the mistake before it.
 */
export interface Echo {
  readonly sentence: number;
  /** Null when the sentence repeats an earlier wrong value, alone or within a larger one: no run need decide that. */
  readonly claim: Extract<Claim, { kind: "rerun" }> | null;
}

/** The candidates among the contradicted sentences after the first. */
export function echoesOf(evidence: Evidence, source: Source, sentences: readonly JudgedSentence[]): readonly Echo[] {
  const believed = new Map<string, string>();
  const mistakes: Mistake[] = [];
  const echoes: Echo[] = [];
  let isFirst = true;
  sentences.forEach((sentence, index) => {
    if (sentence.verdict !== "contradicted") return;
    const failed = sentence.claims.filter((_, at) => sentence.claimVerdicts[at]?.verdict === "fails");
    const question = isFirst
      ? null
      : failed.map((claim) => questionOf(evidence, source, claim, believed)).find((each) => each !== null);
    const wrong = failed.flatMap((claim) => wrongOf(evidence, claim));
    const isRepeated =
      !isFirst && wrong.length > 0 && wrong.every((each) => mistakes.some((known) => isWithin(known, each)));
    if (isRepeated) echoes.push({ sentence: index, claim: null });
    else if (question != null) echoes.push({ sentence: index, claim: question });
    mistakes.push(...wrong);
    isFirst = false;
    for (const claim of failed) {
      if ((claim.kind === "bind" || claim.kind === "state") && typeof claim.value === "string")
        believed.set(claim.name, claim.value);
    }
  });
  return echoes;
}

/** What a failed claim says, and what is so instead. */
interface Mistake {
  readonly said: string;
  readonly actual: string;
}

function wrongOf(evidence: Evidence, claim: Claim): readonly Mistake[] {
  if (!("value" in claim) || typeof claim.value !== "string") return [];
  const actual = actualValue(evidence, claim);
  return actual === undefined ? [] : [{ said: claim.value, actual }];
}

function actualValue(evidence: Evidence, claim: Claim): string | undefined {
  const { trace } = evidence;
  if (claim.kind === "result") {
    const { ending, endTick } = trace;
    return ending.kind === "finished" && ending.value !== null
      ? evidence.provable({ value: ending.value, tick: endTick })
      : undefined;
  }
  if (claim.kind === "return") {
    const frame = evidence.frameOf(claim.function);
    return frame?.outcome.kind === "returned"
      ? evidence.provable({ value: frame.outcome.value, tick: frame.end })
      : undefined;
  }
  if (claim.kind !== "bind" && claim.kind !== "state") return undefined;
  const step = claim.at[0] > trace.statements.length ? undefined : trace.visits(claim.at[0])[claim.at[1] - 1];
  if (step === undefined) return undefined;
  const { frame, start, end } = trace.step(step);
  const tick = claim.kind === "bind" ? end : start;
  const value = follow(evidence, frame, parseExpression(claim.name), tick);
  return value === undefined ? undefined : evidence.provable({ value, tick });
}

/** Whether a mistake is an earlier one: the same value, or one that differs from what is so by nothing but that. */
function isWithin(known: Mistake, { said, actual }: Mistake): boolean {
  if (known.said === said && known.actual === actual) return true;
  for (let at = actual.indexOf(known.actual); at >= 0; at = actual.indexOf(known.actual, at + 1)) {
    if (actual.slice(0, at) + known.said + actual.slice(at + known.actual.length) === said) return true;
  }
  return false;
}

function questionOf(
  evidence: Evidence,
  source: Source,
  claim: Claim,
  believed: ReadonlyMap<string, string>,
): Echo["claim"] | null {
  const told = computed(evidence, source, claim);
  if (told === null) return null;
  const names = (name: string) => {
    const wrong = believed.get(name);
    if (wrong !== undefined) return wrong;
    const seen = evidence.nameBefore(told.step, name);
    return seen === undefined ? undefined : evidence.provable(seen);
  };
  const call = closedForm(source, told.expression, names);
  return call === null ? null : { kind: "rerun", call, value: told.value };
}

/** The expression whose value a claim gives, and the step at which the program computes it. */
function computed(
  evidence: Evidence,
  source: Source,
  claim: Claim,
): { readonly step: number; readonly expression: Expression; readonly value: string } | null {
  const { trace } = evidence;
  if (claim.kind === "return" || claim.kind === "result") {
    const step = claim.kind === "return" ? returnStep(evidence, claim.function) : lastReturn(evidence);
    const node = step === null ? null : child(evidence.nodeAt(step), "value");
    return step === null || node === null ? null : withValue(source, step, node, claim.value);
  }
  if (!("at" in claim) || claim.at[0] > trace.statements.length) return null;
  const step = trace.visits(claim.at[0])[claim.at[1] - 1];
  if (step === undefined) return null;
  const node = evidence.nodeAt(step);
  if (claim.kind === "branch") {
    const test = child(node, "test");
    const expression = test === null ? null : parseExpression(`bool(${trace.text(test.id)})`);
    return expression === null ? null : { step, expression, value: claim.taken ? "True" : "False" };
  }
  if (claim.kind === "state") return withValue(source, step, parseExpression(claim.name), claim.value);
  if (claim.kind === "eval") {
    const found = claimedExpression(evidence, source, evidence.statementAt(step), claim);
    return withValue(source, step, found?.expression ?? null, claim.value);
  }
  if (claim.kind !== "bind") return null;
  return withValue(source, step, boundExpression(source, node, claim.name), claim.value);
}

/** What a statement makes of a name: the value it assigns, `x + 1` of `x += 1`, `[*xs, 1]` of `xs.append(1)`. */
function boundExpression(source: Source, node: SyntaxNode, name: string): Expression | null {
  const value = child(node, "value");
  if (value === null) return null;
  const text = (each: SyntaxNode) => source.trace.text(each.id);
  if (node.type === "AugAssign") {
    const target = child(node, "target");
    const operator = /(\S+?)=/.exec(text(node).slice(target === null ? 0 : text(target).length))?.[1];
    return target === null || text(target) !== name || operator === undefined
      ? null
      : parseExpression(`(${name}) ${operator} (${text(value)})`);
  }
  if (node.type === "Expr") {
    const call = methodCall(value);
    const argument = call?.args[0];
    return call?.method === "append" && argument !== undefined && text(call.receiver) === name
      ? parseExpression(`[*${name}, ${text(argument)}]`)
      : null;
  }
  const targets = node.type === "Assign" && text(node).startsWith(`${name} =`);
  return targets ? source.expressionOf(value) : null;
}

function withValue(source: Source, step: number, of: Expression | SyntaxNode | null, value: unknown) {
  const expression = of === null || "kind" in of ? of : source.expressionOf(of);
  return expression === null || typeof value !== "string" ? null : { step, expression, value };
}

function returnStep({ trace }: Evidence, [definition, activation]: readonly [number, number]): number | null {
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    if (frame.activation !== activation || trace.scopes[frame.scope]?.statement !== definition) continue;
    return frame.outcome.kind === "returned" ? frame.outcome.step : null;
  }
  return null;
}

/** The step of the `return` that gave the whole run's result. */
function lastReturn({ trace }: Evidence): number | null {
  for (let index = trace.frameCount - 1; index >= 0; index -= 1) {
    const { depth, callStep, outcome } = trace.frame(index);
    if (depth === 1 && callStep === null && outcome.kind === "returned") return outcome.step;
  }
  return null;
}
