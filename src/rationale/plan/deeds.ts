import type { SyntaxNode } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import {
  calledName,
  child,
  children,
  comparisonOperators,
  constant,
  identifier,
  methodCall,
  operator,
} from "../syntax.ts";

/** A verb phrase: words and pieces of source. */
export type PurposeDeed = readonly (string | { readonly code: string })[];

/** A test on the way to a statement, and whether it must hold. */
interface Guard {
  readonly test: SyntaxNode;
  readonly holds: boolean;
  /** Where it does hold, the loop is left. */
  readonly ends?: true;
}

/** A statement inside loops, the tests it stands under, and the loops around it, outermost first. */
export interface Leaf {
  readonly node: SyntaxNode;
  readonly guards: readonly Guard[];
  readonly loops: readonly SyntaxNode[];
}

/** Source of an expression as a piece of a deed. */
export function sourceCode(evidence: Evidence, node: SyntaxNode): { readonly code: string } {
  return { code: evidence.trace.text(node.id) };
}

/** The statements that a loop is there for; null where its body holds what cannot be told in one clause. */
export function leavesOf(loop: SyntaxNode): Leaf[] | null {
  if (children(loop, "orelse").length > 0) return null;
  const leaves = leavesIn(children(loop, "body"), [], [loop]);
  if (leaves === null) return null;
  const telling = leaves.filter(({ node }) => !isBookkeeping(node, loop));
  return telling.length === 0 ? null : telling;
}

/** In a `while`, a variable moved by a constant, or set on the way to what the loop is for. */
function isBookkeeping(node: SyntaxNode, loop: SyntaxNode): boolean {
  if (loop.type !== "While") return false;
  const target = node.type === "AugAssign" ? child(node, "target") : children(node, "targets")[0];
  const value = child(node, "value");
  if (target?.type !== "Name" || value === null) return false;
  return node.type === "Assign" || constant(value) !== null;
}

function leavesIn(body: readonly SyntaxNode[], outer: readonly Guard[], loops: readonly SyntaxNode[]): Leaf[] | null {
  const leaves: Leaf[] = [];
  let guards = outer;
  for (const node of body) {
    if (node.type === "Pass" || node.type === "Continue" || node.type === "Break") continue;
    if (node.type === "If") {
      const test = child(node, "test");
      if (test === null) return null;
      const [taken, other] = [children(node, "body"), children(node, "orelse")];
      const inner = leavesIn(taken, [...guards, { test, holds: true }], loops);
      const rest = leavesIn(other, [...guards, { test, holds: false }], loops);
      if (inner === null || rest === null) return null;
      leaves.push(...inner, ...rest);
      const last = taken.at(-1)?.type;
      if (last === "Continue") guards = [...guards, { test, holds: false }];
      if (last === "Break" || last === "Return") guards = [...guards, { test, holds: false, ends: true }];
    } else if (node.type === "For") {
      if (children(node, "orelse").length > 0) return null;
      const inner = leavesIn(children(node, "body"), guards, [...loops, node]);
      if (inner === null) return null;
      leaves.push(...inner);
    } else if (/^(While|Try|With|Match|FunctionDef|ClassDef|Raise|Delete)$/.test(node.type)) {
      return null;
    } else leaves.push({ node, guards, loops });
  }
  return leaves;
}

/** What two statements under the same loops do: `collects … and collects …, for every `x` in `xs``. */
export function twoDeeds(evidence: Evidence, one: Leaf, other: Leaf): PurposeDeed | null {
  const isShared = one.loops.length === other.loops.length && one.loops.every((loop, at) => loop === other.loops[at]);
  const around = everyPhrase(evidence, one);
  const parts = [one, other].map((leaf): PurposeDeed | null => {
    const core = leaf.node.type === "Return" ? null : coreDeed(evidence, leaf, null);
    const where = wherePhrase(evidence, leaf, " where ");
    return core === null || where === null ? null : [...core.deed, ...where];
  });
  const [first, second] = parts;
  if (!isShared || around === null || first == null || second == null) return null;
  return [...first, " and ", ...second, ",", ...around];
}

