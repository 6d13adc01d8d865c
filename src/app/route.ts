import { useSyncExternalStore } from "react";

export type Page = "explore" | "curate" | "present";

/** The page an address fragment means; Explore when it names none. */
export function pageOf(hash: string): Page {
  const name = /^#\/(\w+)/.exec(hash)?.[1];
  return name === "curate" || name === "present" ? name : "explore";
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

/** The page of the address bar, kept current. */
export function usePage(): Page {
  return useSyncExternalStore(subscribe, () => pageOf(location.hash));
}
