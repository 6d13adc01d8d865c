import type { Frame } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, enumerate, type Phrase, phrase } from "../phrase.ts";
import { recursionFrom } from "../plan/recursion.ts";
import { children } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, counted, line } from "../wording.ts";
import { callPhrase, nthCallPhrase } from "./calls.ts";
import { shown } from "./values.ts";

/** So many calls of a chain are named one by one. */
const NAMED = 8;

/** A call of the function that is running, by its tree: which calls follow, where it stops, how results come back. */
export function tellRecursion(
  teller: Teller,
  step: number,
  callee: Frame,
  tellFrame: (teller: Teller, frame: number) => Phrase[],
): Phrase[] {
  const { evidence } = teller;
  const { frames, isChain, base } = recursionFrom(evidence, callee.index);
  const scope = evidence.trace.scopes[callee.scope];
  if (scope === undefined) return [];
  const isCutOff = evidence.trace.exceptions.some((each) => each.type === "RecursionError");
  if (base === null || isCutOff || frames.length === 1) {
    const opening = callPhrase(teller, callee);
    const inside = base === null || isCutOff ? [] : tellFrame(teller, callee.index);
    return opening === null ? [] : [phrase`${line(evidence.statementAt(step).range.line)} calls ${opening}`, ...inside];
  }
  const name = code(scope.name);
  const sentences: Phrase[] = [];
  const where = line(evidence.statementAt(step).range.line);
  const varying = isChain && frames.length <= NAMED ? varyingArgument(teller, frames) : null;
  if (varying !== null) {
    sentences.push(phrase`${where} calls ${name} again, with ${varying}`);
  } else {
    const opening = callPhrase(teller, callee);
    if (opening !== null) sentences.push(phrase`${where} calls ${opening}`);
  }
  const total = totalCalls(teller, callee);
  if (total !== null && !isChain) sentences.push(total);
  const baseOpening = nthCallPhrase(teller, base);
  const before = teller.toldRecursions.size;
  const told = baseOpening === null ? [] : tellFrame(teller, base.index);
  const hasInner = teller.toldRecursions.size > before;
  const [first, ...rest] = told;
  if (baseOpening !== null && first !== undefined) {
    const role = isChain ? ", is the last" : ", is the first to need no further call";
    sentences.push(phrase`${baseOpening}${role}: ${first}`, ...rest);
  }
  if (isChain && !hasInner && frames.length <= NAMED) {
    const returns = [...frames].reverse().map((frame) => returnPhrase(teller, frame));
    if (returns.every((each) => each !== null) && returns.some((each) => each?.text !== "`None`")) {
      sentences.push(phrase`innermost first, the calls return ${enumerate(returns)}`);
    }
  }
  return sentences;
}

/** What a call returned, where it can be shown. */
export function returnPhrase(teller: Teller, frame: Frame): Phrase | null {
  const activation = teller.evidence.activation(frame);
  if (activation === null || frame.outcome.kind !== "returned") return null;
  const repr = teller.evidence.provable({ value: frame.outcome.value, tick: frame.end });
  if (repr === undefined || repr.length > 60) return null;
  return claimed(shown(repr), { kind: "return", function: activation, value: repr });
}

/** `` `n` = 3, 2, 1 ``: the one argument that differs between the calls of a chain. */
export function varyingArgument(teller: Teller, frames: readonly Frame[], conjunction = "and then"): Phrase | null {
  const { evidence } = teller;
  const lists = frames.map((frame) =>
    frame.arguments.map(([name, value]) => [name, evidence.provable({ value, tick: frame.start })] as const),
  );
  const names = (lists[0] ?? []).map(([name]) => name);
  const varying = names.filter((_, at) => new Set(lists.map((list) => list[at]?.[1])).size > 1 || frames.length === 1);
  const name = varying[0];
  if (varying.length !== 1 || name === undefined) return null;
  const at = names.indexOf(name);
  const parts: Phrase[] = [];
  for (const [index, frame] of frames.entries()) {
    const repr = lists[index]?.[at]?.[1];
    const activation = evidence.activation(frame);
    if (repr === undefined || activation === null || repr.length > 40) return null;
    const claim: Claim = { kind: "call", function: activation, arguments: { [name]: repr } };
    parts.push(claimed(shown(repr), claim));
  }
  return parts.length === 1
    ? phrase`${code(name)} = ${parts[0] ?? ""}`
    : phrase`${code(name)} = ${enumerate(parts, conjunction)}`;
}

/** How many calls there are in all, when a statement that runs once for each shows it. */
export function totalCalls(teller: Teller, frame: Frame): Phrase | null {
  const { trace } = teller.evidence;
  const scope = trace.scopes[frame.scope];
  if (scope === undefined || scope.statement === null) return null;
  const body = children(trace.node(trace.statement(scope.statement).node), "body");
  const first = body.find(
    (node) =>
      !(node.type === "Expr" && children(node, "value").length === 0 && /Constant/.test(String(node.fields.value))),
  );
  const number = first === undefined ? null : teller.evidence.statementNumber(first);
  if (number === null) return null;
  let calls = 0;
  for (let index = 0; index < trace.frameCount; index += 1) if (trace.frame(index).scope === frame.scope) calls += 1;
  const times = trace.visits(number).length;
  if (times !== calls) return null;
  return claimed(`in all there are ${counted(calls, "call")} of ${code(scope.name)}`, {
    kind: "count",
    statement: number,
    times,
  });
}
