import { useEffect, useState } from "react";
import { type Activity, activitySlices } from "../trace/queries/activity.ts";
import type { Trace } from "../trace/types.ts";

const prepared = new WeakMap<Trace, Activity>();

/** A run prepared for drawing, in slices between which the page can do other things; null until it is done. */
export function useActivity(trace: Trace): Activity | null {
  const [, setReady] = useState<Trace | null>(null);
  useEffect(() => {
    if (prepared.has(trace)) return;
    const slices = activitySlices(trace);
    let timer = 0;
    const go = () => {
      const { done, value } = slices.next();
      if (!done) {
        timer = window.setTimeout(go);
        return;
      }
      prepared.set(trace, value);
      setReady(trace);
    };
    timer = window.setTimeout(go);
    return () => window.clearTimeout(timer);
  }, [trace]);
  return prepared.get(trace) ?? null;
}
