// Check 11: every answer, errors too, carries the tight policy, names nobody and is not kept; no page fetches from anybody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { DESK, browserFor } from "./support/browser.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { wireFor } from "./support/wire.mjs";

let server;
before(async () => (server = await startServer("policy")));
after(() => server.remove());

const ROUTES = [
  ["GET", "/", 200],
  ["HEAD", "/", 200],
  ["GET", "/start", 200],
  ["GET", "/staff", 200],
  ["GET", "/staff/demo", 200],
  ["GET", "/api/v1/manifest", 200],
  ["GET", "/api/v1/board", 200],
  ["GET", "/nothing-here", 404],
  ["GET", "/staff/nothing-here", 404],
  ["GET", "/assets/nothing.js", 404],
  ["GET", "/assets/..%2f..%2fCargo.toml", 404],
  ["GET", "/%ff", null],
  ["POST", "/", null],
  ["GET", "/api/v1/drops", null],
  ["POST", "/api/v1/drops", 400, Buffer.alloc(10)],
  ["POST", "/api/v1/drops", null, Buffer.alloc(26_698)],
  ["POST", "/api/v1/drops", null, Buffer.alloc(1_000_000)],
  ["POST", "/api/start/look", 404, JSON.stringify({ token: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })],
  ["POST", "/api/start/look", 400, "{"],
  ["POST", "/api/staff/sign-in", 401, JSON.stringify({ account: "ingen", login_secret: "AAAA", totp: "000000" })],
  ["GET", "/api/staff/me", 401],
];
const ONLY_SIGNED_IN = ["/staff/org", "/staff/notices"];

function assertTight(headers, where, { kept = false } = {}) {
  const policy = headers.get("content-security-policy") ?? "";
  assert.match(policy, /^default-src 'none';/, where);
  assert.doesNotMatch(policy, /unsafe-|https?:|\*/, where);
  assert.equal(headers.get("referrer-policy"), "no-referrer", where);
  assert.equal(headers.get("x-content-type-options"), "nosniff", where);
  assert.match(headers.get("cache-control") ?? "", kept ? /immutable/ : /^no-store$/, where);
  assert.equal(headers.get("server"), null, `${where} does not say what serves it`);
}

/** Nothing in a page runs or colours from within it, and nothing is fetched from elsewhere. */
function assertNothingInline(html, where) {
  assert.doesNotMatch(html, /<script(?![^>]*(src="\/assets\/|type="application\/json"))/, where);
  assert.doesNotMatch(html, /<style|\sstyle="|\son[a-z]+="|javascript:/i, where);
  assert.doesNotMatch(html, /<(script|link|img|iframe|source)[^>]*(src|href)="(https?:)?\/\//i, where);
}

test("every route answers with the tight policy", { timeout: 100_000 }, async (t) => {
  for (const [method, path, status, body] of ROUTES) {
    const headers = method === "POST" ? { "content-type": typeof body === "string" ? "application/json" : "application/octet-stream" } : {};
    const answer = await fetch(server.url + path, { method, body, headers, redirect: "manual" });
    const where = `${method} ${path} ${answer.status}`;
    if (status !== null) assert.equal(answer.status, status, where);
    else assert.ok(answer.status >= 400 && answer.status < 500, where);
    assertTight(answer.headers, where);
    assert.equal(answer.headers.get("set-cookie"), null, `${where} sets no cookie`);
    assertNothingInline(await answer.text(), where);
  }
  const home = await (await fetch(server.url)).text();
  const assets = home.match(/\/assets\/[\w.-]+/g);
  assert.ok(assets.length >= 3);
  for (const asset of assets) assertTight((await fetch(server.url + asset)).headers, asset, { kept: true });
  for (const path of ONLY_SIGNED_IN) {
    const answer = await fetch(server.url + path, { redirect: "manual" });
    assert.ok(answer.status >= 300 && answer.status < 500, `${path} is for staff: ${answer.status}`);
    assertTight(answer.headers, path);
  }
  t.diagnostic(`${ROUTES.length + assets.length + ONLY_SIGNED_IN.length} answers`);
});

test("pages fetch from their own host alone, and the browser has nothing to stop", { timeout: 300_000 }, async (t) => {
  const wire = await wireFor(t);
  const { context, page } = await browserFor(t, { width: DESK, through: wire });
  const asked = new Set();
  context.on("request", (request) => asked.add(new URL(request.url()).origin));
  const reporter = new Reporter(page, server.url);
  await reporter.reports({ text: "Bara för att gå igenom alla skärmar." });
  for (const path of ["/start", "/staff/demo", "/nothing-here"]) await page.goto(server.url + path);
  const officer = new Officer(page, server.url, officerCalled("sakerhetschef"));
  await officer.signsIn();
  for (const view of ["Nycklar", "Urnor", "Ärenden"]) await officer.turnsTo(view);
  for (const path of ONLY_SIGNED_IN) {
    const answer = await page.goto(server.url + path);
    assertTight(new Headers(await answer.allHeaders()), path);
    assertNothingInline(await answer.text(), path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  await page.waitForTimeout(1_000);
  assert.deepEqual([...asked].filter((origin) => origin !== "null"), [server.url], "what the pages asked for");
  assert.deepEqual([...new Set(wire.exchanges.map(({ host }) => host))], [new URL(server.url).host], "what went over the wire");
  assert.deepEqual(wire.exchanges.filter(({ headers }) => headers.some((name) => name.toLowerCase() === "referer")), [], "nobody is told where one came from");
});

test("a page that does not exist says so as a page", { timeout: 60_000 }, async (t) => {
  const { page } = await browserFor(t, { width: DESK });
  await page.goto(`${server.url}/nothing-here`);
  await page.getByText("Sidan finns inte").first().waitFor();
  await assertAccessible(page, "an error page");
});

test("leaving quickly leaves nothing: the page is gone and the place is another", { timeout: 100_000 }, async (t) => {
  const wire = await wireFor(t);
  const { page } = await browserFor(t, { width: DESK, through: wire });
  const reporter = new Reporter(page, server.url);
  await reporter.visits();
  await reporter.answers();
  await page.getByRole("link", { name: "Lämna sidan snabbt" }).click();
  await page.waitForURL(/smhi\.se|chrome-error/);
  assert.deepEqual([...new Set(wire.exchanges.filter(({ method }) => method === "CONNECT").map(({ host }) => host))], ["www.smhi.se"]);
  assert.equal(wire.drops().length, 0);
});
