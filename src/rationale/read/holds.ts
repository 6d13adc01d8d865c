import type { Frame, LoopRun, Tick, Value } from "../../trace/types.ts";
import type { Claim, ClaimValue } from "../claims.ts";
import type { Evidence } from "../evidence.ts";
import { type Expression, parseExpression, write } from "./python/expression.ts";
import { claimedExpression, type Source } from "./source.ts";

/**
 * What the recorded run says of a claim: true, false, or null where it does not say. Only a help in reading: it tells
 * where a text has lost its way. Verdicts come from the checker.
 */
export function seemsTrue(evidence: Evidence, source: Source, claim: Claim): boolean | null {
  const { trace } = evidence;
  if ("at" in claim) {
    const [statement, visit] = claim.at;
    const step = statement > trace.statements.length ? undefined : trace.visits(statement)[visit - 1];
    return step === undefined ? false : atStep(evidence, source, claim, step);
  }
  switch (claim.kind) {
    case "count":
      return claim.statement <= trace.statements.length && trace.visits(claim.statement).length === claim.times;
    case "result": {
      const { ending } = trace;
      return ending.kind === "finished" && ending.value !== null
        ? sameValue(evidence, claim.value, ending.value, trace.endTick)
        : false;
    }
    case "call": {
      const frame = frameOf(evidence, claim.function);
      if (frame === null) return false;
      return every(Object.entries(claim.arguments), ([name, value]) => {
        const bound = frame.arguments.find(([each]) => each === name)?.[1];
        return bound === undefined ? false : sameValue(evidence, value, bound, frame.start);
      });
    }
    case "return": {
      const frame = frameOf(evidence, claim.function);
      return frame?.outcome.kind === "returned"
        ? sameValue(evidence, claim.value, frame.outcome.value, frame.end)
        : false;
    }
    default:
      return null;
  }
}

function every<T>(items: readonly T[], test: (item: T) => boolean | null): boolean | null {
  let isKnown = true;
  for (const item of items) {
    const result = test(item);
    if (result === false) return false;
    if (result === null) isKnown = false;
  }
  return isKnown ? true : null;
}

function frameOf(evidence: Evidence, [definition, activation]: readonly [number, number]): Frame | null {
  const { trace } = evidence;
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    if (
      frame.activation === activation &&
      trace.scopes[frame.scope]?.statement === definition &&
      evidence.activation(frame) !== null
    )
      return frame;
  }
  return null;
}

function atStep(
  evidence: Evidence,
  source: Source,
  claim: Extract<Claim, { at: unknown }>,
  index: number,
): boolean | null {
  const { trace } = evidence;
  const step = trace.step(index);
  const named = (path: string, tick: Tick) => follow(evidence, step.frame, parseExpression(path), tick);
  switch (claim.kind) {
    case "bind":
    case "state": {
      const tick = claim.kind === "bind" ? step.end : step.start;
      const value = named(claim.name, tick);
      return value === undefined ? false : sameValue(evidence, claim.value, value, tick);
    }
    case "size": {
      const tick = claim.when === "after" ? step.end : step.start;
      const value = named(claim.name, tick);
      return value === undefined ? false : evidence.sizeOf({ value, tick }) === claim.size;
    }
    case "eval":
      return evaluated(evidence, source, claim, index);
    case "branch": {
      const next = evidence.next(index);
      const following = next === null ? null : trace.step(next).statement;
      return following === claim.next && claim.taken === isTaken(evidence, source, index);
    }
    case "loop": {
      const run = runAt(evidence, claim.at);
      if (run === null || run.passes.length !== claim.passes || run.ending !== claim.ending) return false;
      return every(Object.entries(claim.targets ?? {}), ([name, values]) =>
        values.length !== run.passes.length
          ? false
          : every([...values.entries()], ([at, value]) => atPass(evidence, run, at, name, value)),
      );
    }
    case "evolve": {
      const run = runAt(evidence, claim.at);
      if (run === null || claim.values.length !== run.passes.length + 1) return false;
      return every([...claim.values.entries()], ([at, value]) => atPass(evidence, run, at, claim.name, value));
    }
    case "raise": {
      const record = trace.exceptions.find(({ raisedAt }) => raisedAt === index);
      return record !== undefined && record.type === claim.type && record.message === claim.message;
    }
    case "handle": {
      const record = trace.exceptions.find(({ raisedAt }) => raisedAt === index);
      if (record === undefined) return false;
      return (record.handledAt === null ? null : trace.step(record.handledAt).statement) === claim.handler;
    }
    case "print":
      return trace.outputBefore(step.end).slice(trace.outputBefore(step.start).length) === claim.text;
    case "mutate": {
      const before = named(claim.name, step.start);
      if (before === undefined) return false;
      const after = sameValue(evidence, claim.after, before, step.end);
      return sameValue(evidence, claim.before, before, step.start) === false ? false : after;
    }
    default:
      return null;
  }
}

