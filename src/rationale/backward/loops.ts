import type { LoopRun, Statement, SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase } from "../phrase.ts";
import { calledName, child, children, constant, identifier, methodCall, walk as syntaxWalk } from "../syntax.ts";
import { code, counted, line, ordinal } from "../wording.ts";
import { below, changedBy } from "./blocks.ts";
import { isCharacter, isText, textOf } from "./comprehensions.ts";
import { undo } from "./expressions.ts";
import type { Goal } from "./goal.ts";
import { type Growth, growthOf } from "./growth.ts";
import {
  butFor,
  CUTS,
  distinctLosses,
  dropping,
  type Loss,
  ORDER,
  OUTSIDE,
  REPEAT_ORDER,
  REPEATS,
  REST,
  skipping,
  TAKEN_OUT,
} from "./losses.ts";
import { sourceText } from "./reading.ts";
import { flagged, keptExtreme, swappedAbout } from "./shuffles.ts";
import type { Lead } from "./sink.ts";
import { type ElementSource, elementSource } from "./sources.ts";
import { stop } from "./stop.ts";
import type { Walk, Wanted } from "./walk.ts";

/** A loop being undone for one variable. */
interface Undoing {
  readonly walk: Walk;
  readonly loop: Statement;
  readonly run: LoopRun;
  /** The step that entered it. */
  readonly entry: number;
  readonly growth: Growth;
  readonly wanted: Wanted;
  readonly target: SyntaxNode;
  readonly iterable: SyntaxNode;
  readonly source: ElementSource | null;
  /** What is lost of the elements on whose passes nothing was added. */
  readonly skips: readonly Loss[];
  /** What the run did that every sentence about the loop rests on. */
  readonly claims: readonly Claim[];
}

/** Undoes a loop for the variables it changed: one that is built up pass by pass tells about the passes. */
export function undoLoop(walk: Walk, statement: Statement, lastHeader: number, touched: readonly Wanted[]): void {
  const run = runBefore(walk, statement, lastHeader);
  const entry = run === null ? undefined : walk.evidence.trace.visits(statement.number)[run.entryVisit - 1];
  for (const wanted of touched) {
    const undoing = run === null || entry === undefined ? null : readLoop(walk, statement, run, entry, wanted);
    if (undoing !== null && grew(undoing)) walk.wanted.delete(wanted.name);
    else if (run !== null && entry !== undefined && coveredUp(walk, statement, run, entry, wanted)) continue;
    else if (run === null || entry === undefined || !leftBecause(walk, statement, run, entry, wanted)) {
      stop(walk, wanted, statement, lastHeader, "pass by pass cannot be read off from what is left in the end");
    }
  }
}

/** What is certain of a loop whose passes cover each other up. */
function coveredUp(walk: Walk, loop: Statement, run: LoopRun, entry: number, wanted: Wanted): boolean {
  if (run.ending === "unfinished") return false;
  const at = walk.evidence.coordinate(entry);
  const claim: Claim = { kind: "loop", at, passes: run.passes.length, ending: run.ending };
  return (
    swappedAbout(walk, loop, entry, claim, wanted) ||
    keptExtreme(walk, loop, claim, wanted) ||
    flagged(walk, loop, entry, claim, wanted)
  );
}

function runBefore(walk: Walk, statement: Statement, header: number): LoopRun | null {
  const { trace } = walk.evidence;
  const runs = trace.loopRuns(statement.number).filter((run) => run.frame === walk.frame);
  return runs.filter((run) => (trace.visits(run.statement)[run.entryVisit - 1] ?? 0) <= header).at(-1) ?? null;
}

const EMPTY = /^(\[\]|''|\{\}|0|set\(\)|\(\)|deque\(\[\]\)|Counter\(\)|defaultdict\(<class '\w+'>, \{\}\))$/;

