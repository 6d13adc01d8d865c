import { describe, expect, it, vi } from "vitest";
import { type Command, commandFor, formatKeys, type KeyPress, matchesKeys } from "./commands.ts";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("matchesKeys", () => {
  it("takes Mod as Control, and as Command on a Mac", () => {
    expect(matchesKeys("Mod+Enter", press("Enter", { ctrlKey: true }), false)).toBe(true);
    expect(matchesKeys("Mod+Enter", press("Enter", { metaKey: true }), false)).toBe(false);
    expect(matchesKeys("Mod+Enter", press("Enter", { metaKey: true }), true)).toBe(true);
    expect(matchesKeys("Mod+Enter", press("Enter"), false)).toBe(false);
  });

  it("leaves a plain key alone when a modifier is held", () => {
    expect(matchesKeys("ArrowLeft", press("ArrowLeft"), false)).toBe(true);
    expect(matchesKeys("ArrowLeft", press("ArrowLeft", { altKey: true }), false)).toBe(false);
    expect(matchesKeys("ArrowLeft", press("ArrowLeft", { shiftKey: true }), false)).toBe(false);
  });

  it("finds punctuation whether or not the keyboard needs Shift for it", () => {
    expect(matchesKeys("?", press("?", { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys("?", press("?"), false)).toBe(true);
  });

  it("tells a letter from the same letter with Shift, and knows the space bar by name", () => {
    expect(matchesKeys("n", press("n"), false)).toBe(true);
    expect(matchesKeys("n", press("N", { shiftKey: true }), false)).toBe(false);
    expect(matchesKeys("Shift+N", press("N", { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys("Space", press(" "), false)).toBe(true);
  });

  it("takes the plus sign for a key where it stands alone", () => {
    expect(matchesKeys("+", press("+", { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys("+", press("-"), false)).toBe(false);
  });

  it("ignores the case of letters", () => {
    expect(matchesKeys("Mod+K", press("k", { ctrlKey: true }), false)).toBe(true);
  });
});

describe("commandFor", () => {
  const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
    id,
    title: id,
    group: "test",
    keys,
    perform: vi.fn(),
    ...more,
  });
  const commands = [
    command("next", ["ArrowRight", "."]),
    command("run", ["Mod+Enter"], { whileTyping: true }),
    command("off", ["x"], { disabled: true }),
  ];

  it("keeps stepping keys out of text fields and lets Run through", () => {
    expect(commandFor(commands, press("."), false, false)?.id).toBe("next");
    expect(commandFor(commands, press("."), true, false)).toBeUndefined();
    expect(commandFor(commands, press("Enter", { ctrlKey: true }), true, false)?.id).toBe("run");
  });

  it("passes over what is disabled", () => {
    expect(commandFor(commands, press("x"), false, false)).toBeUndefined();
  });
});

describe("formatKeys", () => {
  it("writes keys the way the platform does", () => {
    expect(formatKeys("Mod+Enter", false)).toBe("Ctrl+↵");
    expect(formatKeys("Mod+Enter", true)).toBe("⌘↵");
    expect(formatKeys("ArrowLeft", false)).toBe("←");
    expect(formatKeys("Mod+k", false)).toBe("Ctrl+K");
  });
});
