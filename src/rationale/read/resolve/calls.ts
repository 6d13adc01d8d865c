import type { Frame } from "../../../trace/types.ts";
import { child, children, constant } from "../../syntax.ts";
import { closedForm } from "../closed.ts";
import type { Code } from "../mentions.ts";
import { write } from "../python/expression.ts";
import type { Anchor, Context, FactOf, Memory } from "./context.ts";
import { claimLooseEqual } from "./loose.ts";
import { claimNode, valueNode } from "./values.ts";

/** The frame of the nth call of a function. */
function frameOf(context: Context, definition: number, activation: number): Frame | null {
  for (const frame of frames(context)) {
    if (
      context.trace.scopes[frame.scope]?.statement === definition &&
      frame.activation === activation &&
      context.evidence.activation(frame) !== null
    )
      return frame;
  }
  return null;
}

function* frames(context: Context): Generator<Frame> {
  for (let index = 0; index < context.trace.frameCount; index += 1) yield context.trace.frame(index);
}

/** `nums = [1, 2]` and `k = 3` as arguments; null when a piece of code is no such thing. */
function argumentsIn(context: Context, codes: readonly Code[], frame: Frame | null): Record<string, string> | null {
  const bound: Record<string, string> = {};
  for (const code of codes) {
    if (code.equations.length === 0) return null;
    for (const [left, right] of code.equations) {
      if (left?.expression?.kind !== "name" || right === undefined) return null;
      const { name } = left.expression;
      const value = frame?.arguments.find(([each]) => each === name)?.[1];
      const actual =
        value === undefined || frame === null ? undefined : context.evidence.provable({ value, tick: frame.start });
      bound[name] = context.valueText({ text: right.text, value: right.value, code: null }, actual);
    }
  }
  return bound;
}

/** A call: which, with what; the text goes on inside it. */
export function claimCall(context: Context, memory: Memory, fact: FactOf<"call">) {
  const { discourse, source, trace } = context;
  const entry = fact.role === "opening" ? discourse.entryFrame() : null;
  const own = entry === null ? "" : (trace.scopes[trace.frame(entry).scope]?.name ?? "");
  const name =
    fact.function === undefined
      ? own
      : fact.function.expression?.kind === "call"
        ? write(fact.function.expression.callee)
        : fact.function.text;
  const definitions = source.functions(name);
  const definition =
    entry !== null
      ? (definitions.find(({ number }) => trace.scopes[trace.frame(entry).scope]?.statement === number) ??
        definitions[0])
      : definitions.at(-1);
  if (definition === undefined) return context.misplaced(context.anchor);
  const called = fact.by === undefined ? null : calledFrom(context, memory, fact.by, definition.number);
  if (fact.by !== undefined && called === null) return context.misplaced(lineAnchor(context, fact.by));
  const first = called?.activation ?? (entry === null ? 1 : trace.frame(entry).activation);
  const activation = fact.nth === undefined || fact.nth < 1 ? first : fact.nth;
  const callee = frameOf(context, definition.number, activation);
  const bound = argumentsIn(context, fact.arguments, callee);
  if (bound === null) return context.misplaced(context.anchor);
  memory.call = { kind: "call", function: [definition.number, activation], arguments: bound };
  context.add(memory.call);
  if (callee !== null) {
    memory.told.add(callee.index);
    // Of a recursive call only the tree is told; the text stays with the caller until it turns to one call.
    const isRecursion = fact.by !== undefined && callee.scope === trace.frame(discourse.frame).scope;
    if (!isRecursion) discourse.enterFrame(callee.index);
  }
  context.anchor = null;
}

/** `there, …`: inside the call just told. */
export function resumeCall(context: Context, memory: Memory) {
  if (memory.call?.kind !== "call") return;
  const frame = frameOf(context, ...memory.call.function);
  if (frame === null) return;
  const actual = argumentsOf(context, frame);
  const known = Object.keys(memory.call.arguments).flatMap((name) =>
    actual[name] === undefined ? [] : [[name, actual[name]] as const],
  );
  context.add({ ...memory.call, arguments: Object.fromEntries(known) });
  context.discourse.enterFrame(frame.index);
}

