/**
 * Frame times of the Explore page on a run of a million steps: `npx vite build && node scripts/bench-explorer.mjs [dist]`.
 * Prints JSON; milliseconds and megabytes.
 *
 * For each of dragging over the timeline, zooming it, stepping by key and playing fast: `frame_p95` is the 95th percentile of
 * the time from one animation frame to the next, `script_p95` and `script_max` that of all JavaScript between two frames, from the
 * browser's own trace. `memory` is what the page's process holds (proportional set size, the spare interpreter included), `heap`
 * the JavaScript heap.
 */
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { findBrowser } from "./browser.mjs";

const PORT = 4176;
const PROGRAM = `def collatz(n):
    length = 1
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        length += 1
    return length


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def work(limit):
    best = (0, 0)
    for n in range(1, limit):
        length = collatz(n)
        if length > best[0]:
            best = (length, n)
            print(best)
    total = fib(20)
    for n in range(1, 100000):
        total += collatz(n)
    return best, total
`;

const server = await preview({
  preview: { port: PORT, strictPort: true },
  build: { outDir: process.argv[2] ?? "dist" },
});
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(`http://127.0.0.1:${PORT}/#/explore`);
await page.locator("[data-editor='monaco']").waitFor({ timeout: 120_000 });
await page.getByRole("textbox", { name: "Code", exact: true }).focus();
await page.keyboard.press("Control+a");
await page.keyboard.press("Delete");
await page.keyboard.insertText(PROGRAM);
await page.getByRole("textbox", { name: "Call", exact: true }).fill("work(1000)");
await page.getByRole("button", { name: "Run", exact: true }).click();
const timeline = page.getByRole("slider", { name: "Timeline" });
await page.waitForFunction(
  () => Number(document.querySelector("[aria-label=Timeline]")?.ariaValueMax) > 100_000,
  undefined,
  {
    timeout: 180_000,
  },
);
await page.getByRole("status", { name: "Verdict summary" }).getByText("verified").waitFor({ timeout: 180_000 });
const steps = Number(await timeline.getAttribute("aria-valuemax"));
const box = await timeline.boundingBox();
const middle = box.y + box.height / 2;

const session = await browser.newBrowserCDPSession();

/** Does something while the browser's trace is on; gives frame times and the JavaScript between frames. */
async function measured(act) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "toplevel"] },
  });
  await page.evaluate(() => {
    window.frames_ = [];
    const tick = (now) => {
      window.frames_?.push(now);
      if (window.frames_) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const frames = await page.evaluate(() => {
    const seen = window.frames_;
    window.frames_ = undefined;
    return seen;
  });
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  session.off("Tracing.dataCollected", collect);
  const intervals = frames.slice(1).map((at, i) => at - frames[i]);
  const script = scriptPerFrame(events);
  return {
    frames: intervals.length,
    frame_p50: round(quantile(intervals, 0.5)),
    frame_p95: round(quantile(intervals, 0.95)),
    script_p50: round(quantile(script, 0.5)),
    script_p95: round(quantile(script, 0.95)),
    script_max: round(Math.max(...script)),
  };
}

const SCRIPT = new Set([
  "FunctionCall",
  "EvaluateScript",
  "RunMicrotasks",
  "FireAnimationFrame",
  "TimerFire",
  "EventDispatch",
]);

/** Time in JavaScript between one animation frame and the next, on the page's main thread. */
function scriptPerFrame(events) {
  const threads = new Map();
  for (const event of events) {
    if (event.ph !== "X" || !SCRIPT.has(event.name)) continue;
    const key = `${event.pid}:${event.tid}`;
    threads.set(key, [...(threads.get(key) ?? []), event]);
  }
  const [busiest = []] = [...threads.values()].sort(
    (one, other) => animationFrames(other).length - animationFrames(one).length,
  );
  const starts = animationFrames(busiest).map(({ ts }) => ts);
  const sums = starts.map(() => 0);
  let until = 0;
  for (const { ts, dur = 0 } of busiest.toSorted((one, other) => one.ts - other.ts)) {
    // What runs inside something counted is part of it.
    if (ts < until) continue;
    until = ts + dur;
    const frame = starts.findLastIndex((start) => start <= ts);
    if (frame >= 0) sums[frame] += dur / 1000;
  }
  return sums.slice(0, -1);
}

const animationFrames = (events) => events.filter(({ name }) => name === "FireAnimationFrame");
const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const round = (value) => Number(value.toFixed(2));

async function drag() {
  await page.mouse.move(box.x + 20, middle);
  await page.mouse.down();
  for (let i = 0; i < 240; i++) await page.mouse.move(box.x + 20 + ((i * 37) % (box.width - 40)), middle);
  await page.mouse.up();
}

async function zoom() {
  await page.mouse.move(box.x + box.width * 0.6, middle);
  for (let i = 0; i < 60; i++) await page.mouse.wheel(0, -120);
  for (let i = 0; i < 60; i++) await page.mouse.wheel(0, 120);
}

async function press(key, times) {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

async function play() {
  await page.getByRole("combobox", { name: "Play speed" }).selectOption("1000");
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.waitForTimeout(3000);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
}

const result = { steps, drag: await measured(drag), zoom: await measured(zoom) };
await page.getByRole("button", { name: "First step" }).click();
result.step = await measured(() => press("ArrowRight", 150));
result.over = await measured(() => press("F10", 60));
result.play = await measured(play);
const { processInfo } = await session.send("SystemInfo.getProcessInfo");
const megabytes = processInfo
  .filter(({ type }) => type === "renderer")
  .map(({ id }) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))?.[1]) / 1024);
result.memory = Math.round(Math.max(...megabytes));
const metrics = await (await context.newCDPSession(page)).send("Runtime.getHeapUsage");
result.heap = Math.round((metrics.usedSize + (metrics.backingStorageSize ?? 0)) / 2 ** 20);
console.log(JSON.stringify(result, null, 1));
await browser.close();
server.httpServer.close();
process.exit(0);
