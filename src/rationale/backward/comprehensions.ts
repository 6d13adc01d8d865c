import type { SyntaxNode } from "../../trace/types.ts";
import type { Evidence } from "../evidence.ts";
import { child, children } from "../syntax.ts";
import { code, splitContainer } from "../wording.ts";
import type { Goal } from "./goal.ts";
import { CUTS, distinctLosses, dropping, type Loss, ORDER, REPEATS } from "./losses.ts";
import { reprAt, sourceText, typeOf } from "./reading.ts";
import { deadEnd, remark, type Undone, type Within } from "./sink.ts";
import { elementSource } from "./sources.ts";

/** Undoes an expression under leaves of its own. */
type Undo = (
  evidence: Evidence,
  step: number,
  node: SyntaxNode,
  goal: Goal,
  isLeaf: (node: SyntaxNode) => boolean,
) => Undone;

/** `[E for t in X if T]`: what its elements tell of those of `X`. */
export function comprehension(
  evidence: Evidence,
  step: number,
  node: SyntaxNode,
  goal: Goal,
  undo: Undo,
  within: Within,
): Undone {
  const source = sourceText(evidence, node);
  const [generator, ...inner] = children(node, "generators");
  const [target, iterable] = [generator, generator].map((each, index) =>
    each === undefined ? null : child(each, index === 0 ? "target" : "iter"),
  );
  const made = child(node, "elt");
  if (generator === undefined || !target || !iterable || made === null || inner.length > 0) {
    return deadEnd(source, "cannot be taken apart again");
  }
  const elements = elementSource(target, iterable);
  if (elements === null) return deadEnd(source, "does not show what it went through");
  const tests = children(generator, "ifs");
  if (goal.aspect === "size") {
    if (tests.length > 0 || node.type === "SetComp") return deadEnd(source, "may have left elements out");
    return remark(source, "has one element for each that it goes through", within(elements.operand, goal));
  }
  const perElement: Goal = {
    aspect: "value",
    losses: goal.losses.filter(
      (loss) =>
        !loss.ofContainer &&
        !(loss === CUTS && isCharacter(evidence, step, elements.operand, elements.isElement(made))),
    ),
    shows: null,
  };
  const undone = undo(evidence, step, made, perElement, elements.isElement);
  const [lead] = undone.leads;
  const lost: Loss[] = tests.map((test) => dropping(sourceText(evidence, test)));
  if (node.type === "SetComp") lost.push(ORDER, REPEATS);
  if (lead === undefined) {
    return deadEnd(source, `does not give away what ${code(elements.element)} was each time`);
  }
  const losses = distinctLosses([...goal.losses.filter((loss) => loss.ofContainer), ...lead.goal.losses, ...lost]);
  const exact = losses.length === 0;
  const shows = exact
    ? (reprAt(evidence, step, elements.operand) ?? null)
    : elements.isElement(made)
      ? goal.shows
      : null;
  const shown = isText(evidence, step, elements.operand) ? textOf(shows) : shows;
  const says =
    tests.length > 0
      ? `keeps only what passes ${tests.map((test) => sourceText(evidence, test)).join(" and ")}`
      : elements.isElement(made)
        ? "takes over every element"
        : lead.goal.losses.length === 0
          ? "can be undone element by element"
          : "changes each element in its place";
  return remark(source, says, within(elements.operand, { aspect: "value", losses, shows: shown }));
}

/** Whether the elements are single characters, so that joining them hides no cuts. */
export function isCharacter(evidence: Evidence, step: number, operand: SyntaxNode, isItself: boolean): boolean {
  return isItself && isText(evidence, step, operand);
}

export function isText(evidence: Evidence, step: number, operand: SyntaxNode): boolean {
  return typeOf(evidence, step, operand) === "str";
}

/** `'ab'` of `['a', 'b']`; a string stays as it is; null when it cannot be written so. */
export function textOf(shows: string | null): string | null {
  if (shows === null || !shows.startsWith("[")) return shows;
  const items = splitContainer(shows)?.items ?? [];
  return items.every((item) => /^'[^'\\]'$/.test(item)) ? `'${items.map((item) => item.slice(1, -1)).join("")}'` : null;
}
