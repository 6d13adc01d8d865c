import type { LoopRun, Tick, Value } from "../../trace/types.ts";
import type { Claim } from "../claims.ts";
import type { Coordinate, RecordedRun } from "./run.ts";
import { find } from "./subjects.ts";
import { agree, compare, must, shown, Unknown, Wrong } from "./texts.ts";

type Of<Kind extends Claim["kind"]> = Extract<Claim, { kind: Kind }>;
type Ending = Of<"loop">["ending"];

const ENDINGS: Readonly<Record<Ending, string>> = {
  exhausted: "running out",
  break: "break",
  return: "return",
  raise: "an exception",
};

/** The run of the loop that a visit entered, and how it ended. */
function entered(run: RecordedRun, at: Coordinate): { readonly loop: LoopRun; readonly ending: Ending } {
  must(/^(For|AsyncFor|While)$/.test(run.statement(at[0]).kind), `${run.line(at[0])} is not a loop`);
  const loop = run.evidence.loopEntered(run.step(at));
  if (loop === null) throw new Wrong(`${run.where(at)} is a further pass of the loop, not its beginning`);
  if (loop.ending === "unfinished") throw new Unknown(run.cut ?? "the run did not show it");
  return { loop, ending: loop.ending };
}

/** Right before the body's first statement runs in each pass; then when the loop is left. */
function moments(run: RecordedRun, { frame, passes, lastStep, statement, entryVisit }: LoopRun): Tick[] {
  const begins = passes.map(({ header }) => run.endOf(header));
  const last = run.evidence.stepsWithin(frame, run.step([statement, entryVisit]), lastStep + 1).at(-1);
  return [...begins, run.endOf(last ?? lastStep)];
}

export function decideLoop(run: RecordedRun, claim: Of<"loop">): void {
  const { loop, ending } = entered(run, claim.at);
  const passes = loop.passes.length;
  const the = `the loop on ${run.line(claim.at[0])}, entered on visit ${claim.at[1]},`;
  must(passes === claim.passes, `${the} makes ${passes} passes, not ${claim.passes}`);
  const ticks = moments(run, loop);
  for (const [name, values] of Object.entries(claim.targets ?? {})) {
    for (const [index, value] of values.slice(0, passes).entries()) {
      const tick = ticks[index] ?? 0;
      const text = run.text(find(run, loop.frame, name, tick), tick);
      compare(value, text, `${the} makes ${passes} passes; on pass ${index + 1}, ${name} is`);
    }
    const said = `${the} makes ${passes} passes, but ${values.length} values of ${name} are claimed`;
    must(values.length === passes, said);
  }
  must(ending === claim.ending, `${the} ends by ${ENDINGS[ending]}, not by ${ENDINGS[claim.ending]}`);
}

export function decideEvolve(run: RecordedRun, { at, name, values }: Of<"evolve">): void {
  const { loop } = entered(run, at);
  const passes = loop.passes.length;
  for (const [index, tick] of moments(run, loop).slice(0, values.length).entries()) {
    const claimed = values[index] ?? null;
    const found = valueOrNull(run, loop.frame, name, tick);
    const text = found === null ? null : run.text(found, tick);
    const when = index === passes ? "after the last pass" : `at the start of pass ${index + 1}`;
    const real = text === null ? "has no value" : `is ${shown(text)}`;
    const isSame = claimed === null || text === null ? claimed === text : agree(claimed, text);
    must(isSame, `${when}, ${name} ${real}, not ${claimed === null ? "unbound" : shown(claimed)}`);
  }
  const said = `the loop makes ${passes} passes, so ${name} has ${passes + 1} values, not ${values.length}`;
  must(values.length === passes + 1, said);
}

function valueOrNull(run: RecordedRun, frame: number, name: string, tick: Tick): Value | null {
  try {
    return find(run, frame, name, tick);
  } catch (problem) {
    if (problem instanceof Wrong) return null;
    throw problem;
  }
}
