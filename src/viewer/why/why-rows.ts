import { type Dependence, dependencesOf } from "../../trace/queries/dependences.ts";
import { objectHistory, valueIn } from "../../trace/queries/history.ts";
import { type Origin, originAt, originOfElement } from "../../trace/queries/origin.ts";
import type { Effect, ObjectId, Tick, Trace, Value } from "../../trace/types.ts";
import type { ValuePlace } from "../state/value-actions.ts";
import type { TreeRow } from "../tree-list.tsx";

/** One link in the chain of what a value came from. */
export interface WhyRow extends TreeRow {
  /** What it explains: `best`, `xs[2]`; empty for reasons that are no values. */
  readonly name: string;
  /** The value that was read there. */
  readonly value: string | null;
  /** How the step comes in: `set by`, `changed by`, `decided by`, … */
  readonly role: string;
  /** The statement's source on one line; empty where no step is behind it. */
  readonly code: string;
  readonly line: number | null;
  /** The how-manieth time that statement ran, where it ran more than once. */
  readonly visit: number | null;
  readonly step: number | null;
}

const VALUE_CHARACTERS = 60;
const CODE_CHARACTERS = 72;
/** Reasons listed for one step; the rest is counted. */
const REASONS = 24;
/** Changes of one object that are told of as such. */
const CHANGES = 8;

/** A reason on its way to being a row. */
interface Reason {
  readonly name: string;
  readonly value: Value | null;
  readonly tick: Tick;
  readonly role: string;
  /** The step to explain further; null at the end of the chain. */
  readonly step: number | null;
  readonly end?: string;
}

/**
 * Where a value came from, as the lines of a tree: the step that wrote it, and under it what that step read, back to literals and inputs. Made as
 * far as it is opened.
 *
 * @param toggled rows opened or closed against what is done unasked: the first two levels are open
 */
export function whyRows(trace: Trace, place: ValuePlace, toggled: ReadonlyMap<string, boolean>): readonly WhyRow[] {
  const rows: WhyRow[] = [];
  const add = (reason: Reason, path: string, depth: number, seen: ReadonlySet<string>) => {
    const identity = `${reason.step} ${reason.name}`;
    const inner = reason.step === null || seen.has(identity) ? [] : reasonsOf(trace, reason.step);
    const isOpen = inner.length > 0 && (toggled.get(path) ?? depth < 2);
    rows.push({ ...described(trace, reason), key: path, depth, canOpen: inner.length > 0, isOpen });
    if (!isOpen) return;
    const within = new Set(seen).add(identity);
    inner.slice(0, REASONS).forEach((each, index) => {
      add(each, `${path}.${index}`, depth + 1, within);
    });
    if (inner.length > REASONS) {
      const rest = inner.length - REASONS;
      const more: Reason = { name: "", value: null, tick: 0, role: `${rest} more`, step: null, end: "" };
      rows.push({ ...described(trace, more), key: `${path}.more`, depth: depth + 1, canOpen: false, isOpen: false });
    }
  };
  rootReasons(trace, place).forEach((reason, index) => {
    add(reason, String(index), 0, new Set());
  });
  return rows;
}

/** The step that wrote a value last; null when none did: it was there before the first step. */
export function writerOf(trace: Trace, place: ValuePlace): number | null {
  return rootReasons(trace, place)[0]?.step ?? null;
}

/** What a value on the screen rests on: the binding or write, and for an object also what changed it since. */
function rootReasons(trace: Trace, { label, tick, subject }: ValuePlace): readonly Reason[] {
  const value = subjectValue(trace, subject, tick);
  const origin: Origin | undefined =
    subject.kind === "variable"
      ? originAt(trace, subject.frame, subject.name, tick)
      : originOfElement(trace, subject.object, subject.place, tick);
  const since = origin?.tick ?? 0;
  const changes = value?.kind === "object" ? changesBetween(trace, value.id, since, tick) : [];
  const changed = changes.map((step): Reason => ({ name: label, value, tick, role: "changed by", step }));
  const given = origin !== undefined && isOfCall(trace, origin.tick);
  const set: Reason = given
    ? { name: label, value, tick, role: "", step: null, end: `given in ${trace.call}` }
    : origin
      ? { name: label, value, tick, role: "set by", step: origin.step }
      : { name: label, value, tick, role: "", step: null, end: "was there before the first step" };
  return [...changed, set];
}

function subjectValue(trace: Trace, subject: ValuePlace["subject"], tick: Tick): Value | null {
  return subject.kind === "variable"
    ? (trace.lookup(subject.frame, subject.name, tick) ?? null)
    : valueIn(trace, subject.object, subject.place, tick);
}

