import type { Statement, SyntaxNode } from "../../trace/types.ts";
import { child, children, constant, identifier, methodCall, operator } from "../syntax.ts";
import { below, changedBy } from "./blocks.ts";
import type { Walk } from "./walk.ts";

/** The one statement of a loop's body that adds to a variable, and what it adds. */
export interface Growth {
  readonly statement: Statement;
  readonly added: SyntaxNode;
  readonly kind: "element" | "text" | "number" | "count" | "entry";
  /** In front of what is there, or after it. */
  readonly inFront: boolean;
  /** The value of an entry of a dictionary, whose key is `added`. */
  readonly value: SyntaxNode | null;
  /** The tests around it, outermost first; empty when it runs on every pass. */
  readonly tests: readonly SyntaxNode[];
}

/** How a loop builds up a variable; null when it does anything else to it. */
export function growthOf(walk: Walk, loop: Statement, name: string): Growth | null {
  const { evidence } = walk;
  const changing = below(evidence, loop).filter((each) => changedBy(evidence, each).has(name));
  const [statement] = changing;
  if (changing.length !== 1 || statement === undefined) return null;
  const tests = testsAround(walk, statement, loop);
  if (tests === null) return null;
  const node = evidence.trace.node(statement.node);
  const value = child(node, "value");
  const target = child(node, "target") ?? children(node, "targets")[0] ?? null;
  if (value === null) return null;
  const made = (added: SyntaxNode, kind: Growth["kind"], inFront = false, entry: SyntaxNode | null = null): Growth => ({
    statement,
    added,
    kind,
    inFront,
    value: entry,
    tests,
  });
  if (statement.kind === "Expr") {
    const call = methodCall(value);
    const [added, second] = call?.args ?? [];
    if (call?.method === "append" && added !== undefined) return made(added, "element");
    const isFront = call?.method === "insert" && added !== undefined && constant(added)?.repr === "0";
    return isFront && second !== undefined ? made(second, "element", true) : null;
  }
  if (target === null) return null;
  if (target.type === "Subscript") {
    const key = child(target, "slice");
    if (key === null || identifier(child(target, "value") ?? key, "id") !== name) return null;
    if (statement.kind === "AugAssign") {
      return operator(node) === "Add" && constant(value)?.repr === "1" ? made(key, "count") : null;
    }
    const squeezed = (each: SyntaxNode) => evidence.trace.text(each.id).replace(/\s/g, "");
    if (squeezed(value) === `${name}.get(${squeezed(key)},0)+1`) return made(key, "count");
    return made(key, "entry", false, value);
  }
  if (target.type !== "Name") return null;
  if (statement.kind === "AugAssign") {
    return operator(node) === "Add" ? added(walk, statement, value, false, made) : null;
  }
  if (value.type !== "BinOp" || operator(value) !== "Add") return null;
  const [left, right] = [child(value, "left"), child(value, "right")];
  if (left === null || right === null) return null;
  if (identifier(left, "id") === name) return added(walk, statement, right, false, made);
  return identifier(right, "id") === name ? added(walk, statement, left, true, made) : null;
}

type Make = (added: SyntaxNode, kind: Growth["kind"], inFront?: boolean) => Growth;

/** `x += [E]`, `x += piece`, `x += 1` */
function added(walk: Walk, statement: Statement, value: SyntaxNode, inFront: boolean, made: Make): Growth | null {
  if (value.type === "List") {
    const [only, ...more] = children(value, "elts");
    return only === undefined || more.length > 0 || only.type === "Starred" ? null : made(only, "element", inFront);
  }
  const first = walk.evidence.trace.visits(statement.number)[0];
  const seen = first === undefined ? undefined : walk.evidence.valueOf(first, value);
  const type = constant(value)?.type ?? (seen === undefined ? "" : walk.evidence.typeOf(seen));
  if (type === "str") return made(value, "text", inFront);
  return /^(int|float)$/.test(type) ? made(value, "number") : null;
}

/** The tests of the `if` statements between a statement and the loop; null when there is anything else. */
function testsAround(walk: Walk, statement: Statement, loop: Statement): SyntaxNode[] | null {
  const tests: SyntaxNode[] = [];
  let at = statement;
  while (at.parent !== loop.number) {
    const parent = at.parent === null ? undefined : walk.evidence.trace.statement(at.parent);
    if (parent === undefined || parent.kind !== "If" || at.block !== "body") return null;
    const test = child(walk.evidence.trace.node(parent.node), "test");
    if (test === null) return null;
    tests.unshift(test);
    at = parent;
  }
  return at.block === "body" ? tests : null;
}
