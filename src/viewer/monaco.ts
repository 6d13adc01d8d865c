import * as monaco from "monaco-editor/editor/editor.api";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/folding/register";
import "monaco-editor/features/gotoError/register";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/lineSelection/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordHighlighter/register";
import "monaco-editor/features/wordOperations/register";
import "monaco-editor/languages/definitions/python/register";
import { watchTheme } from "../ui/theme.ts";
import type { Breakpoint, EditorHandlers } from "./editor-contract.ts";
import type { EditorMarks, EditorProblem, LineCounts } from "./editor-marks.ts";
import { makeFillable } from "./fillable.ts";
import { breakpointDecorations, countDecorations, markDecorations } from "./monaco-decorations.ts";
import { type HoverMoment, setHoverMoment } from "./monaco-hover.ts";
import { defineTheme, THEME } from "./monaco-theme.ts";

/** What the page may do with an editor. */
export interface CodeEditorHandle {
  /** Replaces the text unless it is already this one. */
  setCode(code: string): void;
  setMarks(marks: EditorMarks): void;
  /** How often lines ran; null when nothing is known of the lines there are. `shown`: as numbers and shades, too. */
  setCounts(counts: LineCounts | null, shown: boolean): void;
  setBreakpoints(breakpoints: readonly Breakpoint[]): void;
  /** The step at which hovering shows values. */
  setMoment(moment: HoverMoment | null): void;
  setProblem(problem: EditorProblem | null): void;
  /** Takes the focus and selects these characters (offsets from 0). */
  focus(start: number, end: number): void;
  dispose(): void;
}

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** Builds an editor for Python in an element. `onChange` hears of what a person typed, not of `setCode`. */
export function createCodeEditor(
  container: HTMLElement,
  code: string,
  handlers: () => EditorHandlers,
): CodeEditorHandle {
  defineTheme();
  const stopWatching = watchTheme(defineTheme);
  const model = monaco.editor.createModel(code, "python");
  const editor = monaco.editor.create(container, {
    model,
    theme: THEME,
    ariaLabel: "Code",
    // A text area can be filled by scripts and assistive tools (see fillable.ts); EditContext's element cannot.
    editContext: false,
    automaticLayout: true,
    fontFamily: getComputedStyle(container).fontFamily,
    fontSize: 14,
    lineHeight: 22,
    fontLigatures: false,
    glyphMargin: true,
    lineDecorationsWidth: 8,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    renderLineHighlight: "none",
    scrollBeyondLastLine: false,
    stickyScroll: { enabled: false },
    contextmenu: false,
    links: false,
    renderFinalNewline: "on",
    quickSuggestions: false,
    suggestOnTriggerCharacters: false,
    occurrencesHighlight: "singleFile",
    unicodeHighlight: { ambiguousCharacters: false },
    padding: { top: 8, bottom: 8 },
    fixedOverflowWidgets: true,
    tabSize: 4,
    insertSpaces: true,
    detectIndentation: true,
  });
  const stopFilling = makeFillable(editor, container);
  const decorations = editor.createDecorationsCollection();
  const countMarks = editor.createDecorationsCollection();
  const breakpointMarks = editor.createDecorationsCollection();
  let settingCode = false;
  let breakpoints: readonly Breakpoint[] = [];
  model.onDidChangeContent(() => {
    if (settingCode) return;
    const lines = breakpointMarks.getRanges().map((range) => range.startLineNumber);
    if (lines.length === breakpoints.length && lines.some((line, i) => line !== breakpoints[i]!.line)) {
      handlers().onBreakpointsMoved(lines);
    }
    handlers().onChange(model.getValue());
  });
  listenToGutter(editor, handlers);
  editor.onDidChangeCursorPosition(({ position }) => {
    const word = model.getWordAtPosition(position)?.word ?? null;
    handlers().onCaret(position.lineNumber, word !== null && /^[\p{L}_]/u.test(word) ? word : null);
  });

  const endOf = (line: number) => (line <= model.getLineCount() ? model.getLineMaxColumn(line) : 1);

  /** Scrolls only when the line has left the middle two thirds: the code is the anchor and does not jump. */
  const keepInView = (line: number) => {
    const { height } = editor.getLayoutInfo();
    const place = editor.getTopForLineNumber(line) - editor.getScrollTop();
    if (place < height / 6 || place > (height * 5) / 6) {
      const fits = editor.getContentHeight() <= height;
      if (!fits) editor.revealLineInCenter(line, monaco.editor.ScrollType.Immediate);
    }
  };

  return {
    setCode(text) {
      if (text === model.getValue()) return;
      settingCode = true;
      model.setValue(text);
      settingCode = false;
    },
    setMarks(marks) {
      decorations.set(markDecorations(marks, endOf));
      if (marks.current) keepInView(marks.current.first);
    },
    setCounts(known, shown) {
      countMarks.set(known ? countDecorations(known, shown) : []);
      const counts = shown ? known?.counts : undefined;
      const digits = counts ? `${known?.most ?? 0}`.length + 2 : 0;
      editor.updateOptions({
        lineNumbers: counts
          ? (line) => `${counts.has(line) ? `${counts.get(line)}× ` : ""}${`${line}`.padStart(2, "\u2007")}`
          : "on",
        lineNumbersMinChars: 3 + digits,
      });
    },
    setBreakpoints(next) {
      breakpoints = next;
      breakpointMarks.set(breakpointDecorations(next));
    },
    setMoment: (moment) => setHoverMoment(model, moment),
    setProblem(problem) {
      const markers = problem
        ? [
            {
              severity: monaco.MarkerSeverity.Error,
              message: problem.message,
              startLineNumber: problem.range.line,
              startColumn: problem.range.column + 1,
              endLineNumber: problem.range.endLine,
              endColumn: problem.range.endColumn + 1,
            },
          ]
        : [];
      monaco.editor.setModelMarkers(model, "python", markers);
      if (problem) editor.revealLineInCenterIfOutsideViewport(problem.range.line);
    },
    focus(start, end) {
      editor.focus();
      editor.setSelection(monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)));
    },
    dispose() {
      stopWatching();
      stopFilling();
      editor.dispose();
      model.dispose();
    },
  };
}

