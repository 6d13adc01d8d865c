import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Sighting } from "../evidence.ts";
import { claimed, enumerate, followed, join, type Phrase, phrase, plain } from "../phrase.ts";
import { boundNames, calledName, child, children, constant, methodCall, operator } from "../syntax.ts";
import type { Deed, Teller } from "../teller.ts";
import { code, counted, line } from "../wording.ts";
import { selection } from "./comprehensions.ts";
import { reasonFor } from "./conditions.ts";
import { raised } from "./exceptions.ts";
import { isLiteral, nameOf, premises } from "./expressions.ts";
import { gloss } from "./glosses.ts";
import { assignedItem, changes, deletion, leaving, mutation, storedValue, subjectOf } from "./mutations.ts";
import { printed } from "./output.ts";
import { elementNoun, emptyName, fieldPhrases, isTruthy, shown, sourceOf } from "./values.ts";

/** What a simple statement did; null when there is nothing to say of it. */
export function deedOf(teller: Teller, step: number): Deed | null {
  const { evidence } = teller;
  const node = evidence.nodeAt(step);
  if (evidence.trace.step(step).outcome === "raised") return raised(teller, step);
  if (evidence.trace.step(step).outcome === "unfinished") return null;
  switch (node.type) {
    case "Assign":
    case "AnnAssign":
      return assignment(teller, step, node);
    case "AugAssign":
      return augmented(teller, step, node);
    case "Expr":
      return expression(teller, step, node);
    case "Return":
      return returned(teller, step, node);
    case "Delete":
      return deletion(teller, step, node);
    case "Assert":
      return asserted(teller, step, node);
    default:
      return null;
  }
}

/** The subject of a clause about a step: `line 4`. */
export function lineOf(teller: Teller, step: number): string {
  return line(teller.evidence.statementAt(step).range.line);
}

/** What a name was bound to by a step: the last binding counts. */
function boundBy(teller: Teller, step: number, name: string): Sighting | undefined {
  const bound = teller.evidence
    .effects(step, "bind")
    .filter((effect) => effect.name === name)
    .at(-1);
  return bound === undefined ? undefined : { value: bound.value, tick: teller.evidence.trace.step(step).end };
}

/** `bind` claim: after this step the subject has this value. */
export function bindClaim(teller: Teller, step: number, name: string, value: string): Claim {
  return { kind: "bind", at: teller.evidence.coordinate(step), name, value };
}

/** What a value rests on: how a comprehension selected, then the parts of the expression. */
function grounds(teller: Teller, step: number, value: SyntaxNode): Phrase[] {
  const arm = armTaken(teller, step, value);
  if (arm !== null) return [...arm.reasons, ...grounds(teller, step, arm.node), ...valueOfArm(teller, step, arm.node)];
  const selected = selection(teller, step, value);
  return selected === null ? premises(teller, step, value) : [selected, ...premises(teller, step, value, 1)];
}

/** Which arm of `a if test else b` was taken, and why; null for any other expression, and when the test cannot be told. */
function armTaken(
  teller: Teller,
  step: number,
  value: SyntaxNode,
): { readonly reasons: readonly Phrase[]; readonly node: SyntaxNode } | null {
  const test = value.type === "IfExp" ? child(value, "test") : null;
  const found = test === null ? undefined : teller.evidence.evaluation(step, test);
  if (test === null || found === undefined) return null;
  const holds = isTruthy(found.repr);
  const node = child(value, holds ? "body" : "orelse");
  const { given, outcome } = reasonFor(teller, step, test, holds);
  return node === null ? null : { reasons: [...given, outcome], node };
}

/** The value of the arm that was taken, unless it is another conditional expression. */
function valueOfArm(teller: Teller, step: number, arm: SyntaxNode): Phrase[] {
  return arm.type === "IfExp" ? [] : premises(teller, step, arm, 1, true);
}

