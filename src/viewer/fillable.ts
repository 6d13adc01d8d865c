import type { editor } from "monaco-editor/editor/editor.api";

const FIRST_CHARACTERS = 2_000;

/**
 * Lets Monaco's hidden text area be filled like any other. Monaco keeps only a page of the text in it, and indents what
 * arrives line by line; so for scripts, dictation and assistive tools "select all, then insert" would neither replace all
 * of the code nor insert it as it is. Here, selecting all of the text area selects all of the code, and several lines that arrive at
 * once are inserted as if pasted.
 *
 * @returns how to stop
 */
export function makeFillable(codeEditor: editor.IStandaloneCodeEditor, container: HTMLElement): () => void {
  const area = container.querySelector("textarea");
  const model = codeEditor.getModel();
  if (!area || !model) return () => undefined;

  // Monaco writes nothing into the text area before its first focus, and of nothing, all cannot be selected.
  if (area.value === "") area.value = model.getValue().slice(0, FIRST_CHARACTERS);

  // The selection Monaco itself last made in the text area; any other was made from outside.
  let own: readonly [start: number, end: number] = [area.selectionStart, area.selectionEnd];
  const setSelectionRange = area.setSelectionRange.bind(area);
  area.setSelectionRange = (start, end, direction) => {
    setSelectionRange(start, end, direction);
    own = [area.selectionStart, area.selectionEnd];
  };

  const adoptSelectAll = () => {
    const { selectionStart, selectionEnd, value } = area;
    const all = value.length > 0 && selectionStart === 0 && selectionEnd === value.length;
    if (!all || (own[0] === selectionStart && own[1] === selectionEnd)) return;
    own = [selectionStart, selectionEnd];
    codeEditor.setSelection(model.getFullModelRange());
  };
  const onSelectionChange = () => {
    if (document.activeElement === area) adoptSelectAll();
  };
  const onBeforeInput = (event: InputEvent) => {
    adoptSelectAll();
    if (event.inputType !== "insertText" || !event.data?.includes("\n")) return;
    event.preventDefault();
    event.stopPropagation();
    codeEditor.trigger("fill", "paste", { text: event.data, pasteOnNewLine: false, multicursorText: null });
  };

  // Before Monaco hears of it, since it then writes a selection of its own.
  container.addEventListener("focus", adoptSelectAll, { capture: true });
  document.addEventListener("selectionchange", onSelectionChange, { capture: true });
  container.addEventListener("beforeinput", onBeforeInput, { capture: true });
  return () => {
    container.removeEventListener("focus", adoptSelectAll, { capture: true });
    document.removeEventListener("selectionchange", onSelectionChange, { capture: true });
    container.removeEventListener("beforeinput", onBeforeInput, { capture: true });
  };
}
