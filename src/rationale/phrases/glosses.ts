import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase, plain } from "../phrase.ts";
import { child, methodCall } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { counted, countWord } from "../wording.ts";
import { shown } from "./values.ts";

const SEQUENCES: ReadonlySet<string> = new Set(["str", "list", "tuple", "bytes"]);

/**
 * What a value means, where readers go wrong most: which index a search found, how much a slice took. Follows
 * `` `E` is V `` in parentheses; nothing for most expressions.
 */
export function gloss(teller: Teller, step: number, node: SyntaxNode, repr: string): Phrase {
  return searchGloss(teller, step, node, repr) ?? sliceGloss(teller, step, node) ?? plain("");
}

/** `text.find('a')` is 3 (the index of the first `'a'`) */
function searchGloss(teller: Teller, step: number, node: SyntaxNode, repr: string): Phrase | null {
  const call = methodCall(node);
  if (call === null || call.args.length !== 1 || call.args[0] === undefined) return null;
  const which = { find: "first", index: "first", rfind: "last", rindex: "last" }[call.method];
  const receiver = teller.evidence.valueOf(step, call.receiver);
  if (which === undefined || receiver === undefined || !SEQUENCES.has(teller.evidence.typeOf(receiver))) return null;
  const sought = teller.evidence.reprOf(step, call.args[0]);
  const claim = teller.evidence.evaluation(step, call.args[0])?.claim;
  if (sought === undefined || sought.length > 40 || sought === "''") return null;
  const claims = claim === undefined ? [] : [claim];
  if (repr === "-1") return claimed(` (${shown(sought)} does not occur)`, ...claims);
  return claimed(` (the index of the ${which} ${shown(sought)})`, ...claims);
}

/** `text[2:k]` is `'cde'` (three of the eight characters) */
function sliceGloss(teller: Teller, step: number, node: SyntaxNode): Phrase | null {
  const { evidence } = teller;
  const base = node.type === "Subscript" ? child(node, "value") : null;
  if (base?.type !== "Name" || child(node, "slice")?.type !== "Slice") return null;
  const name = evidence.trace.text(base.id);
  const whole = evidence.nameBefore(step, name);
  const part = evidence.evaluationsOf(step, node)[0];
  if (whole === undefined || part === undefined || !SEQUENCES.has(evidence.typeOf(whole))) return null;
  const [all, taken] = [evidence.sizeOf(whole), evidence.sizeOf(part)];
  if (all === undefined || taken === undefined || taken === all || taken === 0 || all < 3) return null;
  const noun = evidence.typeOf(whole) === "str" ? "character" : "element";
  const claim: Claim = { kind: "size", at: evidence.coordinate(step), when: "before", name, size: all };
  return claimed(` (${countWord(taken)} of the ${counted(all, noun)})`, claim);
}
