import { create } from "zustand";
import { persist } from "zustand/middleware";

export const THEMES = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];
export type ResolvedTheme = Exclude<Theme, "system">;

export const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: "System",
  light: "Light",
  dark: "Dark",
  contrast: "High contrast",
};

interface ThemeChoice {
  readonly theme: Theme;
  readonly choose: (theme: Theme) => void;
}

/** The theme a person chose; it survives a reload. */
export const useTheme = create<ThemeChoice>()(
  persist((set) => ({ theme: "system", choose: (theme) => set({ theme }) }), {
    name: "tracewright.theme",
    merge: (stored, current) => {
      const theme = THEMES.find((known) => known === (stored as Partial<ThemeChoice> | undefined)?.theme);
      return { ...current, ...(theme ? { theme } : {}) };
    },
  }),
);

const darkQuery = window.matchMedia("(prefers-color-scheme: dark)");
const contrastQuery = window.matchMedia("(prefers-contrast: more)");

function resolve(theme: Theme): ResolvedTheme {
  if (theme !== "system") return theme;
  if (contrastQuery.matches) return "contrast";
  return darkQuery.matches ? "dark" : "light";
}

function apply() {
  document.documentElement.dataset.theme = resolve(useTheme.getState().theme);
}

/** Keeps the document in the chosen theme, and in step with the system where that was chosen. */
export function installTheme(): void {
  apply();
  useTheme.subscribe(apply);
  darkQuery.addEventListener("change", apply);
  contrastQuery.addEventListener("change", apply);
}

/** Calls back whenever the theme in force changes; for what draws without CSS. Returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** A colour token in the theme in force as `#rrggbb`, for what draws without CSS. */
export function token(name: string): string {
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  // Minified style sheets shorten #ffffff to #fff.
  return value.length === 4 ? value.replace(/[0-9a-f]/gi, "$&$&") : value;
}
