import { type Phrase, phrase } from "../phrase.ts";
import type { Teller } from "../teller.ts";
import { line } from "../wording.ts";
import { callPhrase } from "./calls.ts";
import { tellRecursion } from "./recursion.ts";

/** Calls of the program's own functions that a step made and whose inside is worth following. */
export function tellCalls(
  teller: Teller,
  step: number,
  tellFrame: (teller: Teller, frame: number) => Phrase[],
): Phrase[] {
  const { evidence } = teller;
  if (teller.measure.calls <= 0) return [];
  const sentences: Phrase[] = [];
  for (const index of evidence.calledBy(step)) {
    const frame = evidence.trace.frame(index);
    const scope = evidence.trace.scopes[frame.scope];
    if (scope === undefined || scope.kind !== "function" || scope.isGenerator) continue;
    const isRecursive = frame.scope === evidence.trace.frame(evidence.trace.step(step).frame).scope;
    if (isRecursive && !teller.toldRecursions.has(frame.scope)) {
      teller.toldRecursions.add(frame.scope);
      sentences.push(...tellRecursion(teller, step, frame, tellFrame));
      continue;
    }
    if (teller.told.has(frame.scope)) continue;
    if (frame.depth > 6 || teller.told.size >= teller.measure.calls) continue;
    const opening = callPhrase(teller, frame);
    if (opening === null) continue;
    teller.told.add(frame.scope);
    const where = line(evidence.statementAt(step).range.line);
    sentences.push(phrase`${where} calls ${opening}`, ...tellFrame(teller, index));
  }
  return sentences;
}