function readLoop(walk: Walk, loop: Statement, run: LoopRun, entry: number, wanted: Wanted): Undoing | null {
  const { evidence } = walk;
  const growth = growthOf(walk, loop, wanted.name);
  const node = evidence.trace.node(loop.node);
  const [target, iterable] = [child(node, "target"), child(node, "iter")];
  const skips = growth === null ? null : skipsBefore(walk, loop, growth.statement);
  const start = walk.seen(entry, wanted.name);
  if (growth === null || loop.kind !== "For" || target === null || iterable === null || start === null) return null;
  const isWhole = run.ending === "exhausted" || (run.ending === "break" && skips?.includes(REST) === true);
  if (skips === null || !isWhole || !EMPTY.test(start.repr)) return null;
  const times = evidence.trace.visits(growth.statement.number).length;
  const claims: Claim[] = [
    start.claim,
    { kind: "count", statement: growth.statement.number, times },
    { kind: "loop", at: evidence.coordinate(entry), passes: run.passes.length, ending: run.ending },
  ];
  const rebound = new Set(below(evidence, loop).flatMap((each) => [...changedBy(evidence, each)]));
  const isSteady = [target, iterable].flatMap(syntaxWalk).every((each) => !rebound.has(identifier(each, "id") ?? ""));
  const source = isSteady ? elementSource(target, iterable) : null;
  return { walk, loop, run, entry, growth, wanted, target, iterable, source, skips, claims };
}

/**
 * What passes that are cut short before a statement wipe out: `if T: continue` drops what passes T, `if T: break` all that
 * comes later. Null where passes are cut short in other ways.
 */
function skipsBefore(walk: Walk, loop: Statement, growing: Statement): Loss[] | null {
  const { evidence } = walk;
  const jumps = below(evidence, loop).filter(({ kind }) => /^(Break|Continue|Return)$/.test(kind));
  const losses: Loss[] = [];
  for (const jump of jumps) {
    const guard = jump.parent === null ? undefined : evidence.trace.statement(jump.parent);
    const test = guard?.kind === "If" ? child(evidence.trace.node(guard.node), "test") : null;
    const isGuard = guard?.parent === loop.number && jump.block === "body" && jump.number < growing.number;
    if (jump.kind === "Return" || test === null || !isGuard) return null;
    losses.push(jump.kind === "Break" ? REST : skipping(sourceText(evidence, test)));
  }
  return distinctLosses(losses);
}

/** Tells what a variable that was built up says of the passes and of what they went through; false when nothing. */
function grew(undoing: Undoing): boolean {
  switch (undoing.growth.kind) {
    case "number":
      return totalled(undoing);
    case "count":
      return tabulated(undoing);
    case "entry":
      return entered(undoing);
    default:
      return collected(undoing);
  }
}

function testsOf({ walk, growth }: Undoing): string {
  return growth.tests.map((test) => sourceText(walk.evidence, test)).join(" and ");
}

const placeOf = ({ growth }: Undoing) => line(growth.statement.range.line);
const loopOf = ({ loop }: Undoing) => `the loop on ${line(loop.range.line)}`;

/** Whether every pass that added has left its one element in what is known. */
function isComplete({ wanted, skips }: Undoing): boolean {
  return (
    skips.length === 0 &&
    !wanted.goal.losses.some(
      (loss) => [OUTSIDE, REST, TAKEN_OUT, REPEATS].includes(loss) || loss.but.startsWith("anything"),
    )
  );
}

/** `out.append(E)`, `text += E` */
function collected(undoing: Undoing): boolean {
  const { walk, run, growth, wanted, claims } = undoing;
  const name = code(wanted.name);
  const tests = testsOf(undoing);
  const isPiece = growth.kind === "text" || wanted.goal.losses.includes(CUTS);
  const what = growth.kind === "text" ? "piece" : "element";
  if (tests !== "") {
    walk.say(
      claimed(
        `only ${placeOf(undoing)} adds to ${name}, and only on passes of ${loopOf(undoing)} for which ${tests} holds; other passes leave nothing behind`,
        ...claims,
      ),
    );
  } else if (isComplete(undoing) && (!isPiece || oneCharacter(undoing))) {
    walk.say(
      claimed(
        `only ${placeOf(undoing)} adds to ${name}, one ${what} on each pass, so ${loopOf(undoing)} makes ${counted(run.passes.length, "pass", "passes")}`,
        ...claims,
      ),
    );
  } else {
    const which = undoing.skips.length === 0 ? "" : " that gets so far";
    walk.say(
      claimed(
        `only ${placeOf(undoing)} adds to ${name}, one ${what} on each pass of ${loopOf(undoing)}${which}`,
        ...claims,
      ),
    );
  }
  if (!elementsTold(undoing) && tests === "" && isComplete(undoing) && (!isPiece || oneCharacter(undoing)))
    sizeTold(undoing);
  return true;
}

