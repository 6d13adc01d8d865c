import { z } from "zod";
import type { Breakpoint } from "../viewer/editor-contract.ts";
import { type ProgramText, programTextSchema } from "./share-link.ts";

const sessionSchema = programTextSchema.extend({
  version: z.literal(1),
  /** The step shown, from 1; null when nothing had run. */
  step: z.number().int().positive().nullable(),
  breakpoints: z.array(z.object({ line: z.number().int().positive(), condition: z.string() })).default([]),
});

export interface Session {
  readonly text: ProgramText;
  readonly step: number | null;
  readonly breakpoints: readonly Breakpoint[];
}

/** The part of `localStorage` a session needs. */
export type SessionStorage = Pick<Storage, "getItem" | "setItem">;

/** Under which key: the session being worked on, and the one a link pushed aside. */
export type SessionSlot = "current" | "before-link";

const keyOf = (slot: SessionSlot) => `tracewright.session.${slot}`;

/** The kept session, or null when there is none or it cannot be read. */
export function loadSession(storage: SessionStorage, slot: SessionSlot): Session | null {
  try {
    const stored = storage.getItem(keyOf(slot));
    if (stored === null) return null;
    const { code, call, stdin, step, breakpoints } = sessionSchema.parse(JSON.parse(stored));
    return { text: { code, call, stdin }, step, breakpoints };
  } catch {
    return null;
  }
}

/** Keeps a session. False when the browser refused: storage full, or switched off. */
export function saveSession(storage: SessionStorage, slot: SessionSlot, { text, ...rest }: Session): boolean {
  try {
    storage.setItem(keyOf(slot), JSON.stringify({ version: 1, ...text, ...rest }));
    return true;
  } catch {
    return false;
  }
}

export function sameText(one: ProgramText, other: ProgramText): boolean {
  return one.code === other.code && one.call === other.call && one.stdin === other.stdin;
}
