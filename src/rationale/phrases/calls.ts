import type { Frame, Scope } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, enumerate, type Phrase } from "../phrase.ts";
import type { Teller } from "../teller.ts";
import { code, ordinal, shortened } from "../wording.ts";

/** Arguments longer than this are told once, however many calls they are passed on to. */
const PASSED_ON = 30;

/** `nums = [1, 2]` and `k = 3`: the arguments of a frame that can be claimed. */
export function argumentList(teller: Teller, frame: Frame): Phrase | null {
  const { evidence } = teller;
  const activation = evidence.activation(frame);
  if (activation === null) return null;
  const bound: [string, string][] = [];
  for (const [name, value] of frame.arguments) {
    const repr = evidence.provable({ value, tick: frame.start });
    if (repr === undefined) continue;
    const isPassedOn = repr.length > PASSED_ON && !teller.explains(`argument ${name} = ${repr}`);
    if (!isPassedOn) bound.push([name, repr]);
    else teller.tell(frame.index, name, repr);
  }
  for (const [name, repr] of bound) teller.tell(frame.index, name, repr);
  const claim: Claim = { kind: "call", function: activation, arguments: Object.fromEntries(bound) };
  const parts = bound.map(([name, repr]) => claimed(code(`${name} = ${shortened(repr, 200)}`)));
  const list = parts.length === 0 ? claimed("") : enumerate(parts);
  return { text: list.text, claims: [claim] };
}

/** `` `f` with `x = 3` ``. */
export function callPhrase(teller: Teller, frame: Frame): Phrase | null {
  const scope = teller.evidence.trace.scopes[frame.scope];
  const list = argumentList(teller, frame);
  if (list === null || scope === undefined) return null;
  const given = list.text === "" ? "" : ` with ${list.text}`;
  return { text: `${code(functionName(teller, scope))}${given}`, claims: list.claims };
}

/** `f`, or `Point.move` for a method. */
function functionName(teller: Teller, scope: Scope): string {
  const parent = scope.parent === null ? undefined : teller.evidence.trace.scopes[scope.parent];
  return parent?.kind === "class" ? `${parent.name}.${scope.name}` : scope.name;
}

/** `the third call of `f`, with `x = 3``: a call named by which it is. */
export function nthCallPhrase(teller: Teller, frame: Frame): Phrase | null {
  const scope = teller.evidence.trace.scopes[frame.scope];
  const list = argumentList(teller, frame);
  if (list === null || scope === undefined) return null;
  const given = list.text === "" ? "" : `, with ${list.text}`;
  return {
    text: `the ${ordinal(frame.activation)} call of ${code(functionName(teller, scope))}${given}`,
    claims: list.claims,
  };
}
