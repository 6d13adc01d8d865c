import type { Change, SyntaxNode, Value } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Sighting } from "../evidence.ts";
import { backed, claimed, enumerate, followed, type Phrase, phrase, plain } from "../phrase.ts";
import { child, children, constant, identifier, methodCall } from "../syntax.ts";
import type { Deed, Teller } from "../teller.ts";
import { code, counted, line, literal } from "../wording.ts";
import { nameOf, premises } from "./expressions.ts";
import { elementNoun, shown, sourceOf } from "./values.ts";

/** Contents up to this long are shown whole after a change. */
const CONTENTS = 70;

/** Method calls that change their receiver, by what they do: `{}` stands for the argument. */
const VERBS: Readonly<Record<string, readonly [text: string, args: number]>> = {
  append: ["appends {0} to {}", 1],
  appendleft: ["adds {0} at the left end of {}", 1],
  extend: ["extends {} with {0}", 1],
  insert: ["inserts {1} at index {0} of {}", 2],
  remove: ["removes the first {0} from {}", 1],
  add: ["adds {0} to {}", 1],
  discard: ["discards {0} from {}", 1],
  clear: ["empties {}", 0],
  reverse: ["reverses {} in place", 0],
  sort: ["sorts {} in place", 0],
  update: ["updates {} with {0}", 1],
  rotate: ["rotates {} by {0}", 1],
};

const CONTAINERS: ReadonlySet<string> = new Set([
  "list",
  "dict",
  "set",
  "deque",
  "bytearray",
  "Counter",
  "OrderedDict",
  "defaultdict",
]);

/** A statement that is a call of a changing method on a builtin container; null for anything else. */
export function mutation(teller: Teller, step: number, value: SyntaxNode): Deed | null {
  const call = methodCall(value);
  if (call === null) return null;
  const receiver = teller.evidence.valueOf(step, call.receiver);
  const source = sourceOf(teller, call.receiver);
  if (receiver === undefined || source === null || !CONTAINERS.has(teller.evidence.typeOf(receiver))) return null;
  if (call.method === "pop" || call.method === "popitem" || call.method === "popleft")
    return popped(teller, step, value, source, call);
  const verb = VERBS[call.method];
  if (verb === undefined || call.args.length !== verb[1]) return null;
  const isIndex = (at: number) => call.method === "insert" && at === 0;
  const given = call.args.flatMap((argument, at) => premises(teller, step, argument, 2, isIndex(at)));
  const claims: Claim[] = [];
  const told = call.args.map((argument) => {
    const shownArgument = argumentPhrase(teller, step, argument);
    claims.push(...shownArgument.claims);
    return shownArgument.text;
  });
  const isSet = teller.evidence.typeOf(receiver) === "set";
  const isPresent = isSet && receiver.value.kind === "object" && !changes(teller, step, receiver.value.id);
  if (isPresent) return unchanged(teller, step, source, call.method, told[0] ?? "", claims, given);
  const keyed = call.method === "sort" ? sortManner(teller, value) : "";
  let text = verb[0].replace("{}", code(source)) + keyed;
  told.forEach((argument, index) => {
    text = text.replace(`{${index}}`, () => argument);
  });
  if (call.method === "remove" && isSet) text = text.replace("the first ", "");
  const outcome = leaving(teller, step, call.receiver, receiver);
  const action = claimed(`${line(teller.evidence.statementAt(step).range.line)} ${text}`, ...claims);
  return { premises: given, conclusion: outcome === null ? action : followed(action, outcome) };
}

/** Whether a step changed an object. */
export function changes(teller: Teller, step: number, object: number): boolean {
  return teller.evidence.effects(step, "mutate").some((effect) => effect.object === object);
}