function oneCharacter({ walk, entry, growth, source }: Undoing): boolean {
  return source !== null && isCharacter(walk.evidence, entry, source.operand, source.isElement(growth.added));
}

/** What the added elements tell about those that the loop went through. */
function elementsTold(undoing: Undoing): boolean {
  const { walk, entry, growth, wanted, source } = undoing;
  if (source === null) return false;
  const { evidence } = walk;
  const first = evidence.trace.visits(growth.statement.number)[0] ?? entry;
  const losses = wanted.goal.losses.filter((loss) => !loss.ofContainer && !(loss === CUTS && oneCharacter(undoing)));
  const isPiece = growth.kind === "text" && !oneCharacter(undoing);
  const perElement: Goal = {
    aspect: "value",
    losses: isPiece ? distinctLosses([...losses, CUTS]) : losses,
    shows: null,
  };
  const [lead] = undo(evidence, first, growth.added, perElement, source.isElement).leads;
  if (lead === undefined) return false;
  const goal = operandGoal(undoing, source, lead);
  const undone = undo(evidence, entry, source.operand, goal);
  const told = knownOf(walk, entry, undone.leads);
  if (told.length === 0) return false;
  const end = undone.dead === null ? "" : `, though ${undone.dead.source} ${undone.dead.says}`;
  walk.say(
    claimed(
      `${reveals(undoing, source, lead)}, so ${told.map((each) => each.text).join(" and ")}${end}`,
      ...told.flatMap((each) => each.claims),
    ),
  );
  return true;
}

/** What is known of the thing gone through, when the element is known as the lead says on each pass that adds. */
function operandGoal(undoing: Undoing, source: ElementSource, lead: Lead): Goal {
  const { walk, entry, growth, wanted } = undoing;
  const { evidence } = walk;
  const dropped: Loss[] = growth.tests.length === 0 ? [] : [dropping(testsOf(undoing))];
  const losses = distinctLosses([
    ...wanted.goal.losses.filter((loss) => loss.ofContainer),
    ...lead.goal.losses,
    ...dropped,
    ...undoing.skips,
  ]);
  const text = isText(evidence, entry, source.operand);
  let shows: string | null = null;
  if (losses.length === 0) shows = evidence.reprOf(entry, source.operand) ?? null;
  else if (source.isElement(growth.added) && !growth.inFront) shows = wanted.goal.shows;
  else if (lead.goal.losses.length === 0 && !growth.inFront) shows = targetValues(undoing, source);
  return { aspect: "value", losses, shows: text ? textOf(shows) : shows };
}

/** The values of the element on the passes that added, as a list; null when they cannot be told. */
function targetValues(
  { walk, run, growth, target, wanted }: Undoing,
  source: ElementSource,
  grouped = false,
): string | null {
  if (target.type !== "Name" || source.element !== identifier(target, "id")) return null;
  const { evidence } = walk;
  const adding = new Set(evidence.trace.visits(growth.statement.number));
  const values: string[] = [];
  for (const pass of run.passes) {
    if (!evidence.stepsWithin(run.frame, pass.header, pass.end).some((step) => adding.has(step))) continue;
    const { end } = evidence.trace.step(pass.header);
    const value = evidence.trace.lookup(run.frame, source.element, end);
    const repr = value === undefined ? undefined : evidence.provable({ value, tick: end });
    if (repr === undefined) return null;
    values.push(repr);
  }
  const met = [...values];
  if (grouped) values.sort((one, other) => met.indexOf(one) - met.indexOf(other));
  // Where the order is lost, the order of the real input must not shine through.
  return `[${(wanted.goal.losses.includes(ORDER) ? byFrequency(values) : values).join(", ")}]`;
}

