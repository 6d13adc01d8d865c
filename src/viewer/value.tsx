import { Maximize2 } from "lucide-react";
import { createElement, useMemo, useState } from "react";
import type { Tick, Trace, Value } from "../trace/types.ts";
import { IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { highlight } from "./highlight.ts";
import { sizeOf } from "./moment.ts";

/** A Python `repr`, coloured by type. */
export function Repr({ text }: { text: string }) {
  const pieces = useMemo(
    () => highlight(text).map((piece) => createElement("span", { className: `piece-${piece.kind}` }, piece.text)),
    [text],
  );
  return createElement("code", { className: "repr" }, ...pieces);
}

interface ValueTextProps {
  readonly trace: Trace;
  readonly value: Value;
  readonly tick: Tick;
  /** Characters shown before the rest is left out. */
  readonly limit: number;
}

/** A value as Python writes it, shortened when long, and then saying how much there is. */
export function ValueText({ trace, value, tick, limit }: ValueTextProps) {
  const { text, complete } = trace.repr(value, tick, limit);
  const size = complete ? null : sizeOf(trace, value, tick);
  return (
    <>
      <Repr text={text} />
      {size !== null && (
        <span className="value-size numbers">
          {" "}
          {size.toLocaleString("en")} {value.kind === "atom" && value.type === "str" ? "characters" : "elements"}
        </span>
      )}
    </>
  );
}

/** What the window for a whole value shows at most; beyond, a browser cannot lay the text out in reasonable time. */
const WHOLE_LIMIT = 200_000;
const COPIED_LIMIT = 20_000_000;

interface WholeValueProps {
  readonly trace: Trace;
  readonly name: string;
  readonly value: Value;
  readonly tick: Tick;
}

/** The button that shows a value whole, with its type, to read or to copy. */
export function WholeValue({ trace, name, value, tick }: WholeValueProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label="Show whole value"
        className="value-open"
        icon={<Maximize2 size={12} aria-hidden />}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Dialog open onOpenChange={setOpen} title={`${name}: ${trace.typeName(value)}`}>
          <WholeValueBody trace={trace} value={value} tick={tick} />
        </Dialog>
      )}
    </>
  );
}

function WholeValueBody({ trace, value, tick }: Omit<WholeValueProps, "name">) {
  const { text, complete } = useMemo(() => trace.repr(value, tick, WHOLE_LIMIT), [trace, value, tick]);
  const size = sizeOf(trace, value, tick);
  return (
    <div className="whole-value">
      <textarea className="whole-value-text" readOnly aria-label="Whole value" value={text} />
      <footer className="whole-value-footer">
        <span className="muted numbers">
          {size !== null && `${size.toLocaleString("en")} long. `}
          {!complete && `The first ${WHOLE_LIMIT.toLocaleString("en")} characters are shown; Copy takes more.`}
        </span>
        <CopyButton text={() => trace.repr(value, tick, COPIED_LIMIT).text} />
      </footer>
    </div>
  );
}
