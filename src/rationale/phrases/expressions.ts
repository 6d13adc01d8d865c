import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase, phrase } from "../phrase.ts";
import { calledName, children, constant, descend, identifier, opensScope } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code } from "../wording.ts";
import { gloss } from "./glosses.ts";
import { shown, sourceOf } from "./values.ts";

/** Kinds of expression whose value is worth a word. */
const TELLING: ReadonlySet<string> = new Set([
  "Call",
  "Subscript",
  "BinOp",
  "BoolOp",
  "Compare",
  "Attribute",
  "IfExp",
  "ListComp",
  "SetComp",
  "DictComp",
  "NamedExpr",
]);

interface Premise {
  readonly text: string;
  readonly repr: string;
  readonly claim: Claim;
  readonly node: SyntaxNode;
  readonly depth: number;
  readonly order: number;
}

/**
 * What a reader must know to follow how an expression came to its value: the values of its parts that they have not
 * been told, as `` `len(nums)` is 5 ``, in the order of evaluation. Nothing for parts whose values cannot be claimed.
 */
export function premises(
  teller: Teller,
  step: number,
  root: SyntaxNode,
  limit = teller.measure.premises,
  includeRoot = false,
): Phrase[] {
  const frame = teller.evidence.trace.step(step).frame;
  const found: Premise[] = [];
  let order = 0;
  const visit = (node: SyntaxNode, depth: number): void => {
    const isTold = callsItself(teller, step, node);
    if (!opensScope(node) && node.type !== "JoinedStr" && !isTold)
      for (const part of descend(node)) visit(part, depth + 1);
    if (depth === 0 && !includeRoot) return;
    order += 1;
    const premise = premiseOf(teller, step, frame, node);
    if (premise !== null) found.push({ ...premise, depth, order });
  };
  visit(root, 0);
  const chosen = distinct(found)
    .sort((one, other) => one.depth - other.depth || one.order - other.order)
    .slice(0, limit)
    .sort((one, other) => one.order - other.order);
  return chosen.map(({ text, repr, claim, node }) => {
    teller.tell(frame, text, repr);
    return phrase`${claimed(`${code(text)} is ${shown(repr, 60)}`, claim)}${gloss(teller, step, node, repr)}`;
  });
}

/** A call of a function that is running already: what it was called with has been told with the recursion. */
function callsItself(teller: Teller, step: number, node: SyntaxNode): boolean {
  const name = calledName(node);
  const { trace } = teller.evidence;
  const own = trace.frame(trace.step(step).frame).scope;
  const isRunning = (scope: number) => scope === own || teller.toldRecursions.has(scope);
  return name !== null && trace.scopes.some((scope) => scope.name === name && isRunning(scope.id));
}

function distinct(found: readonly Premise[]): Premise[] {
  return found.filter((each, index) => found.findIndex((other) => other.text === each.text) === index);
}

function premiseOf(
  teller: Teller,
  step: number,
  frame: number,
  node: SyntaxNode,
): Omit<Premise, "depth" | "order"> | null {
  const { evidence } = teller;
  if (node.type !== "Name" && !TELLING.has(node.type)) return null;
  if (node.fields.ctx === "Store") return null;
  const text = sourceOf(teller, node);
  const found = text === null ? undefined : evidence.evaluation(step, node);
  if (text === null || found === undefined) return null;
  if (teller.knows(frame, text, found.repr) || found.repr === text) return null;
  const limit = node.type === "Name" ? 50 : 120;
  if (found.repr.length > limit || isSelfEvident(node)) return null;
  if (/^range\(/.test(found.repr) || found.repr.startsWith("<class")) return null;
  return { text, repr: found.repr, claim: found.claim, node };
}

/** `-1`, `[1, 2]`, `2 * 3`: made of constants alone, so the source says it all. */
function isSelfEvident(node: SyntaxNode): boolean {
  if (constant(node) !== null) return true;
  if (node.type === "Name" || node.type === "Call") return false;
  const parts = descend(node).filter(
    (part) => part.type !== "Load" && !/^(Add|Sub|Mult|Div|Mod|FloorDiv|Pow)$/.test(part.type),
  );
  return parts.length > 0 && parts.every(isSelfEvident);
}

/** Whether an expression is a plain name, and which. */
export function nameOf(node: SyntaxNode): string | null {
  return node.type === "Name" ? identifier(node, "id") : null;
}

/** Whether an expression is a container display with nothing in it, or a constant. */
export function isLiteral(node: SyntaxNode): boolean {
  if (constant(node) !== null) return true;
  if (node.type === "UnaryOp") return descend(node).every((part) => part.type === "USub" || constant(part) !== null);
  if (node.type === "Dict") return children(node, "keys").length === 0 && children(node, "values").length === 0;
  return (node.type === "List" || node.type === "Tuple") && children(node, "elts").every(isLiteral);
}
