import type { Claim } from "../claims.ts";
import type { RecordedRun } from "./run.ts";
import { compare, must, ordinal, shown, Unknown, Wrong } from "./texts.ts";

type Of<Kind extends Claim["kind"]> = Extract<Claim, { kind: Kind }>;

function called(run: RecordedRun, [definition, nth]: readonly [number, number]): string {
  return `the ${ordinal(nth)} call of ${run.functionName(definition)}`;
}

export function decideCall(run: RecordedRun, claim: Of<"call">): void {
  const frame = run.activation(claim.function);
  const { name, parameters = [] } = run.trace.scopes[frame.scope] ?? {};
  for (const [parameter, value] of Object.entries(claim.arguments)) {
    must(parameters.includes(parameter), `${name} has no parameter ${parameter}`);
    const bound = frame.arguments.find(([each]) => each === parameter)?.[1];
    if (bound === undefined) throw new Unknown(`what ${parameter} was bound to is not recorded`);
    compare(value, run.text(bound, frame.start), `${called(run, claim.function)} has ${parameter} =`);
  }
}

export function decideReturn(run: RecordedRun, claim: Of<"return">): void {
  const { outcome, end } = run.activation(claim.function);
  const call = called(run, claim.function);
  if (outcome.kind === "raised") {
    throw new Wrong(`${call} raised ${run.trace.exceptions[outcome.exception]?.type ?? "an exception"}`);
  }
  if (outcome.kind !== "returned") throw new Unknown(run.cut ?? "the run did not show it");
  compare(claim.value, run.text(outcome.value, end), `${call} returned`);
}

export function decideResult(run: RecordedRun, claim: Of<"result">): void {
  const { ending, exceptions, endTick } = run.trace;
  switch (ending.kind) {
    case "finished":
      if (ending.value === null) throw new Wrong("the program was run as a script, which gives no result");
      compare(claim.value, run.text(ending.value, endTick), "the call gave");
      break;
    case "raised": {
      const { type = "an exception", message = "" } = exceptions[ending.exception] ?? {};
      throw new Wrong(`the program raised ${type}: ${shown(message)}`);
    }
    case "exited":
      throw new Wrong(`the program raised SystemExit: ${shown(ending.code)}`);
    default:
      throw new Unknown(run.cut ?? "the run did not come to its end");
  }
}
