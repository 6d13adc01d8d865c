import type { Trace } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { Evidence, OUT_OF_INPUT } from "../evidence.ts";
import { splitContainer } from "../wording.ts";

/** Claims of every kind but `rerun` that a recording bears out, about every step: what a checker must agree with. */
export function observedClaims(trace: Trace): Claim[] {
  const evidence = new Evidence(trace);
  const { ending } = trace;
  const claims: Claim[] = [];
  const provable = (value: Parameters<Evidence["provable"]>[0]["value"], tick: number) =>
    evidence.provable({ value, tick });

  for (let index = 0; index < trace.stepCount; index += 1) {
    const step = trace.step(index);
    const at = evidence.coordinate(index);
    const next = evidence.next(index);
    for (const [name, value] of trace.bindingsAt(step.frame, step.start)) {
      const text = provable(value, step.start);
      if (text === undefined) continue;
      claims.push({ kind: "state", at, name, value: text });
      const size = evidence.sizeOf({ value, tick: step.start });
      if (size !== undefined) claims.push({ kind: "size", at, when: "before", name, size });
    }
    if (step.outcome === "completed") {
      for (const { name, value, tick, frame } of evidence.effects(index, "bind")) {
        const text = provable(value, tick);
        if (frame === step.frame && text !== undefined) claims.push({ kind: "bind", at, name, value: text });
      }
      const statement = trace.statement(step.statement);
      if (/^(If|While)$/.test(statement.kind)) {
        const following = next === null ? null : trace.step(next).statement;
        claims.push({ kind: "branch", at, taken: isInBody(trace, step.statement, following), next: following });
      }
    }
    for (const effect of evidence.effects(index, "evaluate")) {
      const node = trace.node(effect.node);
      const nth = evidence.evaluationsOf(index, node).findIndex(({ tick }) => tick === effect.tick) + 1;
      const value = provable(effect.value, effect.tick);
      const mayChange = effect.value.kind === "object" && /^(Name|Attribute|Subscript)$/.test(node.type);
      if (mayChange && provable(effect.value, step.start) !== value) continue;
      if (value !== undefined) claims.push({ kind: "eval", at, expression: evidence.position(node.range), nth, value });
    }
    const before = trace.outputBefore(step.start).length;
    const end = next === null ? trace.frame(step.frame).end : trace.step(next).start;
    const isOver = next !== null || /^(returned|raised)$/.test(trace.frame(step.frame).outcome.kind);
    if (isOver) claims.push({ kind: "print", at, text: trace.outputBefore(end).slice(before) });
    const loop = evidence.loopEntered(index);
    if (loop !== null && loop.ending !== "unfinished") {
      claims.push({ kind: "loop", at, passes: loop.passes.length, ending: loop.ending });
    }
  }
  for (const { raisedAt, handledAt, type, message } of trace.exceptions) {
    if (trace.step(raisedAt).outcome !== "raised" || type === OUT_OF_INPUT) continue;
    const at = evidence.coordinate(raisedAt);
    const isFirst = trace.exceptions.find((each) => each.raisedAt === raisedAt)?.message === message;
    if (!isFirst) continue;
    claims.push({ kind: "raise", at, type, message });
    if (handledAt !== null) claims.push({ kind: "handle", at, handler: trace.step(handledAt).statement });
    else if (ending.kind === "raised" && trace.exceptions[ending.exception]?.raisedAt === raisedAt) {
      claims.push({ kind: "handle", at, handler: null });
    }
  }
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    const activation = evidence.activation(frame);
    if (activation === null) continue;
    const bound = frame.arguments.map(([name, value]) => [name, provable(value, frame.start)] as const);
    const known = bound.filter((each): each is readonly [string, string] => each[1] !== undefined);
    claims.push({ kind: "call", function: activation, arguments: Object.fromEntries(known) });
    const returned = frame.outcome.kind === "returned" ? provable(frame.outcome.value, frame.end) : undefined;
    if (returned !== undefined) claims.push({ kind: "return", function: activation, value: returned });
  }
  for (const { number } of trace.statements) {
    claims.push({ kind: "count", statement: number, times: trace.visits(number).length });
  }
  const result =
    ending.kind === "finished" && ending.value !== null ? provable(ending.value, trace.endTick) : undefined;
  if (result !== undefined) claims.push({ kind: "result", value: result });
  return claims;
}

