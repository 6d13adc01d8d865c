import { type SlotKind, Tag } from "../columns.ts";
import { type Indexes, indexesOf, perTrace } from "../indexes.ts";
import { slotOf } from "../rows.ts";
import type { ObjectId, Tick, Trace } from "../types.ts";
import { payloadOf, tagOf } from "../values.ts";
import { controllersOf } from "./controllers.ts";
import type { Place } from "./history.ts";
import { readsOf } from "./reads.ts";
import { lastWrite } from "./writes.ts";

/** Why a step did what it did: one earlier step it rests on. */
export interface Dependence {
  /**
   * `data`: it wrote what this step read; `result`: it gave back a value that this step waited for; `control`: it decided
   * that this step runs; `call`: it called the function this step is in; `exception`: it raised what this step handles.
   */
  readonly kind: "data" | "result" | "control" | "call" | "exception";
  readonly step: number;
  /** For data, what was read: a variable's name, or an object and a place in it. */
  readonly name?: string;
  readonly object?: ObjectId;
  readonly place?: Place;
  /** For data, the row of the write. */
  readonly tick?: Tick;
}

/** Objects that a look at one object may reach before it counts as looked at in part. */
const REACH = 1_000;

/**
 * The steps that a step directly rests on, each once for each reason.
 * O(nodes of the statement, and the changes of the objects it read since they were written)
 */
export function dependencesOf(trace: Trace, step: number): readonly Dependence[] {
  const found: Dependence[] = [];
  const seen = new Set<string>();
  const add = (dependence: Dependence) => {
    const key = `${dependence.kind} ${dependence.step} ${dependence.name} ${dependence.object} ${JSON.stringify(dependence.place)}`;
    if (dependence.step < 0 || dependence.step === step || seen.has(key)) return;
    seen.add(key);
    found.push(dependence);
  };
  eachDependence(trace, step, add, (object, tick) => {
    const indexes = indexesOf(trace);
    for (const part of reachable(indexes, object, tick)) {
      eachContentWrite(indexes, part, tick, (row) => {
        add({ kind: "data", step: indexes.steps.owner(row), object: part, tick: row });
        return true;
      });
    }
  });
  return found;
}

/**
 * Tells each dependence of a step as it is found, objects looked at as a whole apart: they may have a million writes,
 * which a slice must not count again for every look.
 */
export function eachDependence(
  trace: Trace,
  step: number,
  tell: (dependence: Dependence) => void,
  whole: (object: ObjectId, tick: Tick) => void,
): void {
  const indexes = indexesOf(trace);
  const { columns, steps } = indexes;
  readsOf(trace, step, {
    variable: (name, row) => tell({ kind: "data", step: steps.owner(row), name, tick: row }),
    element(object, place, tick) {
      const row = lastWrite(indexes, object, place, tick);
      tell({ kind: "data", step: steps.owner(row), object, place, tick: row });
    },
    whole,
  });
  // Control came back to this step: what came back was given by the step that ended or paused the other frame.
  const stretches = steps.ownRows(step);
  for (const [from] of stretches.slice(1)) {
    const giver = steps.owner(from - 1);
    if (giver >= 0 && givesValue(trace, slotOf(columns, from - 1).kind, giver)) tell({ kind: "result", step: giver });
  }
  const { frame, statement } = trace.step(step);
  for (const controller of controllers(trace)[statement]!) {
    const visit = steps.lastOf(controller, frame, step);
    if (visit >= 0) tell({ kind: "control", step: visit });
  }
  const { callStep } = trace.frame(frame);
  if (callStep !== null) tell({ kind: "call", step: callStep });
  for (const raiser of raisers(trace).get(step) ?? []) tell({ kind: "exception", step: raiser });
}

/** Whether a step gave back a value of its own: not so a function that just came to its end. */
function givesValue(trace: Trace, kind: SlotKind, step: number): boolean {
  return kind === "yield" || (kind === "return" && trace.statement(trace.step(step).statement).kind === "Return");
}

/**
 * Tells the rows that wrote what an object holds at a tick, the latest first, back to where all of it was replaced, or to
 * its first sight; until `tell` gives false.
 */
export function eachContentWrite(indexes: Indexes, object: ObjectId, tick: Tick, tell: (row: number) => boolean): void {
  const rows = indexes.objects.changeRows(object);
  for (let i = indexes.objects.changesBefore(object, tick) - 1; i >= 0; i--) {
    const row = rows[i]!;
    if (!tell(row) || slotOf(indexes.columns, row).kind === "replace") return;
  }
  tell(indexes.objects.firstSight(object));
}

/** An object and the objects it holds, at any depth. */
export function reachable(indexes: Indexes, object: ObjectId, tick: Tick): Set<ObjectId> {
  const found = new Set([object]);
  for (const one of found) {
    if (found.size > REACH) break;
    const { shape } = indexes.objects.layout(one);
    if (shape === "opaque" || shape === "function") continue;
    const { items, entries, attributes } = indexes.objects.contentAt(one, tick);
    const meet = (packed: number) => {
      if (tagOf(packed) === Tag.Object) found.add(payloadOf(packed));
    };
    for (let i = 0; i < items.length; i++) meet(items.at(i));
    for (const [key, value] of entries.entries()) {
      meet(key);
      meet(value);
    }
    for (const value of attributes.values()) meet(value);
  }
  return found;
}

const controllers = perTrace(controllersOf);

/** The steps that raised what each handling step caught. */
const raisers = perTrace((trace) => {
  const byHandler = new Map<number, number[]>();
  for (const { handledAt, raisedAt } of trace.exceptions) {
    if (handledAt !== null) byHandler.set(handledAt, [...(byHandler.get(handledAt) ?? []), raisedAt]);
  }
  return byHandler;
});
