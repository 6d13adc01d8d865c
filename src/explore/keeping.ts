import { create } from "zustand";
import { openProgram, useChoices } from "./choices.ts";
import { loadSession, type Session, sameText, saveSession } from "./session.ts";
import { hashFor, type ProgramText, packProgram, readHash } from "./share-link.ts";

/** A sentence about links and storage, above the page. */
export type KeepingNotice =
  | { readonly kind: "damaged-link"; readonly reason: string }
  | { readonly kind: "opened-link"; readonly previous: Session | null }
  | { readonly kind: "storage-full" };

interface Keeping {
  readonly notice: KeepingNotice | null;
  /** The step (from 0) to show once the program that asked for it has run. */
  readonly wanted: { readonly text: ProgramText; readonly step: number } | null;
}

export const useKeeping = create<Keeping>()(() => ({ notice: null, wanted: null }));

const SAVE_DELAY = 300;

/** The program on the page now. */
export function currentText(): ProgramText {
  const { code, call, stdin } = useChoices.getState();
  return { code, call, stdin };
}

let packed: { readonly text: ProgramText; readonly packed: string } | null = null;

function packedText(text: ProgramText): string {
  if (!packed || !sameText(packed.text, text)) packed = { text, packed: packProgram(text) };
  return packed.packed;
}

/** The address that opens the page as it is now. */
export function shareAddress(hasRun: boolean): string {
  const hash = hashFor(packedText(currentText()), hasRun ? useChoices.getState().step + 1 : null);
  return `${location.origin}${location.pathname}${hash}`;
}

function open(session: Session) {
  openProgram(session.text);
  useChoices.setState({ breakpoints: session.breakpoints });
  useKeeping.setState({ wanted: session.step === null ? null : { text: session.text, step: session.step - 1 } });
}

/** Opens what the address asks for, or else the last session. Never runs anything. */
export function openAddress(): void {
  const last = loadSession(localStorage, "current");
  const address = readHash(location.hash);
  if (address.kind === "program") {
    const isNew = !last || !sameText(last.text, address.text);
    if (isNew && last) saveSession(localStorage, "before-link", last);
    open({ ...address, breakpoints: isNew ? [] : last.breakpoints });
    if (isNew) useKeeping.setState({ notice: { kind: "opened-link", previous: last } });
    return;
  }
  if (last) open(address.kind === "none" && address.step !== null ? { ...last, step: address.step } : last);
  if (address.kind === "damaged") useKeeping.setState({ notice: { kind: "damaged-link", reason: address.reason } });
}

/** Brings back the session that a link pushed aside. */
export function restoreBeforeLink(): void {
  const before = loadSession(localStorage, "before-link");
  if (before) open(before);
  useKeeping.setState({ notice: null });
}

/**
 * Keeps the address and the saved session current, and opens the links that arrive while the page is open.
 *
 * @param hasRun whether a run stands on the page, so that its step belongs in the address
 * @returns how to stop
 */
export function startKeeping(hasRun: () => boolean): () => void {
  let timer = 0;
  const shownStep = () => (hasRun() ? useChoices.getState().step + 1 : null);
  const keep = () => {
    window.clearTimeout(timer);
    timer = 0;
    const kept = saveSession(localStorage, "current", {
      text: currentText(),
      step: shownStep(),
      breakpoints: useChoices.getState().breakpoints,
    });
    if (!kept) useKeeping.setState({ notice: { kind: "storage-full" } });
  };
  const keepAndShow = () => {
    keep();
    try {
      history.replaceState(history.state, "", hashFor(packedText(currentText()), shownStep()));
    } catch {
      // Browsers refuse very long addresses and very frequent changes; Share still gives the link.
    }
  };
  const stopWatching = useChoices.subscribe(() => {
    timer ||= window.setTimeout(keepAndShow, SAVE_DELAY);
  });
  const keepIfPending = () => {
    if (timer) keep();
  };
  const onHashChange = () => {
    if (isExploreHash(location.hash)) openAddress();
  };
  window.addEventListener("hashchange", onHashChange);
  window.addEventListener("pagehide", keepIfPending);
  return () => {
    keepIfPending();
    stopWatching();
    window.removeEventListener("hashchange", onHashChange);
    window.removeEventListener("pagehide", keepIfPending);
  };
}

const isExploreHash = (hash: string) => /^#\/explore\b/.test(hash);