function assignment(teller: Teller, step: number, node: SyntaxNode): Deed | null {
  const value = child(node, "value");
  if (value === null) return null;
  const single = child(node, "target");
  const targets = single === null ? children(node, "targets") : [single];
  const swap = swapped(teller, step, targets, value);
  if (swap !== null) return swap;
  const isSpread = targets.some((target) => boundNames(target).length > 1) && value.type !== "Tuple";
  const given = isSpread ? premises(teller, step, value, 2, true) : grounds(teller, step, value);
  const isExplained = given.length > 1 || (value.type === "IfExp" && given.length > 0);
  const parts = targets.flatMap((target) => assignedTo(teller, step, target, value, isExplained));
  const alike = sameForAll(teller, step, targets);
  const set = alike !== null ? [alike] : parts.filter((part): part is Phrase => part !== null);
  if (set.length === 0) return null;
  return { premises: given, conclusion: phrase`${lineOf(teller, step)} ${join(set)}` };
}

/** `a = b = 0`: one value for several names. */
function sameForAll(teller: Teller, step: number, targets: readonly SyntaxNode[]): Phrase | null {
  const names = targets.map(nameOf);
  if (targets.length < 2 || names.some((name) => name === null)) return null;
  const told = names.map((name) => boundValue(teller, step, name ?? ""));
  const claims = told.flatMap((each) => (each === null ? [] : [...each.claims]));
  if (told[0] === null || told[0] === undefined || claims.length !== names.length) return null;
  return claimed(`sets ${enumerate(names.map((name) => plain(code(name ?? "")))).text} to ${told[0].text}`, ...claims);
}

function assignedTo(
  teller: Teller,
  step: number,
  target: SyntaxNode,
  value: SyntaxNode,
  explained: boolean,
): (Phrase | null)[] {
  const name = nameOf(target);
  if (name !== null) return [assignedName(teller, step, name, value, explained)];
  if (target.type === "Subscript" || target.type === "Attribute") return [assignedItem(teller, step, target, value)];
  const parts = children(target, "elts");
  const given = /^(Tuple|List)$/.test(value.type) ? children(value, "elts") : [];
  const items = parts.flatMap((part, at): (Phrase | null)[] =>
    part.type === "Subscript" || part.type === "Attribute"
      ? [assignedItem(teller, step, part, given[at] ?? value)]
      : [],
  );
  const names = boundNames(target).flatMap((each): Phrase[] => {
    const told = boundValue(teller, step, each);
    return told === null ? [] : [phrase`${code(each)} to ${told}`];
  });
  return [...(names.length === 0 ? [] : [phrase`sets ${enumerate(names)}`]), ...items];
}

function boundValue(teller: Teller, step: number, name: string): Phrase | null {
  const seen = boundBy(teller, step, name);
  const repr = seen === undefined ? undefined : teller.evidence.provable(seen);
  if (repr === undefined) return null;
  teller.tell(teller.evidence.trace.step(step).frame, name, repr);
  return claimed(shown(repr), bindClaim(teller, step, name, repr));
}

function assignedName(
  teller: Teller,
  step: number,
  name: string,
  value: SyntaxNode,
  explained: boolean,
): Phrase | null {
  const { evidence } = teller;
  const frame = evidence.trace.step(step).frame;
  const seen = boundBy(teller, step, name);
  if (seen === undefined) return null;
  const repr = evidence.provable(seen);
  const source = sourceOf(teller, value, 50);
  if (repr === undefined) {
    const fields = fieldPhrases(teller, name, seen, (subject, text) => bindClaim(teller, step, subject, text)).slice(
      0,
      4,
    );
    if (fields.length > 0) {
      const type = evidence.typeOf(seen);
      const object = phrase`${article(type)} ${code(type)} with ${enumerate(fields)}`;
      const isMade = value.type === "Call" && calledName(value) === type;
      return isMade || source === null
        ? phrase`makes ${code(name)} ${object}`
        : phrase`sets ${code(name)} to ${code(source)}, ${object}`;
    }
    const size = evidence.sizeOf(seen);
    if (size !== undefined && source !== null) {
      const claim: Claim = { kind: "size", at: evidence.coordinate(step), when: "after", name, size };
      return claimed(
        `sets ${code(name)} to ${code(source)}, which has ${counted(size, elementNoun(evidence.typeOf(seen)))}`,
        claim,
      );
    }
    return source === null ? null : plain(`sets ${code(name)} to ${code(source)}`);
  }
  const isNew = evidence.nameBefore(step, name) === undefined;
  const alreadyKnown = nameOf(value) !== null && teller.knows(frame, nameOf(value) ?? "", repr);
  teller.tell(frame, name, repr);
  const claim = bindClaim(teller, step, name, repr);
  const empty = emptyName(repr);
  if (empty !== null && isNew && isFresh(value)) return claimed(`starts ${code(name)} as ${empty}`, claim);
  if (alreadyKnown && source !== null && repr.length > 15)
    return claimed(`sets ${code(name)} to ${code(source)}`, claim);
  if (source === null || source === repr || constant(value) !== null || explained) {
    return claimed(`sets ${code(name)} to ${shown(repr)}`, claim);
  }
  return phrase`${claimed(`sets ${code(name)} to ${code(source)}, which is ${shown(repr)}`, claim)}${gloss(teller, step, value, repr)}`;
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? "an" : "a";
}

