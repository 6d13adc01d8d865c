import type { ExceptionRecord } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase, phrase } from "../phrase.ts";
import { child } from "../syntax.ts";
import type { Deed, Teller } from "../teller.ts";
import { code, line } from "../wording.ts";
import { premises } from "./expressions.ts";

/** A step that raised, or let an exception through; null when the exception came out of a call that tells it itself. */
export function raised(teller: Teller, step: number): Deed | null {
  const exception = teller.evidence.trace.exceptions.find((record) => record.raisedAt === step);
  if (exception === undefined) return null;
  const node = teller.evidence.nodeAt(step);
  const expression = child(node, "value") ?? child(node, "test") ?? child(node, "exc");
  const given = expression === null || node.type === "Raise" ? [] : premises(teller, step, expression);
  const where = line(teller.evidence.statementAt(step).range.line);
  return { premises: given, conclusion: phrase`${where} raises ${exceptionPhrase(teller, exception)}` };
}

/** `KeyError` with the message `'b'`, and what became of it. */
export function exceptionPhrase(teller: Teller, exception: ExceptionRecord): Phrase {
  const at = teller.evidence.coordinate(exception.raisedAt);
  const message = exception.message === "" ? "" : ` with the message ${code(exception.message)}`;
  const claim: Claim = { kind: "raise", at, type: exception.type, message: exception.message };
  return phrase`${claimed(`${code(exception.type)}${message}`, claim)}, ${handling(teller, exception)}`;
}

function handling(teller: Teller, exception: ExceptionRecord): Phrase {
  const at = teller.evidence.coordinate(exception.raisedAt);
  if (exception.handledAt === null) return claimed("which nothing catches", { kind: "handle", at, handler: null });
  const handler = teller.evidence.trace.step(exception.handledAt).statement;
  const where = line(teller.evidence.lineOf(handler));
  return claimed(`caught on ${where}`, { kind: "handle", at, handler });
}