/** What one statement of a loop does, over all its passes; null when there is no word for it. */
export function leafDeed(evidence: Evidence, leaf: Leaf): PurposeDeed | null {
  const text = (node: SyntaxNode) => sourceCode(evidence, node);
  const around = everyPhrase(evidence, leaf);
  const where = wherePhrase(evidence, leaf);
  if (around === null || where === null) return null;
  const inner = leaf.loops.at(-1);
  const target = inner === undefined ? null : child(inner, "target");
  const iterable = inner === undefined ? null : child(inner, "iter");
  if (leaf.node.type === "Return") return searchDeed(evidence, leaf, around);
  const core = coreDeed(evidence, leaf, target);
  if (core === null) return null;
  if (core.comesUp && core.of !== undefined && iterable !== null && leaf.loops.length === 1)
    return [...core.deed, " each ", text(core.of), " in ", text(iterable), ...where, " comes up"];
  const isSelf = core.of !== undefined && iterable !== null && leaf.loops.length === 1;
  if (isSelf) return [...core.deed, " every ", text(core.of ?? leaf.node), " in ", text(iterable), ...where];
  if (core.extreme !== undefined)
    return iterable === null || leaf.loops.length > 1 ? null : [...core.deed, " met in ", text(iterable)];
  return [...core.deed, ...around, ...where];
}

/** ` for every `x` in `xs` and every `y` in `ys`` */
function everyPhrase(evidence: Evidence, { loops }: Leaf): PurposeDeed | null {
  if (loops.length > 1 && loops.some(({ type }) => type === "While")) return null;
  const parts = loops.map((loop): PurposeDeed | null => {
    const test = child(loop, "test");
    if (test !== null) return constant(test) === null ? [" as long as ", sourceCode(evidence, test), " holds"] : null;
    const [target, iterable] = [child(loop, "target"), child(loop, "iter")];
    if (target === null || iterable === null) return null;
    return ["every ", sourceCode(evidence, target), " in ", sourceCode(evidence, iterable)];
  });
  const [first, ...rest] = parts;
  if (first == null || rest.some((part) => part === null)) return null;
  const lead = loops[0]?.type === "While" ? first : [" for ", ...first];
  return [...lead, ...rest.flatMap((part) => [" and ", ...(part ?? [])])];
}

function whichOf(loops: readonly SyntaxNode[]): string {
  return loops.at(-1)?.type === "While" ? " where " : " for which ";
}

/** ` for which `x > 0` holds`, `, unless `x == 2`` */
function wherePhrase(evidence: Evidence, { guards, loops }: Leaf, relation = whichOf(loops)): PurposeDeed | null {
  const needed = guards.filter(({ holds }) => holds);
  const barred = guards.filter(({ holds }) => !holds);
  if (needed.length > 1 || barred.length > 1 || (needed.length > 0 && barred.length > 0)) return null;
  const [test] = needed;
  const [bar] = barred;
  if (test !== undefined) return [relation, sourceCode(evidence, test.test), " holds"];
  if (bar === undefined) return [];
  return bar.ends
    ? [", until ", sourceCode(evidence, bar.test), " holds"]
    : [", unless ", sourceCode(evidence, bar.test)];
}

/** A loop that is left with a result: a search. */
function searchDeed(evidence: Evidence, leaf: Leaf, around: PurposeDeed): PurposeDeed | null {
  const guard = leaf.guards.at(-1);
  const value = child(leaf.node, "value");
  const [loop] = leaf.loops;
  if (guard === undefined || !guard.holds || leaf.guards.length > 1 || loop === undefined) return null;
  const test = sourceCode(evidence, guard.test);
  const [target, iterable] = [child(loop, "target"), child(loop, "iter")];
  const found = value === null ? null : sourceCode(evidence, value);
  if (loop.type === "While" || leaf.loops.length > 1 || target === null || iterable === null)
    return found === null ? null : ["goes on", ...around, " and gives back ", found, " as soon as ", test, " does"];
  const gives: PurposeDeed = found === null ? [] : [" and gives back ", found];
  return [
    "looks for the first ",
    sourceCode(evidence, target),
    " in ",
    sourceCode(evidence, iterable),
    " for which ",
    test,
    " holds",
    ...gives,
  ];
}

interface Core {
  readonly deed: PurposeDeed;
  /** What is taken over as it is: the deed is about the element itself. */
  readonly of?: SyntaxNode;
  readonly extreme?: true;
  /** The elements themselves are counted. */
  readonly comesUp?: true;
}

