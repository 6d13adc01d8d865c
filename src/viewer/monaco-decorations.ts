import * as monaco from "monaco-editor/editor/editor.api";
import type { EditorMarks, LineCounts, Lines } from "./editor-marks.ts";

type Decoration = monaco.editor.IModelDeltaDecoration;

const whole = ({ first, last }: Lines) => new monaco.Range(first, 1, last, 1);
const wholeLine = (lines: Lines, options: monaco.editor.IModelDecorationOptions): Decoration => ({
  range: whole(lines),
  options: { isWholeLine: true, ...options },
});

/** The shape beside a line, and what it means. */
const glyph = (line: number, shape: string, meaning: string): Decoration => ({
  range: new monaco.Range(line, 1, line, 1),
  options: { glyphMarginClassName: `mark-glyph ${shape}`, glyphMarginHoverMessage: { value: meaning } },
});

/**
 * What a step and a sentence mark. Current, next and previous lines have shapes of their own; one line may be two of them.
 *
 * @param endOf the column after the last character of a line
 */
export function markDecorations(marks: EditorMarks, endOf: (line: number) => number): Decoration[] {
  const { current, previous, next, told, values, evaluated, dimmed } = marks;
  const decorations = told.map((lines) => wholeLine(lines, { linesDecorationsClassName: "mark-told" }));
  for (const lines of dimmed) decorations.push(wholeLine(lines, { inlineClassName: "mark-dimmed" }));
  if (next) decorations.push(wholeLine(next, { className: "mark-next-line" }));
  if (current) decorations.push(wholeLine(current, { className: "mark-current-line", zIndex: 1 }));
  if (next && next.first === current?.first)
    decorations.push(glyph(next.first, "mark-both", "Has just run, and runs next"));
  else {
    if (next) decorations.push(glyph(next.first, "mark-next", "Runs next"));
    if (current) decorations.push(glyph(current.first, "mark-current", "Has just run"));
  }
  if (previous && previous.first !== current?.first && previous.first !== next?.first) {
    decorations.push(glyph(previous.first, "mark-previous", "Ran before"));
  }
  for (const { line, text, isNow } of values) {
    decorations.push({
      range: new monaco.Range(line, endOf(line), line, endOf(line)),
      options: {
        after: {
          content: `   ${text}`,
          inlineClassName: isNow ? "inline-value inline-value-now" : "inline-value",
          cursorStops: monaco.editor.InjectedTextCursorStops.None,
        },
        showIfCollapsed: true,
      },
    });
  }
  if (evaluated) {
    const { line, column, endLine, endColumn } = evaluated;
    decorations.push({
      range: new monaco.Range(line, column + 1, endLine, endColumn + 1),
      options: { className: "mark-evaluated", zIndex: 2 },
    });
  }
  return decorations;
}

const HEATS = 5;

/** Lines that never ran; and, when asked for, how much each ran as a shade. */
export function countDecorations({ never, counts, most }: LineCounts, shaded: boolean): Decoration[] {
  const decorations = never.map((lines) =>
    wholeLine(lines, { linesDecorationsClassName: "mark-never", inlineClassName: "never-run" }),
  );
  if (!shaded) return decorations;
  for (const [line, count] of counts) {
    if (count === 0) continue;
    const heat = Math.max(1, Math.ceil((HEATS * Math.log1p(count)) / Math.log1p(most)));
    decorations.push(wholeLine({ first: line, last: line }, { className: `heat-${heat}` }));
  }
  return decorations;
}

/** Breakpoints stand behind their line numbers; conditional ones have another shape. */
export function breakpointDecorations(breakpoints: readonly { line: number; condition: string }[]): Decoration[] {
  return breakpoints.map(({ line, condition }) => ({
    range: new monaco.Range(line, 1, line, 1),
    options: {
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
      lineNumberClassName: condition.trim() === "" ? "breakpoint" : "breakpoint breakpoint-conditional",
      lineNumberHoverMessage: { value: condition.trim() === "" ? "Breakpoint" : `Breakpoint where \`${condition}\`` },
    },
  }));
}
