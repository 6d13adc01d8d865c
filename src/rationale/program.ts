import type { ExceptionRecord, Frame } from "../trace/types.ts";
import type { Claim } from "./claims.ts";
import { backed, chain, claimed, type Phrase, phrase, plain, wordCount } from "./phrase.ts";
import { callPhrase } from "./phrases/calls.ts";
import { exceptionPhrase } from "./phrases/exceptions.ts";
import { outputText, writtenBy } from "./phrases/output.ts";
import { shown } from "./phrases/values.ts";
import { purposeOf } from "./plan/purpose.ts";
import { tellFrame } from "./story.ts";
import { children, identifier } from "./syntax.ts";
import type { Teller } from "./teller.ts";
import { code, line, timesText } from "./wording.ts";

/** The whole story, paragraph by paragraph. */
export function tellProgram(teller: Teller): Phrase[][] {
  const { trace } = teller.evidence;
  const entry = trace.call === null ? null : entryFrame(teller);
  const paragraphs = entry === null ? tellScript(teller) : [tellEntry(teller, entry)];
  const told = withEnding(teller, entry, paragraphs);
  const isSilent = told.every((paragraph) => paragraph.every((each) => each.claims.length === 0));
  return isSilent ? [tellDefinitions(teller)] : told;
}

/** So many definitions of a program that does nothing else are named. */
const DEFINITIONS = 5;

/** A program with nothing else to tell: what it defines and imports. */
export function tellDefinitions(teller: Teller): Phrase[] {
  const { evidence } = teller;
  const { trace } = evidence;
  if (trace.frameCount === 0 || trace.ending.kind !== "finished") return [];
  const found = [...trace.stepsOfFrame(0)].flatMap((step): Phrase[] => {
    const node = evidence.nodeAt(step);
    const { number, range } = evidence.statementAt(step);
    const runs: Claim = { kind: "count", statement: number, times: trace.visits(number).length };
    const name = identifier(node, "name");
    if (node.type === "Import" || node.type === "ImportFrom") {
      const from = identifier(node, "module") ?? children(node, "names").map((each) => identifier(each, "name"))[0];
      return from == null ? [] : [claimed(`${line(range.line)} imports ${code(from)}`, runs)];
    }
    if (name === null)
      return [
        claimed(
          `${line(range.line)} is reached ${timesText(trace.visits(number).length)}, and nothing comes of it`,
          runs,
        ),
      ];
    if (node.type === "ClassDef") return [claimed(`${line(range.line)} defines the class ${code(name)}`, runs)];
    const first = children(node, "body")[0];
    const body = first === undefined ? null : evidence.statementNumber(first);
    if (body === null || trace.visits(body).length > 0) return [];
    const never: Claim = { kind: "count", statement: body, times: 0 };
    return [claimed(`${line(range.line)} defines ${code(name)}, which nothing calls`, never)];
  });
  const lines = distinctTexts(found);
  return lines.length === 0 ? [] : [chain(lines.slice(0, DEFINITIONS))];
}

/** A `class` header is visited twice. */
function distinctTexts(phrases: readonly Phrase[]): readonly Phrase[] {
  return phrases.filter((each, index) => phrases.findIndex(({ text }) => text === each.text) === index);
}

/** The frame of the function the Call is about: the last one it called itself. */
export function entryFrame(teller: Teller): Frame | null {
  const { trace } = teller.evidence;
  let found: Frame | null = null;
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    if (frame.depth === 1 && frame.callStep === null && trace.scopes[frame.scope]?.kind === "function") found = frame;
  }
  return found;
}

function tellEntry(teller: Teller, entry: Frame): Phrase[] {
  const opening = tellOpening(teller, entry);
  return opening.length === 0 ? [] : [...opening, ...tellFrame(teller, entry.index)];
}

/** What the function is for, where that can be said, and what it is called with. */
export function tellOpening(teller: Teller, entry: Frame, saysPurpose = true): Phrase[] {
  const opening = callPhrase(teller, entry);
  if (opening === null) return [];
  teller.told.add(entry.scope);
  const [name = "", given = ""] = splitAt(opening.text, " with ");
  const purpose = saysPurpose ? purposePhrase(teller, entry, name) : null;
  const called = (subject: string) => ({
    text: teller.manner.called(subject, given === "" && entry.arguments.length > 0 ? null : given),
    claims: opening.claims,
  });
  return purpose === null ? [called(name)] : [purpose, called("it")];
}