function coreDeed(evidence: Evidence, leaf: Leaf, target: SyntaxNode | null): Core | null {
  const { node } = leaf;
  const text = (each: SyntaxNode) => sourceCode(evidence, each);
  const value = child(node, "value");
  if (value === null) return null;
  const isTarget = (each: SyntaxNode) => target !== null && text(each).code === text(target).code;
  if (node.type === "Expr") {
    const method = methodCall(value);
    const [argument] = method?.args ?? [];
    if (calledName(value) === "print" && children(value, "args").length === 1)
      return { deed: ["prints ", text(children(value, "args")[0] ?? value)] };
    if (method === null || argument === undefined || method.args.length !== 1) return null;
    if (method.method !== "append" && method.method !== "add") return null;
    const collection = text(method.receiver);
    if (isTarget(argument) && leaf.guards.length > 0) return { deed: ["collects in ", collection], of: argument };
    return { deed: ["collects ", text(argument), " in ", collection] };
  }
  if (node.type === "AugAssign") return augmentedDeed(evidence, leaf, value, target);
  const kept = node.type === "Assign" ? children(node, "targets")[0] : undefined;
  if (kept === undefined) return null;
  const swap = swapOf(evidence, kept, value);
  if (swap !== null) return { deed: ["swaps ", swap[0], " and ", swap[1]] };
  if (kept.type === "Subscript") {
    const [key, table] = [child(kept, "slice"), child(kept, "value")];
    if (key === null || table === null) return null;
    const counting = value.type === "BinOp" && /\.get\(.*, 0\) \+ 1$/.test(text(value).code);
    if (counting) return countingDeed(text(table), key, target, text);
    return { deed: ["stores ", text(value), " under ", text(key), " in ", text(table)] };
  }
  return extremeOf(evidence, leaf, kept, value, target);
}

/** `counts in `table` how often each `letter` in `word` comes up`, or how often something made of it does. */
function countingDeed(
  table: { readonly code: string },
  key: SyntaxNode,
  target: SyntaxNode | null,
  text: (node: SyntaxNode) => { readonly code: string },
): Core {
  const isElement = target !== null && text(key).code === text(target).code;
  if (isElement) return { deed: ["counts in ", table, " how often"], of: key, comesUp: true };
  return { deed: ["counts in ", table, " how often each ", text(key), " comes up"] };
}

function augmentedDeed(evidence: Evidence, leaf: Leaf, value: SyntaxNode, target: SyntaxNode | null): Core | null {
  const { node } = leaf;
  const kept = child(node, "target");
  const text = (each: SyntaxNode) => sourceCode(evidence, each);
  if (kept === null || operator(node) !== "Add") return null;
  const isOne = constant(value)?.repr === "1";
  if (kept.type === "Subscript" && isOne) {
    const key = child(kept, "slice");
    return key === null ? null : countingDeed(text(child(kept, "value") ?? kept), key, target, text);
  }
  if (kept.type !== "Name") return null;
  if (isOne) {
    if (leaf.guards.length === 0 || target === null) return null;
    return { deed: ["counts in ", text(kept)], of: target };
  }
  const number = evidence.statementNumber(node);
  const step = number === null ? undefined : evidence.trace.visits(number)[0];
  const before = step === undefined ? undefined : evidence.nameBefore(step, identifier(kept, "id") ?? "");
  const type = before === undefined ? "" : evidence.typeOf(before);
  if (type === "str") return { deed: ["builds the string ", text(kept), " from ", text(value)] };
  if (type === "int" || type === "float") return { deed: ["adds up ", text(value), " in ", text(kept)] };
  return null;
}

function swapOf(
  evidence: Evidence,
  kept: SyntaxNode,
  value: SyntaxNode,
): readonly [{ readonly code: string }, { readonly code: string }] | null {
  if (kept.type !== "Tuple" || value.type !== "Tuple") return null;
  const [left, right] = [children(kept, "elts"), children(value, "elts")].map((elements) =>
    elements.map((each) => sourceCode(evidence, each)),
  );
  const [one, other] = left ?? [];
  if (one === undefined || other === undefined || left?.length !== 2 || right?.length !== 2) return null;
  return one.code === right[1]?.code && other.code === right[0]?.code ? [one, other] : null;
}

/** `if x > best: best = x` */
function extremeOf(
  evidence: Evidence,
  leaf: Leaf,
  kept: SyntaxNode,
  value: SyntaxNode,
  target: SyntaxNode | null,
): Core | null {
  const text = (each: SyntaxNode) => sourceCode(evidence, each);
  const guard = leaf.guards[0];
  if (kept.type !== "Name" || target === null || guard?.test.type !== "Compare" || !guard.holds) return null;
  if (text(value).code !== text(target).code || leaf.guards.length > 1) return null;
  const [symbol] = comparisonOperators(guard.test);
  const left = child(guard.test, "left");
  const right = children(guard.test, "comparators")[0];
  if (left === null || right === undefined) return null;
  const forward = text(left).code === text(target).code && text(right).code === text(kept).code;
  const backward = text(right).code === text(target).code && text(left).code === text(kept).code;
  const greater = symbol === "Gt" || symbol === "GtE";
  const smaller = symbol === "Lt" || symbol === "LtE";
  if ((!forward && !backward) || (!greater && !smaller)) return null;
  const which = greater === forward ? "largest" : "smallest";
  return { deed: ["keeps in ", text(kept), ` the ${which} `, text(target)], extreme: true };
}
