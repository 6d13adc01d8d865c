import type { Frame, SyntaxNode } from "../trace/types.ts";
import { answerClaims, answerText, inputClaims, inputText } from "./answers.ts";
import type { BackwardParts } from "./backward/narrate-backward.ts";
import type { Claim } from "./claims.ts";
import type { Evidence } from "./evidence.ts";
import { backed, chain, claimed, type Phrase, phrase, plain } from "./phrase.ts";
import { nameOf } from "./phrases/expressions.ts";
import { elementNoun, shown } from "./phrases/values.ts";
import { entryFrame, tellDefinitions, tellOpening, withEnding } from "./program.ts";
import { tellFrame } from "./story.ts";
import { child, children, constant } from "./syntax.ts";
import type { Teller } from "./teller.ts";
import type { Section } from "./types.ts";
import { code, counted, line, linesText, timesText } from "./wording.ts";

/** One part of a rationale, paragraph by paragraph. */
export interface Part {
  readonly section?: Section;
  readonly paragraphs: readonly (readonly Phrase[])[];
}

/**
 * A run in the structured form: what is asked, the way through the source, the walk, what it came to, the answer. Understand and Plan say
 * no more than the source and the arguments do.
 */
export function thinkForward(teller: Teller): Part[] {
  const { evidence } = teller;
  const entry = evidence.trace.call === null ? null : entryFrame(teller);
  const opening = entry === null ? tellDefinitions(teller) : [...tellOpening(teller, entry), ...sizes(teller, entry)];
  if (entry !== null) teller.told.add(entry.scope);
  const plan = planned(teller, entry);
  const story = evidence.trace.frameCount === 0 ? [] : tellFrame(teller, entry?.index ?? 0);
  const { ending } = evidence.trace;
  const hasValue = ending.kind === "finished" && ending.value !== null;
  const told = hasValue ? [story] : withEnding(teller, entry, [story]);
  const answer = answerText(evidence);
  return [
    { section: "understand", paragraphs: [opening] },
    { section: "plan", paragraphs: [plan] },
    { section: "execute", paragraphs: told },
    { section: "reflect", paragraphs: [reflected(teller, entry)] },
    { section: "output", paragraphs: answer === null ? [] : [[claimed(answer, ...answerClaims(evidence, answer))]] },
  ];
}

/** The way back in the structured form; its answer is an input that gives the output. */
export function thinkBackward(evidence: Evidence, told: BackwardParts, check: readonly Phrase[]): Part[] {
  const input = inputText(evidence);
  const claims = input === null ? [] : inputClaims(evidence, input);
  return [
    { section: "understand", paragraphs: [told.result] },
    { section: "plan", paragraphs: [told.origin] },
    { section: "execute", paragraphs: [told.back] },
    { section: "reflect", paragraphs: [told.inputs, check] },
    { section: "input", paragraphs: input === null ? [] : [[claimed(input, ...claims)]] },
  ];
}

/** Arguments of fewer elements are counted at a glance. */
const GLANCE = 3;

/** How much each argument holds: `` `text` has 13 characters ``. */
function sizes(teller: Teller, entry: Frame): Phrase[] {
  const { evidence } = teller;
  if (entry.firstStep < 0) return [];
  const at = evidence.coordinate(entry.firstStep);
  const parts = entry.arguments.flatMap(([name, value]): Phrase[] => {
    const seen = { value, tick: entry.start };
    const size = evidence.sizeOf(seen);
    if (size === undefined || size < GLANCE || evidence.typeOf(seen) === "range") return [];
    const claim: Claim = { kind: "size", at, when: "before", name, size };
    return [claimed(`${code(name)} has ${counted(size, elementNoun(evidence.typeOf(seen)))}`, claim)];
  });
  return parts.length === 0 ? [] : [chain(parts)];
}

/** So many statements of a body are planned one by one. */
const PLANNED = 7;

/** The way through the body, statement by statement, and how often those that are no loops are reached. */
function planned(teller: Teller, entry: Frame | null): Phrase[] {
  const { evidence } = teller;
  const { trace } = evidence;
  const scope = entry === null ? 0 : entry.scope;
  const body = trace.statements.filter(
    ({ scope: own, parent, kind, number }) =>
      own === scope &&
      (parent === null || trace.statement(parent).node === scopeNode(teller, scope)) &&
      !/^(FunctionDef|AsyncFunctionDef|ClassDef|Import|ImportFrom|Pass|Global|Nonlocal)$/.test(kind) &&
      !isDocstring(trace.node(trace.statement(number).node)),
  );
  if (body.length < 2 || trace.ending.kind === "limit" || trace.ending.kind === "stopped") return [];
  const kept = body.length <= PLANNED ? body : [...body.slice(0, 3), ...body.slice(-3)];
  const steps = kept.map(({ node, range }) => stepOfPlan(teller, trace.node(node), line(range.line)));
  if (body.length > PLANNED) steps.splice(3, 0, plain(`${counted(body.length - 6, "more statement")} in between`));
  const single = kept.filter(({ kind }) => !/^(For|AsyncFor|While|With|AsyncWith|Try|TryStar)$/.test(kind));
  const reached = single.filter(({ number }) => trace.visits(number).length > 0);
  const [first] = reached;
  if (first === undefined) return [];
  const times = trace.visits(first.number).length;
  const alike = reached.filter(({ number, range }) => {
    const isFirstOfLine = trace.statements.find((each) => each.range.line === range.line)?.number === number;
    return isFirstOfLine && trace.visits(number).length === times;
  });
  const claims = alike.map(({ number }): Claim => ({ kind: "count", statement: number, times }));
  if (claims.length === 0) return [];
  const lines = alike.map(({ range }) => range.line);
  const each = lines.length > 1 ? " each" : "";
  const reach = `${linesText(lines)} ${lines.length > 1 ? "are" : "is"} reached ${timesText(times)}${each}`;
  return [backed(phrase`${teller.manner.plans()}${chain(steps)}; ${reach}`, ...claims)];
}

