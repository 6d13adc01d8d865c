import type { ExceptionRecord } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { OUT_OF_INPUT } from "../evidence.ts";
import { claimed, enumerate, type Phrase, phrase } from "../phrase.ts";
import { child } from "../syntax.ts";
import type { Deed, Teller } from "../teller.ts";
import { code, line } from "../wording.ts";
import { premises } from "./expressions.ts";
import { shown } from "./values.ts";

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
  if (exception.type === OUT_OF_INPUT && evidence.stepWithoutInput !== null) return outOfInput(teller, step);
  const where = line(evidence.statementAt(step).range.line);
  if (exception.raisedAt !== step) {
    if (teller.toldExceptions.has(exception.index)) return null;
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

/** Names given with the line that found no more input, and how long their values may be. */
const WITNESSES = 2;
const WITNESS_LENGTH = 60;

/** `` `n` is 3 when line 2 asks for another line of input, and none is left ``: the values last bound say where the run was. */
function outOfInput(teller: Teller, step: number): Deed | null {
  const { evidence } = teller;
  if (evidence.stepWithoutInput !== step) return null;
  const { frame, start } = evidence.trace.step(step);
  const at = evidence.coordinate(step);
  const values = evidence.trace.bindingsAt(frame, start).flatMap(([name, value]): Phrase[] => {
    const repr = evidence.provable({ value, tick: start });
    if (repr === undefined || repr.length > WITNESS_LENGTH) return [];
    return [claimed(`${code(name)} is ${shown(repr, WITNESS_LENGTH)}`, { kind: "state", at, name, value: repr })];
  });
  const where = line(evidence.statementAt(step).range.line);
  if (values.length === 0) return null;
  const conclusion = phrase`${enumerate(values.slice(-WITNESSES))} when ${where} asks for another line of input, and none is left`;
  return { premises: [], conclusion };
}

/** `KeyError` with the message `'b'`, and what became of it. */
export function exceptionPhrase(teller: Teller, exception: ExceptionRecord, origin = ""): Phrase {
  const at = teller.evidence.coordinate(exception.raisedAt);
  teller.toldExceptions.add(exception.index);
  const message = exception.message === "" ? "" : ` with the message ${code(exception.message)}`;
  const claim: Claim = { kind: "raise", at, type: exception.type, message: exception.message };
  const told = claimed(`${code(exception.type)}${message}${origin}`, claim);
  const { ending } = teller.evidence.trace;
  const isSwallowed =
    exception.handledAt === null && !(ending.kind === "raised" && ending.exception === exception.index);
  if (!isSwallowed) return phrase`${told}, ${handling(teller, exception)}`;
  const swallower = swallowedBy(teller, exception);
  return swallower === null ? told : phrase`${told}, which the \`with\` block on ${line(swallower)} swallows`;
}

/**
 * The line of the `with` block that an exception did not get out of; null when that cannot be told: in the frame that went
 * on after it, it must be the only block around.
 */
function swallowedBy(teller: Teller, exception: ExceptionRecord): number | null {
  const { trace } = teller.evidence;
  let step = exception.raisedAt;
  let frame = trace.frame(trace.step(step).frame);
  while (frame.outcome.kind === "raised" && frame.outcome.exception === exception.index) {
    if (frame.callStep === null || frame.caller === null) return null;
    step = frame.callStep;
    frame = trace.frame(frame.caller);
  }
  const around: number[] = [];
  for (let number: number | null = trace.step(step).statement; number !== null; ) {
    const { parent, block }: { parent: number | null; block: string } = trace.statement(number);
    if (parent === null || trace.statement(parent).scope !== trace.statement(number).scope) break;
    if (block === "body" && /^(AsyncWith|With|Try|TryStar)$/.test(trace.statement(parent).kind)) around.push(parent);
    number = parent;
  }
  const [block] = around;
  if (around.length !== 1 || block === undefined) return null;
  return /With$/.test(trace.statement(block).kind) ? teller.evidence.lineOf(block) : null;
}

function handling(teller: Teller, exception: ExceptionRecord): Phrase {
  const at = teller.evidence.coordinate(exception.raisedAt);
  if (exception.handledAt === null) return claimed("which nothing catches", { kind: "handle", at, handler: null });
  const handler = teller.evidence.trace.step(exception.handledAt).statement;
  const where = line(teller.evidence.lineOf(handler));
  return claimed(`caught on ${where}`, { kind: "handle", at, handler });
}
