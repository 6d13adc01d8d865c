import * as monaco from "monaco-editor/editor/editor.api";
import { token } from "../ui/theme.ts";

export const THEME = "tracewright";

/** Gives the editor the colours of the theme in force. */
export function defineTheme(): void {
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
