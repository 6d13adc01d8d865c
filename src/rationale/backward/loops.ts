import type { LoopRun, Statement, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed } from "../phrase.ts";
import { calledName, child, children, constant, identifier, methodCall, operator } from "../syntax.ts";
import { code, counted, line, ordinal, splitContainer } from "../wording.ts";
import { below, changedBy } from "./blocks.ts";
import { sourceText, undo } from "./expressions.ts";
import { type Goal, losing } from "./goal.ts";
import { stop } from "./statements.ts";
import type { Walk, Wanted } from "./walk.ts";

/** Undoes a loop for the variables it changed: one that is built up pass by pass tells about the passes. */
export function undoLoop(walk: Walk, statement: Statement, lastHeader: number, touched: readonly Wanted[]): void {
  const run = runEndingWith(walk, statement, lastHeader);
  const [first, ...others] = touched;
  if (first === undefined) return;
  for (const other of others) walk.lose(other.name);
  if (run === null || !grows(walk, statement, run, first)) {
    stop(walk, first, statement, lastHeader, "pass by pass cannot be read off from what is left in the end");
  }
}

function runEndingWith(walk: Walk, statement: Statement, header: number): LoopRun | null {
  const runs = walk.evidence.trace.loopRuns(statement.number).filter((run) => run.frame === walk.frame);
  return runs.filter((run) => (entryOf(walk, run) ?? 0) <= header).at(-1) ?? null;
}

function entryOf(walk: Walk, run: LoopRun): number | undefined {
  return walk.evidence.trace.visits(run.statement)[run.entryVisit - 1];
}

/** One statement of the body that adds to a variable, and what it adds. */
interface Growth {
  readonly statement: Statement;
  readonly added: SyntaxNode;
  readonly verb: string;
  /** Adds exactly one element each time. */
  readonly single: boolean;
  /** Counts in a dictionary: what is counted. */
  readonly counts: boolean;
  /** The tests around it, outermost first; empty when it runs on every pass. */
  readonly tests: readonly SyntaxNode[];
}

