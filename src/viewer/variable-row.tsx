import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import type { Trace } from "../trace/types.ts";
import { classes } from "../ui/classes.ts";
import type { Moment, Variable } from "./moment.ts";
import { chooseShape, useChosenShapes } from "./shapes/chosen.ts";
import { SHAPE_NAMES, type Shape, shapesOf } from "./shapes/detect.ts";
import { ShapeView } from "./shapes/shape-view.tsx";
import { usageOf } from "./shapes/usage.ts";
import { partsOf } from "./state/parts.ts";
import { ValueTools } from "./state/value-tools.tsx";
import { ValueTree } from "./state/value-tree.tsx";
import { ValueText } from "./value.tsx";

export const VALUE_CHARACTERS = 160;
const PREVIOUS_CHARACTERS = 48;

interface VariableRowProps {
  readonly trace: Trace;
  readonly moment: Moment;
  readonly frame: number;
  readonly variable: Variable;
  /** Not a name of the program: what a call returns. */
  readonly isResult?: boolean;
}

/** A variable, what this step made of it, a drawing where its value is one, and all that it holds. */
export function VariableRow({ trace, moment, frame, variable, isResult = false }: VariableRowProps) {
  const { name, value, change, previous } = variable;
  const { scope } = trace.frame(frame);
  const key = `${trace.scopes[scope]?.qualifiedName} ${name}`;
  const parts = useMemo(() => partsOf(trace, value, moment.tick), [trace, value, moment.tick]);
  const shapes = useMemo(
    () => shapesOf(trace, value, moment.tick, usageOf(trace, scope, name)),
    [trace, value, moment.tick, scope, name],
  );
  const chosen = useChosenShapes((state) => state.shapes[key]);
  const shape = chosen && shapes.includes(chosen) ? chosen : (shapes[0] ?? "text");
  const untold = isUntold(trace, moment, variable);
  const [toggled, setToggled] = useState<boolean | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const isOpen = toggled ?? (untold && shape === "text");
  const toggle = (path: string) => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
  };
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className={classes("variable", change !== "none" && "variable-changed", isResult && "variable-returned")}>
      <dt>
        {change !== "none" && (
          <span className="change-dot" role="img" aria-label={change === "new" ? "new" : "changed"} />
        )}
        {name}
      </dt>
      <dd className="variable-value">
        {parts && (
          <button
            type="button"
            className="variable-toggle"
            aria-expanded={isOpen}
            aria-label={`Contents of ${name}`}
            onClick={() => setToggled(!isOpen)}
          >
            <Chevron size={14} aria-hidden />
          </button>
        )}
        {previous && (
          <>
            <span className="variable-previous">
              <ValueText trace={trace} value={previous} tick={moment.before} limit={PREVIOUS_CHARACTERS} />
            </span>
            <span className="variable-arrow"> → </span>
          </>
        )}
        <ValueText trace={trace} value={value} tick={moment.tick} limit={VALUE_CHARACTERS} />
      </dd>
      <dd className="variable-type">
        {shapes.length > 1 ? (
          <ShapeChoice name={name} shapes={shapes} shape={shape} onChoose={(each) => chooseShape(key, each)} />
        ) : null}
        {trace.typeName(value)}
      </dd>
      <dd className="variable-tools">
        <ValueTools
          trace={trace}
          name={name}
          value={value}
          tick={moment.tick}
          place={isResult ? null : { kind: "variable", frame, name }}
        />
      </dd>
      {shape !== "text" && (
        <dd className="variable-shape">
          <ShapeView
            trace={trace}
            name={name}
            value={value}
            shape={shape}
            frame={frame}
            tick={moment.tick}
            before={moment.before}
          />
        </dd>
      )}
      {isOpen && parts && (
        <dd className="variable-shape">
          <ValueTree
            trace={trace}
            name={name}
            value={value}
            tick={moment.tick}
            before={moment.before}
            open={open}
            onToggle={toggle}
          />
        </dd>
      )}
    </div>
  );
}

/** Whether an object's `repr` says nothing of what it holds: then that is shown unasked. */
function isUntold(trace: Trace, moment: Moment, { value }: Variable): boolean {
  if (value.kind === "atom") return false;
  const object = trace.objectAt(value.id, moment.tick);
  return object.shape === "instance" && object.flavor === "plain" && object.repr === undefined;
}

interface ShapeChoiceProps {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly shape: Shape;
  readonly onChoose: (shape: Shape) => void;
}

function ShapeChoice({ name, shapes, shape, onChoose }: ShapeChoiceProps) {
  return (
    <select
      className="select shape-choice"
      aria-label={`View of ${name}`}
      value={shape}
      onChange={(event) => {
        const wanted = shapes.find((each) => each === event.target.value);
        if (wanted) onChoose(wanted);
      }}
    >
      {shapes.map((each) => (
        <option key={each} value={each}>
          {SHAPE_NAMES[each]}
        </option>
      ))}
    </select>
  );
}
