import type { Statement, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed } from "../phrase.ts";
import { child, children, comparisonOperators, constant, identifier } from "../syntax.ts";
import { code, line } from "../wording.ts";
import { below, changedBy } from "./blocks.ts";
import { losing } from "./goal.ts";
import { ORDER } from "./losses.ts";
import { sourceText } from "./reading.ts";
import type { Walk, Wanted } from "./walk.ts";

/** Loops whose passes cover each other up, but of which something is certain all the same. */

/** A loop that only swaps elements of a list: before it stood the same ones, in some order. */
export function swappedAbout(walk: Walk, loop: Statement, entry: number, claim: Claim, wanted: Wanted): boolean {
  const { evidence } = walk;
  const changing = below(evidence, loop).filter((each) => changedBy(evidence, each).has(wanted.name));
  const isSwaps = changing.length > 0 && changing.every((each) => isSwap(walk, each, wanted.name));
  if (!isSwaps || wanted.goal.aspect === "size") return false;
  const now = { name: wanted.name, goal: losing(wanted.goal, ORDER), step: entry };
  walk.wanted.set(wanted.name, now);
  const told = walk.told(now);
  const lines = [...new Set(changing.map(({ range }) => range.line))];
  const where = lines.length === 1 ? line(lines[0] ?? 0) : `lines ${lines.join(" and ")}`;
  const name = code(wanted.name);
  const text = `in the loop on ${line(loop.range.line)}, ${where} only ever swap${lines.length === 1 ? "s" : ""} two elements of ${name}: none is added and none is lost`;
  walk.say(
    told === null ? claimed(text, claim) : claimed(`${text}, so before the loop ${told.text}`, claim, ...told.claims),
  );
  return true;
}

/** `xs[i], xs[j] = xs[j], xs[i]` */
function isSwap(walk: Walk, statement: Statement, name: string): boolean {
  const { trace } = walk.evidence;
  const node = trace.node(statement.node);
  const target = statement.kind === "Assign" ? children(node, "targets")[0] : undefined;
  const value = child(node, "value");
  if (target?.type !== "Tuple" || value?.type !== "Tuple") return false;
  const [left, right] = [children(target, "elts"), children(value, "elts")];
  const text = (each: SyntaxNode | undefined) => (each === undefined ? "" : trace.text(each.id).replace(/\s/g, ""));
  return (
    left.length === 2 &&
    right.length === 2 &&
    text(left[0]) === text(right[1]) &&
    text(left[1]) === text(right[0]) &&
    left.every((each) => each.type === "Subscript" && identifier(child(each, "value") ?? each, "id") === name)
  );
}

/** `if x > best: best = x` on every pass: what is left is the largest of all that was met. */
export function keptExtreme(walk: Walk, loop: Statement, claim: Claim, wanted: Wanted): boolean {
  const { evidence } = walk;
  const node = evidence.trace.node(loop.node);
  const [target, iterable] = [child(node, "target"), child(node, "iter")];
  const changing = below(evidence, loop).filter((each) => changedBy(evidence, each).has(wanted.name));
  const [statement] = changing;
  const guard = statement?.parent == null ? undefined : evidence.trace.statement(statement.parent);
  if (changing.length !== 1 || statement?.kind !== "Assign" || guard?.kind !== "If" || guard.parent !== loop.number)
    return false;
  if (target?.type !== "Name" || iterable === null || statement.block !== "body" || wanted.goal.shows === null)
    return false;
  const test = child(evidence.trace.node(guard.node), "test");
  const [symbol] = test?.type === "Compare" ? comparisonOperators(test) : [];
  const named = (each: SyntaxNode | null | undefined) => (each == null ? null : identifier(each, "id"));
  const sides = test === null ? [] : [named(child(test, "left")), named(children(test, "comparators")[0])];
  const element = identifier(target, "id");
  const value = named(child(evidence.trace.node(statement.node), "value"));
  const isForward = sides[0] === element && sides[1] === wanted.name;
  const isBackward = sides[1] === element && sides[0] === wanted.name;
  if (value !== element || (!isForward && !isBackward) || symbol === undefined || !/^(Lt|Gt)E?$/.test(symbol))
    return false;
  const isLargest = symbol.startsWith("Gt") === isForward;
  const seen = walk.bound(evidence.trace.visits(statement.number).at(-1) ?? -1, wanted.name);
  walk.lose(wanted.name);
  const which = isLargest ? "larger" : "smaller";
  const name = code(wanted.name);
  walk.say(
    claimed(
      `${line(statement.range.line)} sets ${name} only where ${code(element ?? "")} is ${which}, so nothing in ${sourceText(evidence, iterable)} is ${which} than what ${name} ends with, and where that stood leaves no mark`,
      claim,
      ...(seen === null ? [] : [seen]),
    ),
  );
  return true;
}

/** `if T: found = True` in a loop: what is left says whether T held on any pass. */
export function flagged(walk: Walk, loop: Statement, entry: number, claim: Claim, wanted: Wanted): boolean {
  const { evidence } = walk;
  const changing = below(evidence, loop).filter((each) => changedBy(evidence, each).has(wanted.name));
  const [statement] = changing;
  const guard = statement?.parent == null ? undefined : evidence.trace.statement(statement.parent);
  if (changing.length !== 1 || statement?.kind !== "Assign" || guard?.kind !== "If" || guard.parent !== loop.number)
    return false;
  const node = evidence.trace.node(statement.node);
  const value = child(node, "value");
  const fixed = value === null ? null : constant(value);
  const test = child(evidence.trace.node(guard.node), "test");
  const start = walk.seen(entry, wanted.name);
  const isPlain = children(node, "targets")[0]?.type === "Name" && statement.block === "body";
  if (fixed === null || test === null || start === null || !isPlain || wanted.goal.shows === null) return false;
  if (start.repr === fixed.repr) return false;
  const held = wanted.goal.shows === fixed.repr;
  walk.wanted.delete(wanted.name);
  const name = code(wanted.name);
  const where = `the loop on ${line(loop.range.line)}`;
  walk.say(
    claimed(
      `${line(statement.range.line)} sets ${name} to ${code(fixed.repr)} only where ${sourceText(evidence, test)} holds, and before the loop ${name} is ${code(start.repr)}, so that test held on ${held ? "a pass" : "no pass"} of ${where}`,
      claim,
      start.claim,
    ),
  );
  return true;
}
