import { Command as CommandIcon, Contrast, Keyboard, Monitor, Moon, Sun } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { ExplorePage } from "../explore/explore-page.tsx";
import type { RunController } from "../explore/run-controller.ts";
import { TopActions } from "../explore/top-actions.tsx";
import { useExploreCommands } from "../explore/use-explore-commands.ts";
import { RunContext } from "../explore/use-run.ts";
import { IconButton } from "../ui/button.tsx";
import type { Command } from "../ui/commands.ts";
import { THEME_NAMES, THEMES, type Theme, useTheme } from "../ui/theme.ts";
import { TooltipProvider } from "../ui/tooltip.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { type Page, usePage } from "./route.ts";
import { ShortcutSheet } from "./shortcut-sheet.tsx";
import { useShortcuts } from "./shortcuts.ts";
import "./shell.css";

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon, contrast: Contrast } as const;

const themeAfter = (theme: Theme): Theme => THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";

const NO_COMMANDS: readonly Command[] = [];

/** Pages that a visitor of Explore never downloads. */
const CuratePage = lazy(async () => ({ default: (await import("../curate/curate-page.tsx")).CuratePage }));

const PAGES: readonly (readonly [Page, string])[] = [
  ["explore", "Explore"],
  ["curate", "Curate"],
];

/** The top bar, the page the address names, and what floats above both. */
export function Shell({ controller }: { controller: RunController }) {
  const page = usePage();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  const exploreCommands = useExploreCommands(controller);
  const pageCommands = page === "explore" ? exploreCommands : NO_COMMANDS;
  const commands = useMemo<readonly Command[]>(
    () => [
      ...pageCommands,
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        title: `Theme: ${THEME_NAMES[theme]}`,
        group: "View",
        perform: () => useTheme.getState().choose(theme),
      })),
      {
        id: "palette",
        title: "Command palette",
        group: "View",
        keys: ["Mod+K"],
        whileTyping: true,
        perform: () => setPaletteOpen(true),
      },
      { id: "sheet", title: "Keyboard shortcuts", group: "View", keys: ["?"], perform: () => setSheetOpen(true) },
    ],
    [pageCommands],
  );
  useShortcuts(commands);

  return (
    <TooltipProvider delayDuration={400}>
      <div className="shell">
        <header className="top-bar">
          <a className="brand" href="#/explore">
            Tracewright
          </a>
          <nav className="top-nav" aria-label="Pages">
            {PAGES.map(([name, title]) => (
              <a key={name} href={`#/${name}`} aria-current={page === name ? "page" : undefined}>
                {title}
              </a>
            ))}
          </nav>
          {page === "explore" ? (
            <RunContext value={controller}>
              <TopActions />
            </RunContext>
          ) : (
            <span className="top-space" />
          )}
          <IconButton
            label="Command palette"
            keys="Mod+K"
            icon={<CommandIcon size={16} aria-hidden />}
            onClick={() => setPaletteOpen(true)}
          />
          <IconButton
            label="Keyboard shortcuts"
            keys="?"
            className="top-wide-only"
            icon={<Keyboard size={16} aria-hidden />}
            onClick={() => setSheetOpen(true)}
          />
          <ThemeButton />
        </header>
        {page === "explore" && <ExplorePage controller={controller} />}
        {page === "curate" && (
          <Suspense fallback={<main />}>
            <CuratePage runtime={controller.runtime} />
          </Suspense>
        )}
        {page === "present" && <NotBuilt />}
      </div>
      <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} commands={commands} />
      <ShortcutSheet open={sheetOpen} onOpenChange={setSheetOpen} commands={commands} />
    </TooltipProvider>
  );
}

function ThemeButton() {
  const { theme, choose } = useTheme();
  const Icon = THEME_ICONS[theme];
  return (
    <IconButton
      label={`Theme: ${THEME_NAMES[theme]}`}
      className="top-roomy-only"
      icon={<Icon size={16} aria-hidden />}
      onClick={() => choose(themeAfter(theme))}
    />
  );
}

function NotBuilt() {
  return (
    <main className="not-built">
      <h1>The lesson player is not in this version yet.</h1>
      <p>
        <a href="#/explore">Explore a program</a>
      </p>
    </main>
  );
}
