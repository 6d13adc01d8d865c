import type { Frame } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, enumerate, type Phrase, phrase } from "../phrase.ts";
import type { Teller } from "../teller.ts";
import { code, line, ordinal, shortened } from "../wording.ts";

/** `nums = [1, 2]` and `k = 3`: the arguments of a frame that can be claimed. */
export function argumentList(teller: Teller, frame: Frame): Phrase | null {
  const { evidence } = teller;
  const activation = evidence.activation(frame);
  if (activation === null) return null;
  const bound: [string, string][] = [];
  for (const [name, value] of frame.arguments) {
    const repr = evidence.provable({ value, tick: frame.start });
    if (repr !== undefined) bound.push([name, repr]);
  }
  for (const [name, repr] of bound) teller.tell(frame.index, name, repr);
  const claim: Claim = { kind: "call", function: activation, arguments: Object.fromEntries(bound) };
  const parts = bound.map(([name, repr]) => claimed(code(`${name} = ${shortened(repr, 200)}`)));
  const list = parts.length === 0 ? claimed("") : enumerate(parts);
  return { text: list.text, claims: [claim] };
}

/** Calls of the program's own functions that a step made and whose inside is worth following. */
export function tellCalls(
  teller: Teller,
  step: number,
  tellFrame: (teller: Teller, frame: number) => Phrase[],
): Phrase[] {
  const { evidence } = teller;
  if (teller.measure.calls <= 0) return [];
  const sentences: Phrase[] = [];
  for (const index of evidence.calledBy(step)) {
    const frame = evidence.trace.frame(index);
    const scope = evidence.trace.scopes[frame.scope];
    if (scope === undefined || scope.kind !== "function" || scope.isGenerator || teller.told.has(frame.scope)) continue;
    if (frame.depth > 6 || teller.told.size >= teller.measure.calls) continue;
    const opening = callPhrase(teller, frame);
    if (opening === null) continue;
    teller.told.add(frame.scope);
    const where = line(evidence.statementAt(step).range.line);
    sentences.push(phrase`${where} calls ${opening}`, ...tellFrame(teller, index));
  }
  return sentences;
}

/** `` `f` with `x = 3` ``, which call it is when there are several. */
export function callPhrase(teller: Teller, frame: Frame): Phrase | null {
  const scope = teller.evidence.trace.scopes[frame.scope];
  const list = argumentList(teller, frame);
  if (list === null || scope === undefined) return null;
  const which = frame.activation === 1 ? "" : ` for the ${ordinal(frame.activation)} time`;
  const given = list.text === "" ? "" : ` with ${list.text}`;
  return { text: `${code(scope.name)}${which}${given}`, claims: list.claims };
}