function evaluated(
  evidence: Evidence,
  source: Source,
  claim: Extract<Claim, { kind: "eval" }>,
  step: number,
): boolean | null {
  const node = claimedExpression(evidence, source, evidence.statementAt(step), claim)?.node;
  if (node === undefined) return false;
  const found = evidence.evaluationsOf(step, node)[(claim.nth ?? 1) - 1];
  return found === undefined ? null : sameValue(evidence, claim.value, found.value, found.tick);
}

function isTaken(evidence: Evidence, source: Source, step: number): boolean {
  const next = evidence.next(step);
  if (next === null) return false;
  const header = evidence.statementAt(step).number;
  let follower = evidence.statementAt(next);
  if (!source.isInside(follower, header)) return false;
  while (follower.parent !== header && follower.parent !== null) follower = evidence.trace.statement(follower.parent);
  return follower.block === "body";
}

function runAt({ trace }: Evidence, [statement, visit]: readonly [number, number]): LoopRun | null {
  if (!/^(For|AsyncFor|While)$/.test(trace.statement(statement).kind)) return null;
  return trace.loopRuns(statement).find(({ entryVisit }) => entryVisit === visit) ?? null;
}

/** A subject's value when a pass began, or after the last one. */
function atPass(
  evidence: Evidence,
  run: LoopRun,
  index: number,
  name: string,
  claimed: ClaimValue | null,
): boolean | null {
  const { trace } = evidence;
  const header =
    run.passes[index]?.header ??
    (run.ending === "exhausted" ? trace.visits(run.statement)[run.entryVisit - 1 + index] : undefined);
  const tick = trace.step(header ?? run.lastStep).end;
  const value = follow(evidence, run.frame, parseExpression(name), tick);
  if (claimed === null || value === undefined) return claimed === null && value === undefined;
  return sameValue(evidence, claimed, value, tick);
}

/** The value a subject such as `p.items[0]` leads to. */
export function follow(
  evidence: Evidence,
  frame: number,
  expression: Expression | null,
  tick: Tick,
): Value | undefined {
  const { trace } = evidence;
  if (expression?.kind === "name") return trace.lookup(frame, expression.name, tick);
  if (expression?.kind !== "attribute" && expression?.kind !== "subscript") return undefined;
  const base = follow(evidence, frame, expression.value, tick);
  if (base?.kind !== "object") return undefined;
  const view = trace.objectAt(base.id, tick);
  if (expression.kind === "attribute") {
    return "attributes" in view ? view.attributes.find(([each]) => each === expression.name)?.[1] : undefined;
  }
  if (expression.index.kind !== "literal") return undefined;
  const key = expression.index.repr;
  if (view.shape === "sequence") return view.items.at(Number(key));
  if (view.shape === "mapping") return view.entries.find(([each]) => trace.repr(each, tick).text === key)?.[1];
  return undefined;
}

function sameValue(evidence: Evidence, claimed: ClaimValue, value: Value, tick: Tick): boolean | null {
  const repr = evidence.provable({ value, tick });
  if (repr === undefined || typeof claimed !== "string") return null;
  return sameRepr(claimed, repr);
}

/** Whether two `repr` texts are of the same value, the order in sets aside. */
export function sameRepr(one: string, other: string): boolean {
  return one === other || (other.includes("{") && inOrder(one) === inOrder(other));
}

/** A `repr` with the elements of its sets sorted. */
function inOrder(repr: string): string {
  const expression = parseExpression(repr);
  return expression === null ? repr : write(sorted(expression));
}

function sorted(expression: Expression): Expression {
  switch (expression.kind) {
    case "display": {
      const items = expression.items.map(sorted);
      return {
        ...expression,
        items: expression.open === "{" ? items.sort((one, other) => (write(one) < write(other) ? -1 : 1)) : items,
      };
    }
    case "dict":
      return {
        ...expression,
        entries: expression.entries.map((entry) =>
          "kind" in entry ? sorted(entry) : [sorted(entry[0]), sorted(entry[1])],
        ),
      };
    case "call":
      return { ...expression, arguments: expression.arguments.map((each) => ({ ...each, value: sorted(each.value) })) };
    default:
      return expression;
  }
}