/** The next call of a function that a line makes and that has not been told; null when it makes none. */
function calledFrom(context: Context, memory: Memory, line: number, definition: number): Frame | null {
  const step = context.discourse.locate(context.source.onLine(line));
  if (step === null) return null;
  const called = context.evidence.calledBy(step).map((index) => context.trace.frame(index));
  const fitting = called.filter((frame) => context.trace.scopes[frame.scope]?.statement === definition);
  return fitting.find(({ index }) => !memory.told.has(index)) ?? fitting[0] ?? null;
}

function lineAnchor(context: Context, line: number): Anchor | null {
  const [statement] = context.source.onLine(line);
  return statement === undefined ? null : { step: context.trace.visits(statement.number)[0] ?? 0, statement };
}

/** `the generator squares yields, in turn, 1, 4 and 9` */
export function claimYields(context: Context, memory: Memory, fact: FactOf<"yield">) {
  const { evidence, trace, source } = context;
  const numbers = new Set(source.functions(fact.function.text).map(({ number }) => number));
  const own = [...frames(context)].filter((frame) => numbers.has(trace.scopes[frame.scope]?.statement ?? -1));
  const frame = own.find(({ index }) => !memory.told.has(index)) ?? own[0];
  if (frame === undefined) return context.misplaced(null);
  memory.told.add(frame.index);
  const steps = [...trace.stepsOfFrame(frame.index)].filter((step) => evidence.effects(step, "yield").length > 0);
  if (steps.length !== fact.values.length)
    context.misplaced(steps[0] === undefined ? null : context.anchorAt(steps[0]));
  steps.forEach((step, index) => {
    const shown = fact.values[index];
    const anchor = context.anchorAt(step);
    const expression = source.expressionsOf(anchor.statement).find(({ node }) => node.type === "Yield")?.node;
    const value = expression === undefined ? null : child(expression, "value");
    if (shown !== undefined && value !== null) claimNode(context, anchor, value, shown);
  });
}

/** `line 5 calls f again, with n = 2, 1 and then 0`: a chain of calls, each made by the one before. */
export function claimChain(context: Context, fact: FactOf<"again">): readonly [number, number][] {
  const { discourse, source, evidence } = context;
  const [definition] = source.functions(fact.function.text);
  const step = discourse.locate(source.onLine(fact.line));
  const callee =
    step === null || definition === undefined
      ? undefined
      : evidence
          .calledBy(step)
          .find((frame) => context.trace.scopes[context.trace.frame(frame).scope]?.statement === definition.number);
  if (step === null || definition === undefined || callee === undefined || fact.name.expression?.kind !== "name") {
    context.misplaced(step === null ? null : context.anchorAt(step));
    return [];
  }
  const first = context.trace.frame(callee).activation;
  const { name } = fact.name.expression;
  return fact.values.map((shown, index) => {
    const activation: [number, number] = [definition.number, first + index];
    const frame = frameOf(context, ...activation);
    const actual = argumentsOf(context, frame)[name];
    context.add({ kind: "call", function: activation, arguments: { [name]: context.valueText(shown, actual) } });
    return activation;
  });
}

function argumentsOf(context: Context, frame: Frame | null): Record<string, string | undefined> {
  if (frame === null) return {};
  return Object.fromEntries(
    frame.arguments.map(([name, value]) => [name, context.evidence.provable({ value, tick: frame.start })]),
  );
}

/** `the calls then return, innermost first, 1, 1 and 2`, of the chain told before. */
export function claimUnwinding(context: Context, fact: FactOf<"unwind">, chain: readonly [number, number][]) {
  if (chain.length !== fact.values.length) context.misplaced(null);
  [...chain].reverse().forEach((activation, index) => {
    const shown = fact.values[index];
    if (shown !== undefined)
      context.add({
        kind: "return",
        function: activation,
        value: context.valueText(shown, returned(context, frameOf(context, ...activation))),
      });
  });
}

function returned(context: Context, frame: Frame | null): string | undefined {
  if (frame === null || frame.outcome.kind !== "returned") return undefined;
  return context.evidence.provable({ value: frame.outcome.value, tick: frame.end });
}