function isInBody(trace: Trace, outer: number, inner: number | null): boolean {
  for (let at = inner; at !== null; at = trace.statement(at).parent) {
    if (trace.statement(at).parent === outer) return trace.statement(at).block === "body";
  }
  return false;
}

/**
 * The claim with one thing changed, so that it is false if the claim was true: what a coordinate determines (a value,
 * a count, an ending, …) is replaced by something else, or the coordinate by one that never was. `choice` says which.
 */
export function falsified(claim: Claim, choice: number): Claim {
  if ("at" in claim && choice % 5 === 4) return { ...claim, at: [claim.at[0], 1_000_000 + claim.at[1]] };
  const by = choice % 7;
  switch (claim.kind) {
    case "call": {
      const [name, value] =
        Object.entries(claim.arguments)[choice % Math.max(1, Object.keys(claim.arguments).length)] ?? [];
      if (name === undefined || value === undefined) return { ...claim, function: [claim.function[0], 1_000_000] };
      return { ...claim, arguments: { ...claim.arguments, [name]: otherValue(value, by) } };
    }
    case "return":
    case "result":
    case "bind":
    case "state":
    case "eval":
      return { ...claim, value: otherValue(claim.value, by) };
    case "size":
      return { ...claim, size: claim.size + 1 + by };
    case "branch":
      if (choice % 2 === 0) return { ...claim, taken: !claim.taken };
      return { ...claim, next: claim.next === null ? 1 : claim.next + 1 };
    case "loop": {
      const [name, values = []] = Object.entries(claim.targets ?? {})[0] ?? [];
      if (name !== undefined && values.length > 0 && choice % 3 > 0) {
        return { ...claim, targets: { ...claim.targets, [name]: otherSeries(values, choice) } };
      }
      if (choice % 3 === 0) return { ...claim, passes: claim.passes + 1 };
      return { ...claim, ending: claim.ending === "break" ? "exhausted" : "break" };
    }
    case "evolve":
      return { ...claim, values: otherSeries(claim.values, choice) };
    case "mutate":
      return choice % 2 === 0
        ? { ...claim, before: otherValue(claim.before, by) }
        : { ...claim, after: otherValue(claim.after, by) };
    case "raise":
      return choice % 2 === 0 ? { ...claim, message: `${claim.message}x` } : { ...claim, type: `${claim.type}Group` };
    case "handle":
      return { ...claim, handler: claim.handler === null ? 1 : choice % 2 === 0 ? null : claim.handler + 1 };
    case "print":
      return { ...claim, text: choice % 2 === 0 ? `${claim.text}\n` : `x${claim.text}` };
    case "count":
      return { ...claim, times: choice % 2 === 0 || claim.times === 0 ? claim.times + 1 : claim.times - 1 };
    case "origin":
      return { ...claim, written: [claim.written[0], claim.written[1] + 1] };
    case "rerun":
      if (claim.value === undefined) return { ...claim, raises: { type: "NoSuchError", message: "" } };
      return { ...claim, value: otherValue(claim.value, by) };
  }
}

/** The series with an element changed, left out, said twice, or with two that differ swapped. */
function otherSeries<Value extends string | null>(values: readonly Value[], choice: number): Value[] {
  const index = choice % values.length;
  const swapped = values.with(index, values[0] as Value).with(0, values[index] as Value);
  if (choice % 2 === 0 && swapped.some((each, i) => each !== values[i])) return swapped;
  if (choice % 3 === 0) return [...values, values[index] as Value];
  return [...values.slice(0, index), ...values.slice(index + 1)];
}

/** A `repr` of another value. */
function otherValue(repr: string, choice: number): string {
  const container = choice % 2 === 0 ? splitContainer(repr) : null;
  if (container !== null && /^[[(]/.test(repr)) {
    const reversed = [...container.items].reverse();
    const comma = repr.startsWith("(") && reversed.length === 1 ? "," : "";
    const text = `${repr[0]}${reversed.join(", ")}${comma}${repr.at(-1)}`;
    if (text !== repr) return text;
  }
  if (/^-?\d+$/.test(repr)) return String(BigInt(repr) + BigInt(choice + 1));
  if (repr === "True") return "False";
  if (repr === "False") return "True";
  if (/^'[^'\\]*'$/.test(repr)) return `'${repr.slice(1, -1)}${"abcdefg"[choice]}'`;
  return `[${repr}, ${choice}]`;
}
