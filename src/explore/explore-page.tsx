import { useEffect } from "react";
import { startFinding } from "./hits.ts";
import { startKeeping } from "./keeping.ts";
import { Layout } from "./layout.tsx";
import type { RunController } from "./run-controller.ts";
import { RunNotices } from "./run-notices.tsx";
import { RunContext } from "./use-run.ts";
import "./explore.css";
import "../viewer/viewer.css";

/** Type a program, run it, step through it, read what is proved about it. */
export function ExplorePage({ controller }: { controller: RunController }) {
  useEffect(() => startKeeping(() => controller.getState().recorded !== null), [controller]);
  useEffect(() => startFinding(controller), [controller]);
  return (
    <RunContext value={controller}>
      <main className="explore">
        <h1 className="visually-hidden">Explore</h1>
        <RunNotices />
        <Layout />
      </main>
    </RunContext>
  );
}
