import type { Frame, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { child, children, comparisonOperators, constant, identifier, methodCall, operator } from "../syntax.ts";

/** What a function does, in the field's words, as far as its source says it and this run shows it. */
export interface Purpose {
  /** `collects `n * 2` for every `n` in `xs``, one for each part, in order. */
  readonly deeds: readonly PurposeDeed[];
  /** The loops that were seen to do it. */
  readonly claims: readonly Claim[];
}

/** A verb phrase: words and pieces of source. */
export type PurposeDeed = readonly (string | { readonly code: string })[];

/**
 * The purpose of a function whose every part is of a known kind: loops that collect, count, add up, build or look for
 * an extreme; sorting, reversing, joining. Null as soon as one part is not, or the run did not show it.
 */
export function purposeOf(evidence: Evidence, frame: Frame): Purpose | null {
  const scope = evidence.trace.scopes[frame.scope];
  if (scope === undefined || scope.statement === null) return null;
  const body = children(evidence.trace.node(evidence.trace.statement(scope.statement).node), "body");
  const deeds: PurposeDeed[] = [];
  const claims: Claim[] = [];
  for (const node of body) {
    if (isPreparation(node) || isGuard(node)) continue;
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

/** `x = 0`, `out = []`, a docstring. */
function isPreparation(node: SyntaxNode): boolean {
  const value = child(node, "value");
  if (node.type === "Expr") return value !== null && constant(value) !== null;
  if (node.type !== "Assign" || value === null) return false;
  if (constant(value) !== null) return true;
  if (value.type === "List" || value.type === "Dict") return true;
  return (
    value.type === "Subscript" ||
    (value.type === "Call" && children(value, "args").length === 0 && methodCall(value) === null)
  );
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
  if (node.type === "For") return loopPart(evidence, frame, node);
  if (node.type === "Return") return returnPart(evidence, node);
  const call = node.type === "Expr" ? child(node, "value") : null;
  const method = call === null ? null : methodCall(call);
  if (call === null || method === null) return null;
  const name = { code: evidence.trace.text(method.receiver.id) };
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
  if (value === null || value.type === "Name" || constant(value) !== null) return NOTHING;
  const method = methodCall(value);
  const argument = method?.args[0];
  if (method?.method === "join" && argument?.type === "Name") {
    const glue = constant(method.receiver)?.repr;
    const name = { code: evidence.trace.text(argument.id) };
    if (glue === "''") return { deed: ["joins ", name, " into one string"], claims: [] };
    if (glue !== undefined) return { deed: ["joins ", name, " with ", { code: glue }, " in between"], claims: [] };
  }
  return null;
}

/** A statement inside a loop and the tests it stands under. */
interface Leaf {
  readonly node: SyntaxNode;
  readonly tests: readonly SyntaxNode[];
}

function leavesOf(body: readonly SyntaxNode[], tests: readonly SyntaxNode[]): Leaf[] | null {
  const leaves: Leaf[] = [];
  for (const node of body) {
    if (node.type === "Pass" || node.type === "Continue") continue;
    if (node.type === "If") {
      const test = child(node, "test");
      if (test === null || children(node, "orelse").some((each) => each.type !== "Continue" && each.type !== "Pass"))
        return null;
      const inner = leavesOf(children(node, "body"), [...tests, test]);
      if (inner === null) return null;
      leaves.push(...inner);
    } else leaves.push({ node, tests });
  }
  return leaves;
}

function loopPart(evidence: Evidence, frame: Frame, node: SyntaxNode): Part | null {
  const number = evidence.statementNumber(node);
  const target = child(node, "target");
  const iterable = child(node, "iter");
  const leaves = leavesOf(children(node, "body"), []);
  const leaf = leaves?.[0];
  if (number === null || target === null || iterable === null || leaves?.length !== 1 || leaf === undefined)
    return null;
  if (leaf.tests.length > 1) return null;
  const leafNumber = evidence.statementNumber(leaf.node);
  if (leafNumber === null || evidence.trace.visits(leafNumber).length === 0) return null;
  const run = evidence.trace.loopRuns(number).find((each) => each.frame === frame.index);
  if (run === undefined || run.ending === "unfinished") return null;
  const text = (each: SyntaxNode) => ({ code: evidence.trace.text(each.id) });
  const every: PurposeDeed = [" for every ", text(target), " in ", text(iterable)];
  const where: PurposeDeed = leaf.tests[0] === undefined ? [] : [" for which ", text(leaf.tests[0]), " holds"];
  const deed = leafDeed(evidence, leaf, target, iterable, every, where, text);
  if (deed === null) return null;
  return {
    deed,
    claims: [{ kind: "loop", at: [run.statement, run.entryVisit], passes: run.passes.length, ending: run.ending }],
  };
}

function leafDeed(
  evidence: Evidence,
  leaf: Leaf,
  target: SyntaxNode,
  iterable: SyntaxNode,
  every: PurposeDeed,
  where: PurposeDeed,
  text: (node: SyntaxNode) => { code: string },
): PurposeDeed | null {
  const { node } = leaf;
  const value = child(node, "value");
  if (node.type === "Expr" && value !== null) {
    const method = methodCall(value);
    const argument = method?.args[0];
    if (method === null || argument === undefined) return null;
    if (method.method !== "append" && method.method !== "add") return null;
    const collection = text(method.receiver);
    if (sameText(text(argument), text(target)) && where.length > 0) {
      return ["collects in ", collection, " every ", text(target), " in ", text(iterable), ...where];
    }
    return ["collects ", text(argument), " in ", collection, ...every, ...where];
  }
  if (node.type === "AugAssign" && value !== null) {
    const kept = child(node, "target");
    if (kept === null || operator(node) !== "Add") return null;
    if (kept.type === "Subscript" && constant(value)?.repr === "1") {
      const key = child(kept, "slice");
      return key === null
        ? null
        : ["counts in ", text(child(kept, "value") ?? kept), " how often each ", text(key), " comes up", ...every];
    }
    if (kept.type !== "Name") return null;
    if (constant(value)?.repr === "1") {
      return where.length === 0
        ? null
        : ["counts in ", text(kept), " every ", text(target), " in ", text(iterable), ...where];
    }
    const number = evidence.statementNumber(node);
    const step = number === null ? undefined : evidence.trace.visits(number)[0];
    const before = step === undefined ? undefined : evidence.nameBefore(step, identifier(kept, "id") ?? "");
    const type = before === undefined ? "" : evidence.typeOf(before);
    if (type === "str") return ["builds the string ", text(kept), " from ", text(value), ...every, ...where];
    if (type === "int" || type === "float") return ["adds up ", text(value), " in ", text(kept), ...every, ...where];
    return null;
  }
  if (node.type === "Assign" && value !== null) return assignDeed(leaf, target, iterable, every, value, text);
  return null;
}

function assignDeed(
  leaf: Leaf,
  target: SyntaxNode,
  iterable: SyntaxNode,
  every: PurposeDeed,
  value: SyntaxNode,
  text: (node: SyntaxNode) => { code: string },
): PurposeDeed | null {
  const kept = children(leaf.node, "targets")[0];
  if (kept === undefined) return null;
  if (kept.type === "Subscript" && leaf.tests.length === 0) {
    const key = child(kept, "slice");
    const table = child(kept, "value");
    if (key === null || table === null) return null;
    const counting = value.type === "BinOp" && /\.get\(.*, 0\) \+ 1$/.test(text(value).code);
    if (counting) return ["counts in ", text(table), " how often each ", text(key), " comes up", ...every];
    return ["stores ", text(value), " under ", text(key), " in ", text(table), ...every];
  }
  const test = leaf.tests[0];
  if (kept.type !== "Name" || test?.type !== "Compare" || !sameText(text(value), text(target))) return null;
  const [symbol] = comparisonOperators(test);
  const left = child(test, "left");
  const right = children(test, "comparators")[0];
  if (left === null || right === undefined) return null;
  const forward = sameText(text(left), text(target)) && sameText(text(right), text(kept));
  const backward = sameText(text(right), text(target)) && sameText(text(left), text(kept));
  if (!forward && !backward) return null;
  const greater = symbol === "Gt" || symbol === "GtE";
  const smaller = symbol === "Lt" || symbol === "LtE";
  if (!greater && !smaller) return null;
  return [
    "keeps in ",
    text(kept),
    ` the ${greater === forward ? "largest" : "smallest"} `,
    text(target),
    " met in ",
    text(iterable),
  ];
}

function sameText(one: { code: string }, other: { code: string }): boolean {
  return one.code === other.code;
}