function byFrequency(values: readonly string[]): string[] {
  const often = (value: string) => values.filter((each) => each === value).length;
  return [...values].sort((a, b) => often(b) - often(a) || (a < b ? -1 : a > b ? 1 : 0));
}

function reveals({ walk, growth, iterable }: Undoing, source: ElementSource, lead: Lead): string {
  const element = code(source.element);
  if (source.isElement(growth.added))
    return `what it adds is ${element} itself, one of ${sourceText(walk.evidence, iterable) === code(source.element) ? "them" : `those in ${sourceText(walk.evidence, source.operand)}`}`;
  if (growth.added.type === "Tuple" || growth.added.type === "List") {
    const index = children(growth.added, "elts").findIndex(source.isElement);
    if (index >= 0) return `the ${ordinal(index + 1)} member of each is ${element} itself`;
  }
  const but = lead.goal.losses.length === 0 ? "" : ` but for ${butFor(lead.goal.losses)}`;
  return `each ${sourceText(walk.evidence, growth.added)} gives ${element} away${but}`;
}

/** The number of passes, as a size or a number that something must have had. */
function sizeTold({ walk, entry, run, iterable, source }: Undoing): void {
  const passes = String(run.passes.length);
  const limit = calledName(iterable) === "range" && source === null ? children(iterable, "args") : [];
  const isLimit = limit.length === 1 && run.passes.length > 0;
  const operand = isLimit
    ? limit[0]
    : (source?.operand ?? (methodCall(iterable)?.method === "items" ? iterable : undefined));
  if (operand === undefined) return;
  const goal: Goal = { aspect: isLimit ? "value" : "size", losses: [], shows: passes };
  const told = knownOf(walk, entry, undo(walk.evidence, entry, operand, goal).leads);
  if (told.length === 0) return;
  const reason = isLimit ? "that number of passes means" : "one pass for each element means";
  walk.say(
    claimed(`${reason} that ${told.map((each) => each.text).join(" and ")}`, ...told.flatMap((each) => each.claims)),
  );
}

function knownOf(walk: Walk, step: number, leads: readonly Lead[]): Phrase[] {
  return walk
    .take(step, leads)
    .map((each) => walk.told(each))
    .filter((each) => each !== null);
}

/** `total += x`: only the total is known. */
function totalled(undoing: Undoing): boolean {
  const { walk, growth, wanted, claims } = undoing;
  const times = walk.evidence.trace.visits(growth.statement.number).length;
  const tests = testsOf(undoing);
  const [where, name] = [placeOf(undoing), code(wanted.name)];
  if (wanted.goal.losses.length > 0 || undoing.skips.length > 0) return false;
  if (constant(growth.added)?.repr === "1") {
    const so =
      tests === ""
        ? `${loopOf(undoing)} makes ${counted(times, "pass", "passes")}`
        : `${tests} holds on ${counted(times, "pass", "passes")} of ${loopOf(undoing)}, whichever they are`;
    walk.say(claimed(`${name} starts at 0 and only ${where} adds to it, 1 at a time, so ${so}`, ...claims));
    if (tests === "") sizeTold(undoing);
    return true;
  }
  const when = tests === "" ? "" : ` where ${tests} holds`;
  walk.say(
    claimed(
      `${name} is a total: it starts at 0, and ${where} adds ${sourceText(walk.evidence, growth.added)} on each pass of ${loopOf(undoing)}${when}; many different summands come to the same`,
      ...claims,
    ),
  );
  return true;
}

/** `d[k] = d.get(k, 0) + 1`: every key occurs as often as its count says. */
function tabulated(undoing: Undoing): boolean {
  const { walk, run, growth, wanted, claims, source, entry } = undoing;
  if (growth.tests.length > 0 || undoing.skips.length > 0 || wanted.goal.losses.some((loss) => loss !== ORDER))
    return false;
  walk.say(
    claimed(
      `${placeOf(undoing)} counts ${sourceText(walk.evidence, growth.added)} in ${code(wanted.name)}, once on each pass, so ${loopOf(undoing)} makes as many passes as the counts add up to: ${counted(run.passes.length, "pass", "passes")}`,
      ...claims,
    ),
  );
  if (source === null || !source.isElement(growth.added)) {
    sizeTold(undoing);
    return true;
  }
  const values = targetValues(undoing, source, true);
  const goal: Goal = { aspect: "value", losses: distinctLosses([...wanted.goal.losses, REPEAT_ORDER]), shows: values };
  const told = knownOf(walk, entry, undo(walk.evidence, entry, source.operand, goal).leads);
  if (told.length > 0) {
    walk.say(
      claimed(
        `every key occurs as often as its count says, so ${told.map((each) => each.text).join(" and ")}`,
        ...told.flatMap((each) => each.claims),
      ),
    );
  }
  return true;
}

