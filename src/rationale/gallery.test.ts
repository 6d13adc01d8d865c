import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { GALLERY, galleryMarkdown } from "./testing/gallery.ts";
import { bootTestRuns } from "./testing/runs.ts";

it("shows in docs/gallery.md what the narrator says now, every sentence verified", async () => {
  const written = readFileSync(new URL("../../docs/gallery.md", import.meta.url), "utf8");
  expect(GALLERY.length).toBeGreaterThanOrEqual(20);
  expect(written, "run `npx tsx scripts/gallery.ts`").toBe(galleryMarkdown(await bootTestRuns()));
}, 120_000);
