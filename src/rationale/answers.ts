import type { Claim } from "./claims.ts";
import type { Evidence } from "./evidence.ts";

/**
 * The bare answer of the structured form and what it claims. Written by the narrator and read back by the reader, which
 * gives the text as it found it: a wrong answer becomes a wrong claim.
 */

/** More writing statements than this are not put into claims of a whole output; the last ones are. */
const WRITERS = 120;

/** What came out: a `repr`, an exception as `Type: message`, or all that was printed; null when there is no such thing. */
export function answerText(evidence: Evidence): string | null {
  const { ending, stdout, call, endTick } = evidence.trace;
  if (ending.kind === "finished") {
    if (ending.value !== null) return evidence.provable({ value: ending.value, tick: endTick }) ?? null;
    return call === null && stdout.trimEnd() !== "" ? stdout.trimEnd() : null;
  }
  const record = fatal(evidence);
  if (record === null) return null;
  return record.message === "" ? record.type : `${record.type}: ${record.message}`;
}

/** What the text of an answer says of the run. */
export function answerClaims(evidence: Evidence, text: string): Claim[] {
  const { ending, call, stdout } = evidence.trace;
  if (ending.kind === "finished" && ending.value !== null) return [{ kind: "result", value: text }];
  if (ending.kind === "finished" && call === null)
    return printClaims(evidence, text.trimEnd() === stdout.trimEnd() ? null : `${text}\n`);
  const record = fatal(evidence);
  if (record === null) return [];
  const [, type = text, message = ""] = /^([\w.]+)(?:: ([\s\S]*))?$/.exec(text) ?? [];
  const raises = { type, message: message === record.message.trimEnd() ? record.message : message };
  if (call !== null && evidence.trace.step(record.raisedAt).outcome !== "raised")
    return [{ kind: "rerun", call, raises }];
  const at = evidence.coordinate(record.raisedAt);
  return [
    { kind: "raise", at, ...raises },
    { kind: "handle", at, handler: null },
  ];
}

/** The exception that ended the run. A recursion that went too deep is the interpreter's affair. */
function fatal(evidence: Evidence) {
  const { ending, exceptions } = evidence.trace;
  if (ending.kind !== "raised") return null;
  const record = exceptions.find(({ index }) => index === ending.exception);
  return record === undefined || record.raisedAt < 0 || record.type === "RecursionError" ? null : record;
}

/** What each statement of a script wrote; `wrong` takes the place of what the last one did. */
function printClaims(evidence: Evidence, wrong: string | null): Claim[] {
  const { trace } = evidence;
  const parts = [...trace.stepsOfFrame(0)].flatMap((step) => {
    const { start, end } = trace.step(step);
    const text = trace.outputBefore(end, "stdout").slice(trace.outputBefore(start, "stdout").length);
    return text === "" ? [] : [{ step, text }];
  });
  return parts.slice(-WRITERS).map(
    ({ step, text }, index, all): Claim => ({
      kind: "print",
      at: evidence.coordinate(step),
      text: index === all.length - 1 && wrong !== null ? wrong : text,
    }),
  );
}

/** The call of the run with other arguments, as its text between the parentheses. */
export function inputClaims(evidence: Evidence, args: string): Claim[] {
  const { call, ending, endTick } = evidence.trace;
  const callee = call === null ? null : /^([\w.]+)\(/.exec(call)?.[1];
  if (callee == null) return [];
  const rerun = { kind: "rerun", call: `${callee}(${args})` } as const;
  if (ending.kind === "finished" && ending.value !== null) {
    const value = evidence.provable({ value: ending.value, tick: endTick });
    return value === undefined ? [] : [{ ...rerun, value }];
  }
  const record = fatal(evidence);
  return record === null ? [] : [{ ...rerun, raises: { type: record.type, message: record.message } }];
}

/** The text between the parentheses of the call, or null for a script and for calls of another shape. */
export function inputText(evidence: Evidence): string | null {
  const found = /^[\w.]+\(([\s\S]*)\)$/.exec(evidence.trace.call ?? "");
  return found?.[1] ?? null;
}
