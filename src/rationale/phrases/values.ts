import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Sighting } from "../evidence.ts";
import { claimed, type Phrase } from "../phrase.ts";
import type { Teller } from "../teller.ts";
import { code, literal, SHOWN, shortened } from "../wording.ts";

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
