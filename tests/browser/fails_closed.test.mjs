// Check 19: where sealing cannot be known to work nothing can be written, nothing is sent, and the page says in plain words whom to call.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, startWindows } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";
import { wireFor } from "./support/wire.mjs";

const WORDS = "Den här sidan kan inte försegla något i din webbläsare";
const NEVER = "never.example";

let server, windows;
before(async () => {
  server = await startServer("closed");
  windows = await startWindows();
});
after(async () => {
  await windows.close();
  await server.remove();
});

const throwing = (name) => (context) => context.route(`**/assets/${name}-*.js`, (route) => route.fulfill({ contentType: "text/javascript", body: 'throw new Error("broken on purpose");' }));
const inPage = (change) => (context) =>
  context.route("**/", async (route) => {
    const response = await fetch(route.request().url());
    const headers = Object.fromEntries([...response.headers].filter(([name]) => !/^content-(length|encoding)$/.test(name)));
    await route.fulfill({ headers, body: change(await response.text()) });
  });
const manifest = /(<script type="application\/json" id="manifest">)(.*?)(<\/script>)/s;

const BREAKAGES = {
  "JavaScript is off": { options: { javaScriptEnabled: false } },
  "the page's script throws": { prepare: throwing("reporter") },
  "the worker's script throws": { prepare: throwing("phrase_worker") },
  "the page's script never comes": { prepare: (context) => context.route("**/assets/reporter-*.js", (route) => route.abort()) },
  "the worker's script never comes": { prepare: (context) => context.route("**/assets/phrase_worker-*.js", (route) => route.abort()) },
  "the browser has no WebCrypto": { prepare: (context) => context.addInitScript(() => delete Crypto.prototype.subtle) },
  "the browser has no workers": { prepare: (context) => context.addInitScript(() => delete window.Worker) },
  "the place is not a secure one": { address: (url) => url.replace("127.0.0.1", NEVER) },
  "the manifest is empty": { prepare: inPage((html) => html.replace(manifest, "$1$3")) },
  "the manifest lacks everything": { prepare: inPage((html) => html.replace(manifest, "$1{}$3")) },
  "the manifest is not there": { prepare: inPage((html) => html.replace(manifest, "")) },
  "the page lacks a part": { prepare: inPage((html) => html.replace('id="more"', "")) },
};

// How it looks when it fails is the same whatever failed; a few are enough on the wide screen.
const ALSO_WIDE = ["JavaScript is off", "the worker's script throws", "the browser has no WebCrypto", "the manifest is empty"];

for (const width of [PHONE, DESK]) {
  for (const [what, { options = {}, prepare = async () => {}, address = (url) => url }] of Object.entries(BREAKAGES)) {
    if (width === DESK && !ALSO_WIDE.includes(what)) continue;
    test(`nothing can be written or sent where ${what}: ${width} px wide`, { timeout: 60_000 }, async (t) => {
      const wire = await wireFor(t);
      const { context, page } = await windows.open({ width, through: wire, ...options });
      t.after(() => context.close());
      await prepare(context);
      await page.goto(address(server.url));
      const words = page.getByRole("heading", { name: WORDS }).filter({ visible: true });
      await words.waitFor();
      const phones = await page.locator(".closed strong").filter({ visible: true }).allInnerTexts();
      assert.deepEqual(phones.slice(0, 4), ["112", "010-000 00 01", "010-000 00 02", "114 14"], "whom to call");
      if (what === "the browser has no WebCrypto") await lookFor(`closed-${width}`)(page, what.replaceAll(/\W+/g, "-"));

      assert.equal(await page.locator("form").count(), 0, "there is no form");
      assert.deepEqual(await page.locator("input, textarea, select").filter({ visible: true }).count(), 0, "nothing can be written");
      const buttons = await page.getByRole("button").filter({ visible: true }).all();
      for (const button of buttons) await button.click();
      await page.keyboard.press("Enter");
      await page.waitForTimeout(500);
      await words.waitFor();
      const own = new URL(address(server.url)).host;
      const others = wire.exchanges.filter(({ method, host, path }) => method !== "GET" || host !== own || !/^\/($|assets\/|api\/v1\/board$)/.test(path));
      assert.deepEqual(others.map(({ method, url }) => `${method} ${url}`), [], "nothing but the page's own parts was asked for");
    });
  }
}
