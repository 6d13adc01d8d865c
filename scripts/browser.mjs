import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** Names under which systems install Chromium, tried in this order. */
const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath(name) {
  const found = spawnSync("which", [name], { encoding: "utf8" });
  return found.status === 0 ? found.stdout.trim() : null;
}

function systemBrowser() {
  for (const name of SYSTEM_NAMES) {
    const path = onPath(name);
    if (path) return path;
  }
  return null;
}

function playwrightBrowser() {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

/**
 * The path of a Chromium to test with: the system's, else Playwright's own, else one installed now
 * (Debian's package as root, else Playwright's download).
 * @returns {string}
 * @throws when none is there and none can be installed, saying what to do by hand.
 */
export function findBrowser() {
  const present = process.env.TRACEWRIGHT_BROWSER ?? systemBrowser() ?? playwrightBrowser();
  if (present) return present;
  console.log("No Chromium found; installing one for the tests.");
  if (process.getuid?.() === 0 && onPath("apt-get")) {
    spawnSync("apt-get", ["update"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "chromium"], { stdio: "inherit" });
  } else {
    try {
      execFileSync("npx", ["playwright", "install", "chromium"], { stdio: "inherit" });
    } catch {
      // Said below, with what to do by hand.
    }
  }
  const installed = systemBrowser() ?? playwrightBrowser();
  if (!installed) {
    throw new Error(
      "The end-to-end tests need Chromium and none could be installed. Install it (Debian: apt-get install chromium; macOS: npx playwright install chromium) or set TRACEWRIGHT_BROWSER to its path, then run npm test again.",
    );
  }
  return installed;
}
