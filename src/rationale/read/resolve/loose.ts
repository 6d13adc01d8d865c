import type { Frame, Statement, SyntaxNode } from "../../../trace/types.ts";
import { child, methodCall } from "../../syntax.ts";
import { closedForm } from "../closed.ts";
import type { Level } from "../discourse.ts";
import { follow, sameRepr } from "../holds.ts";
import type { Shown } from "../mentions.ts";
import { type Expression, write } from "../python/expression.ts";
import { isValue } from "../python/values.ts";
import { type Anchor, type Context, isPath } from "./context.ts";
import { claimNode, shownExpression } from "./values.ts";

/**
 * Clauses that name no line: the moment is found in the stretch the text is in, from where it has got to. Where several
 * moments of that stretch would do, the text has left open which is meant, and it is given the one that fits.
 */

/** So many steps of a stretch are looked through. */
const LOOKED_THROUGH = 3_000;

/** The steps of the frame the text is in, within the stretch it is in: from where it has got to, then those before. */
export function stepsAhead(context: Context, level = context.discourse.innermost): readonly number[] {
  if (level === undefined) return [];
  const own = context.evidence.stepsWithin(level.frame, level.from, level.end).slice(0, LOOKED_THROUGH);
  return [...own.filter((step) => step >= level.cursor), ...own.filter((step) => step < level.cursor).reverse()];
}

export function fits(shown: Shown, actual: string | undefined): boolean {
  if (actual === undefined || shown.value === null) return false;
  return shown.value.kind === "whole" ? sameRepr(shown.value.repr, actual) : shown.value.fits(actual);
}

/** The name at the root of `xs[0].y`. */
function rootOf(expression: Expression): string | null {
  if (expression.kind === "name") return expression.name;
  return expression.kind === "attribute" || expression.kind === "subscript" ? rootOf(expression.value) : null;
}

/** Whether a statement binds a name or changes what it holds, as far as its source shows. */
function touches(context: Context, statement: Statement, root: string): boolean {
  const { source } = context;
  if (source.bindsName(statement, root)) return true;
  const changed = source.targetsOf(statement).some((target) => {
    const expression = source.expressionOf(target);
    return expression !== null && rootOf(expression) === root;
  });
  if (changed) return true;
  const value = child(source.nodeOf(statement), "value");
  const call = value === null ? null : methodCall(value);
  const receiver = call === null ? null : source.expressionOf(call.receiver);
  return receiver !== null && rootOf(receiver) === root;
}

export type Manner = "becomes" | "is" | "ends";

/**
 * `total = 3`, `total becomes 3`: at a moment of the stretch the text is in. False when the name has no value there.
 */
export function claimName(context: Context, said: Expression, shown: Shown, manner: Manner): boolean {
  const expression = ofObject(context, said);
  const name = write(expression);
  const root = rootOf(expression);
  if (root === null || shown.value === null) return false;
  const levels = context.discourse.save();
  // A name that has no value in the stretch the text is in belongs to the stretch around it.
  for (let depth = levels.length; depth > 0; depth -= 1) {
    context.discourse.restore(levels.slice(0, depth));
    if (levels[depth - 1]!.frame !== levels.at(-1)!.frame) break;
    if (claimNameHere(context, expression, name, root, shown, manner)) return true;
  }
  context.discourse.restore(levels);
  return false;
}

/** `items` of an object that has such an attribute, where no variable is called so. */
function ofObject(context: Context, said: Expression): Expression {
  const { trace, discourse, source } = context;
  const root = rootOf(said);
  if (root === null || trace.stepCount === 0) return said;
  const { start } = trace.step(discourse.cursor);
  const { end } = trace.frame(discourse.frame);
  if (trace.lookup(discourse.frame, root, end) !== undefined) return said;
  const [attribute, replaced] =
    said.kind === "attribute" && said.value.kind === "name" && root === "self" ? [said.name, null] : [root, said];
  if (replaced !== null && replaced.kind !== "name") return said;
  for (const name of source.names) {
    const held = trace.lookup(discourse.frame, name, end);
    if (held?.kind !== "object") continue;
    const view = trace.objectAt(held.id, Math.max(start, end));
    if ("attributes" in view && view.attributes.some(([each]) => each === attribute))
      return { kind: "attribute", value: { kind: "name", name }, name: attribute };
  }
  return said;
}