/** `in all there are 15 calls of fib`, by the first statement of its body. */
export function claimCallCount(context: Context, fact: FactOf<"calls-count">) {
  const [definition] = context.source.functions(fact.function.text);
  if (definition === undefined) return context.misplaced(null);
  const body = children(context.source.nodeOf(definition), "body");
  const first = body.find(
    (node) => !(node.type === "Expr" && children(node, "value").length === 0 && isDocstring(node.fields.value)),
  );
  const number = first === undefined ? null : context.evidence.statementNumber(first);
  if (number === null) return context.misplaced(null);
  context.add({ kind: "count", statement: number, times: fact.times });
}

function isDocstring(field: unknown): boolean {
  return typeof field === "object" && field !== null && "type" in field && field.type === "Constant";
}

/** The call that is said to return: of the function that is named the next one, else the one the text is in. */
function returningFrame(context: Context, { function: callee, value }: FactOf<"return">): Frame {
  const { trace, discourse, evidence } = context;
  const own = trace.frame(discourse.frame);
  const definitions = callee === undefined ? [] : context.source.functions(callee.text).map(({ number }) => number);
  const isOther = definitions.length > 0 && !definitions.includes(trace.scopes[own.scope]?.statement ?? -1);
  if (!isOther) return own;
  const called = [...frames(context)].filter(
    (frame) => definitions.includes(trace.scopes[frame.scope]?.statement ?? -1) && evidence.activation(frame) !== null,
  );
  const level = discourse.innermost;
  const here = called.filter(
    ({ callStep }) => callStep !== null && level !== undefined && callStep >= level.from && callStep < level.end,
  );
  const candidates = here.length > 0 ? here : called;
  return (
    candidates.find((frame) => context.valueText(value, undefined) === returned(context, frame)) ?? candidates[0] ?? own
  );
}

/** `it returns V`, `it returns n * f(2)`: of the call the text is in. */
function claimLooseReturn(context: Context, fact: FactOf<"return">) {
  const { evidence, discourse } = context;
  const frame = returningFrame(context, fact);
  const activation = evidence.activation(frame);
  const actual = returned(context, frame);
  if (activation === null) return context.unplaced.push(fact.value.text);
  const written = fact.value.value === null ? (fact.value.code?.expression ?? null) : null;
  if (written !== null) {
    const step = frame.outcome.kind === "returned" ? frame.outcome.step : null;
    const node = step === null ? null : valueNode(context, context.anchorAt(step));
    const closed = context.source.reads(node, written)
      ? null
      : closedForm(context.source, written, (name) => context.reprBefore(discourse.cursor, name));
    if (actual === undefined || (closed === null && !context.source.reads(node, written)))
      return context.unplaced.push(fact.value.text);
    if (closed !== null) context.add({ kind: "rerun", call: closed, value: actual });
    else context.add({ kind: "return", function: activation, value: actual });
    return;
  }
  for (const { expression } of fact.value.working ?? [])
    if (expression !== null) claimLooseEqual(context, expression, fact.value);
  discourse.leaveFrame(frame.index);
  context.add({ kind: "return", function: activation, value: context.valueText(fact.value, actual) });
}

/** `line 6 returns V`, or `returns V` of the call the text is in. */
export function claimReturn(context: Context, anchor: Anchor | null, fact: FactOf<"return">) {
  const { evidence, trace, discourse } = context;
  if (!context.isOwn) return claimLooseReturn(context, fact);
  if (anchor !== null && anchor.statement.kind !== "Return") return context.misplaced(anchor);
  const frame = trace.frame(anchor === null ? discourse.frame : trace.step(anchor.step).frame);
  const activation = evidence.activation(frame);
  const node = anchor === null ? null : valueNode(context, anchor);
  const source = fact.value.value === null ? (fact.value.code?.expression ?? null) : null;
  if (source !== null) {
    if (!context.source.reads(node, source)) return context.misplaced(anchor);
    const actual = returned(context, frame);
    if (activation !== null && actual !== undefined)
      context.add({ kind: "return", function: activation, value: actual });
    return;
  }
  if (
    fact.source !== undefined &&
    (fact.source.expression === null || !context.source.reads(node, fact.source.expression))
  )
    context.misplaced(anchor);
  const value = context.valueText(fact.value, returned(context, frame));
  discourse.leaveFrame(frame.index);
  if (activation !== null) context.add({ kind: "return", function: activation, value });
  if (
    anchor !== null &&
    node !== null &&
    constant(node) === null &&
    evidence.evaluation(anchor.step, node) !== undefined
  )
    claimNode(context, anchor, node, fact.value);
}
