import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { Trace } from "../trace/types.ts";
import { classes } from "../ui/classes.ts";
import { attributesOf, type Moment, type Variable } from "./moment.ts";
import { ValueText, WholeValue } from "./value.tsx";

export const VALUE_CHARACTERS = 160;
const PREVIOUS_CHARACTERS = 48;

interface VariableRowProps {
  readonly trace: Trace;
  readonly moment: Moment;
  readonly variable: Variable;
  /** How many objects this attribute lies within; 0 for a variable. */
  readonly depth?: number;
}

/** A variable, what this step made of it, and the attributes of an object whose `repr` does not tell them. */
export function VariableRow({ trace, moment, variable, depth = 0 }: VariableRowProps) {
  const { name, value, change, previous } = variable;
  const [open, setOpen] = useState(depth === 0);
  const attributes = useMemo(() => attributesOf(trace, moment, variable), [trace, moment, variable]);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <div className={classes("variable", change !== "none" && "variable-changed")}>
        <dt style={{ paddingLeft: depth * 16 }}>
          {change !== "none" && (
            <span className="change-dot" role="img" aria-label={change === "new" ? "new" : "changed"} />
          )}
          {depth > 0 && "."}
          {name}
        </dt>
        <dd className="variable-value">
          {previous && (
            <>
              <span className="variable-previous">
                <ValueText trace={trace} value={previous} tick={moment.before} limit={PREVIOUS_CHARACTERS} />
              </span>
              <span className="variable-arrow"> → </span>
            </>
          )}
          <ValueText trace={trace} value={value} tick={moment.tick} limit={VALUE_CHARACTERS} />
          {attributes.length > 0 && (
            <button
              type="button"
              className="variable-toggle"
              aria-expanded={open}
              aria-label="Attributes"
              onClick={() => setOpen(!open)}
            >
              <Chevron size={14} aria-hidden />
            </button>
          )}
        </dd>
        <dd className="variable-type">{trace.typeName(value)}</dd>
        <dd className="variable-tools">
          <WholeValue trace={trace} name={name} value={value} tick={moment.tick} />
        </dd>
      </div>
      {open &&
        attributes.map((attribute) => (
          <VariableRow key={attribute.name} trace={trace} moment={moment} variable={attribute} depth={depth + 1} />
        ))}
    </>
  );
}
