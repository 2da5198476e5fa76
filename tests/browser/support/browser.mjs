// Opens a real browser with a profile of its own, as a phone or as a desk computer.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { OUTPUT } from "./server.mjs";

const PROGRAM = process.env.ORUBBAD_CHROMIUM ?? "/usr/bin/chromium";
const PATIENCE_MS = 30_000;
const QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The widths every journey is walked at. */
export const PHONE = 390;
export const DESK = 1280;

/** Opens a browser; `through` is a wire that records, `options` are the context's own. */
export async function openBrowser({ width = DESK, through = null, flags = [], ...options } = {}) {
  mkdirSync(OUTPUT, { recursive: true });
  const profile = mkdtempSync(join(OUTPUT, "profile-"));
  const phone = width < 600;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: PROGRAM,
    args: [...QUIET, ...flags],
    viewport: { width, height: phone ? 844 : 900 },
    isMobile: phone,
    hasTouch: phone,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    ...(through === null ? {} : { proxy: { server: through.address } }),
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, page, profile, close };
}

let opened = 0;

/** Opens a browser for the length of a test. */
export async function browserFor(test, options) {
  const browser = await openBrowser(options);
  test.after(async () => {
    // What stood on the screen last tells most about a journey that did not arrive.
    const name = `${test.name.replaceAll(/[^a-zåäö0-9]+/gi, "-").slice(0, 90)}-${++opened}.png`;
    await browser.page.screenshot({ path: join(OUTPUT, "last", name), fullPage: true, timeout: 5_000 }).catch(() => {});
    await browser.close().catch(() => {});
  });
  return browser;
}
