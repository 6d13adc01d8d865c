import type { TraceColumns } from "./columns.ts";
import { Control } from "./control.ts";
import { effectsOf } from "./effects.ts";
import { exceptionsOf } from "./exceptions.ts";
import { Frames } from "./frames.ts";
import { lazy } from "./grouping.ts";
import { withIndexes } from "./indexes.ts";
import { Lookup } from "./lookup.ts";
import { loopRunsOf } from "./loops.ts";
import { scopeNames } from "./names.ts";
import { Objects } from "./objects.ts";
import { Output } from "./output.ts";
import { pythonRepr } from "./repr.ts";
import { stateAt } from "./state.ts";
import { Steps } from "./steps.ts";
import { lineStarts, nodeIndex, textInRange } from "./syntax.ts";
import type { LoopRun, Trace } from "./types.ts";
import { Values } from "./values.ts";
import { Variables } from "./variables.ts";
import { Views } from "./views.ts";

/** Characters of a `repr` when no limit is given: more than anyone reads. */
const REPR_LIMIT = 1_000_000;

/**
 * Ask questions of a recorded run. Opening is O(1): each index is built when a question first needs it.
 *
 * @param columns never changed here, and not to be changed by others while the trace is in use
 */
export function openTrace(columns: TraceColumns): Trace {
  const { source, call, syntax, statements, scopes, ending, timing, notices } = columns;
  const values = new Values(columns);
  const control = lazy(() => new Control(columns));
  const variables = lazy(() => new Variables(columns, control()));
  const nodes = lazy(() => nodeIndex(syntax));
  const lines = lazy(() => lineStarts(source));
  const steps = new Steps(columns);
  const frames = new Frames(columns, control, steps, values);
  const objects = new Objects(columns, values);
  const names = lazy(() => scopeNames(columns, nodes()));
  const lookup = new Lookup(columns, values, variables, names, control, objects);
  const views = new Views(columns, values, objects, (object, name, tick) => lookup.cell(object, name, tick));
  const stdout = lazy(() => new Output(columns, values, "stdout"));
  const stderr = lazy(() => new Output(columns, values, "stderr"));
  const exceptions = lazy(() => exceptionsOf(columns, nodes()));
  const loopRuns = new Map<number, readonly LoopRun[]>();

  const node: Trace["node"] = (id) => {
    const found = nodes()[id];
    if (found === undefined) throw new RangeError(`The program has no syntax node ${id}.`);
    return found;
  };

  const trace: Trace = {
    source,
    call,
    syntax,
    statements,
    scopes,
    ending,
    timing,
    notices,
    stepCount: steps.count,
    frameCount: frames.count,
    endTick: columns.rowSlot.length,
    get exceptions() {
      return exceptions();
    },
    get stdout() {
      return stdout().text;
    },
    node,
    text: (id) => textInRange(source, lines(), node(id).range),
    statement(number) {
      const found = statements[number - 1];
      if (found === undefined) throw new RangeError(`The program has no statement ${number}: they count from 1.`);
      return found;
    },
    step: (index) => steps.step(index),
    frame: (index) => frames.frame(index),
    effects: (step) => effectsOf({ columns, values, objects, steps, frames, control }, step),
    visits: (statement) => steps.visits(statement),
    stepsOfFrame: (frame) => steps.ofFrame(frame),
    callees: (frame) => frames.callees(frame),
    stepAt: (tick) => steps.owner(tick),
    stateAt: (tick) => stateAt({ columns, steps, lookup, control: control() }, tick),
    bindingsAt: (frame, tick) => lookup.bindings(frame, tick),
    lookup(frame, name, tick) {
      const row = lookup.boundBy(frame, name, tick);
      return row < 0 ? undefined : values.ofRow(row);
    },
    objectAt: (id, tick) => views.at(id, tick),
    repr(value, tick, limit = REPR_LIMIT) {
      return pythonRepr({ columns, values, objects }, value, tick, limit);
    },
    typeName: (value) => (value.kind === "atom" ? value.type : objects.type(value.id).name),
    loopRuns(statement) {
      const known = loopRuns.get(statement);
      if (known !== undefined) return known;
      const runs = loopRunsOf(columns, steps, statement);
      loopRuns.set(statement, runs);
      return runs;
    },
    outputBefore: (tick, stream = "stdout") => (stream === "stdout" ? stdout() : stderr()).before(tick),
  };
  return withIndexes(trace, { columns, values, steps, frames, objects, lookup, control, variables });
}
