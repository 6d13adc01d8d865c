import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";

/** Select-all for the platform the browser runs on. */
const SELECT_ALL = process.platform === "darwin" ? "Meta+a" : "Control+a";

/**
 * A test as a returning visitor: the tests of a worker share one profile, so that only its first pays for a first visit. What the
 * one before typed is forgotten.
 */
export const returning = base.extend<object, { profile: BrowserContext }>({
  profile: [
    async ({ browser }, use, { project }) => {
      const profile = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await firstVisit(profile, project.use.baseURL ?? "");
      await use(profile);
      await profile.close();
    },
    { scope: "worker" },
  ],
  page: async ({ profile, baseURL }, use) => {
    const page = await profile.newPage();
    await page.goto(`${baseURL}/icon.svg`);
    await page.evaluate(() => localStorage.clear());
    const goto = page.goto.bind(page);
    page.goto = (url, options) => goto(new URL(url, baseURL).href, options);
    await use(page);
    await page.close();
  },
});

/** Visits until the interpreter's snapshot is kept: a page closed before that would leave the next one another first visit. */
async function firstVisit(profile: BrowserContext, baseURL: string): Promise<void> {
  const page = await profile.newPage();
  await page.goto(`${baseURL}/#/explore`);
  await page.waitForFunction(
    async () => {
      for (const name of await caches.keys()) {
        const entries = await (await caches.open(name)).keys();
        if (entries.some((entry) => entry.url.includes("/snapshots/"))) return true;
      }
      return false;
    },
    undefined,
    { polling: 200, timeout: 60_000 },
  );
  await page.close();
}

/** The page's parts by the names that people and screen readers know them by. */
export function parts(page: Page) {
  return {
    code: page.getByRole("textbox", { name: "Code", exact: true }),
    call: page.getByRole("textbox", { name: "Call", exact: true }),
    stdin: page.getByRole("textbox", { name: "Stdin", exact: true }),
    run: page.getByRole("button", { name: "Run", exact: true }),
    stop: page.getByRole("button", { name: "Stop", exact: true }),
    timeline: page.getByRole("slider", { name: "Timeline" }),
    first: page.getByRole("button", { name: "First step" }),
    previous: page.getByRole("button", { name: "Previous step" }),
    next: page.getByRole("button", { name: "Next step" }),
    last: page.getByRole("button", { name: "Last step" }),
    state: page.getByRole("region", { name: "State" }),
    rationale: page.getByRole("region", { name: "Rationale" }),
    output: page.getByRole("region", { name: "Output" }),
    sentences: page.getByRole("list", { name: "Sentences" }).getByRole("listitem"),
    summary: page.getByRole("status", { name: "Verdict summary" }),
    exportButton: page.getByRole("button", { name: "Export", exact: true }),
    share: page.getByRole("button", { name: "Share", exact: true }),
  };
}

/** Opens the Explore page and waits until it can be typed into. */
export async function openExplore(page: Page, hash = "#/explore"): Promise<void> {
  await page.goto(`/${hash}`);
  await expect(parts(page).code).toBeVisible();
}

/** Replaces the text of the code editor, whichever editor is there. */
export async function writeCode(page: Page, code: string): Promise<void> {
  // Monaco replaces the plain editor when it arrives; typing must not be cut in two by that.
  await page.locator("[data-editor='monaco']").waitFor();
  await parts(page).code.focus();
  await page.keyboard.press(SELECT_ALL);
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(code);
}

export interface Session {
  readonly code: string;
  readonly call?: string;
  readonly stdin?: string;
}

/** Types a program in and presses Run. */
export async function runProgram(page: Page, session: Session): Promise<void> {
  await writeCode(page, session.code);
  await parts(page).call.fill(session.call ?? "");
  if (session.stdin !== undefined) await fillStdin(page, session.stdin);
  await parts(page).run.click();
}

/** The Stdin box may be folded away. */
export async function fillStdin(page: Page, text: string): Promise<void> {
  const { stdin } = parts(page);
  if (!(await stdin.isVisible())) await page.getByRole("button", { name: /stdin/i }).click();
  await stdin.fill(text);
}

/** Waits until a run has ended and its claims are decided. */
export async function waitForVerdicts(page: Page): Promise<void> {
  await expect(parts(page).summary).toContainText(/\d+ of \d+ claims? verified/, { timeout: 45_000 });
}

/** 1-based number of the step shown and the number of steps. */
export async function position(timeline: Locator): Promise<{ now: number; max: number }> {
  return {
    now: Number(await timeline.getAttribute("aria-valuenow")),
    max: Number(await timeline.getAttribute("aria-valuemax")),
  };
}