function scopeNode(teller: Teller, scope: number): number | null {
  const { trace } = teller.evidence;
  const number = trace.scopes[scope]?.statement ?? null;
  return number === null ? null : trace.statement(number).node;
}

function isDocstring(node: SyntaxNode): boolean {
  const value = node.type === "Expr" ? child(node, "value") : null;
  return value !== null && constant(value) !== null;
}

/** What one statement is there for, without its values. */
function stepOfPlan(teller: Teller, node: SyntaxNode, where: string): Phrase {
  const text = (part: SyntaxNode | null): string | null => {
    const source = part === null ? null : teller.evidence.trace.text(part.id).replace(/\s*\n\s*/g, " ");
    return source === null || source.length > 50 ? null : code(source);
  };
  const about = (verb: string, part: SyntaxNode | null, otherwise: string) => {
    const source = text(part);
    return plain(source === null ? `${where} ${otherwise}` : `${where} ${verb} ${source}`);
  };
  switch (node.type) {
    case "For":
    case "AsyncFor":
      return plain(
        `the loop on ${where} goes through ${text(child(node, "iter")) ?? "its elements"}${testsOf(teller, node)}`,
      );
    case "While":
      return plain(
        `the loop on ${where} goes on while ${text(child(node, "test")) ?? "its test"} is met${testsOf(teller, node)}`,
      );
    case "If":
      return about("decides by", child(node, "test"), "decides");
    case "Return":
      return about("gives back", child(node, "value"), "ends the call");
    case "Assign":
      return about("prepares", children(node, "targets")[0] ?? null, "prepares a value");
    case "AugAssign":
      return about("changes", child(node, "target"), "changes a value");
    case "Try":
    case "TryStar":
      return plain(`the ${code("try")} on ${where} guards what may fail`);
    case "With":
      return plain(`the ${code("with")} block on ${where} follows`);
    case "Raise":
      return plain(`${where} ends in an exception`);
    default:
      return about("does", child(node, "value"), "follows");
  }
}

/** The tests that stand directly in a loop. */
function testsOf(teller: Teller, loop: SyntaxNode): string {
  const tests = children(loop, "body").flatMap((node) => (node.type === "If" ? (child(node, "test") ?? []) : []));
  const sources = tests.map((test) => teller.evidence.trace.text(test.id)).filter((text) => text.length <= 50);
  const [one, ...more] = sources;
  if (one === undefined) return "";
  return more.length > 1
    ? `, with several tests`
    : `, testing ${[one, ...more].map((text) => code(text)).join(" and ")}`;
}

/** So many lines that never ran are named. */
const UNREACHED = 3;

/** What the walk can be checked against: what was never reached, how much the result holds, the result itself. */
function reflected(teller: Teller, entry: Frame | null): Phrase[] {
  const { evidence } = teller;
  const { trace } = evidence;
  const { ending } = trace;
  const sentences: Phrase[] = [];
  const scope = entry?.scope ?? 0;
  const idle = trace.statements.filter(
    ({ number, scope: own, parent, kind }) =>
      own === scope &&
      trace.visits(number).length === 0 &&
      kind !== "ExceptHandler" &&
      (parent === null || trace.visits(parent).length > 0),
  );
  const lines = [...new Map(idle.map((each) => [each.range.line, each])).values()].filter(
    ({ number, range }) => trace.statements.find((each) => each.range.line === range.line)?.number === number,
  );
  if (lines.length > 0 && ending.kind !== "limit" && ending.kind !== "stopped") {
    const named = lines.slice(0, UNREACHED);
    const claims = named.map(({ number }): Claim => ({ kind: "count", statement: number, times: 0 }));
    const text = linesText(named.map(({ range }) => range.line));
    sentences.push(claimed(`${text} ${named.length > 1 ? "are" : "is"} never reached`, ...claims));
  }
  sentences.push(...resultSize(teller, entry));
  if (ending.kind === "finished" && ending.value !== null) {
    const repr = evidence.provable({ value: ending.value, tick: trace.endTick });
    if (repr !== undefined) {
      const call = trace.call === null || trace.call.length > 60 ? "the call" : code(trace.call);
      sentences.push(
        claimed(`${teller.manner.concludes()}${call} gives ${shown(repr, 2_000)}`, { kind: "result", value: repr }),
      );
    }
  }
  return sentences;
}

/** How many elements a returned variable holds. */
function resultSize(teller: Teller, entry: Frame | null): Phrase[] {
  const { evidence } = teller;
  const step = entry?.outcome.kind === "returned" ? entry.outcome.step : null;
  if (step === null || step === undefined || evidence.statementAt(step).kind !== "Return") return [];
  const value = child(evidence.nodeAt(step), "value");
  const name = value === null ? null : nameOf(value);
  const seen = name === null ? undefined : evidence.nameBefore(step, name);
  const size = seen === undefined ? undefined : evidence.sizeOf(seen);
  if (name === null || seen === undefined || size === undefined || size === 0) return [];
  const claim: Claim = { kind: "size", at: evidence.coordinate(step), when: "before", name, size };
  const where = line(evidence.statementAt(step).range.line);
  return [claimed(`on ${where}, ${code(name)} has ${counted(size, elementNoun(evidence.typeOf(seen)))}`, claim)];
}