/** `[]`, `0`, `set()`: written down as a beginning, not computed. */
function isFresh(value: SyntaxNode): boolean {
  return (
    isLiteral(value) || (value.type === "Call" && children(value, "args").length === 0 && methodCall(value) === null)
  );
}

/** `a, b = b, a` and `xs[i], xs[j] = xs[j], xs[i]`, told as a swap. */
function swapped(teller: Teller, step: number, targets: readonly SyntaxNode[], value: SyntaxNode): Deed | null {
  const target = targets[0];
  if (targets.length !== 1 || target?.type !== "Tuple" || value.type !== "Tuple") return null;
  const left = children(target, "elts").map((each) => sourceOf(teller, each));
  const right = children(value, "elts").map((each) => sourceOf(teller, each));
  const [here, there] = left;
  if (left.length !== 2 || !here || !there || here !== right[1] || there !== right[0]) return null;
  const [one, other] = children(value, "elts");
  const [first, second] = [one, other].map((each) =>
    each === undefined ? undefined : teller.evidence.evaluation(step, each),
  );
  if (first === undefined || second === undefined) return null;
  const indices = [one, other].flatMap((each) => (each?.type === "Subscript" ? premises(teller, step, each, 2) : []));
  const conclusion = claimed(
    `${lineOf(teller, step)} swaps ${code(here)} and ${code(there)}, which become ${shown(first.repr, 40)} and ${shown(second.repr, 40)}`,
    first.claim,
    second.claim,
  );
  return { premises: indices, conclusion };
}

const AUGMENTED: Readonly<Record<string, readonly [verb: string, preposition: string]>> = {
  Add: ["adds", "to"],
  Sub: ["subtracts", "from"],
};

function augmented(teller: Teller, step: number, node: SyntaxNode): Deed | null {
  const { evidence } = teller;
  const target = child(node, "target");
  const value = child(node, "value");
  if (target === null || value === null) return null;
  const name = nameOf(target);
  const source = sourceOf(teller, target);
  if (name === null || source === null) {
    const grown = augmentedItem(teller, step, target, value, operator(node));
    if (grown !== null) return grown;
    const item = assignedItem(teller, step, target, value);
    return item === null
      ? null
      : { premises: premises(teller, step, value, 2, true), conclusion: phrase`${lineOf(teller, step)} ${item}` };
  }
  const seen = boundBy(teller, step, name);
  if (seen === undefined) return null;
  const added = addend(teller, step, value);
  const verb = operator(node);
  const known = AUGMENTED[verb];
  const isText = evidence.typeOf(seen) === "str" && verb === "Add";
  const isList = evidence.typeOf(seen) === "list" && verb === "Add";
  const action = isText
    ? phrase`adds ${added.phrase} to the end of ${code(name)}`
    : isList
      ? phrase`extends ${code(name)} with ${added.phrase}`
      : known !== undefined
        ? phrase`${known[0]} ${added.phrase} ${known[1]} ${code(name)}`
        : plain(`updates ${code(name)} by ${code(sourceText(teller, node))}`);
  const outcome = becoming(teller, step, name, seen);
  return {
    premises: added.premises,
    conclusion:
      outcome === null
        ? phrase`${lineOf(teller, step)} ${action}`
        : followed(phrase`${lineOf(teller, step)} ${action}`, outcome),
  };
}

