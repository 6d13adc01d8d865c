import type { ExceptionRecord } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { OUT_OF_INPUT } from "../evidence.ts";
import type { Coordinate, RecordedRun } from "./run.ts";
import { agree, must, quoted, shown, Unknown, Wrong } from "./texts.ts";

type Of<Kind extends Claim["kind"]> = Extract<Claim, { kind: Kind }>;

/** The first exception that a visit raised or let through. */
function exceptionAt(run: RecordedRun, at: Coordinate): { readonly record: ExceptionRecord; readonly isOwn: boolean } {
  const step = run.step(at);
  const own = run.firstRaised(step);
  if (own?.type === OUT_OF_INPUT) throw new Unknown(run.cut ?? "the input ran out");
  if (own !== undefined) return { record: own, isOwn: true };
  run.mustBeOver(step);
  const passing = run.letThrough(step);
  if (passing !== undefined) return { record: passing, isOwn: false };
  if (run.trace.step(step).outcome === "raised") throw new Unknown("what was raised there is not recorded");
  throw new Wrong(`${run.where(at)} raised nothing`);
}

export function decideRaise(run: RecordedRun, { at, type, message }: Of<"raise">): void {
  const { record, isOwn } = exceptionAt(run, at);
  if (!isOwn) {
    const what = `${record.type}: ${shown(record.message)}`;
    throw new Wrong(`${run.where(at)} only let through ${what}, raised further in`);
  }
  const did = `${run.where(at)} raised`;
  if (type !== record.type && type.endsWith(`.${record.type}`)) throw new Unknown("full names are not recorded");
  must(type === record.type, `${did} ${record.type}, not ${type}`);
  const said = `${did} ${record.type} with the message ${quoted(record.message)}, not ${quoted(message)}`;
  must(agree(message, record.message), said);
}

export function decideHandle(run: RecordedRun, { at, handler }: Of<"handle">): void {
  const { record } = exceptionAt(run, at);
  const what = `what ${run.where(at)} raised was`;
  if (record.handledAt !== null) {
    const found = run.trace.step(record.handledAt).statement;
    const wanted = handler === null ? "nothing" : run.line(handler);
    must(found === handler, `${what} caught by ${run.line(found)}, not ${wanted}`);
    return;
  }
  if (run.cut !== null) throw new Unknown(run.cut);
  const { ending } = run.trace;
  const hasLeft =
    (ending.kind === "raised" && ending.exception === record.index) ||
    (ending.kind === "exited" && record.type === "SystemExit");
  must(hasLeft, `${what} swallowed, by no except clause of the program`);
  must(handler === null, `${what} not caught: it left the program`);
}