/** Adding to a set what it holds already, or discarding what it does not hold. */
function unchanged(
  teller: Teller,
  step: number,
  source: string,
  method: string,
  argument: string,
  claims: readonly Claim[],
  given: readonly Phrase[],
): Deed | null {
  if (method !== "add" && method !== "discard") return null;
  const state = method === "add" ? "is in" : "is not in";
  const where = line(teller.evidence.statementAt(step).range.line);
  const base = claimed(`${argument} ${state} ${code(source)} already, so ${where} leaves it unchanged`, ...claims);
  const name = /^\w+$/.test(source) ? teller.evidence.nameBefore(step, source) : undefined;
  const repr = name === undefined ? undefined : teller.evidence.provable(name);
  if (repr === undefined) return null;
  const claim: Claim = {
    kind: "mutate",
    at: teller.evidence.coordinate(step),
    name: source,
    before: repr,
    after: repr,
  };
  return { premises: given, conclusion: backed(base, claim) };
}

/** How a sort was asked to order. */
function sortManner(teller: Teller, call: SyntaxNode): string {
  const manner = children(call, "keywords").flatMap((keyword) => {
    const value = child(keyword, "value");
    const text = value === null ? null : sourceOf(teller, value);
    if (keyword.fields.arg === "reverse" && value !== null && constant(value)?.repr === "True")
      return [" from largest to smallest"];
    return keyword.fields.arg === "key" && text !== null ? [` by the key ${code(text)}`] : [];
  });
  return manner.join("");
}

