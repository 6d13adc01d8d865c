import "@fontsource-variable/inter/index.css";
import "@fontsource/jetbrains-mono/latin-400.css";
import "@fontsource/jetbrains-mono/latin-600.css";
import "@fontsource/jetbrains-mono/latin-ext-400.css";
import "@fontsource/jetbrains-mono/greek-400.css";
import "@fontsource/jetbrains-mono/cyrillic-400.css";
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";

import { createRoot } from "react-dom/client";
import { openAddress } from "../explore/keeping.ts";
import { RunController } from "../explore/run-controller.ts";
import type { Runtime } from "../runtime/types.ts";
import { installTheme } from "../ui/theme.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Shell } from "./shell.tsx";

/** Mounts the app: theme and program first, so that the first paint is the right one; Python boots behind it. */
export function start(element: HTMLElement, runtime: Runtime): void {
  installTheme();
  openAddress();
  const controller = new RunController(runtime);
  createRoot(element).render(
    <ErrorBoundary>
      <Shell controller={controller} />
    </ErrorBoundary>,
  );
  void controller.warm();
}
