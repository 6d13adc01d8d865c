import type { Frame } from "../trace/types.ts";
import type { Claim } from "./claims.ts";
import { chain, claimed, type Phrase, phrase, plain, wordCount } from "./phrase.ts";
import { callPhrase } from "./phrases/calls.ts";
import { exceptionPhrase } from "./phrases/exceptions.ts";
import { shown } from "./phrases/values.ts";
import { purposeOf } from "./plan/purpose.ts";
import { tellFrame } from "./story.ts";
import type { Teller } from "./teller.ts";
import { code } from "./wording.ts";

/** The whole story, paragraph by paragraph. */
export function tellProgram(teller: Teller): Phrase[][] {
  const { trace } = teller.evidence;
  const entry = trace.call === null ? null : entryFrame(teller);
  const paragraphs = entry === null ? tellScript(teller) : [tellEntry(teller, entry)];
  const ending = endingOf(teller, entry);
  const last = paragraphs.at(-1);
  if (ending.length === 0) return paragraphs;
  return last === undefined ? [ending] : [...paragraphs.slice(0, -1), [...last, ...ending]];
}

/** The frame of the function the Call is about: the last one it called itself. */
function entryFrame(teller: Teller): Frame | null {
  const { trace } = teller.evidence;
  let found: Frame | null = null;
  for (let index = 0; index < trace.frameCount; index += 1) {
    const frame = trace.frame(index);
    if (frame.depth === 1 && frame.callStep === null && trace.scopes[frame.scope]?.kind === "function") found = frame;
  }
  return found;
}

function tellEntry(teller: Teller, entry: Frame): Phrase[] {
  const opening = callPhrase(teller, entry);
  if (opening === null) return [];
  teller.told.add(entry.scope);
  const [name = "", given = ""] = splitAt(opening.text, " with ");
  const called = {
    text: `${name} is called${given === "" ? " without arguments" : ` with ${given}`}`,
    claims: opening.claims,
  };
  const purpose = purposePhrase(teller, entry, name);
  return [...(purpose === null ? [] : [purpose]), called, ...tellFrame(teller, entry.index)];
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

/** The answer, exactly as the program gives it. */
function endingOf(teller: Teller, entry: Frame | null): Phrase[] {
  const { evidence } = teller;
  const { ending } = evidence.trace;
  if (ending.kind === "finished" && ending.value !== null) {
    const repr = evidence.provable({ value: ending.value, tick: evidence.trace.endTick });
    const claim: Claim[] = repr === undefined ? [] : [{ kind: "result", value: repr }];
    return repr === undefined ? [] : [claimed(`the result is ${shown(repr, 2_000)}`, ...claim)];
  }
  if (ending.kind === "raised") {
    const exception = evidence.trace.exceptions.find((record) => record.index === ending.exception);
    return exception === undefined
      ? []
      : [phrase`the ${entry === null ? "program" : "call"} ends with ${exceptionPhrase(teller, exception)}`];
  }
  return [];
}
