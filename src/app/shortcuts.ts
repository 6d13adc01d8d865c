import { useEffect } from "react";
import { type Command, commandFor } from "../ui/commands.ts";

const TEXT_FIELDS =
  "textarea, select, [contenteditable='true'], input:not([type='range'], [type='checkbox'], [type='radio'])";
/** What moves by its own arrow keys. */
const OWN_KEYS = "input[type='range'], [role='dialog'], [role='menu'], [role='tablist'], [role='separator']";

/**
 * Performs commands by their keys, wherever the focus is. Keys that also type or move something stay with the text field,
 * slider or menu that has the focus; those marked `whileTyping` are heard before the editor hears them.
 */
export function useShortcuts(commands: readonly Command[]): void {
  useEffect(() => {
    const perform = (event: KeyboardEvent, command: Command | undefined) => {
      if (!command) return;
      event.preventDefault();
      event.stopPropagation();
      command.perform();
    };
    const early = (event: KeyboardEvent) => perform(event, commandFor(commands, event, true));
    const late = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || target?.closest(TEXT_FIELDS) || target?.closest(OWN_KEYS)) return;
      perform(event, commandFor(commands, event, false));
    };
    window.addEventListener("keydown", early, { capture: true });
    window.addEventListener("keydown", late);
    return () => {
      window.removeEventListener("keydown", early, { capture: true });
      window.removeEventListener("keydown", late);
    };
  }, [commands]);
}
