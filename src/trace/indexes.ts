import type { TraceColumns } from "./columns.ts";
import type { Control } from "./control.ts";
import type { Frames } from "./frames.ts";
import type { Lookup } from "./lookup.ts";
import type { Objects } from "./objects.ts";
import type { Steps } from "./steps.ts";
import type { Trace } from "./types.ts";
import type { Values } from "./values.ts";
import type { Variables } from "./variables.ts";

/** The indexes behind a trace, for queries that live in files of their own. */
export interface Indexes {
  readonly columns: TraceColumns;
  readonly values: Values;
  readonly steps: Steps;
  readonly frames: Frames;
  readonly objects: Objects;
  readonly lookup: Lookup;
  readonly control: () => Control;
  readonly variables: () => Variables;
}

const known = new WeakMap<Trace, Indexes>();

/** Remember what is behind a trace; gives the trace. */
export function withIndexes(trace: Trace, indexes: Indexes): Trace {
  known.set(trace, indexes);
  return trace;
}

/** @throws TypeError for a trace that `openTrace` did not make */
export function indexesOf(trace: Trace): Indexes {
  const indexes = known.get(trace);
  if (indexes === undefined) throw new TypeError("This query needs a trace made by openTrace.");
  return indexes;
}

/** A further index over a trace, computed at the first question and kept as long as the trace. */
export function perTrace<T>(compute: (trace: Trace) => T): (trace: Trace) => T {
  const computed = new WeakMap<Trace, { readonly value: T }>();
  return (trace) => {
    const found = computed.get(trace) ?? { value: compute(trace) };
    computed.set(trace, found);
    return found.value;
  };
}
