/** Something a person can do: listed in the command palette and on the shortcut sheet, reachable by its keys. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** Alternatives such as `Mod+Enter`, `ArrowLeft`, `,`. `Mod` is Command on a Mac and Control elsewhere. */
  readonly keys?: readonly string[];
  /** Its keys work while a text field has the focus, too. */
  readonly whileTyping?: boolean;
  readonly disabled?: boolean;
  readonly perform: () => void;
}

/** The part of a `KeyboardEvent` that decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const MODIFIERS = new Set(["Mod", "Alt", "Shift"]);

function split(keys: string): { key: string; modifiers: Set<string> } {
  const parts = keys.split("+");
  const modifiers = new Set(parts.filter((part) => MODIFIERS.has(part)));
  return { key: parts.find((part) => !MODIFIERS.has(part)) || "+", modifiers };
}

/**
 * Does this key press mean these keys? Shift is not looked at for punctuation: which of it needs Shift differs between
 * keyboards.
 */
export function matchesKeys(keys: string, press: KeyPress, mac = isMac): boolean {
  const { key, modifiers } = split(keys);
  const pressed = press.key === " " ? "Space" : press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  if (pressed !== wanted) return false;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other || mod !== modifiers.has("Mod") || press.altKey !== modifiers.has("Alt")) return false;
  const isPunctuation = key.length === 1 && !/\p{L}/u.test(key) && !modifiers.has("Mod");
  return isPunctuation || press.shiftKey === modifiers.has("Shift");
}

/** The enabled command a key press means, if any. */
export function commandFor(commands: readonly Command[], press: KeyPress, typing: boolean, mac = isMac) {
  return commands.find(
    (command) =>
      !command.disabled &&
      (!typing || command.whileTyping === true) &&
      command.keys?.some((keys) => matchesKeys(keys, press, mac)),
  );
}

/** Commands by their group, in the order in which the groups first come. */
export function byGroup(
  commands: readonly Command[],
): readonly (readonly [group: string, members: readonly Command[]])[] {
  const groups = [...new Set(commands.map((command) => command.group))];
  return groups.map((group) => [group, commands.filter((command) => command.group === group)]);
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
};

/** Keys as a person reads them: `Ctrl+↵`, on a Mac `⌘↵`. */
export function formatKeys(keys: string, mac = isMac): string {
  const { key, modifiers } = split(keys);
  const name = SYMBOLS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const names: Readonly<Record<string, string>> = mac
    ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" }
    : { Mod: "Ctrl", Alt: "Alt", Shift: "Shift" };
  return [...[...modifiers].map((modifier) => names[modifier] ?? modifier), name].join(mac ? "" : "+");
}
