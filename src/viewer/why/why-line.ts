import { Evidence } from "../../rationale/evidence.ts";
import { isLoop } from "../../trace/loops.ts";
import { dependencesOf } from "../../trace/queries/dependences.ts";
import { childList, childNode } from "../../trace/syntax.ts";
import type { Statement, SyntaxNode, Trace } from "../../trace/types.ts";
import { headOf } from "./why-rows.ts";

/** One reason why a line ran or did not; `step` is where to see it, null where nothing ran. */
export interface LineReason {
  /** Markdown: code in backticks. */
  readonly text: string;
  readonly step: number | null;
}

export interface LineAnswer {
  readonly ran: boolean;
  /** The nearest reason first. */
  readonly reasons: readonly LineReason[];
}

const evidences = new WeakMap<Trace, Evidence>();

function evidenceOf(trace: Trace): Evidence {
  const evidence = evidences.get(trace) ?? new Evidence(trace);
  evidences.set(trace, evidence);
  return evidence;
}

/**
 * Why a statement ran or did not: the tests, loops and calls that decided it, with their values.
 *
 * @param near the step from which it is asked: the last visit up to there is explained, else the first after
 */
export function whyLine(trace: Trace, statement: number, near: number): LineAnswer {
  const visits = trace.visits(statement);
  if (visits.length === 0) return { ran: false, reasons: whyNever(trace, statement) };
  const step = visits.findLast((visit) => visit <= near) ?? visits[0]!;
  const reasons = whyRan(trace, step);
  return {
    ran: true,
    reasons: reasons.length > 0 ? reasons : [{ text: "Nothing stands before it: it always runs.", step }],
  };
}

const REASONS = 12;

function whyRan(trace: Trace, from: number): readonly LineReason[] {
  const reasons: LineReason[] = [];
  const seen = new Set<number>();
  let waiting = [from];
  while (waiting.length > 0 && reasons.length < REASONS) {
    const deciders = waiting
      .flatMap((step) => dependencesOf(trace, step).filter(({ kind }) => kind === "control" || kind === "call"))
      .filter(({ step }) => !seen.has(step))
      .sort((a, b) => b.step - a.step);
    waiting = [];
    for (const { kind, step } of deciders) {
      if (seen.has(step)) continue;
      seen.add(step);
      const text = kind === "call" ? callText(trace, step) : deciderText(trace, step);
      if (text !== null) reasons.push({ text, step });
      waiting.push(step);
    }
  }
  return reasons.slice(0, REASONS);
}

function callText(trace: Trace, step: number): string {
  const statement = trace.statement(trace.step(step).statement);
  return `Line ${statement.range.line} made the call: ${code(headOf(trace, statement.node))}.`;
}

/** What a deciding step decided; null for what always lets control through. */
function deciderText(trace: Trace, step: number): string | null {
  const { statement: number } = trace.step(step);
  const statement = trace.statement(number);
  const line = statement.range.line;
  switch (statement.kind) {
    case "If":
    case "While":
      return `On line ${line}, ${testText(trace, step)}.`;
    case "For":
    case "AsyncFor": {
      const target = childNode(trace.node(statement.node), "target");
      const next = evidenceOf(trace).next(step);
      const value = target && next !== null ? evidenceOf(trace).reprOf(next, target) : undefined;
      const named = target && value !== undefined ? `, with ${code(`${trace.text(target.id)} = ${short(value)}`)}` : "";
      return `The loop on line ${line} makes a pass${named}.`;
    }
    case "Match":
      return `Line ${line} picks the case that matches.`;
    case "ExceptHandler":
      return `The ${code(headOf(trace, statement.node).replace(/:$/, ""))} on line ${line} catches the exception.`;
    default:
      return null;
  }
}

/** `x > best` is `5 > 3`: True */
function testText(trace: Trace, step: number): string {
  const evidence = evidenceOf(trace);
  const node = evidence.nodeAt(step);
  const test = childNode(node, "test");
  if (!test) return "the test decided";
  const source = code(oneLine(trace.text(test.id)));
  const value = evidence.reprOf(step, test);
  const operands = substituted(trace, step, test);
  const computed = operands === null || code(operands) === source ? "" : ` is ${code(operands)}, which`;
  return `${source}${computed} is ${value === undefined ? (wentInto(trace, step) ? "true" : "false") : code(short(value))}`;
}

/** A comparison with the values of its operands in their place; null for other tests. */
function substituted(trace: Trace, step: number, test: SyntaxNode): string | null {
  if (test.type !== "Compare") return null;
  const left = childNode(test, "left");
  const [right, ...more] = childList(test, "comparators");
  if (!left || !right || more.length > 0) return null;
  const evidence = evidenceOf(trace);
  const [a, b] = [evidence.reprOf(step, left), evidence.reprOf(step, right)];
  if (a === undefined || b === undefined) return null;
  const between = trace.text(test.id).slice(trace.text(left.id).length);
  const operator = between.slice(0, between.lastIndexOf(trace.text(right.id)));
  return `${short(a)}${oneLine(` ${operator} `)}${short(b)}`;
}

/** Whether control went from a test into the body. */
function wentInto(trace: Trace, step: number): boolean {
  const next = evidenceOf(trace).next(step);
  if (next === null) return false;
  const { statement } = trace.step(step);
  for (let inner: Statement | null = trace.statement(trace.step(next).statement); inner !== null; ) {
    if (inner.parent === statement) return inner.block === "body";
    inner = inner.parent === null ? null : trace.statement(inner.parent);
  }
  return false;
}

