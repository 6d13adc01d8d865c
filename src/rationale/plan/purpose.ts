import type { Frame, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { isLiteral } from "../phrases/expressions.ts";
import { child, children, constant, identifier, methodCall } from "../syntax.ts";
import { type Leaf, leafDeed, leavesOf, type PurposeDeed, sourceCode, twoDeeds } from "./deeds.ts";

/** What a function does, in the field's words, as far as its source says it and this run shows it. */
export interface Purpose {
  /** `collects `n * 2` for every `n` in `xs``, one for each part, in order. */
  readonly deeds: readonly PurposeDeed[];
  /** The loops that were seen to do it. */
  readonly claims: readonly Claim[];
}

/**
 * The purpose of a function whose every loop is of a known kind: loops that collect, count, add up, build, search or
 * look for an extreme; sorting, reversing, joining around them. Null as soon as one is not, or the run did not show it.
 */
export function purposeOf(evidence: Evidence, frame: Frame): Purpose | null {
  const scope = evidence.trace.scopes[frame.scope];
  if (scope === undefined || scope.statement === null) return null;
  const body = children(evidence.trace.node(evidence.trace.statement(scope.statement).node), "body");
  const deeds: PurposeDeed[] = [];
  const claims: Claim[] = [];
  for (const node of body) {
    if (isGuard(node) || isSilent(node) || (claims.length === 0 && node.type === "Assign")) continue;
    const found = partOf(evidence, frame, node);
    if (found === null) return null;
    if (found.deed.length > 0) deeds.push(found.deed);
    claims.push(...found.claims);
  }
  return deeds.length === 0 || claims.length === 0 ? null : { deeds, claims };
}

interface Part {
  readonly deed: PurposeDeed;
  readonly claims: readonly Claim[];
}

const NOTHING: Part = { deed: [], claims: [] };

/** A docstring, a name declared. */
function isSilent(node: SyntaxNode): boolean {
  if (/^(Pass|Global|Nonlocal|Import|ImportFrom)$/.test(node.type)) return true;
  const value = node.type === "Expr" ? child(node, "value") : null;
  return value !== null && constant(value) !== null;
}

/** An `if` that only returns, for special cases. */
function isGuard(node: SyntaxNode): boolean {
  return (
    node.type === "If" &&
    children(node, "orelse").length === 0 &&
    children(node, "body").every((each) => each.type === "Return")
  );
}

function partOf(evidence: Evidence, frame: Frame, node: SyntaxNode): Part | null {
  if (node.type === "For" || node.type === "While") return loopPart(evidence, frame, node);
  if (node.type === "Return") return returnPart(evidence, node);
  if (node.type === "Assign") {
    const [target] = children(node, "targets");
    const value = child(node, "value");
    if (target?.type !== "Name" || value === null) return null;
    return {
      deed: ["sets ", sourceCode(evidence, target), " to ", sourceCode(evidence, value)],
      claims: [],
    };
  }
  const call = node.type === "Expr" ? child(node, "value") : null;
  const method = call === null ? null : methodCall(call);
  if (call === null || method === null) return null;
  const name = sourceCode(evidence, method.receiver);
  if (method.method === "reverse") return { deed: ["reverses ", name], claims: [] };
  if (method.method !== "sort") return null;
  const keywords = children(call, "keywords");
  const isReverse = keywords.some(
    (each) => identifier(each, "arg") === "reverse" && constant(child(each, "value") ?? each)?.repr === "True",
  );
  if (keywords.length > (isReverse ? 1 : 0)) return { deed: ["sorts ", name, " by a key"], claims: [] };
  return { deed: ["sorts ", name, isReverse ? " from largest to smallest" : " from smallest to largest"], claims: [] };
}

function returnPart(evidence: Evidence, node: SyntaxNode): Part | null {
  const value = child(node, "value");
  if (value === null || value.type === "Name" || isLiteral(value)) return NOTHING;
  const method = methodCall(value);
  const argument = method?.args[0];
  if (method?.method === "join" && argument?.type === "Name") {
    const glue = constant(method.receiver)?.repr;
    const name = sourceCode(evidence, argument);
    if (glue === "''") return { deed: ["joins ", name, " into one string"], claims: [] };
    if (glue !== undefined) return { deed: ["joins ", name, " with ", { code: glue }, " in between"], claims: [] };
  }
  const source = sourceCode(evidence, value);
  return source.code.length > 40 ? NOTHING : { deed: ["gives back ", source], claims: [] };
}

/** So many things that a loop does are told together. */
const LEAVES = 2;

/** A loop, and loops in it, by what their innermost statements do. */
function loopPart(evidence: Evidence, frame: Frame, node: SyntaxNode): Part | null {
  const number = evidence.statementNumber(node);
  const run = number === null ? undefined : evidence.trace.loopRuns(number).find((each) => each.frame === frame.index);
  const leaves = leavesOf(node);
  if (run === undefined || run.ending === "unfinished" || run.passes.length === 0 || leaves === null) return null;
  const deed = leaves.length > LEAVES ? null : together(evidence, leaves);
  if (deed === null) return null;
  return {
    deed,
    claims: [{ kind: "loop", at: [run.statement, run.entryVisit], passes: run.passes.length, ending: run.ending }],
  };
}

function together(evidence: Evidence, leaves: readonly Leaf[]): PurposeDeed | null {
  const [one, other] = leaves;
  if (one === undefined) return null;
  return other === undefined ? leafDeed(evidence, one) : twoDeeds(evidence, one, other);
}
