import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Sighting } from "../evidence.ts";
import { claimed, enumerate, type Phrase } from "../phrase.ts";
import { isWithin } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, counted, literal, SHOWN, shortened } from "../wording.ts";

/** A value for reading: shortened when long; the `repr` itself is in the claim. */
export function shown(repr: string, limit = SHOWN): string {
  return literal(shortened(repr, limit));
}

/** Source text of an expression as code, or null when it is too long to read in a sentence. */
export function sourceOf(teller: Teller, node: SyntaxNode, limit = 60): string | null {
  const text = teller.evidence.trace.text(node.id).replace(/\s*\n\s*/g, " ");
  return text.length <= limit ? text : null;
}

/** What elements of a value are called: `character`, `element`, `key`, … */
export function elementNoun(type: string): string {
  if (type === "str") return "character";
  if (type === "bytes" || type === "bytearray") return "byte";
  if (/dict|Counter/i.test(type)) return "key";
  return "element";
}

/** `an empty list`, `the empty string`: how an empty container is called, or null for any other value. */
export function emptyName(repr: string): string | null {
  const names: Record<string, string> = {
    "[]": "an empty list",
    "{}": "an empty dictionary",
    "()": "an empty tuple",
    "''": "the empty string",
    "set()": "an empty set",
    "deque([])": "an empty deque",
    "Counter()": "an empty counter",
  };
  return names[repr] ?? null;
}

/** Whether Python counts a value as true, from its `repr`; containers and strings by being empty. */
export function isTruthy(repr: string): boolean {
  return !/^(False|None|0|-?0\.0|0j|''|b''|\[\]|\{\}|\(\)|set\(\)|frozenset\(\)|range\(0, 0\)|deque\(\[\]\)|Counter\(\))$/.test(
    repr,
  );
}

/** `text` has 5 characters: the size of a named container, when it has one. */
export function sizePhrase(
  at: [number, number],
  when: "before" | "after",
  name: string,
  size: number,
  type: string,
): Phrase {
  const claim: Claim = { kind: "size", at, when, name, size };
  return claimed(`${code(name)} ${when === "after" ? "then " : ""}has ${counted(size, elementNoun(type))}`, claim);
}

/** The attributes of an object that can be claimed, each as `p.x` = 3. */
export function fieldPhrases(
  teller: Teller,
  name: string,
  seen: Sighting,
  claim: (subject: string, repr: string) => Claim,
): Phrase[] {
  const view = teller.evidence.view(seen.value, seen.tick);
  if (view === null || view.shape !== "instance" || view.flavor === "enum" || view.flavor === "exception") return [];
  return view.attributes.flatMap(([attribute, value]): Phrase[] => {
    const repr = teller.evidence.provable({ value, tick: seen.tick });
    if (repr === undefined || attribute.startsWith("__")) return [];
    const subject = `${name}.${attribute}`;
    return [claimed(`${code(`${subject} = ${shortened(repr, 60)}`)}`, claim(subject, repr))];
  });
}

/** `n` is 3; joined when there are several. */
export function together(parts: readonly Phrase[]): Phrase {
  return enumerate(parts);
}

/** Whether a node lies inside another. */
export function inside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return inner.id !== outer.id && isWithin(inner.range, outer.range);
}