/** Left of a line number: its breakpoint. On it: the next run of the line. */
function listenToGutter(editor: monaco.editor.IStandaloneCodeEditor, handlers: () => EditorHandlers): void {
  const { GUTTER_GLYPH_MARGIN, GUTTER_LINE_NUMBERS, CONTENT_TEXT } = monaco.editor.MouseTargetType;
  const container = editor.getContainerDomNode();
  let wasTyping = false;
  container.addEventListener("pointerdown", () => (wasTyping = editor.hasTextFocus()), { capture: true });
  // Monaco takes the focus, and the stepping keys would type.
  const giveBackFocus = () => {
    const { activeElement } = document;
    if (!wasTyping && activeElement instanceof HTMLElement && container.contains(activeElement)) activeElement.blur();
  };
  editor.onMouseDown(({ event, target }) => {
    const line = target.position?.lineNumber;
    if (line === undefined) return;
    if (target.type === GUTTER_GLYPH_MARGIN || target.type === GUTTER_LINE_NUMBERS) window.setTimeout(giveBackFocus);
    if (target.type === GUTTER_GLYPH_MARGIN) handlers().onBreakpoint(line, event.shiftKey || event.rightButton);
    if (target.type === GUTTER_LINE_NUMBERS) handlers().onLine(line, event.shiftKey ? "back" : "forward");
  });
  editor.onMouseUp(({ target }) => {
    const { position } = target;
    if (target.type !== CONTENT_TEXT || !position || !editor.getSelection()?.isEmpty()) return;
    const word = editor.getModel()?.getWordAtPosition(position)?.word;
    if (word !== undefined && /^[\p{L}_]/u.test(word)) handlers().onName(word);
  });
}