/** `d[k] = E` for `k, v in x.items()` */
function entered(undoing: Undoing): boolean {
  const { walk, growth, wanted, claims, target, iterable, entry } = undoing;
  const [key, value] = target.type === "Tuple" ? children(target, "elts") : [];
  const call = methodCall(iterable);
  const isOwnKey =
    key !== undefined && growth.added.type === "Name" && identifier(growth.added, "id") === identifier(key, "id");
  if (
    undoing.skips.length > 0 ||
    !isOwnKey ||
    value?.type !== "Name" ||
    call?.method !== "items" ||
    growth.value === null
  )
    return false;
  const isValue = (node: SyntaxNode) => node.type === "Name" && identifier(node, "id") === identifier(value, "id");
  const first = walk.evidence.trace.visits(growth.statement.number)[0] ?? entry;
  const perValue: Goal = {
    aspect: "value",
    losses: wanted.goal.losses.filter((loss) => !loss.ofContainer),
    shows: null,
  };
  const [lead] = undo(walk.evidence, first, growth.value, perValue, isValue).leads;
  const dropped = growth.tests.length === 0 ? [] : [dropping(testsOf(undoing))];
  const held = growth.tests.length === 0 ? "" : `, if ${testsOf(undoing)} holds`;
  const subject = sourceText(walk.evidence, call.receiver);
  walk.say(
    claimed(
      `${placeOf(undoing)} makes one entry of ${code(wanted.name)} from each entry of ${subject}${held}, under the same key, so these keys come from ${subject}`,
      ...claims,
    ),
  );
  if (lead === undefined) return true;
  const losses = distinctLosses([...wanted.goal.losses, ...lead.goal.losses, ...dropped]);
  const exact = losses.length === 0 ? (walk.evidence.reprOf(entry, call.receiver) ?? null) : null;
  const shows = exact ?? (isValue(growth.value) ? wanted.goal.shows : null);
  const told = knownOf(
    walk,
    entry,
    undo(walk.evidence, entry, call.receiver, { aspect: "value", losses, shows }).leads,
  );
  if (told.length > 0) {
    walk.say(
      claimed(
        `each value ${sourceText(walk.evidence, growth.value)} gives ${code(identifier(value, "id") ?? "")} away, so ${told.map((each) => each.text).join(" and ")}`,
        ...told.flatMap((each) => each.claims),
      ),
    );
  }
  return true;
}

/** A `while` that came to its end: its test no longer held, but how often it went round leaves no mark. */
function leftBecause(walk: Walk, loop: Statement, run: LoopRun, entry: number, wanted: Wanted): boolean {
  const test = child(walk.evidence.trace.node(loop.node), "test");
  const breaks = below(walk.evidence, loop).some((each) => each.kind === "Break");
  if (loop.kind !== "While" || test === null || breaks || run.ending !== "exhausted") return false;
  const claim: Claim = {
    kind: "loop",
    at: walk.evidence.coordinate(entry),
    passes: run.passes.length,
    ending: "exhausted",
  };
  const lines = walk.linesChanging(loop, wanted.name);
  walk.lose(wanted.name);
  walk.say(
    claimed(
      `line${lines.length === 1 ? "" : "s"} ${lines.join(" and ")} change${lines.length === 1 ? "s" : ""} ${code(wanted.name)} for as long as ${sourceText(walk.evidence, test)} holds on ${line(loop.range.line)}; that it no longer holds at the end is certain, but not how many passes came before`,
      claim,
    ),
  );
  return true;
}
