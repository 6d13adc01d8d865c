import type { ExceptionRecord, Frame, Statement, SyntaxNode, Trace } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { Evidence } from "../evidence.ts";
import { backed, claimed, type Phrase } from "../phrase.ts";
import { shown } from "../phrases/values.ts";
import { calledName, child, children, constant, walk as nodesOf, operator } from "../syntax.ts";
import { code, counted, line, splitContainer } from "../wording.ts";
import { possibleReturns, returnsOf } from "./ends.ts";
import type { Goal } from "./goal.ts";
import { sourceText } from "./reading.ts";
import { goBack } from "./statements.ts";
import { Walk } from "./walk.ts";

/** What output and code determine, told from the end to the beginning. */
export interface Account {
  readonly walk: Walk;
  /** The frame of the function that was called, or null for a script. */
  readonly entry: Frame | null;
  /** The line that returned, where the result alone does not say which line it was. */
  readonly assumed?: string;
}

/** The frame of the function the Call is about: the last one it called itself. */
export function entryFrame(trace: Trace): Frame | null {
  let found: Frame | null = null;
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    if (frame.depth === 1 && frame.callStep === null && trace.scopes[frame.scope]?.kind === "function") found = frame;
  }
  return trace.call === null ? null : found;
}

/** Goes back from the end of a run as far as output and code allow; null when there is nothing to start from. */
export function accountOf(trace: Trace): Account | null {
  const evidence = new Evidence(trace);
  const entry = entryFrame(trace);
  if (trace.ending.kind === "raised") {
    const { exception } = trace.ending;
    const record = trace.exceptions.find((each) => each.index === exception);
    return record === undefined ? null : fromException(evidence, entry, record);
  }
  if (trace.ending.kind !== "finished") return null;
  if (trace.ending.value === null) return fromOutput(evidence);
  return fromResult(evidence, entry);
}

function fromResult(evidence: Evidence, entry: Frame | null): Account | null {
  const { trace } = evidence;
  const { ending } = trace;
  if (ending.kind !== "finished" || ending.value === null) return null;
  const repr = evidence.provable({ value: ending.value, tick: trace.endTick });
  if (repr === undefined || entry === null) return null;
  const walk = new Walk(evidence, entry.index);
  const result: Claim = { kind: "result", value: repr };
  walk.say(claimed(`the result is ${shown(repr)}${sizeOf(repr)}`, result));
  const { outcome } = entry;
  const activation = evidence.activation(entry);
  if (outcome.kind !== "returned" || activation === null) return { walk, entry };
  const returned = evidence.provable({ value: outcome.value, tick: trace.endTick });
  if (returned !== repr) return { walk, entry };
  const returns: Claim = { kind: "return", function: activation, value: repr };
  const step = outcome.step;
  const statement = step === null ? null : evidence.statementAt(step);
  if (step === null || statement?.kind !== "Return") {
    walk.say(
      claimed(`no \`return\` gives it: the function comes to its end, which always gives ${code("None")}`, returns),
    );
    return { walk, entry };
  }
  const value = child(evidence.nodeAt(step), "value");
  const source = value === null ? code("return") : sourceText(evidence, value);
  const all = returnsOf(evidence, entry.scope);
  const possible = possibleReturns(evidence, all, repr, trace.typeName(ending.value));
  const where = line(statement.range.line);
  const others = all.filter((each) => each !== statement).map((each) => each.range.line);
  const open = possible.filter((each) => each !== statement).map((each) => each.range.line);
  const lead = (): Phrase => {
    if (open.length > 0) {
      const lines = linesOf([...open, statement.range.line].sort((one, other) => one - other));
      const text = `${lines} could each return it, and the result alone does not say which; for the input that was given it was ${where} that returned ${source}`;
      return claimed(text, returns, walk.count(statement));
    }
    if (others.length > 0) {
      return claimed(
        `${linesOf(others)} cannot return that, so ${where} did: ${source}`,
        returns,
        walk.count(statement),
      );
    }
    return claimed(`it is what ${where}, the only ${code("return")}, gives back: ${source}`, returns);
  };
  follow(walk, lead(), step, value, { aspect: "value", losses: [], shows: repr });
  goBack(walk, statement, step);
  return open.length > 0 ? { walk, entry, assumed: where } : { walk, entry };
}

/** Tell where it ends, and undo the last expression when there is something in it to undo. */
function follow(walk: Walk, lead: Phrase, step: number, node: SyntaxNode | null, goal: Goal): void {
  const seen = node === null || node.type === "Name" ? undefined : walk.evidence.evaluation(step, node);
  if (node?.type === "Name") walk.take(step, [{ name: node, goal }]);
  if (node === null || node.type === "Name") walk.say(lead);
  else walk.undoing(seen === undefined ? lead : backed(lead, seen.claim), step, node, goal);
}

