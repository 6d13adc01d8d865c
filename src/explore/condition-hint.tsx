import type { ConditionProblem } from "./hits.ts";

interface ConditionHintProps {
  readonly condition: string;
  readonly problem: ConditionProblem;
}

/** Why a condition cannot be read, where in it, and what one looks like. */
export function ConditionHint({ condition, problem: { message, position } }: ConditionHintProps) {
  return (
    <div className="condition-hint" role="alert">
      <p>{message}</p>
      <pre aria-hidden>
        {condition}
        {"\n"}
        {" ".repeat(position)}
        <span className="condition-caret">^</span>
      </pre>
      <p className="muted">
        It is written as in Python, over the program's names: <code>n &gt; 3 and xs[0] == 'a'</code>,{" "}
        <code>len(stack) &gt; 3</code>, <code>'k' in d</code>.
      </p>
    </div>
  );
}