/** The steps that changed an object between two ticks, the latest first, a few. */
function changesBetween(trace: Trace, object: ObjectId, from: Tick, to: Tick): readonly number[] {
  const steps = new Set<number>();
  for (const write of objectHistory(trace, object).toReversed()) {
    if (write.tick >= to) continue;
    if (write.tick <= from || steps.size >= CHANGES) break;
    if (write.step >= 0) steps.add(write.step);
  }
  return [...steps];
}

/** What a step rests on, values first. */
function reasonsOf(trace: Trace, step: number): readonly Reason[] {
  const dependences = dependencesOf(trace, step);
  const { start } = trace.step(step);
  const reasons = dependences.map((dependence) => reasonFor(trace, step, dependence));
  const order = (reason: Reason) => ROLES.indexOf(reason.role);
  const sorted = reasons.toSorted((a, b) => order(a) - order(b));
  const input = trace.effects(step).find((effect): effect is Effect & { kind: "input" } => effect.kind === "input");
  if (input) {
    sorted.unshift({
      name: "",
      value: null,
      tick: start,
      role: "",
      step: null,
      end: `reads ${JSON.stringify(input.text)}`,
    });
  }
  return sorted;
}

const ROLES = ["set by", "changed by", "given back by", "raised by", "decided by", "called by"];

function reasonFor(trace: Trace, reader: number, dependence: Dependence): Reason {
  const reason = reasonOf(trace, reader, dependence);
  const isGiven = dependence.tick !== undefined && isOfCall(trace, dependence.tick);
  return isGiven ? { ...reason, role: "", step: null, end: `given in ${trace.call}` } : reason;
}

/** Whether a write is of the Call itself: after the module's last step and before the first of the function called. */
function isOfCall(trace: Trace, tick: Tick): boolean {
  if (trace.call === null) return false;
  const { lastStep } = trace.frame(0);
  const first = lastStep + 1 < trace.stepCount ? trace.step(lastStep + 1).start : trace.endTick;
  return tick < first && (lastStep < 0 || tick >= trace.step(lastStep).end);
}

function reasonOf(trace: Trace, reader: number, dependence: Dependence): Reason {
  const { frame, start } = trace.step(reader);
  switch (dependence.kind) {
    case "data": {
      if (dependence.name !== undefined) {
        const value = trace.lookup(frame, dependence.name, start) ?? null;
        return { name: dependence.name, value, tick: start, role: "set by", step: dependence.step };
      }
      const { object, place } = dependence;
      if (object === undefined) return { name: "", value: null, tick: start, role: "set by", step: dependence.step };
      const holder = nameOf(trace, frame, object, start);
      if (place === undefined) {
        const whole: Value = { kind: "object", id: object };
        return { name: holder, value: whole, tick: start, role: "changed by", step: dependence.step };
      }
      const value = valueIn(trace, object, place, start);
      const label =
        place.kind === "attribute"
          ? `${holder}.${place.name}`
          : `${holder}[${place.kind === "index" ? place.index : trace.repr(place.key, start, 40).text}]`;
      return { name: label, value, tick: start, role: "set by", step: dependence.step };
    }
    case "result":
      return { name: "", value: null, tick: start, role: "given back by", step: dependence.step };
    case "exception":
      return { name: "", value: null, tick: start, role: "raised by", step: dependence.step };
    case "control":
      return { name: "", value: null, tick: start, role: "decided by", step: dependence.step };
    case "call":
      return { name: "", value: null, tick: start, role: "called by", step: dependence.step };
  }
}

/** A variable of a frame that holds an object, or else what it is. */
function nameOf(trace: Trace, frame: number, object: ObjectId, tick: Tick): string {
  const found = trace.bindingsAt(frame, tick).find(([, value]) => value.kind === "object" && value.id === object);
  return found?.[0] ?? `a ${trace.objectAt(object, tick).type}`;
}

type Described = Omit<WhyRow, keyof TreeRow>;

function described(trace: Trace, { name, value, tick, role, step, end }: Reason): Described {
  const text = value === null ? null : trace.repr(value, tick, VALUE_CHARACTERS).text;
  if (step === null) return { name, value: text, role: end ?? role, code: "", line: null, visit: null, step: null };
  const { statement: number, visit } = trace.step(step);
  const statement = trace.statement(number);
  const often = trace.visits(number).length > 1;
  return {
    name,
    value: text,
    role,
    code: headOf(trace, statement.node),
    line: statement.range.line,
    visit: often ? visit : null,
    step,
  };
}

/** A statement's source on one line; of a compound one its head. */
export function headOf(trace: Trace, node: number): string {
  const [head = ""] = trace.text(node).split("\n");
  return head.length > CODE_CHARACTERS ? `${head.slice(0, CODE_CHARACTERS)}…` : head;
}