function linesOf(lines: readonly number[]): string {
  const all = [...new Set(lines)];
  return all.length === 1 ? line(all[0] ?? 0) : `lines ${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** `, six pairs`: how much the result is, in words. */
function sizeOf(repr: string): string {
  const container = splitContainer(repr);
  if (container === null || container.items.length < 2) return "";
  const { open, items } = container;
  if (open === "{")
    return items.every((item) => item.includes(":"))
      ? `, ${counted(items.length, "key")}`
      : `, ${counted(items.length, "element")}`;
  const isPair = items.every((item) => item.startsWith("(") && splitContainer(item)?.items.length === 2);
  return `, ${counted(items.length, isPair ? "pair" : "element")}`;
}

function fromException(evidence: Evidence, entry: Frame | null, record: ExceptionRecord): Account | null {
  const { trace } = evidence;
  const step = record.raisedAt;
  if (step < 0 || record.handledAt !== null) return null;
  const { frame, outcome } = trace.step(step);
  const walk = new Walk(evidence, frame);
  if (trace.call !== null && outcome !== "raised") {
    const { type, message } = record;
    const given = message === "" ? "" : ` with the message ${code(message)}`;
    walk.say(
      claimed(
        `the call itself raises ${code(type)}${given}, before any line of the function can run or after all have run`,
        {
          kind: "rerun",
          call: trace.call,
          raises: { type, message },
        },
      ),
    );
    return { walk, entry: null };
  }
  const at = evidence.coordinate(step);
  const statement = evidence.statementAt(step);
  const raised: Claim = { kind: "raise", at, type: record.type, message: record.message };
  const left: Claim = { kind: "handle", at, handler: null };
  const message = record.message === "" ? "" : ` with the message ${code(record.message)}`;
  const where = line(statement.range.line);
  walk.say(
    claimed(
      `the ${entry === null ? "program" : "call"} gives no result: it ends in ${code(record.type)}${message}, raised on ${where}`,
      raised,
      left,
    ),
  );
  if (statement.kind === "Raise") {
    walk.say(claimed(`${where} raises it on purpose, so the input must have led there`, raised));
  } else {
    cause(walk, statement, step, record, raised);
  }
  goBack(walk, statement, step);
  return { walk, entry };
}

/** What must have been so for an operation to fail like this. */
function cause(walk: Walk, statement: Statement, step: number, record: ExceptionRecord, raised: Claim): void {
  const { evidence } = walk;
  const range = record.raisedRange;
  const failing =
    range === null
      ? undefined
      : nodesOf(evidence.trace.node(statement.node)).find(
          (node) =>
            node.range.line === range.line &&
            node.range.column === range.column &&
            node.range.endLine === range.endLine &&
            node.range.endColumn === range.endColumn &&
            node.type !== "Expr",
        );
  if (failing === undefined) return;
  const source = sourceText(evidence, failing);
  if (
    failing.type === "BinOp" &&
    record.type === "ZeroDivisionError" &&
    /^(Div|FloorDiv|Mod)$/.test(operator(failing))
  ) {
    const divisor = child(failing, "right");
    if (divisor === null) return;
    const shows = evidence.reprOf(step, divisor) ?? null;
    walk.undoing(claimed(`${source} fails so only when ${sourceText(evidence, divisor)} is 0`, raised), step, divisor, {
      aspect: "value",
      losses: [],
      shows,
    });
    return;
  }
  if (failing.type === "Subscript" && (record.type === "KeyError" || record.type === "IndexError")) {
    const [base, key] = [child(failing, "value"), child(failing, "slice")];
    if (base === null || key === null) return;
    if (record.type === "IndexError") {
      walk.say(
        claimed(
          `${source} fails so only when the index ${sourceText(evidence, key)} lies outside ${sourceText(evidence, base)}`,
          raised,
        ),
      );
      return;
    }
    const shows = evidence.reprOf(step, key) ?? null;
    const lead = claimed(
      `${source} fails so only when the key ${code(record.message)} is missing from ${sourceText(evidence, base)}`,
      raised,
    );
    if (constant(key) !== null) walk.say(lead);
    else walk.undoing(lead, step, key, { aspect: "value", losses: [], shows });
    return;
  }
  walk.say(claimed(`it is ${source} that fails`, raised));
}

/** From the last thing a script printed. */
function fromOutput(evidence: Evidence): Account | null {
  const { trace } = evidence;
  for (let step = trace.stepCount - 1; step >= 0; step -= 1) {
    const texts = evidence.effects(step, "output").filter((effect) => effect.stream === "stdout");
    if (texts.length === 0) continue;
    const { frame } = trace.step(step);
    const walk = new Walk(evidence, frame);
    const statement = evidence.statementAt(step);
    const text = texts.map((effect) => effect.text).join("");
    const claim: Claim = { kind: "print", at: evidence.coordinate(step), text };
    const said =
      text.endsWith("\n") && !text.slice(0, -1).includes("\n") ? code(text.slice(0, -1)) : "text of several lines";
    walk.say(
      claimed(
        `the last thing printed is ${text === "\n" ? "an empty line" : said}, by ${line(statement.range.line)}`,
        claim,
      ),
    );
    const value = child(evidence.nodeAt(step), "value");
    if (value !== null && calledName(value) === "print") {
      for (const argument of children(value, "args")) {
        if (constant(argument) !== null) continue;
        const seen = evidence.evaluation(step, argument);
        if (seen === undefined) continue;
        const goal: Goal = { aspect: "value", losses: [], shows: seen.repr };
        const told = claimed(`${sourceText(evidence, argument)} was ${shown(seen.repr)} there`, seen.claim);
        if (argument.type === "Name") {
          walk.take(step, [{ name: argument, goal }]);
          walk.say(told);
          continue;
        }
        walk.undoing(told, step, argument, goal);
      }
    }
    goBack(walk, statement, step);
    return { walk, entry: null };
  }
  return null;
}