function claimNameHere(
  context: Context,
  expression: Expression,
  name: string,
  root: string,
  shown: Shown,
  manner: Manner,
): boolean {
  const steps = stepsAhead(context);
  const changes = steps.filter((step) => touches(context, context.evidence.statementAt(step), root));
  const now = steps[0];
  type Moment = { readonly step: number; readonly kind: "bind" | "state" };
  const after = changes.map((step): Moment => ({ step, kind: "bind" }));
  const present: Moment[] =
    now === undefined
      ? []
      : [
          { step: now, kind: "state" },
          { step: now, kind: "bind" },
        ];
  const atEnd = [...changes].sort((one, other) => other - one).map((step): Moment => ({ step, kind: "bind" }));
  const order = {
    becomes: [...after, ...present],
    is: [...present, ...after],
    ends: [...atEnd.slice(0, 1), ...(atEnd.length === 0 ? present : [])],
  }[manner];
  const valueAt = ({ step, kind }: Moment) =>
    kind === "bind" ? context.reprAfter(step, name) : context.reprBefore(step, name);
  const known = order.filter((moment) => isBound(context, moment.step, expression, moment.kind));
  const chosen =
    known.find((moment) => fits(shown, valueAt(moment))) ??
    (manner === "is" ? (after.find((moment) => known.includes(moment)) ?? known[0]) : known[0]);
  if (chosen === undefined) return false;
  const value = context.valueText(shown, valueAt(chosen));
  context.add({ kind: chosen.kind, at: context.coordinate(chosen.step), name, value });
  // What else a sentence says is of the same pass.
  context.discourse.enterPassesAt(chosen.step);
  context.discourse.advance(chosen.step);
  return true;
}

function isBound(context: Context, step: number, expression: Expression, kind: "bind" | "state"): boolean {
  const { frame, start, end } = context.trace.step(step);
  return follow(context.evidence, frame, expression, kind === "bind" ? end : start) !== undefined;
}

/** `xs has 3 elements`, at a moment of the stretch the text is in. */
export function claimLooseSize(context: Context, expression: Expression, size: number): boolean {
  if (!isPath(expression)) return false;
  const name = write(expression);
  const root = rootOf(expression);
  const steps = stepsAhead(context);
  if (root === null) return false;
  const changes = steps.filter((step) => touches(context, context.evidence.statementAt(step), root));
  const moments = [
    ...steps.slice(0, 1).map((step) => ({ step, when: "before" as const })),
    ...changes.map((step) => ({ step, when: "after" as const })),
  ].filter(({ step, when }) => isBound(context, step, expression, when === "after" ? "bind" : "state"));
  const sizeAt = ({ step, when }: (typeof moments)[number]) => {
    const { frame, start, end } = context.trace.step(step);
    const seen = context.sighting(frame, name, when === "after" ? end : start);
    return seen === undefined ? undefined : context.evidence.sizeOf(seen);
  };
  const ordered = context.atPassEnd ? moments.reverse().slice(0, 1) : moments;
  const chosen = ordered.find((moment) => sizeAt(moment) === size) ?? ordered[0];
  if (chosen === undefined) return false;
  context.add({ kind: "size", at: context.coordinate(chosen.step), when: chosen.when, name, size });
  return true;
}

/** What has to be put for the parts of a source expression so that it reads as written; null when it cannot. */
function substitutions(source: Expression, written: Expression): readonly (readonly [Expression, Expression])[] | null {
  if (written.kind === "gap") return [];
  if (write(source) === write(written)) return [];
  if (
    isValue(written) &&
    (isPath(source) || source.kind === "call" || source.kind === "subscript" || source.kind === "binary")
  )
    return [[source, written]];
  if (source.kind !== written.kind) return null;
  const [ours, theirs] = [shape(source), shape(written)];
  if (ours.text !== theirs.text || ours.parts.length !== theirs.parts.length) return null;
  const found: (readonly [Expression, Expression])[] = [];
  for (const [index, part] of ours.parts.entries()) {
    const inner = substitutions(part, theirs.parts[index]!);
    if (inner === null) return null;
    found.push(...inner);
  }
  return found;
}

