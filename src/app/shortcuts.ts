import { useEffect } from "react";
import { type Command, commandFor } from "../ui/commands.ts";

const TEXT_FIELDS =
  "textarea, select, [contenteditable='true'], input:not([type='range'], [type='checkbox'], [type='radio'])";
/** What has keys of its own for everything. */
const OWN_KEYS = "[role='dialog'], [role='menu'], [role='listbox']";
/** What moves by these keys itself: sliders, tabs, splitters, and whatever stops their bubbling. */
const OWN_ARROWS =
  "input[type='range'], [role='tablist'], [role='separator'], [role='tree'], [role='treegrid'], [role='grid']";
const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"]);
/** What a region with the focus scrolls by. */
const SCROLLING = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown"]);
/** What is pressed by these keys. */
const PRESSED = "button, a[href], summary, [role='tab']";
const PRESSING = new Set([" ", "Enter"]);

/** Does the part of the page with the focus want this key for itself? */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return false;
  if (target.closest(TEXT_FIELDS) || target.closest(OWN_KEYS)) return true;
  const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isPlain && ARROWS.has(event.key) && target.closest(OWN_ARROWS)) return true;
  if (isPlain && SCROLLING.has(event.key) && target.closest("[tabindex='0']")) return true;
  return PRESSING.has(event.key) && target.closest(PRESSED) !== null;
}

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
      if (event.defaultPrevented || isTaken(event)) return;
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
