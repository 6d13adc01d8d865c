import { Check, Copy, Waypoints } from "lucide-react";
import { useContext, useEffect, useState } from "react";
import type { Tick, Trace, Value } from "../../trace/types.ts";
import { IconButton } from "../../ui/button.tsx";
import { WholeValue } from "../value.tsx";
import { ValueActionsContext, type ValuePlace } from "./value-actions.ts";

interface ValueToolsProps {
  readonly trace: Trace;
  readonly name: string;
  readonly value: Value;
  readonly tick: Tick;
  /** Where it stands; null for what has no history of its own. */
  readonly place: ValuePlace["subject"] | null;
}

/** What can be done with a value: see it whole, copy it as Python, ask where it came from. */
export function ValueTools({ trace, name, value, tick, place }: ValueToolsProps) {
  const actions = useContext(ValueActionsContext);
  return (
    <>
      {actions && place && (
        <IconButton
          label={`Where ${name} came from`}
          className="value-open"
          icon={<Waypoints size={13} aria-hidden />}
          onClick={() => actions.whereFrom({ label: name, tick, subject: place })}
        />
      )}
      <CopyValue name={name} text={() => trace.repr(value, tick, COPIED_LIMIT).text} />
      <WholeValue trace={trace} name={name} value={value} tick={tick} />
    </>
  );
}

const COPIED_LIMIT = 20_000_000;

function CopyValue({ name, text }: { name: string; text: () => string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      label={copied ? "Copied" : `Copy ${name} as Python`}
      className="value-open value-copy"
      icon={copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
      onClick={() =>
        // Where the browser refuses, the whole value can still be selected in its window.
        navigator.clipboard.writeText(text()).then(
          () => setCopied(true),
          () => undefined,
        )
      }
    />
  );
}