function shape(expression: Expression): { readonly text: string; readonly parts: readonly Expression[] } {
  switch (expression.kind) {
    case "attribute":
      return { text: expression.name, parts: [expression.value] };
    case "subscript":
      return { text: "[]", parts: [expression.value, expression.index] };
    case "call":
      return {
        text: `call ${expression.arguments.map((each) => each.keyword).join()}`,
        parts: [expression.callee, ...expression.arguments.map((each) => each.value)],
      };
    case "unary":
      return { text: expression.operator, parts: [expression.operand] };
    case "binary":
      return { text: expression.operator, parts: [expression.left, expression.right] };
    case "compare":
      return { text: expression.operators.join(), parts: expression.operands };
    case "boolean":
      return { text: expression.operator, parts: expression.operands };
    case "display":
      return { text: expression.open, parts: expression.items };
    default:
      return { text: write(expression), parts: [] };
  }
}

/** A place in the run where the program evaluates what a text has written, perhaps with values put in. */
interface Place {
  readonly anchor: Anchor;
  readonly node: SyntaxNode;
  readonly put: readonly (readonly [Expression, Expression])[];
}

function placesOf(context: Context, expression: Expression, level: Level): Place[] {
  const found: Place[] = [];
  for (const step of stepsAhead(context, level)) {
    const statement = context.evidence.statementAt(step);
    for (const each of context.source.expressionsOf(statement)) {
      const put = substitutions(each.expression, expression);
      if (put !== null && !(put.length === 1 && put[0]![0] === each.expression))
        found.push({ anchor: { step, statement }, node: each.node, put });
    }
    if (found.length > 60) break;
  }
  return found;
}

/** Whether the values a text has put in are those of that moment. */
function isApt(context: Context, { anchor, put }: Place): boolean {
  return put.every(([source, value]) => {
    const node = context.source.find(anchor.statement, source);
    const actual = node === null ? undefined : context.evidence.reprOf(anchor.step, node);
    return actual !== undefined && sameRepr(shownExpression(value).text, actual);
  });
}

function claimPut(context: Context, { anchor, put }: Place): void {
  for (const [source, value] of put) {
    const node = context.source.find(anchor.statement, source);
    if (node !== null) claimNode(context, anchor, node, shownExpression(value));
  }
}

/** The place a text means by an expression: the first where the values it puts in are right, else null. */
export function placeOf(
  context: Context,
  expression: Expression,
  accept: (place: Place) => boolean = () => true,
): Place | null {
  const levels = context.discourse.save();
  for (let depth = levels.length - 1; depth >= 0 && levels[depth]!.frame === levels.at(-1)!.frame; depth -= 1) {
    const apt = placesOf(context, expression, levels[depth]!).filter((place) => isApt(context, place));
    const place = apt.find(accept) ?? apt[0];
    if (place === undefined) continue;
    context.discourse.restore(levels.slice(0, depth + 1));
    return place;
  }
  return null;
}

/** `nums.count(1)` is 4, `0 + 1` = 1: an expression of the program, perhaps with values put in, or plain arithmetic. */
export function claimLooseEqual(context: Context, expression: Expression, shown: Shown): boolean {
  if (shown.value === null || expression.kind === "name") return false;
  if (claimCallOf(context, expression, shown)) return true;
  const isFitting = ({ anchor, node }: Place) => fits(shown, context.evidence.reprOf(anchor.step, node));
  const place = placeOf(context, expression, isFitting);
  if (place !== null) {
    claimPut(context, place);
    claimNode(context, place.anchor, place.node, shown);
    context.discourse.advance(place.anchor.step);
    context.anchor ??= place.anchor;
    return true;
  }
  const length =
    expression.kind === "call" && expression.callee.kind === "name" && expression.callee.name === "len"
      ? expression.arguments[0]?.value
      : undefined;
  if (length !== undefined && shown.value.kind === "whole" && claimLooseSize(context, length, Number(shown.value.repr)))
    return true;
  return claimRerun(context, expression, shown.value.kind === "whole" ? shown.value.repr : shown.text);
}