/** `d['a'] += 1`, `p.x -= 2`: what was added, where, and what it came to. */
function augmentedItem(teller: Teller, step: number, target: SyntaxNode, value: SyntaxNode, verb: string): Deed | null {
  const known = AUGMENTED[verb];
  const subject = subjectOf(teller, step, target);
  const base = child(target, "value");
  const owner = base === null ? undefined : teller.evidence.valueOf(step, base);
  const stored = storedValue(teller, step, target);
  if (known === undefined || subject === null || owner === undefined || stored === null) return null;
  const { evidence } = teller;
  const { frame, end } = evidence.trace.step(step);
  const repr = evidence.provable({ value: stored, tick: end });
  const type = evidence.typeOf({ value: stored, tick: end });
  if (repr === undefined || repr.length > 60 || !/^(int|float|str)$/.test(type)) return null;
  if (base !== null && nameOf(base) !== null)
    teller.tellSighting(frame, nameOf(base) ?? "", { value: owner.value, tick: end });
  const index = target.type === "Subscript" ? child(target, "slice") : null;
  const keys = index === null ? [] : premises(teller, step, index, 1, true);
  const added = addend(teller, step, value);
  teller.tell(frame, subject, repr);
  const where = type === "str" ? " the end of" : "";
  const action = phrase`${known[0]} ${added.phrase} ${known[1]}${where} ${code(subject)}`;
  const outcome = claimed(`making it ${shown(repr)}`, bindClaim(teller, step, subject, repr));
  return {
    premises: [...keys, ...added.premises],
    conclusion: followed(phrase`${lineOf(teller, step)} ${action}`, outcome),
  };
}

function sourceText(teller: Teller, node: SyntaxNode): string {
  return teller.evidence.trace.text(node.id);
}

/** The operand of `+=`: its value, with its source where that says more. */
function addend(teller: Teller, step: number, value: SyntaxNode): { premises: readonly Phrase[]; phrase: Phrase } {
  const fixed = constant(value);
  if (fixed !== null) return { premises: [], phrase: plain(shown(fixed.repr)) };
  const source = sourceOf(teller, value, 50);
  const found = teller.evidence.evaluation(step, value);
  const given = premises(teller, step, value, 2);
  if (found === undefined) return { premises: given, phrase: plain(source === null ? "a value" : code(source)) };
  if (source === null) return { premises: given, phrase: claimed(shown(found.repr, 60), found.claim) };
  const frame = teller.evidence.trace.step(step).frame;
  if (teller.knows(frame, source, found.repr) && found.repr.length > 20)
    return { premises: given, phrase: claimed(code(source), found.claim) };
  if (nameOf(value) !== null) {
    teller.tell(frame, source, found.repr);
    return { premises: given, phrase: claimed(shown(found.repr, 60), found.claim) };
  }
  return { premises: given, phrase: claimed(`${code(source)}, which is ${shown(found.repr, 60)},`, found.claim) };
}

/** `making it 6`; for something long, how long it is now. */
export function becoming(teller: Teller, step: number, name: string, seen: Sighting): Phrase | null {
  const { evidence } = teller;
  const frame = evidence.trace.step(step).frame;
  const repr = evidence.provable(seen);
  if (repr !== undefined && repr.length <= 60) {
    teller.tell(frame, name, repr);
    return claimed(`making it ${shown(repr)}`, bindClaim(teller, step, name, repr));
  }
  const size = evidence.sizeOf(seen);
  if (size === undefined) return null;
  const noun = elementNoun(evidence.typeOf(seen));
  const claim: Claim = { kind: "size", at: evidence.coordinate(step), when: "after", name, size };
  return claimed(`which then has ${counted(size, noun)}`, claim);
}

