import type { Statement, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { calledName, child, constant, methodCall } from "../syntax.ts";
import { seemsTrue } from "./holds.ts";
import { parseExpression } from "./python/expression.ts";
import { claimedExpression, type Source } from "./source.ts";

/**
 * The nine kinds of inference errors of "Demystifying Errors in LLM Reasoning Traces" (arXiv 2512.00215), in its order
 * and words.
 */
export const CATEGORIES = [
  "computation error",
  "indexing error",
  "control flow error",
  "skipping statements",
  "misreporting final output",
  "input misread",
  "native API misevaluation",
  "hallucination",
  "lack of fact verification",
] as const;

export type Category = (typeof CATEGORIES)[number];

/** Builtins and methods whose results people get wrong by miscounting: the paper counts these among computation errors. */
const COUNTING = /^(?:len|count|sum|min|max|abs|round|divmod|pow|int|float|bin|hex|ord|chr|bool)$/;

/** Something taken for granted of a value as a whole: that it is sorted, that all of it is even. */
const PROPERTY =
  /^(?:list\(.*\) == (?:sorted|list\(reversed)\(|(?:not )?(?:all|any)\(|len\(set\(|.* > 1 and 0 not in map\()/s;

/**
 * The kind of mistake a failed claim shows, in a text that was right so far: a wrong answer then is one misreported, not one worked
 * out wrongly.
 */
export function categoryOf(evidence: Evidence, source: Source, claim: Claim): Category {
  switch (claim.kind) {
    case "branch":
    case "count":
      return "control flow error";
    case "loop":
      return hasWrongPasses(evidence, claim) ? "control flow error" : "indexing error";
    case "call":
      return "input misread";
    case "return":
      return ofReturn(evidence, source, claim);
    case "result":
    case "print":
      return "misreporting final output";
    case "raise":
    case "handle":
      return "hallucination";
    case "origin":
      return "lack of fact verification";
    case "size":
    case "evolve":
    case "mutate":
      return "computation error";
    case "rerun":
      return PROPERTY.test(claim.call) ? "lack of fact verification" : ofText(claim.call);
    case "eval":
      return ofEvaluation(evidence, source, claim);
    case "bind":
    case "state":
      return ofValue(evidence, source, claim);
  }
}

/** What the whole run gives was misreported; what a call within it gives was worked out wrongly. */
function ofReturn(evidence: Evidence, source: Source, claim: Extract<Claim, { kind: "return" }>): Category {
  const frame = evidence.frameOf(claim.function);
  if (frame === undefined) return "hallucination";
  if (frame.callStep === null) return "misreporting final output";
  const step = frame.outcome.kind === "returned" ? frame.outcome.step : null;
  const node = step === null ? null : child(evidence.nodeAt(step), "value");
  return step === null || node === null ? "computation error" : ofNode(source, evidence.statementAt(step), node);
}

function hasWrongPasses({ trace }: Evidence, claim: Extract<Claim, { kind: "loop" }>): boolean {
  const [statement, visit] = claim.at;
  if (statement > trace.statements.length || !/^(For|AsyncFor|While)$/.test(trace.statement(statement).kind))
    return true;
  const run = trace.loopRuns(statement).find(({ entryVisit }) => entryVisit === visit);
  return run === undefined || run.passes.length !== claim.passes || run.ending !== claim.ending;
}

function stepOf({ trace }: Evidence, [statement, visit]: readonly [number, number]): number | undefined {
  return statement > trace.statements.length ? undefined : trace.visits(statement)[visit - 1];
}

function ofText(text: string): Category {
  const expression = parseExpression(text);
  if (expression?.kind === "subscript") return "indexing error";
  if (expression?.kind !== "call") return "computation error";
  const { callee } = expression;
  return ofCallee(callee.kind === "name" || callee.kind === "attribute" ? callee.name : "");
}

function ofCallee(name: string): Category {
  return COUNTING.test(name) ? "computation error" : "native API misevaluation";
}

function ofEvaluation(evidence: Evidence, source: Source, claim: Extract<Claim, { kind: "eval" }>): Category {
  const step = stepOf(evidence, claim.at);
  if (step === undefined) return "hallucination";
  const statement = evidence.statementAt(step);
  const node = claimedExpression(evidence, source, statement, claim)?.node;
  if (node === undefined) return "hallucination";
  return ofNode(source, statement, node);
}

/** By what computes the value. */
function ofNode(source: Source, statement: Statement, node: SyntaxNode): Category {
  if (node.type === "Subscript") return "indexing error";
  if (source.testOf(statement) === node) return "control flow error";
  if (
    node.type === "Compare" ||
    node.type === "BoolOp" ||
    (node.type === "UnaryOp" && source.testOf(statement) === node)
  ) {
    return source.testOf(statement) === null ? "computation error" : "control flow error";
  }
  if (node.type !== "Call") return "computation error";
  const name = methodCall(node)?.method ?? calledName(node) ?? "";
  return source.functions(name).length > 0 ? "computation error" : ofCallee(name);
}

function ofValue(evidence: Evidence, source: Source, claim: Extract<Claim, { kind: "bind" | "state" }>): Category {
  const { trace } = evidence;
  const step = stepOf(evidence, claim.at);
  if (step === undefined) return "hallucination";
  const name = claim.name.split(/[.[]/)[0] ?? claim.name;
  const writer = writerOf(evidence, source, name, step, claim.kind === "bind");
  if (writer === null) {
    const frame = trace.frame(trace.step(step).frame);
    return frame.arguments.some(([each]) => each === name) ? "input misread" : "hallucination";
  }
  const statement = evidence.statementAt(writer);
  const node = source.nodeOf(statement);
  // A counter that is one off has been miscounted, though it gets there later.
  const isCounter = node.type === "AugAssign" && constant(child(node, "value") ?? node) !== null;
  if (!isCounter && isReachedLater(evidence, source, claim)) return "skipping statements";
  if (/^(Async)?For$/.test(statement.kind)) return "indexing error";
  const value = child(node, "value");
  if (node.type === "AugAssign" || value === null || constant(value) !== null) return "computation error";
  return ofNode(source, statement, value);
}

/** The step of the frame that last bound a name or changed what it holds, by its source. */
function writerOf(evidence: Evidence, source: Source, name: string, step: number, isAfter: boolean): number | null {
  const { trace } = evidence;
  const own = trace.stepsOfFrame(trace.step(step).frame);
  for (let at = own.length - 1; at >= 0; at -= 1) {
    const each = own[at]!;
    if (each > step || (each === step && !isAfter)) continue;
    const statement = evidence.statementAt(each);
    const value = child(source.nodeOf(statement), "value");
    const call = value === null ? null : methodCall(value);
    const isChanged = call !== null && trace.text(call.receiver.id) === name;
    if (
      source.bindsName(statement, name) ||
      isChanged ||
      source.targetsOf(statement).some((target) => trace.text(target.id).startsWith(`${name}[`))
    )
      return each;
  }
  return null;
}

/** Whether the claimed value is the one the same statement gives on a later visit: the text has run ahead. */
function isReachedLater(
  evidence: Evidence,
  source: Source,
  claim: Extract<Claim, { kind: "bind" | "state" }>,
): boolean {
  const [statement, visit] = claim.at;
  const visits = evidence.trace.visits(statement).length;
  for (let later = visit + 1; later <= Math.min(visits, visit + 50); later += 1) {
    if (seemsTrue(evidence, source, { ...claim, at: [statement, later] }) === true) return true;
  }
  return false;
}
