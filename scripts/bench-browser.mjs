/**
 * Boot times in a real Chromium, as ratios in one run: `npx vite build && node scripts/bench-browser.mjs`. Prints JSON; milliseconds.
 *
 * - `bare`: a page that does nothing but `loadPyodide()`, from the same files and server.
 * - `first`: Tracewright in a fresh profile, from navigation to the first trace on the screen, snapshot made on the way.
 * - `again`: the same profile, reloaded: from navigation to a trace, booted from the snapshot.
 */
import { readdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { findBrowser } from "./browser.mjs";

const ROUNDS = 3;
const server = await preview({ preview: { port: 4175, strictPort: true } });
const origin = "http://127.0.0.1:4175";
const pyodide = readdirSync("dist").find((name) => name.startsWith("pyodide-"));
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});

async function bare() {
  const page = await browser.newPage();
  await page.route(`${origin}/bare`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<title>bare</title>" }),
  );
  await page.goto(`${origin}/bare`);
  const elapsed = await page.evaluate(async (folder) => {
    const started = performance.now();
    const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
    await loadPyodide({ indexURL: `${folder}/` });
    return performance.now() - started;
  }, `${origin}/${pyodide}`);
  await page.close();
  return elapsed;
}

async function untilTrace(page) {
  const started = Date.now();
  await page.goto(`${origin}/?${started}#/explore`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("slider", { name: "Timeline" }).waitFor({ timeout: 120_000 });
  await page.getByRole("list", { name: "Sentences" }).getByRole("listitem").first().waitFor({ timeout: 120_000 });
  return Date.now() - started;
}

async function visits() {
  const context = await browser.newContext();
  const page = await context.newPage();
  const first = await untilTrace(page);
  await page.waitForFunction(
    async () => {
      for (const name of await caches.keys()) {
        const entries = await (await caches.open(name)).keys();
        if (entries.some((entry) => entry.url.includes("snapshot"))) return true;
      }
      return false;
    },
    undefined,
    { polling: 200 },
  );
  const again = await untilTrace(page);
  await context.close();
  return { first, again };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const rounds = [];
for (let round = 0; round < ROUNDS; round++) rounds.push({ bare: await bare(), ...(await visits()) });
const result = {
  bare: Math.round(median(rounds.map((round) => round.bare))),
  first: median(rounds.map((round) => round.first)),
  again: median(rounds.map((round) => round.again)),
};
console.log(
  JSON.stringify({
    ...result,
    first_over_bare: Number((result.first / result.bare).toFixed(2)),
    again_over_bare: Number((result.again / result.bare).toFixed(2)),
  }),
);
await browser.close();
server.httpServer.close();
process.exit(0);
