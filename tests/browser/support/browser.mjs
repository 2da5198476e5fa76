// Opens a real browser with a profile of its own, as a phone or as a desk computer.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { OUTPUT } from "./server.mjs";

const PROGRAM = process.env.ORUBBAD_CHROMIUM ?? "/usr/bin/chromium";
const PATIENCE_MS = 60_000;
const QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Where browsers put what is only for a while; short, for a socket's path must fit in 107 bytes. */
export const TEMPORARY = mkdtempSync(join(tmpdir(), "orubbad-"));
process.on("exit", () => rmSync(TEMPORARY, { recursive: true, force: true }));

/** The widths every journey is walked at. */
export const PHONE = 390;
export const DESK = 1280;

const LAUNCH = { executablePath: PROGRAM, args: QUIET, env: { ...process.env, TMPDIR: TEMPORARY } };

/** A person's screen: a phone or a desk computer; `through` is a wire that records, the rest are the context's own options. */
function screenOf({ width = DESK, through = null, ...options } = {}) {
  const phone = width < 600;
  const proxy = through === null ? {} : { proxy: { server: through.address } };
  return { viewport: { width, height: phone ? 844 : 900 }, isMobile: phone, hasTouch: phone, locale: "sv-SE", timezoneId: "Europe/Stockholm", ...proxy, ...options };
}

/** Opens a browser whose profile lies in a directory, as a person's does. */
export async function openBrowser(options) {
  mkdirSync(OUTPUT, { recursive: true });
  const profile = mkdtempSync(join(OUTPUT, "profile-"));
  const context = await chromium.launchPersistentContext(profile, { ...LAUNCH, ...screenOf(options) });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = complaintsOf(context);
  const remove = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, page, profile, complaints, remove };
}

/** Starts a browser whose windows share nothing and leave no profile; `open` opens one. */
export async function startWindows() {
  const browser = await chromium.launch(LAUNCH);
  const open = async (options) => {
    const context = await browser.newContext(screenOf(options));
    context.setDefaultTimeout(PATIENCE_MS);
    return { context, page: await context.newPage() };
  };
  return { open, close: () => browser.close() };
}

let opened = 0;

/** Opens a browser for the length of a test. */
export async function browserFor(test, options) {
  const browser = await openBrowser(options);
  test.after(async () => {
    // What stood on the screen last tells most about a journey that did not arrive.
    const name = `${test.name.replaceAll(/[^a-zåäö0-9]+/gi, "-").slice(0, 90)}-${++opened}.png`;
    await browser.page.screenshot({ path: join(OUTPUT, "last", name), fullPage: true, timeout: 5_000 }).catch(() => {});
    await browser.remove().catch(() => {});
    assert.deepEqual(browser.complaints, [], "the browser had nothing to complain of");
  });
  return browser;
}

/** What the browser says of scripts that failed and of what the policy stopped. */
function complaintsOf(context) {
  const complaints = [];
  context.on("weberror", (failed) => complaints.push(String(failed.error())));
  context.on("console", (line) => {
    if (/content security policy/i.test(line.text())) complaints.push(line.text());
  });
  return complaints;
}