function expression(teller: Teller, step: number, node: SyntaxNode): Deed | null {
  const value = child(node, "value");
  if (value === null) return null;
  const told = mutation(teller, step, value);
  if (told !== null) return told;
  const written = printed(teller, step);
  if (written !== null) return written;
  const source = sourceOf(teller, value);
  const found = teller.evidence.evaluation(step, value);
  if (source === null || found === undefined || value.type === "Yield" || value.type === "Await") return null;
  const given = premises(teller, step, value);
  const verb = value.type === "Call" ? "calls" : "evaluates";
  const outcome = found.repr === "None" ? "" : `, which gives ${shown(found.repr)}`;
  const action = claimed(`${lineOf(teller, step)} ${verb} ${code(source)}${outcome}`, found.claim);
  const receiver = methodCall(value)?.receiver;
  const before = receiver === undefined ? undefined : teller.evidence.valueOf(step, receiver);
  const changed = before?.value.kind === "object" && changes(teller, step, before.value.id);
  const left =
    changed && receiver !== undefined && before !== undefined ? leaving(teller, step, receiver, before) : null;
  if (left === null) return { premises: given, conclusion: action };
  const joined =
    outcome === ""
      ? followed(action, left)
      : phrase`${action} ${{ ...left, text: left.text.replace(/^which/, "and") }}`;
  return { premises: given, conclusion: joined };
}

function asserted(teller: Teller, step: number, node: SyntaxNode): Deed | null {
  const test = child(node, "test");
  const found = test === null ? undefined : teller.evidence.evaluation(step, test);
  const source = test === null ? null : sourceOf(teller, test);
  if (test === null || found === undefined || source === null) return null;
  return {
    premises: premises(teller, step, test),
    conclusion: claimed(`the assertion ${code(source)} on ${lineOf(teller, step)} holds`, found.claim),
  };
}

/** A return of something whose `repr` proves nothing: its attributes are told instead. */
function returnedObject(teller: Teller, step: number, value: SyntaxNode, seen: Sighting): Deed | null {
  const source = sourceOf(teller, value);
  if (source === null) return null;
  const at = teller.evidence.coordinate(step);
  const name = nameOf(value);
  const fields =
    name === null
      ? []
      : fieldPhrases(teller, name, seen, (subject, repr) => ({ kind: "state", at, name: subject, value: repr }));
  const action = plain(`${lineOf(teller, step)} returns ${code(source)}`);
  if (fields.length === 0) return { premises: [], conclusion: action };
  const type = teller.evidence.typeOf(seen);
  return { premises: [], conclusion: phrase`${action}, ${article(type)} ${code(type)} with ${enumerate(fields)}` };
}

/** A variable whose value the reader has just been told. */
function isToldName(teller: Teller, frame: number, node: SyntaxNode, repr: string): boolean {
  const name = nameOf(node);
  return name !== null && teller.knows(frame, name, repr);
}

function returned(teller: Teller, step: number, node: SyntaxNode): Deed | null {
  const { evidence } = teller;
  const frame = evidence.trace.frame(evidence.trace.step(step).frame);
  if (frame.outcome.kind !== "returned") return null;
  const activation = evidence.activation(frame);
  const repr = evidence.provable({ value: frame.outcome.value, tick: frame.end });
  const value = child(node, "value");
  if (activation === null || repr === undefined) {
    return value === null ? null : returnedObject(teller, step, value, { value: frame.outcome.value, tick: frame.end });
  }
  const claim: Claim = { kind: "return", function: activation, value: repr };
  const given = value === null ? [] : grounds(teller, step, value);
  const found = value === null ? undefined : evidence.evaluation(step, value);
  const claims = found === undefined ? [claim] : [claim, found.claim];
  const isChoice = value?.type === "IfExp" && given.length > 0;
  const source = value === null || given.length > 2 || isChoice ? null : sourceOf(teller, value, 50);
  const explain =
    value !== null &&
    source !== null &&
    constant(value) === null &&
    source !== repr &&
    !isToldName(teller, frame.index, value, repr);
  const text = explain ? `returns ${code(source)}, which is ${shown(repr, 2_000)}` : `returns ${shown(repr, 2_000)}`;
  const meaning = explain && value !== null ? gloss(teller, step, value, repr) : plain("");
  return { premises: given, conclusion: phrase`${claimed(`${lineOf(teller, step)} ${text}`, ...claims)}${meaning}` };
}
