import { closedForm } from "../closed.ts";
import { write } from "../python/expression.ts";
import type { Context, FactOf } from "./context.ts";
import { placeOf, stepsAhead } from "./loose.ts";
import { fatalStep } from "./output.ts";

/** Exceptions told without naming a line: the next one of the stretch the text is in, else the next of the run. */

/** `int('x') raises ValueError`, `a KeyError occurs` */
export function claimFailure(context: Context, fact: FactOf<"fails">) {
  const written = fact.type.expression;
  const type = written?.kind === "call" ? write(written.callee) : fact.type.text;
  const argument = written?.kind === "call" ? written.arguments[0]?.value : undefined;
  const step = fact.isEnd === true ? fatalStep(context) : stepOf(context, fact);
  if (step === null) return notThere(context, fact, type);
  const record = context.trace.exceptions.find(({ raisedAt }) => raisedAt === step);
  const said = argument?.kind === "literal" && argument.type === "string" ? unquoted(argument.repr) : undefined;
  context.anchor = context.anchorAt(step);
  context.add({ kind: "raise", at: context.coordinate(step), type, message: said ?? record?.message ?? "" });
  if (fact.isEnd === true) context.add({ kind: "handle", at: context.coordinate(step), handler: null });
  context.discourse.advance(step);
}

function unquoted(repr: string): string | undefined {
  return /\\/.test(repr) ? undefined : repr.slice(1, -1);
}

/** The step that raises: where the expression is computed that is said to fail, else the next that does. */
function stepOf(context: Context, { by }: FactOf<"fails">): number | null {
  const place = by?.expression == null ? null : placeOf(context, by.expression);
  if (place !== null) return place.anchor.step;
  const raised = new Set(context.trace.exceptions.map(({ raisedAt }) => raisedAt));
  const ahead = stepsAhead(context).find((step) => raised.has(step));
  if (ahead !== undefined || by !== undefined) return ahead ?? null;
  return [...raised].sort((one, other) => one - other).find((step) => step >= context.discourse.cursor) ?? null;
}

/** An exception is told of where none is: another run of the expression, or the end of this one, shows it. */
function notThere(context: Context, { by, type: code }: FactOf<"fails">, type: string) {
  const closed =
    by?.expression == null
      ? null
      : closedForm(context.source, by.expression, (name) => context.reprBefore(context.discourse.cursor, name));
  if (closed !== null) return context.add({ kind: "rerun", call: closed, raises: { type, message: "" } });
  const step = context.discourse.cursor;
  if (context.trace.stepCount === 0) return context.unplaced.push(code.text);
  context.add({ kind: "raise", at: context.coordinate(step), type, message: "" });
}

/** `the exception is caught`: by the first clause that does, or by none. */
export function claimHandling(context: Context, { isCaught }: FactOf<"handled">) {
  const { trace, anchor } = context;
  const spoken = trace.exceptions.find(({ raisedAt }) => raisedAt === anchor?.step);
  const record = spoken ?? trace.exceptions.findLast(({ raisedAt }) => raisedAt <= context.discourse.cursor);
  if (record === undefined) return context.unplaced.push("the exception");
  const actual = record.handledAt === null ? null : trace.step(record.handledAt).statement;
  const handler = isCaught ? (actual ?? firstHandler(context)) : null;
  context.add({ kind: "handle", at: context.coordinate(record.raisedAt), handler });
}

function firstHandler({ trace }: Context): number | null {
  return trace.statements.find(({ kind }) => kind === "ExceptHandler")?.number ?? null;
}
