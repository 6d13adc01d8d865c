import { children } from "../../syntax.ts";
import type { Code } from "../mentions.ts";
import { write } from "../python/expression.ts";
import type { Context, FactOf, Memory } from "./context.ts";

/** `line 7 calls f three times, with x = 4, 1 and 9, and the calls return …` */
export function claimSeveralCalls(context: Context, memory: Memory, fact: FactOf<"calls">) {
  const { discourse, source, evidence, trace } = context;
  const definition = source.functions(fact.function.text).at(-1);
  const step = discourse.locate(source.onLine(fact.line));
  if (step === null || definition === undefined || fact.name.expression?.kind !== "name")
    return context.misplaced(null);
  const { name } = fact.name.expression;
  const frames = evidence
    .calledBy(step)
    .map((index) => trace.frame(index))
    .filter((frame) => trace.scopes[frame.scope]?.statement === definition.number);
  const isWhole = fact.results.length === 0 || fact.results.length === fact.times;
  if (fact.times !== frames.length || fact.values.length !== fact.times || !isWhole)
    context.misplaced(context.anchorAt(step));
  frames.forEach((frame, index) => {
    const activation: [number, number] = [definition.number, frame.activation];
    const [shown, result] = [fact.values[index], fact.results[index]];
    memory.told.add(frame.index);
    const value = frame.arguments.find(([each]) => each === name)?.[1];
    const actual = value === undefined ? undefined : evidence.provable({ value, tick: frame.start });
    if (shown !== undefined)
      context.add({ kind: "call", function: activation, arguments: { [name]: context.valueText(shown, actual) } });
    const returned =
      frame.outcome.kind === "returned"
        ? evidence.provable({ value: frame.outcome.value, tick: frame.end })
        : undefined;
    if (result !== undefined)
      context.add({ kind: "return", function: activation, value: context.valueText(result, returned) });
  });
}

/** `lines 5 to 90 are passed over here, where the first and the last of them run once` */
export function claimPassedOver(context: Context, fact: FactOf<"passed-over">) {
  for (const line of [fact.from, fact.to]) {
    const [statement] = context.source.onLine(line);
    if (statement === undefined) context.misplaced(context.anchor);
    else context.add({ kind: "count", statement: statement.number, times: fact.times });
  }
}

/** `in order, line 2 prepares s, …`: what is named must stand in the program. */
export function checkPlan(context: Context, fact: FactOf<"plan">) {
  const { source, trace } = context;
  const known = new Set(trace.statements.flatMap((each) => source.expressionsOf(each).map(({ text }) => text)));
  const isKnown = ({ text, expression }: Code) =>
    /^(?:try|with)$/.test(text) || trace.source.includes(text) || (expression !== null && known.has(write(expression)));
  if (!fact.codes.every(isKnown)) context.misplaced(context.anchor);
}

/** `lines 2 and 6 are reached once each`, by the first statement on each. */
export function claimReached(context: Context, fact: FactOf<"reached">) {
  for (const line of fact.lines) {
    const [statement] = context.source.onLine(line);
    if (statement === undefined) context.misplaced(context.anchor);
    else context.add({ kind: "count", statement: statement.number, times: fact.times });
  }
}

/** `line 1 defines f, which nothing calls`, by the first statement of its body; else that the line runs. */
export function claimDefined(context: Context, fact: FactOf<"defines">) {
  const { source, trace } = context;
  const [statement] = source.onLine(fact.line);
  const node = statement === undefined ? undefined : source.nodeOf(statement);
  if (statement === undefined || node === undefined || !trace.text(node.id).includes(fact.name.text))
    return context.misplaced(context.anchor);
  if (!fact.isUncalled) {
    const times = trace.visits(statement.number).length;
    return context.add({ kind: "count", statement: statement.number, times: Math.max(1, times) });
  }
  const [first] = children(node, "body");
  const number = first === undefined ? null : context.evidence.statementNumber(first);
  if (number === null) return context.misplaced(context.anchor);
  context.add({ kind: "count", statement: number, times: 0 });
}

/** `the call itself raises TypeError with the message …`: outside any statement of the program. */
export function claimCallRaises(context: Context, fact: FactOf<"call-raises">) {
  const { call } = context.trace;
  if (call === null) return context.misplaced(context.anchor);
  context.add({ kind: "rerun", call, raises: { type: fact.type.text, message: fact.message?.text ?? "" } });
}

/** `which the with block on line 3 swallows`: it must stand around what was just spoken of. */
export function checkSwallowed(context: Context, fact: FactOf<"swallowed">) {
  const blocks = context.source.onLine(fact.line).filter(({ kind }) => /With$/.test(kind));
  if (blocks.length === 0) context.misplaced(context.anchor);
}