function grows(walk: Walk, loop: Statement, run: LoopRun, wanted: Wanted): boolean {
  const { evidence } = walk;
  const growth = growthOf(walk, loop, wanted.name);
  const node = evidence.trace.node(loop.node);
  const [target, iterable] = [child(node, "target"), child(node, "iter")];
  const entry = entryOf(walk, run);
  if (growth === null || loop.kind !== "For" || target === null || iterable === null || entry === undefined)
    return false;
  const early = below(evidence, loop).some((each) => /^(Break|Continue|Return)$/.test(each.kind));
  const start = walk.seen(entry, wanted.name);
  if (start === null) return false;
  const startsEmpty =
    /^(\[\]|''|\{\}|0|set\(\)|\(\)|deque\(\[\]\)|Counter\(\)|defaultdict\(<class 'int'>, \{\}\))$/.test(start.repr);
  if (!startsEmpty || run.ending !== "exhausted" || early) return false;
  const adds = evidence.trace.visits(growth.statement.number).length;
  const claims: Claim[] = [{ kind: "count", statement: growth.statement.number, times: adds }, start.claim];
  walk.wanted.delete(wanted.name);
  const name = code(wanted.name);
  const where = line(growth.statement.range.line);
  if (growth.counts) return counting(walk, loop, run, growth, wanted, iterable, target, claims);
  const noun = /^['"]/.test(start.repr) ? "piece" : "element";
  const header = line(loop.range.line);
  if (start.repr === "0") {
    return totals(walk, growth, loop, name, claims);
  }
  if (!growth.single) return false;
  const passes: Claim = {
    kind: "loop",
    at: evidence.coordinate(entry),
    passes: run.passes.length,
    ending: "exhausted",
  };
  const always = growth.tests.length === 0;
  const undone = undo(evidence, firstAdding(walk, growth) ?? entry, growth.added, {
    aspect: "value",
    losses: wanted.goal.losses,
    shows: null,
  });
  const lead = undone.leads.find(
    (each) => target.type === "Name" && identifier(each.name, "id") === identifier(target, "id"),
  );
  const isSized = wanted.goal.losses.every((loss) => !/outside|taken out|drops|how often/.test(loss));
  const isText = /^['"]/.test(start.repr);
  if (always) {
    const said =
      isSized && !isText
        ? `only ${where} adds to ${name}, one ${noun} on each pass, so the loop on ${header} makes ${counted(run.passes.length, "pass", "passes")}`
        : `only ${where} adds to ${name}, once on each pass of the loop on ${header}`;
    walk.say(claimed(said, ...claims, passes));
  } else {
    const tests = growth.tests.map((test) => sourceText(evidence, test)).join(" and ");
    walk.say(
      claimed(
        `only ${where} adds to ${name}, and only on passes of the loop on ${header} where ${tests} holds; passes where it does not hold leave nothing behind`,
        ...claims,
        passes,
      ),
    );
  }
  elements(walk, { loop, run, growth, wanted, iterable, target, entry, lead: lead?.goal ?? null, isText, isSized });
  return true;
}

interface Elements {
  readonly loop: Statement;
  readonly run: LoopRun;
  readonly growth: Growth;
  readonly wanted: Wanted;
  readonly iterable: SyntaxNode;
  readonly target: SyntaxNode;
  readonly entry: number;
  /** What is known of the target on each pass that adds, or null. */
  readonly lead: Goal | null;
  readonly isText: boolean;
  readonly isSized: boolean;
}

/** What the added elements tell about the elements the loop went through. */
function elements(walk: Walk, found: Elements): void {
  const { evidence } = walk;
  const { growth, wanted, iterable, target, entry, lead, run } = found;
  const always = growth.tests.length === 0;
  const source = sourceText(evidence, growth.added);
  const dropped = always ? [] : [`what the test on ${line(growth.statement.range.line - 0)} keeps out`];
  if (lead === null) {
    if (!always || !found.isSized || found.isText) return;
    const size: Goal = { aspect: "size", losses: [], shows: String(run.passes.length) };
    const undone = undo(evidence, entry, rangeOf(iterable) ?? iterable, size);
    const told = walk
      .take(entry, undone.leads)
      .map((each) => walk.told(each))
      .filter((each) => each !== null);
    if (told.length > 0) {
      walk.say(
        claimed(
          `one pass for each element means that ${told.map((each) => each.text).join(" and ")}`,
          ...told.flatMap((each) => [...each.claims]),
        ),
      );
    }
    return;
  }
  const losses = [...new Set([...wanted.goal.losses, ...lead.losses, ...(always ? [] : [droppedBy(walk, growth)])])];
  const values = targetValues(walk, found);
  const reveals = lead.losses.length === 0;
  const shows = !reveals || values === null ? null : `[${values.join(", ")}]`;
  const goal: Goal = { aspect: "value", losses, shows: textual(walk, found, shows) };
  const undone = undo(evidence, entry, iterable, goal);
  const told = walk
    .take(entry, undone.leads)
    .map((each) => walk.told(each))
    .filter((each) => each !== null);
  void dropped;
  const member = memberOf(growth.added, target);
  const name = code(identifier(target, "id") ?? "");
  const opening =
    growth.added.type === "Name"
      ? `what it adds is ${name} itself, taken from ${sourceText(evidence, iterable)}`
      : member === null
        ? `each ${source} tells what ${name} was${lead.losses.length > 0 ? ` but for ${lead.losses.join(" and ")}` : ""}`
        : `the ${ordinal(member + 1)} member of each is ${name} itself`;
  const claims = told.flatMap((each) => [...each.claims]);
  const end = undone.dead === null ? "" : `, but ${undone.dead}`;
  if (told.length > 0)
    walk.say(claimed(`${opening}, so ${told.map((each) => each.text).join(" and ")}${end}`, ...claims));
}

function droppedBy(walk: Walk, growth: Growth): string {
  const tests = growth.tests.map((test) => sourceText(walk.evidence, test)).join(" and ");
  return `anything for which ${tests} does not hold`;
}

/** A string when a string is gone through, as the passes tell it. */
function textual(walk: Walk, found: Elements, shows: string | null): string | null {
  if (shows === null) return null;
  const seen = walk.evidence.valueOf(found.entry, found.iterable);
  if (seen === undefined || walk.evidence.typeOf(seen) !== "str") return shows;
  const items = splitContainer(shows)?.items ?? [];
  return items.every((item) => /^'[^'\\]'$/.test(item)) ? `'${items.map((item) => item.slice(1, -1)).join("")}'` : null;
}

/** The target's values on the passes that added. */
function targetValues(walk: Walk, { run, growth, target }: Elements): string[] | null {
  const { evidence } = walk;
  const values: string[] = [];
  const adding = new Set(evidence.trace.visits(growth.statement.number));
  for (const pass of run.passes) {
    if (![...evidence.stepsWithin(run.frame, pass.header, pass.end)].some((step) => adding.has(step))) continue;
    const { end } = evidence.trace.step(pass.header);
    const value = evidence.trace.lookup(run.frame, identifier(target, "id") ?? "", end);
    const repr = value === undefined ? undefined : evidence.provable({ value, tick: end });
    if (repr === undefined) return null;
    values.push(repr);
  }
  return values;
}

/** `len(x)` of `range(len(x))`, seen as `x`, whose size is then known. */
function rangeOf(iterable: SyntaxNode): SyntaxNode | null {
  if (calledName(iterable) !== "range") return null;
  const args = children(iterable, "args");
  const inner =
    args.length === 1 && args[0] !== undefined && calledName(args[0]) === "len"
      ? children(args[0], "args")[0]
      : undefined;
  return inner ?? null;
}

function memberOf(added: SyntaxNode, target: SyntaxNode): number | null {
  if (added.type !== "Tuple") return null;
  const index = children(added, "elts").findIndex(
    (each) => each.type === "Name" && identifier(each, "id") === identifier(target, "id"),
  );
  return index < 0 ? null : index;
}

function firstAdding(walk: Walk, growth: Growth): number | null {
  return walk.evidence.trace.visits(growth.statement.number)[0] ?? null;
}

/** `total += x`: only the total is known. */
function totals(walk: Walk, growth: Growth, loop: Statement, name: string, claims: Claim[]): boolean {
  const fixed = constant(growth.added);
  const where = line(growth.statement.range.line);
  const tests = growth.tests.map((test) => sourceText(walk.evidence, test)).join(" and ");
  if (fixed?.repr === "1") {
    const times = walk.evidence.trace.visits(growth.statement.number).length;
    const when = tests === "" ? "" : `, each time because ${tests} holds`;
    walk.say(
      claimed(
        `only ${where} adds to ${name}, 1 at a time, so it runs ${counted(times, "time")}${when}, on passes of the loop on ${line(loop.range.line)} that nothing tells apart`,
        ...claims,
      ),
    );
    return true;
  }
  walk.say(
    claimed(
      `${name} is a total that starts at 0, and ${where} adds ${sourceText(walk.evidence, growth.added)} to it in the loop on ${line(loop.range.line)}${tests === "" ? "" : ` where ${tests} holds`}; many different summands give the same total`,
      ...claims,
    ),
  );
  return true;
}

/** `d[k] = d.get(k, 0) + 1`: every key occurs as often as its value says. */
function counting(
  walk: Walk,
  loop: Statement,
  run: LoopRun,
  growth: Growth,
  wanted: Wanted,
  iterable: SyntaxNode,
  target: SyntaxNode,
  claims: Claim[],
): boolean {
  const entry = entryOf(walk, run);
  if (entry === undefined || growth.tests.length > 0) return false;
  const passes: Claim = {
    kind: "loop",
    at: walk.evidence.coordinate(entry),
    passes: run.passes.length,
    ending: "exhausted",
  };
  walk.say(
    claimed(
      `${line(growth.statement.range.line)} counts ${sourceText(walk.evidence, growth.added)} in ${code(wanted.name)}, one on each pass, so the loop on ${line(loop.range.line)} makes as many passes as the counts add up to: ${counted(run.passes.length, "pass", "passes")}`,
      ...claims,
      passes,
    ),
  );
  if (
    growth.added.type !== "Name" ||
    target.type !== "Name" ||
    identifier(growth.added, "id") !== identifier(target, "id")
  )
    return true;
  const values = targetValues(walk, {
    run,
    growth,
    target,
    loop,
    wanted,
    iterable,
    entry,
    lead: null,
    isText: false,
    isSized: true,
  });
  const goal: Goal = losing(
    { aspect: "value", losses: wanted.goal.losses, shows: values === null ? null : `[${values.join(", ")}]` },
    "the order of its elements",
  );
  const undone = undo(walk.evidence, entry, iterable, goal);
  const told = walk
    .take(entry, undone.leads)
    .map((each) => walk.told(each))
    .filter((each) => each !== null);
  if (told.length > 0) {
    walk.say(
      claimed(
        `every key occurs as often as its count says, so ${told.map((each) => each.text).join(" and ")}`,
        ...told.flatMap((each) => [...each.claims]),
      ),
    );
  }
  return true;
}

/** The one statement of the body that changes a variable by adding to it, or null. */
function growthOf(walk: Walk, loop: Statement, name: string): Growth | null {
  const { evidence } = walk;
  const changing = below(evidence, loop).filter((each) => changedBy(evidence, each).has(name));
  const [statement] = changing;
  if (changing.length !== 1 || statement === undefined) return null;
  const tests = testsAround(walk, statement, loop);
  if (tests === null) return null;
  const node = evidence.trace.node(statement.node);
  const value = child(node, "value");
  if (value === null) return null;
  if (statement.kind === "Expr") {
    const call = methodCall(value);
    const added = call?.args[0];
    if (call?.method !== "append" || added === undefined) return null;
    return { statement, added, verb: "appends", single: true, counts: false, tests };
  }
  const target = child(node, "target") ?? children(node, "targets")[0] ?? null;
  if (target === null) return null;
  if (statement.kind === "AugAssign" && operator(node) === "Add") {
    if (target.type === "Name") {
      const isOne = value.type === "List" && children(value, "elts").length === 1;
      const added = isOne ? (children(value, "elts")[0] ?? value) : value;
      const type = evidence.typeOf(
        evidence.valueOf(firstVisit(walk, statement) ?? 0, value) ?? {
          value: { kind: "atom", type: "", repr: "", complete: true },
          tick: 0,
        },
      );
      return { statement, added, verb: "adds", single: isOne || type === "str", counts: false, tests };
    }
    if (target.type === "Subscript" && constant(value)?.repr === "1") {
      const key = child(target, "slice");
      return key === null ? null : { statement, added: key, verb: "counts", single: false, counts: true, tests };
    }
    return null;
  }
  if (statement.kind === "Assign" && target.type === "Subscript") {
    const key = child(target, "slice");
    const text = evidence.trace.text(value.id).replace(/\s/g, "");
    const keyText = key === null ? "" : evidence.trace.text(key.id).replace(/\s/g, "");
    if (key !== null && text === `${name}.get(${keyText},0)+1`) {
      return { statement, added: key, verb: "counts", single: false, counts: true, tests };
    }
  }
  return null;
}

function firstVisit(walk: Walk, statement: Statement): number | null {
  return walk.evidence.trace.visits(statement.number)[0] ?? null;
}

/** The tests of the `if` statements between a statement and the loop; null when there is anything else. */
function testsAround(walk: Walk, statement: Statement, loop: Statement): SyntaxNode[] | null {
  const tests: SyntaxNode[] = [];
  let at = statement;
  while (at.parent !== loop.number) {
    const parent = at.parent === null ? undefined : walk.evidence.trace.statement(at.parent);
    if (parent === undefined || parent.kind !== "If" || at.block !== "body") return null;
    const test = child(walk.evidence.trace.node(parent.node), "test");
    if (test === null) return null;
    tests.unshift(test);
    at = parent;
  }
  return at.block === "body" ? tests : null;
}
