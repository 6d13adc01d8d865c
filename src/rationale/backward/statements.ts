import type { Statement, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { backed, claimed, type Phrase } from "../phrase.ts";
import { emptyName } from "../phrases/values.ts";
import { boundNames, child, children, constant, identifier, methodCall, operator } from "../syntax.ts";
import { code, line } from "../wording.ts";
import { before, below, changedWithin } from "./blocks.ts";
import { undo } from "./expressions.ts";
import { type Goal, losing } from "./goal.ts";
import { undoLoop } from "./loops.ts";
import { ORDER, OVERWRITTEN, PUT_IN, TAKEN_OUT } from "./losses.ts";
import { sourceText } from "./reading.ts";
import { stop } from "./stop.ts";
import type { Walk, Wanted } from "./walk.ts";

/** Goes back from a statement to the beginning of its function, through the statements before it and around it. */
export function goBack(walk: Walk, from: Statement, step: number): void {
  let at: Statement | null = from;
  let reader = step;
  while (at !== null) {
    for (const statement of before(walk.evidence, at)) {
      const visit = walk.lastVisit(statement, reader);
      if (visit === null) continue;
      undoStatement(walk, statement, visit);
      reader = visit;
    }
    const parent: Statement | null = at.parent === null ? null : walk.evidence.trace.statement(at.parent);
    if (parent === null || parent.scope !== from.scope) return;
    const entered = walk.lastVisit(parent, reader);
    if (entered !== null) {
      leaveBlock(walk, parent, at, entered);
      reader = entered;
    }
    at = parent;
  }
}

/** Goes out of a block: why it was entered, and what its statement bound. */
function leaveBlock(walk: Walk, parent: Statement, inner: Statement, step: number): void {
  const node = walk.evidence.trace.node(parent.node);
  if (parent.kind === "If") {
    const test = child(node, "test");
    const next = walk.evidence.next(step);
    if (test === null || next === null) return;
    const taken = inner.block === "body";
    const claim: Claim = {
      kind: "branch",
      at: walk.evidence.coordinate(step),
      taken,
      next: walk.evidence.trace.step(next).statement,
    };
    const verb = taken ? "holds" : "does not hold";
    const where = inner.block === "body" ? "runs only if" : "runs only if not";
    const told = `${line(inner.range.line)} ${where} ${sourceText(walk.evidence, test)} on ${line(parent.range.line)} holds`;
    walk.say(claimed(`${told}, so here it ${verb}`, claim));
    return;
  }
  if (/^(For|While)$/.test(parent.kind)) {
    const names = [...walk.wanted.keys()].filter((name) => changedWithin(walk.evidence, parent).has(name));
    const target = child(node, "target");
    const iterable = child(node, "iter");
    for (const name of names) {
      const wanted = walk.wanted.get(name);
      walk.lose(name);
      if (wanted === undefined || target === null || iterable === null) continue;
      if (!boundNames(target).includes(name)) continue;
      const told = walk.told(wanted);
      if (told !== null && told.claims.length > 0) {
        const source = sourceText(walk.evidence, iterable);
        walk.say(
          backed({
            text: `so one of the things that the loop on ${line(parent.range.line)} takes from ${source} gives ${code(name)}, and ${told.text} at that moment`,
            claims: told.claims,
          }),
        );
      }
    }
  }
}

/** Undoes one statement for the variables that are wanted. */
function undoStatement(walk: Walk, statement: Statement, step: number): void {
  const changed = changedWithin(walk.evidence, statement);
  const touched = [...walk.wanted.values()].filter(({ name }) => changed.has(name));
  if (statement.kind === "If") passGuard(walk, statement, step);
  if (statement.kind === "For" || statement.kind === "While") passSearch(walk, statement, step);
  if (touched.length === 0) return;
  const end = lastInside(walk, statement, step, touched[0]?.step ?? step);
  for (const wanted of touched) {
    if (!walk.isUnchangedSince(end, wanted)) {
      stop(walk, wanted, statement, step, "is covered up by later changes");
    }
  }
  const live = touched.filter(({ name }) => walk.wanted.has(name));
  const first = live[0];
  if (first === undefined) return;
  const node = walk.evidence.trace.node(statement.node);
  if ((statement.kind === "For" || statement.kind === "While") && live.length > 0) {
    undoLoop(walk, statement, step, live);
    return;
  }
  for (const wanted of live) {
    const done =
      assignment(walk, statement, step, node, wanted) ||
      augmented(walk, statement, step, node, wanted) ||
      method(walk, statement, step, node, wanted);
    if (!done) stop(walk, wanted, statement, step, "cannot be undone from what it leaves");
  }
}

/** The last step of a statement or of those inside it, before a step that reads what it left. */
function lastInside(walk: Walk, statement: Statement, step: number, reader: number): number {
  const inner = below(walk.evidence, statement).map((each) => walk.lastVisit(each, reader) ?? step);
  return Math.max(step, ...inner);
}

/** An `if` that would have returned: its test did not hold. */
function passGuard(walk: Walk, statement: Statement, step: number): void {
  const { evidence } = walk;
  const test = child(evidence.trace.node(statement.node), "test");
  const next = evidence.next(step);
  const inside = below(evidence, statement).filter((each) => each.block === "body" && each.parent === statement.number);
  const last = inside.at(-1);
  if (test === null || next === null || last === undefined || !/^(Return|Raise)$/.test(last.kind)) return;
  if (evidence.trace.step(next).statement === inside[0]?.number) return;
  const claim: Claim = {
    kind: "branch",
    at: evidence.coordinate(step),
    taken: false,
    next: evidence.trace.step(next).statement,
  };
  const ends = last.kind === "Return" ? "did not end the call" : "raised nothing";
  walk.say(
    claimed(
      `${line(last.range.line)} ${ends}, so ${sourceText(evidence, test)} on ${line(statement.range.line)} does not hold`,
      claim,
    ),
  );
}

/** A loop that would have returned: its test held on no pass. */
function passSearch(walk: Walk, loop: Statement, step: number): void {
  const { evidence } = walk;
  for (const ending of below(evidence, loop).filter((each) => each.kind === "Return")) {
    const guard = ending.parent === null ? undefined : evidence.trace.statement(ending.parent);
    const isDirect =
      guard?.kind === "If" && guard.parent === loop.number && guard.block === "body" && ending.block === "body";
    const test = guard === undefined ? null : child(evidence.trace.node(guard.node), "test");
    if (!isDirect || test === null || evidence.trace.visits(ending.number).length > 0) continue;
    const entry = firstHeader(walk, loop, step);
    const run = evidence.loopEntered(entry);
    if (run?.ending !== "exhausted") continue;
    walk.say(
      claimed(
        `the loop on ${line(loop.range.line)} came to its end without returning on ${line(ending.range.line)}, so ${sourceText(evidence, test)} held on no pass`,
        { kind: "loop", at: evidence.coordinate(entry), passes: run.passes.length, ending: "exhausted" },
        walk.count(ending),
      ),
    );
  }
}

/** The step that entered the run of a loop that a step of its header belongs to. */
function firstHeader(walk: Walk, loop: Statement, step: number): number {
  const { trace } = walk.evidence;
  const entries = trace
    .loopRuns(loop.number)
    .filter((run) => run.frame === walk.frame)
    .map((run) => trace.visits(loop.number)[run.entryVisit - 1] ?? 0);
  return entries.filter((entry) => entry <= step).at(-1) ?? step;
}

/** `x = E` */
function assignment(walk: Walk, statement: Statement, step: number, node: SyntaxNode, wanted: Wanted): boolean {
  if (statement.kind !== "Assign" && statement.kind !== "AnnAssign") return false;
  const targets = statement.kind === "Assign" ? children(node, "targets") : [child(node, "target")];
  const value = child(node, "value");
  const [target] = targets;
  if (value === null || target === undefined || target === null || targets.length !== 1) return false;
  const claim = walk.bound(step, wanted.name);
  if (claim === null) return false;
  const where = line(statement.range.line);
  const name = code(wanted.name);
  if (target.type === "Name") {
    walk.wanted.delete(wanted.name);
    const repr = claim.kind === "bind" && typeof claim.value === "string" ? claim.value : "";
    const empty = emptyName(repr);
    if (
      constant(value) !== null ||
      (empty !== null && /^(\[\]|\{\}|\(\)|''|""|set\(\)|dict\(\)|list\(\))$/.test(walk.evidence.trace.text(value.id)))
    ) {
      return true;
    }
    walk.undoing(
      claimed(`${where} makes ${name} from ${sourceText(walk.evidence, value)}`, claim),
      step,
      value,
      wanted.goal,
    );
    return true;
  }
  if (target.type === "Subscript" && identifier(child(target, "value") ?? target, "id") === wanted.name) {
    return overwritten(walk, statement, step, target, value, wanted);
  }
  if (target.type === "Tuple" && value.type === "Tuple") {
    const index = children(target, "elts").findIndex((each) => identifier(each, "id") === wanted.name);
    const member = children(value, "elts")[index];
    if (member === undefined) return false;
    walk.wanted.delete(wanted.name);
    walk.undoing(
      claimed(`${where} sets ${name} to ${sourceText(walk.evidence, member)}`, claim),
      step,
      member,
      wanted.goal,
    );
    return true;
  }
  return false;
}

/** `x[k] = E`: all but that place comes through, and what was put there is known when the place is. */
function overwritten(
  walk: Walk,
  statement: Statement,
  step: number,
  target: SyntaxNode,
  value: SyntaxNode,
  wanted: Wanted,
): boolean {
  const { evidence } = walk;
  const key = child(target, "slice");
  const earlier = walk.seen(step, wanted.name);
  const after = walk.bound(step, wanted.name);
  if (key === null || key.type === "Slice" || earlier === null || wanted.goal.aspect === "size") return false;
  if (after?.kind !== "bind" || typeof after.value !== "string") return false;
  const at = evidence.coordinate(step);
  const mutation: Claim = { kind: "mutate", at, name: wanted.name, before: earlier.repr, after: after.value };
  walk.wanted.set(wanted.name, { name: wanted.name, goal: { ...losing(wanted.goal, OVERWRITTEN) }, step });
  const place = sourceText(evidence, target);
  const text = `${line(statement.range.line)} puts ${sourceText(evidence, value)} into ${place}, over what may have stood there; everything else in ${code(wanted.name)} was there before`;
  const isFixed = constant(key) !== null && wanted.goal.losses.length === 0;
  if (isFixed) {
    const goal: Goal = { aspect: "value", losses: [], shows: evidence.reprOf(step, value) ?? null };
    walk.undoing(claimed(text, mutation), step, value, goal);
  } else walk.say(claimed(text, mutation));
  return true;
}

/** `x += E` */
function augmented(walk: Walk, statement: Statement, step: number, node: SyntaxNode, wanted: Wanted): boolean {
  const target = child(node, "target");
  const value = child(node, "value");
  if (statement.kind !== "AugAssign" || target?.type !== "Name" || value === null) return false;
  if (wanted.goal.losses.length > 0 || wanted.goal.aspect === "size") return false;
  const claim = walk.bound(step, wanted.name);
  const fixed = constant(value);
  const op = operator(node);
  const earlier = walk.seen(step, wanted.name);
  if (claim !== null && fixed === null && (op === "Add" || op === "Sub")) {
    const isSequence = claim.kind === "bind" && typeof claim.value === "string" && /^['"[(]/.test(claim.value);
    const source = sourceText(walk.evidence, value);
    const [verb, because] = isSequence
      ? [`adds ${source} at the end of`, "where the one ends and the other begins cannot be seen"]
      : op === "Add"
        ? [`adds ${source} to`, "many pairs of numbers have the same sum"]
        : [`subtracts ${source} from`, "many pairs of numbers have the same difference"];
    walk.lose(wanted.name);
    walk.say(claimed(`${line(statement.range.line)} ${verb} ${code(wanted.name)}, and ${because}`, claim));
    return true;
  }
  if (claim === null || earlier === null || fixed === null || (op !== "Add" && op !== "Sub")) return false;
  const goal: Goal = { aspect: "value", losses: [], shows: earlier.repr };
  walk.wanted.set(wanted.name, { name: wanted.name, goal, step });
  const told = walk.told({ name: wanted.name, goal, step });
  const says = `${line(statement.range.line)} ${op === "Add" ? "adds" : "subtracts"} ${code(fixed.repr)}`;
  walk.say(claimed(`${says}, so before that ${told?.text ?? ""}`, claim, ...(told?.claims ?? [])));
  return true;
}

/** `x.sort()`, `x.append(E)`, … as statements of their own. */
function method(walk: Walk, statement: Statement, step: number, node: SyntaxNode, wanted: Wanted): boolean {
  const value = child(node, "value");
  const call = statement.kind === "Expr" && value !== null ? methodCall(value) : null;
  if (call === null || identifier(call.receiver, "id") !== wanted.name) return false;
  const { evidence } = walk;
  const earlier = walk.seen(step, wanted.name);
  const after = walk.bound(step, wanted.name);
  if (earlier === null || after === null || after.kind !== "bind" || typeof after.value !== "string") return false;
  const where = line(statement.range.line);
  const name = code(wanted.name);
  const mutation: Claim = {
    kind: "mutate",
    at: evidence.coordinate(step),
    name: wanted.name,
    before: earlier.repr,
    after: after.value,
  };
  const { goal } = wanted;
  const keep = (next: Goal, text: string) => {
    const now = { name: wanted.name, goal: next, step };
    walk.wanted.set(wanted.name, now);
    const told = walk.told(now);
    walk.say(
      claimed(`${text}${told === null ? "" : `, so before it ${told.text}`}`, mutation, ...(told?.claims ?? [])),
    );
    return true;
  };
  const exact = goal.aspect === "value" && goal.losses.length === 0;
  switch (call.method) {
    case "sort":
      return keep(losing(goal, ORDER), `${where} sorts ${name}, which keeps its elements and loses their order`);
    case "reverse":
      return keep(
        {
          ...goal,
          shows: exact ? earlier.repr : goal.losses.includes(ORDER) || goal.aspect === "size" ? goal.shows : null,
        },
        `${where} only turns ${name} round`,
      );
    case "append":
    case "insert": {
      if (!exact) return false;
      const argument = call.args.at(-1);
      if (call.method === "insert" && call.args[0] !== undefined && constant(call.args[0]) === null) {
        const put = call.args[1] === undefined ? "an element" : sourceText(evidence, call.args[1]);
        const text = `${where} puts ${put} into ${name} at ${sourceText(evidence, call.args[0])}, and the result does not show which of its elements that was`;
        walk.wanted.set(wanted.name, { name: wanted.name, goal: { ...losing(goal, PUT_IN), shows: null }, step });
        walk.say(claimed(text, mutation));
        return true;
      }
      if (
        argument === undefined ||
        (call.method === "insert" && (call.args[0] === undefined || constant(call.args[0]) === null))
      )
        return false;
      const shows = evidence.reprOf(step, argument) ?? null;
      const which =
        call.method === "append" ? "last element" : `element at index ${constant(call.args[0] as SyntaxNode)?.repr}`;
      const undone = undo(evidence, step, argument, { aspect: "value", losses: [], shows });
      const others = walk.take(
        step,
        undone.leads.filter((lead) => identifier(lead.name, "id") !== wanted.name),
      );
      keep(
        { ...goal, shows: earlier.repr },
        `${where} puts ${sourceText(evidence, argument)} into ${name} as its ${which}`,
      );
      const told = others.map((each) => walk.told(each)).filter((each): each is Phrase => each !== null);
      if (told.length > 0) {
        walk.say(
          claimed(
            `that element also tells that ${told.map((each) => each.text).join(" and ")}`,
            ...told.flatMap((each) => [...each.claims]),
          ),
        );
      }
      return true;
    }
    case "pop":
    case "remove":
      if (goal.aspect === "size") return false;
      return keep(
        losing(goal, TAKEN_OUT),
        `${where} takes one element out of ${name} and leaves no sign of it in what remains`,
      );
    case "clear":
      walk.lose(wanted.name);
      walk.say(claimed(`${where} empties ${name}, so nothing of what it held before reaches the result`, { ...after }));
      return true;
    default:
      return false;
  }
}
