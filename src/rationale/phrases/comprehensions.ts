import type { SyntaxNode } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import { claimed, type Phrase } from "../phrase.ts";
import { child, children, walk } from "../syntax.ts";
import type { Teller } from "../teller.ts";
import { code, counted, countWord } from "../wording.ts";
import { nameOf } from "./expressions.ts";
import { elementNoun, sourceOf } from "./values.ts";

/**
 * How a list comprehension with a condition selected: `` of the six elements of `xs`, three pass `x > 1` ``. Only where
 * the result shows how many passed: one `for`, one `if`, over something with a name.
 */
export function selection(teller: Teller, step: number, expression: SyntaxNode): Phrase | null {
  const found = walk(expression).find((node) => node.type === "ListComp");
  const generators = found === undefined ? [] : children(found, "generators");
  const generator = generators[0];
  if (found === undefined || generator === undefined || generators.length !== 1) return null;
  const tests = children(generator, "ifs");
  const iterable = child(generator, "iter");
  const test = tests[0];
  const name = iterable === null ? null : nameOf(iterable);
  const result = teller.evidence.evaluationsOf(step, found)[0];
  const claim = teller.evidence.evaluation(step, found)?.claim;
  if (test === undefined || tests.length !== 1 || name === null || result === undefined || claim === undefined)
    return null;
  const seen = teller.evidence.nameBefore(step, name);
  const all = seen === undefined ? undefined : teller.evidence.sizeOf(seen);
  const kept = teller.evidence.sizeOf(result);
  const source = sourceOf(teller, test);
  if (seen === undefined || all === undefined || kept === undefined || source === null || all < kept || all === 0)
    return null;
  const size: Claim = { kind: "size", at: teller.evidence.coordinate(step), when: "before", name, size: all };
  const noun = elementNoun(teller.evidence.typeOf(seen));
  if (kept === 0)
    return claimed(`none of the ${counted(all, noun)} of ${code(name)} passes ${code(source)}`, size, claim);
  if (kept === all) return claimed(`all ${counted(all, noun)} of ${code(name)} pass ${code(source)}`, size, claim);
  const verb = kept === 1 ? "passes" : "pass";
  return claimed(
    `of the ${counted(all, noun)} of ${code(name)}, ${countWord(kept)} ${verb} ${code(source)}`,
    size,
    claim,
  );
}