/** An argument by its value; by its source when that cannot be claimed. */
function argumentPhrase(teller: Teller, step: number, argument: SyntaxNode): Phrase {
  const fixed = constant(argument);
  if (fixed !== null) return plain(shown(fixed.repr));
  const found = teller.evidence.evaluation(step, argument);
  const source = sourceOf(teller, argument);
  const frame = teller.evidence.trace.step(step).frame;
  if (found === undefined) {
    const repr = teller.evidence.reprOf(step, argument);
    if (repr !== undefined) return plain(shown(repr));
    return literalDisplay(teller, step, argument) ?? plain(code(source ?? "the value given"));
  }
  const name = nameOf(argument);
  if (name !== null && found.repr.length > 25 && teller.knows(frame, name, found.repr))
    return claimed(code(name), found.claim);
  if (
    source !== null &&
    !/^[[({]/.test(source) &&
    found.repr.length + source.length <= 70 &&
    name === null &&
    source !== found.repr
  ) {
    if (!teller.knows(frame, source, found.repr)) {
      teller.tell(frame, source, found.repr);
      return claimed(`${code(source)}, which is ${shown(found.repr, 60)},`, found.claim);
    }
  }
  return claimed(shown(found.repr, 60), found.claim);
}

/** A list or tuple written out in the source whose parts are all known: its own value was not recorded, so put together. */
function literalDisplay(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  if (node.type !== "Tuple" && node.type !== "List") return null;
  const parts = children(node, "elts").map((part) => ({
    repr: teller.evidence.reprOf(step, part),
    found: teller.evidence.evaluation(step, part),
  }));
  if (parts.some((part) => part.repr === undefined)) return null;
  const inner = parts.map((part) => part.repr).join(", ");
  const repr = node.type === "List" ? `[${inner}]` : parts.length === 1 ? `(${inner},)` : `(${inner})`;
  return claimed(shown(repr, 60), ...parts.flatMap((part) => (part.found === undefined ? [] : [part.found.claim])));
}

function popped(
  teller: Teller,
  step: number,
  value: SyntaxNode,
  source: string,
  call: { receiver: SyntaxNode; method: string; args: readonly SyntaxNode[] },
): Deed | null {
  const found = teller.evidence.evaluation(step, value);
  const receiver = teller.evidence.valueOf(step, call.receiver);
  if (found === undefined || receiver === undefined) return null;
  const where = line(teller.evidence.statementAt(step).range.line);
  const index = call.args[0];
  const position = index === undefined ? "" : popPosition(teller, step, index, teller.evidence.typeOf(receiver));
  const outcome = leaving(teller, step, call.receiver, receiver);
  const action = claimed(`${where} takes ${shown(found.repr, 60)}${position} out of ${code(source)}`, found.claim);
  const given = index === undefined ? [] : premises(teller, step, index, 2, true);
  return { premises: given, conclusion: outcome === null ? action : followed(action, outcome) };
}

function popPosition(teller: Teller, step: number, index: SyntaxNode, type: string): string {
  const repr = teller.evidence.reprOf(step, index);
  if (repr === undefined) return "";
  if (/dict|Counter/i.test(type)) return ` under the key ${literal(repr)}`;
  return type === "list" || type === "deque" ? ` at index ${repr}` : "";
}

/**
 * An expression as the subject of a claim: a name, attributes, items at keys by their values here (`rows[i]` becomes
 * `rows[2]`). Null when claims cannot name it.
 */
export function subjectOf(teller: Teller, step: number, node: SyntaxNode): string | null {
  if (node.type === "Name") return identifier(node, "id");
  const value = child(node, "value");
  const base = value === null ? null : subjectOf(teller, step, value);
  if (value === null || base === null) return null;
  if (node.type === "Attribute") return `${base}.${identifier(node, "attr")}`;
  const owner = teller.evidence.valueOf(step, value);
  const index = node.type === "Subscript" ? child(node, "slice") : null;
  const key = index === null ? undefined : teller.evidence.reprOf(step, index);
  if (owner === undefined || key === undefined || !/^(-?\d+|'[^']*')$/.test(key)) return null;
  return /^(list|tuple|dict)$/.test(teller.evidence.typeOf(owner)) ? `${base}[${key}]` : null;
}

/** What a container holds after a step that changed it, when it can be named: `which leaves …`. */
export function leaving(teller: Teller, step: number, node: SyntaxNode, before: Sighting): Phrase | null {
  const { evidence } = teller;
  const name = subjectOf(teller, step, node);
  if (before.value.kind !== "object") return null;
  if (name === null) return leavingOwner(teller, step, node);
  const at = evidence.coordinate(step);
  const { frame, end } = evidence.trace.step(step);
  const after: Sighting = { value: before.value, tick: end };
  const repr = evidence.provable(after);
  const size = evidence.sizeOf(after);
  if (repr !== undefined && size === 0) {
    teller.tell(frame, name, repr);
    const wasEmpty = evidence.sizeOf(before) === 0;
    return claimed(wasEmpty ? `which leaves ${shown(repr)}` : "which leaves it empty", {
      kind: "bind",
      at,
      name,
      value: repr,
    });
  }
  if (repr !== undefined && repr.length <= CONTENTS) {
    teller.tell(frame, name, repr);
    return claimed(`which leaves ${shown(repr)}`, { kind: "bind", at, name, value: repr });
  }
  if (size === undefined) return null;
  if (repr !== undefined) teller.tell(frame, name, repr);
  const noun = elementNoun(evidence.typeOf(after));
  return claimed(`which leaves ${counted(size, noun)}`, { kind: "size", at, when: "after", name, size });
}

/** What the variable holds that a changed object was reached through: `which leaves `groups` as …`. */
function leavingOwner(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  const { evidence } = teller;
  const name = rootName(node);
  const { frame, end } = evidence.trace.step(step);
  const value = name === null ? undefined : evidence.trace.lookup(frame, name, end);
  const repr = value === undefined ? undefined : evidence.provable({ value, tick: end });
  if (name === null || repr === undefined || repr.length > CONTENTS || nameOf(node) === name) return null;
  teller.tell(frame, name, repr);
  const claim: Claim = { kind: "bind", at: evidence.coordinate(step), name, value: repr };
  return claimed(`which leaves ${code(name)} as ${shown(repr)}`, claim);
}

/** `groups` of `groups.setdefault(k, [])` and of `groups[k][0]`. */
function rootName(node: SyntaxNode): string | null {
  if (node.type === "Name") return identifier(node, "id");
  const inner = child(node, "value") ?? child(node, "func");
  return inner === null ? null : rootName(inner);
}

/** The change to an item or attribute that assigning to a target made in a step. */
function changeBy(teller: Teller, step: number, target: SyntaxNode): Change | undefined {
  const base = child(target, "value");
  const owner = base === null ? undefined : teller.evidence.valueOf(step, base);
  return teller.evidence
    .effects(step, "mutate")
    .filter((effect) => owner?.value.kind === "object" && effect.object === owner.value.id)
    .sort((one, other) => Number(one.node === target.id) - Number(other.node === target.id))
    .map((effect) => effect.change)
    .at(-1);
}

/** What assigning to an item or attribute stored there in a step, or null. */
export function storedValue(teller: Teller, step: number, target: SyntaxNode): Value | null {
  const change = changeBy(teller, step, target);
  return change !== undefined && "value" in change ? change.value : null;
}

/** `d[k] = v` and `p.x = v`, plain or augmented: what was stored, where. The subject of the clause is left to the caller. */
export function assignedItem(teller: Teller, step: number, target: SyntaxNode, value: SyntaxNode): Phrase | null {
  const { evidence } = teller;
  const base = child(target, "value");
  const baseName = base === null ? null : sourceOf(teller, base);
  const source = sourceOf(teller, target);
  if (base === null || baseName === null || source === null) return null;
  const at = evidence.coordinate(step);
  const { frame } = evidence.trace.step(step);
  const owner = evidence.valueOf(step, base);
  const change = changeBy(teller, step, target);
  const path = subjectOf(teller, step, base);
  const stored =
    change !== undefined && "value" in change
      ? { value: change.value, tick: evidence.trace.step(step).end }
      : undefined;
  const repr = stored === undefined ? undefined : evidence.provable(stored);
  if (target.type === "Attribute") {
    if (repr === undefined || path === null)
      return plain(`sets ${code(source)} to ${code(sourceOf(teller, value) ?? "a new value")}`);
    const subject = `${path}.${identifier(target, "attr")}`;
    teller.tell(frame, subject, repr);
    return claimed(`sets ${code(subject)} to ${shown(repr, 60)}`, { kind: "bind", at, name: subject, value: repr });
  }
  if (change === undefined || owner === undefined) return null;
  teller.tellSighting(frame, baseName, { value: owner.value, tick: evidence.trace.step(step).end });
  if (change.kind === "set-item" && repr !== undefined && path !== null) {
    const subject = `${path}[${change.index}]`;
    return claimed(`puts ${shown(repr, 60)} at index ${change.index} of ${code(path)}`, {
      kind: "bind",
      at,
      name: subject,
      value: repr,
    });
  }
  if (change.kind === "set-key" && repr !== undefined && path !== null) {
    const key =
      change.key.kind === "atom"
        ? evidence.provable({ value: change.key, tick: evidence.trace.step(step).end })
        : undefined;
    if (key === undefined) return null;
    const subject = `${path}[${key}]`;
    const text = change.isNew
      ? `stores ${shown(repr, 60)} under the new key ${literal(key)} of ${code(path)}`
      : `sets ${code(subject)} to ${shown(repr, 60)}`;
    return claimed(text, { kind: "bind", at, name: subject, value: repr });
  }
  const outcome = leaving(teller, step, base, owner);
  return outcome === null ? null : phrase`assigns to ${code(source)}, ${outcome}`;
}

/** `del xs[i]`, `del d[k]`, `del name`. */
export function deletion(teller: Teller, step: number, node: SyntaxNode): Deed | null {
  const targets = children(node, "targets");
  const sources = targets.flatMap((target) => sourceOf(teller, target) ?? []);
  const target = targets.at(-1);
  if (target === undefined || sources.length !== targets.length) return null;
  const where = line(teller.evidence.statementAt(step).range.line);
  const base = target.type === "Subscript" ? child(target, "value") : null;
  const owner = base === null ? undefined : teller.evidence.valueOf(step, base);
  const given = targets.flatMap((each) => {
    const index = each.type === "Subscript" ? child(each, "slice") : null;
    return index === null ? [] : premises(teller, step, index, 1, true);
  });
  const action = phrase`${where} deletes ${enumerate(sources.map((source) => plain(code(source))))}`;
  const outcome = base === null || owner === undefined ? null : leaving(teller, step, base, owner);
  return { premises: given, conclusion: outcome === null ? action : followed(action, outcome) };
}