/** What the function is for, when every part of it is of a known kind. */
function purposePhrase(teller: Teller, entry: Frame, name: string): Phrase | null {
  const purpose = purposeOf(teller.evidence, entry);
  if (purpose === null) return null;
  const deeds = purpose.deeds.map((deed) =>
    plain(deed.map((part) => (typeof part === "string" ? part : code(part.code))).join("")),
  );
  const text = `${name} ${chain(deeds, "then").text}`;
  return wordCount(text) > 45 ? null : claimed(text, ...purpose.claims);
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function tellScript(teller: Teller): Phrase[][] {
  return teller.evidence.trace.frameCount === 0 ? [] : [tellFrame(teller, 0)];
}

/** The answer, exactly as the program gives it; the story's last sentence may have said it already. */
export function withEnding(
  teller: Teller,
  entry: Frame | null,
  paragraphs: readonly (readonly Phrase[])[],
): Phrase[][] {
  const { evidence } = teller;
  const { ending, call } = evidence.trace;
  const earlier = paragraphs.slice(0, -1).map((paragraph) => [...paragraph]);
  const last = [...(paragraphs.at(-1) ?? [])];
  const done = (...phrases: Phrase[]) =>
    [...earlier, [...last, ...phrases]].filter((paragraph) => paragraph.length > 0);
  if (ending.kind === "finished" && ending.value !== null) {
    const repr = evidence.provable({ value: ending.value, tick: evidence.trace.endTick });
    if (repr === undefined) return done();
    const result: Claim = { kind: "result", value: repr };
    const final = last.at(-1);
    if (entry !== null && final !== undefined && returnsFrom(teller, entry, final, repr)) {
      last[last.length - 1] = backed(phrase`${final}${teller.manner.answer()}`, result);
      return done();
    }
    return done(
      claimed(`${call === null || call.length > 60 ? "the call" : code(call)} gives ${shown(repr, 2_000)}`, result),
    );
  }
  if (ending.kind === "finished") return done(...allOutput(teller));
  if (ending.kind === "raised") {
    const exception = evidence.trace.exceptions.find((record) => record.index === ending.exception);
    const claims = last.at(-1)?.claims ?? [];
    const isTold = claims.some((claim) => claim.kind === "handle" && claim.handler === null);
    if (exception === undefined || isTold || exception.type === "RecursionError") return done();
    if (call !== null && isRaisedByCall(teller, exception)) return done(callRaises(call, exception));
    return done(phrase`the ${entry === null ? "program" : "call"} ends with ${exceptionPhrase(teller, exception)}`);
  }
  return done();
}

/** Whether the Call raised an exception itself, outside any statement: by wrong arguments, or after its functions returned. */
function isRaisedByCall(teller: Teller, { raisedAt }: ExceptionRecord): boolean {
  return teller.evidence.trace.step(raisedAt).outcome !== "raised";
}

function callRaises(call: string, { type, message }: ExceptionRecord): Phrase {
  const given = message === "" ? "" : ` with the message ${code(message)}`;
  return claimed(`the call itself raises ${code(type)}${given}`, { kind: "rerun", call, raises: { type, message } });
}

/** Whether a sentence says that the entry function returned this. */
function returnsFrom(teller: Teller, entry: Frame, sentence: Phrase, repr: string): boolean {
  const activation = teller.evidence.activation(entry);
  return sentence.claims.some(
    (claim) =>
      claim.kind === "return" &&
      activation !== null &&
      claim.function[0] === activation[0] &&
      claim.function[1] === activation[1] &&
      claim.value === repr,
  );
}

/** More writing statements than this are not put into one claim of the whole output. */
const WRITERS = 120;

/** All that a script printed, where its story told it piece by piece or not at all. */
function allOutput(teller: Teller): Phrase[] {
  const { trace } = teller.evidence;
  if (trace.stdout === "") return [];
  const claims: Claim[] = [];
  for (const step of trace.stepsOfFrame(0)) {
    const text = writtenBy(teller, step);
    if (text !== "") claims.push({ kind: "print", at: teller.evidence.coordinate(step), text });
    if (claims.length > WRITERS) return [];
  }
  if (claims.length < 2) return [];
  return [claimed(`in all, the program prints ${outputText(trace.stdout)}`, ...claims)];
}
