import { expect, test } from "@playwright/test";
import { openExplore, parts, waitForVerdicts } from "./session.ts";

test("a first visit shows what is being loaded, then traces an example", async ({ page }) => {
  await openExplore(page);
  const { run, timeline } = parts(page);
  await expect(run).toBeVisible();
  await run.click();
  await expect(page.getByRole("progressbar").or(timeline)).toBeVisible();
  await waitForVerdicts(page);
  expect(Number(await timeline.getAttribute("aria-valuemax"))).toBeGreaterThan(3);
});

test("a reload boots from the snapshot made on the first visit", async ({ page }) => {
  await openExplore(page);
  await parts(page).run.click();
  await waitForVerdicts(page);
  const kept = () =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const entries = await (await caches.open(name)).keys();
        if (entries.some((entry) => entry.url.includes("snapshot"))) return true;
      }
      return false;
    });
  await expect.poll(kept, { timeout: 30_000 }).toBe(true);
  await page.reload();
  await expect(parts(page).code).toBeVisible();
  await parts(page).run.click();
  await waitForVerdicts(page);
});