/** The first call of the program's own function that was made with these arguments. */
export function callMade(
  context: Context,
  expression: Expression,
): { readonly activation: [number, number]; readonly frame: Frame } | null {
  if (expression.kind !== "call" || (expression.callee.kind !== "name" && expression.callee.kind !== "attribute"))
    return null;
  const definitions = context.source.functions(expression.callee.name).map(({ number }) => number);
  const receivers = expression.callee.kind === "attribute" ? 1 : 0;
  if (definitions.length === 0 || !expression.arguments.every(({ value }) => isValue(value))) return null;
  const { trace, evidence } = context;
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    const activation = evidence.activation(frame);
    if (activation === null || !definitions.includes(activation[0])) continue;
    const isThis = expression.arguments.every(({ keyword, value }, at) => {
      const bound =
        keyword === null
          ? frame.arguments[at + receivers]?.[1]
          : frame.arguments.find(([name]) => name === keyword)?.[1];
      const actual = bound === undefined ? undefined : evidence.provable({ value: bound, tick: frame.start });
      return actual !== undefined && sameRepr(shownExpression(value).text, actual);
    });
    if (isThis) return { activation, frame };
  }
  return null;
}

/** `f(2)` returns 4: a call that was made, else one that another run makes. */
function claimCallOf(context: Context, expression: Expression, shown: Shown): boolean {
  const made = callMade(context, expression);
  if (made !== null) {
    const { outcome, end } = made.frame;
    const returned =
      outcome.kind === "returned" ? context.evidence.provable({ value: outcome.value, tick: end }) : undefined;
    context.add({ kind: "return", function: made.activation, value: context.valueText(shown, returned) });
    return true;
  }
  const isOwn =
    expression.kind === "call" &&
    expression.callee.kind === "name" &&
    context.source.functions(expression.callee.name).length > 0;
  return isOwn && claimRerun(context, expression, shown.value?.kind === "whole" ? shown.value.repr : shown.text);
}

/** `f(4)` calls `f(3)`: that call was made. */
export function claimCallMade(context: Context, expression: Expression): boolean {
  const made = callMade(context, expression);
  if (made === null) return false;
  const bound = made.frame.arguments.flatMap(([name, value]) => {
    const repr = context.evidence.provable({ value, tick: made.frame.start });
    return repr === undefined ? [] : [[name, repr] as const];
  });
  context.add({ kind: "call", function: made.activation, arguments: Object.fromEntries(bound) });
  return true;
}

/** An expression of values alone, or made so by putting in what its names hold now: another run computes it. */
function claimRerun(context: Context, expression: Expression, value: string): boolean {
  const { cursor } = context.discourse;
  const closed = closedForm(context.source, expression, (name) =>
    context.trace.stepCount === 0 ? undefined : context.reprBefore(cursor, name),
  );
  if (closed === null) return false;
  context.add({ kind: "rerun", call: closed, value });
  return true;
}

/** A test with values put in, or one the program does not make: how it comes out. */
export function claimLooseTruth(context: Context, expression: Expression, holds: boolean): Place | null {
  const tests = (place: Place) => context.source.testOf(place.anchor.statement) !== null;
  const place = placeOf(context, expression, tests);
  if (place !== null) {
    claimPut(context, place);
    context.discourse.advance(place.anchor.step);
    return place;
  }
  claimRerun(context, expression, holds ? "True" : "False");
  return null;
}

/** The statements of the scope the text is in that add to some object. */
export function addersIn(context: Context, methods: readonly string[]): readonly Statement[] {
  const { source, trace, discourse } = context;
  const { scope } = trace.frame(discourse.frame);
  return trace.statements.filter((statement) => {
    const value = child(source.nodeOf(statement), "value");
    const call = value === null ? null : methodCall(value);
    return statement.scope === scope && call !== null && methods.includes(call.method);
  });
}

/** The statements of the scope the text is in that change an object by one of these methods. */
export function changersOf(context: Context, receiver: Expression, methods: readonly string[]): readonly Statement[] {
  const { source, trace, discourse } = context;
  const { scope } = trace.frame(discourse.frame);
  return trace.statements.filter((statement) => {
    if (statement.scope !== scope) return false;
    const value = child(source.nodeOf(statement), "value");
    const call = value === null ? null : methodCall(value);
    if (call !== null) return methods.includes(call.method) && source.reads(call.receiver, receiver);
    return (
      statement.kind === "AugAssign" &&
      methods.includes("append") &&
      source.reads(child(source.nodeOf(statement), "target"), receiver)
    );
  });
}
