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
import { token, watchTheme } from "../ui/theme.ts";
import type { EditorMarks, EditorProblem, Lines } from "./editor-marks.ts";
import { makeFillable } from "./fillable.ts";

/** What the page may do with an editor. */
export interface CodeEditorHandle {
  /** Replaces the text unless it is already this one. */
  setCode(code: string): void;
  setMarks(marks: EditorMarks): void;
  setProblem(problem: EditorProblem | null): void;
  /** Takes the focus and selects these characters (offsets from 0). */
  focus(start: number, end: number): void;
  dispose(): void;
}

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const THEME = "tracewright";

function defineTheme() {
  const colour = (name: string) => token(name);
  const rule = (name: string) => token(name).replace("#", "");
  const base = { light: "vs", dark: "vs-dark", contrast: "hc-black" } as const;
  const theme = document.documentElement.dataset.theme;
  monaco.editor.defineTheme(THEME, {
    base: base[theme === "dark" || theme === "contrast" ? theme : "light"],
    inherit: false,
    rules: [
      { token: "", foreground: rule("code-name") },
      { token: "comment", foreground: rule("code-comment") },
      { token: "keyword", foreground: rule("code-keyword") },
      { token: "string", foreground: rule("code-string") },
      { token: "number", foreground: rule("code-number") },
      { token: "tag", foreground: rule("code-constant") },
      { token: "delimiter", foreground: rule("code-punctuation") },
    ],
    colors: {
      "editor.background": colour("surface"),
      "editor.foreground": colour("code-name"),
      "editorLineNumber.foreground": colour("text-muted"),
      "editorLineNumber.activeForeground": colour("text"),
      "editorCursor.foreground": colour("text"),
      "editor.selectionBackground": `${colour("accent")}40`,
      "editor.inactiveSelectionBackground": `${colour("accent")}26`,
      "editor.wordHighlightBackground": `${colour("accent")}1f`,
      "editor.findMatchBackground": `${colour("changed")}66`,
      "editor.findMatchHighlightBackground": `${colour("changed")}33`,
      "editorBracketMatch.background": `${colour("accent")}26`,
      "editorBracketMatch.border": colour("accent"),
      ...bracketColours(),
      "editorError.foreground": colour("contradicted"),
      "editorWidget.background": colour("raised"),
      "editorWidget.foreground": colour("text"),
      "editorWidget.border": colour("border"),
      "editorHoverWidget.background": colour("raised"),
      "editorHoverWidget.foreground": colour("text"),
      "editorHoverWidget.border": colour("border"),
      "input.background": colour("surface"),
      "input.foreground": colour("text"),
      "input.border": colour("border-strong"),
      "editorIndentGuide.background1": colour("border"),
      "editorIndentGuide.activeBackground1": colour("border"),
      "scrollbarSlider.background": `${colour("border-strong")}55`,
      "scrollbarSlider.hoverBackground": `${colour("border-strong")}88`,
      focusBorder: colour("accent"),
    },
  });
  monaco.editor.setTheme(THEME);
}

/** Brackets look like the rest of the punctuation, however deep they are nested. */
function bracketColours(): Record<string, string> {
  const depths = [1, 2, 3, 4, 5, 6].map((depth) => [
    `editorBracketHighlight.foreground${depth}`,
    token("code-punctuation"),
  ]);
  return Object.fromEntries(depths);
}

function decorationsFor({ current, next, told }: EditorMarks): monaco.editor.IModelDeltaDecoration[] {
  const whole = ({ first, last }: Lines) => new monaco.Range(first, 1, last, 1);
  const decorations: monaco.editor.IModelDeltaDecoration[] = told.map((lines) => ({
    range: whole(lines),
    options: { isWholeLine: true, linesDecorationsClassName: "mark-told" },
  }));
  if (next) {
    decorations.push({
      range: whole(next),
      options: { isWholeLine: true, className: "mark-next-line" },
    });
    decorations.push({
      range: new monaco.Range(next.first, 1, next.first, 1),
      options: {
        glyphMarginClassName: next.first === current?.first ? "mark-glyph mark-both" : "mark-glyph mark-next",
        glyphMarginHoverMessage: { value: "Runs next" },
      },
    });
  }
  if (current) {
    decorations.push({
      range: whole(current),
      options: { isWholeLine: true, className: "mark-current-line", zIndex: 1 },
    });
    if (next?.first !== current.first) {
      decorations.push({
        range: new monaco.Range(current.first, 1, current.first, 1),
        options: {
          glyphMarginClassName: "mark-glyph mark-current",
          glyphMarginHoverMessage: { value: "Has just run" },
        },
      });
    }
  }
  return decorations;
}

/** Builds an editor for Python in an element. `onChange` hears of what a person typed, not of `setCode`. */
export function createCodeEditor(
  container: HTMLElement,
  code: string,
  onChange: (code: string) => void,
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
  let settingCode = false;
  model.onDidChangeContent(() => {
    if (!settingCode) onChange(model.getValue());
  });

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
      decorations.set(decorationsFor(marks));
      if (marks.current) keepInView(marks.current.first);
    },
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
