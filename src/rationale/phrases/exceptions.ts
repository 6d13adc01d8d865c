import type { ExceptionRecord } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase, phrase } from "../phrase.ts";
import { child } from "../syntax.ts";
import type { Deed, Teller } from "../teller.ts";
import { code, line } from "../wording.ts";
import { premises } from "./expressions.ts";

/**
 * A step that raised, or let through what a call of it raised. Null when there is nothing certain to say: how deep a
 * recursion may go, for one, depends on the interpreter.
 */
export function raised(teller: Teller, step: number): Deed | null {
  const { evidence } = teller;
  const exception = exceptionOf(teller, step);
  if (exception === undefined || exception.type === "RecursionError") return null;
  // How generators and coroutines hand over their results inside the interpreter is no event of the program.
  const isHandover = exception.type === "StopIteration" || exception.type === "StopAsyncIteration";
  if (isHandover && evidence.nodeAt(step).type !== "Raise" && exception.handledAt === null) return null;
  const where = line(evidence.statementAt(step).range.line);
  if (exception.raisedAt !== step) {
    const origin = line(evidence.statementAt(exception.raisedAt).range.line);
    const conclusion = phrase`the call on ${where} ends in ${exceptionPhrase(teller, exception, `, raised on ${origin}`)}`;
    return { premises: [], conclusion };
  }
  const node = evidence.nodeAt(step);
  const expression = child(node, "value") ?? child(node, "test") ?? child(node, "iter");
  const given = expression === null ? [] : premises(teller, step, expression, 2);
  return { premises: given, conclusion: phrase`${where} raises ${exceptionPhrase(teller, exception)}` };
}

/** The exception that cut a step short, whether raised by it or below it. */
function exceptionOf(teller: Teller, step: number): ExceptionRecord | undefined {
  const { evidence } = teller;
  const own = evidence.trace.exceptions.find((record) => record.raisedAt === step);
  if (own !== undefined) return own;
  const below = evidence.calledBy(step).map((callee) => evidence.trace.frame(callee).outcome);
  const passed = below.find((outcome) => outcome.kind === "raised");
  const index = passed?.kind === "raised" ? passed.exception : evidence.effects(step, "raise").at(-1)?.exception;
  return index === undefined ? undefined : evidence.trace.exceptions.find((record) => record.index === index);
}

/** `KeyError` with the message `'b'`, and what became of it. */
export function exceptionPhrase(teller: Teller, exception: ExceptionRecord, origin = ""): Phrase {
  const at = teller.evidence.coordinate(exception.raisedAt);
  const message = exception.message === "" ? "" : ` with the message ${code(exception.message)}`;
  const claim: Claim = { kind: "raise", at, type: exception.type, message: exception.message };
  const told = claimed(`${code(exception.type)}${message}${origin}`, claim);
  const { ending } = teller.evidence.trace;
  const isSwallowed =
    exception.handledAt === null && !(ending.kind === "raised" && ending.exception === exception.index);
  return isSwallowed ? told : phrase`${told}, ${handling(teller, exception)}`;
}

function handling(teller: Teller, exception: ExceptionRecord): Phrase {
  const at = teller.evidence.coordinate(exception.raisedAt);
  if (exception.handledAt === null) return claimed("which nothing catches", { kind: "handle", at, handler: null });
  const handler = teller.evidence.trace.step(exception.handledAt).statement;
  const where = line(teller.evidence.lineOf(handler));
  return claimed(`caught on ${where}`, { kind: "handle", at, handler });
}