/** Why a statement never ran: what stands around it, outermost of those that did not let control in. */
function whyNever(trace: Trace, number: number): readonly LineReason[] {
  const statement = trace.statement(number);
  const scope = trace.scopes[statement.scope];
  const owner = scope?.statement ?? null;
  const parent = statement.parent;
  // The body of a function begins with a call, not with its `def`.
  if (parent === null || parent === owner)
    return [...missedInBlock(trace, statement), ...neverEntered(trace, statement)];
  const outer = trace.statement(parent);
  const visits = trace.visits(parent);
  if (visits.length === 0) {
    const line = `Line ${outer.range.line}, which it stands in, never ran: ${code(headOf(trace, outer.node))}.`;
    return [{ text: line, step: null }, ...whyNever(trace, parent)];
  }
  const before = missedInBlock(trace, statement);
  if (before.length > 0) return before;
  return [blockNotTaken(trace, statement, outer, visits)];
}

/** A statement before it in its block that ran and did not let control go on. */
function missedInBlock(trace: Trace, statement: Statement): readonly LineReason[] {
  const before = trace.statements.filter(
    (each) =>
      each.number < statement.number &&
      each.parent === statement.parent &&
      each.block === statement.block &&
      each.scope === statement.scope,
  );
  const last = before.findLast((each) => trace.visits(each.number).length > 0);
  if (!last) return [];
  const step = trace.visits(last.number).at(-1)!;
  const line = `line ${last.range.line}`;
  const raised = trace.exceptions.findLast(({ raisedAt }) => raisedAt >= step && raisedAt <= lastWithin(trace, step));
  if (trace.step(step).outcome === "raised" && raised) {
    return [{ text: `${capital(line)} ended in ${code(raised.type)} before it.`, step: raised.raisedAt }];
  }
  const jump = lastJump(trace, last, step);
  if (jump !== null) {
    const { range, node } = trace.statement(trace.step(jump).statement);
    const reasons: LineReason[] = [
      { text: `Line ${range.line} left before it: ${code(headOf(trace, node))}.`, step: jump },
    ];
    return [...reasons, ...whyRan(trace, jump).slice(0, 2)];
  }
  if (trace.step(step).outcome === "unfinished") {
    return [{ text: `The run ended while ${line} was at work.`, step }];
  }
  return [];
}

const lastWithin = (trace: Trace, step: number) => {
  const next = evidenceOf(trace).next(step);
  return next === null ? trace.stepCount - 1 : next - 1;
};

/** The last step of a frame, when it is a jump that stands at or inside a statement. */
function lastJump(trace: Trace, statement: Statement, from: number): number | null {
  const own = trace.stepsOfFrame(trace.step(from).frame);
  const last = own.at(-1);
  const candidates = own.filter((step) => step >= from);
  for (const step of candidates.toReversed()) {
    const { kind, number } = trace.statement(trace.step(step).statement);
    if (!isWithin(trace, number, statement.number)) continue;
    if (kind === "Break" || kind === "Continue") return step;
    return (kind === "Return" || kind === "Raise") && step === last ? step : null;
  }
  return null;
}

function isWithin(trace: Trace, number: number, outer: number): boolean {
  for (let at: number | null = number; at !== null; at = trace.statement(at).parent) if (at === outer) return true;
  return false;
}

function neverEntered(trace: Trace, statement: Statement): readonly LineReason[] {
  const scope = trace.scopes[statement.scope];
  if (!scope || scope.kind === "module") return [];
  for (let frame = 0; frame < trace.frameCount; frame++) if (trace.frame(frame).scope === scope.id) return [];
  return [{ text: `${code(scope.qualifiedName)} is never called.`, step: null }];
}

/** The compound statement around it ran, but not into its block. */
function blockNotTaken(trace: Trace, statement: Statement, outer: Statement, visits: Int32Array): LineReason {
  const last = visits.at(-1)!;
  const line = outer.range.line;
  const times = visits.length === 1 ? "" : ` each of the ${visits.length.toLocaleString("en")} times; at last`;
  if (outer.kind === "If") {
    const way = statement.block === "body" ? "did not hold" : "held";
    return { text: `The test on line ${line} ${way}${times}: ${testText(trace, last)}.`, step: last };
  }
  if (isLoop(outer.kind)) {
    if (statement.block === "orelse") {
      return {
        text: `The loop on line ${line} was left before its end, so its ${code("else")} was passed over.`,
        step: last,
      };
    }
    const because = outer.kind === "While" ? `: ${testText(trace, last)}` : ": there was nothing to go over";
    return { text: `The loop on line ${line} made no pass${because}.`, step: last };
  }
  if (outer.kind === "ExceptHandler") {
    const head = code(headOf(trace, outer.node).replace(/:$/, ""));
    return { text: `${head} on line ${line} does not catch the exception that came.`, step: last };
  }
  if (statement.kind === "ExceptHandler") {
    return { text: `Nothing that the ${code("try")} on line ${line} ran raised an exception it catches.`, step: last };
  }
  if (outer.kind === "Try" && statement.block === "orelse") {
    return {
      text: `The ${code("try")} on line ${line} did not come to its end, so its ${code("else")} was passed over.`,
      step: last,
    };
  }
  return { text: `Line ${line} did not go into this part: ${code(headOf(trace, outer.node))}.`, step: last };
}

const VALUE_CHARACTERS = 40;
const short = (text: string) => (text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS)}…` : text);
const oneLine = (text: string) => text.replace(/\s+/g, " ");
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const code = (text: string) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);
