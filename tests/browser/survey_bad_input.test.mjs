// What goes wrong for somebody who wants to answer a survey: every refusal is said in words, nothing that was answered is lost,
// nothing counts twice, and where sealing cannot be known to work nothing can be written. And what is sent and left behind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, TEMPORARY, browserFor, startWindows } from "./support/browser.mjs";
import { filesIn, hits } from "./support/canaries.mjs";
import { foreignCode, secretsOfCode, tradeElsewhere } from "./support/codes.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Respondent, waveCalled } from "./support/respondent.mjs";
import { startServer } from "./support/server.mjs";
import { SurveyCustodian } from "./support/survey.mjs";
import { wireFor } from "./support/wire.mjs";

const MET_WITH = { client_contact: "weekly", act_threat: "once", act_insults: "never", purpose_perceived: "yes", told: "nobody", knows_what: "4" };
const SCREENS = { widths: [PHONE, DESK] };
const BALLOT = 2_353;

let server, windows, wave, codes, units;
before(async () => {
  server = await startServer("survey-bad");
  windows = await startWindows();
  const { waves } = await (await fetch(`${server.url}/api/v1/waves`)).json();
  wave = await waveCalled(server.url, waves[0].code);
  const offered = [...(await (await fetch(`${server.url}/staff/demo`)).text()).matchAll(/<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<\/code><\/a> ([^<]+)<\/li>/g)];
  [codes, units] = [1, 2].map((part) => offered.map((match) => match[part]));
  assert.equal(codes.length, 4, "the demonstration leaves four codes to try");
});
after(async () => {
  await windows.close();
  await server.remove();
});

/** A custodian on the page of the open survey. */
async function custodianOf(t, look) {
  const { page } = await browserFor(t, { width: DESK });
  const custodian = new SurveyCustodian(page, server.url, officerCalled("sakerhetschef"), { look });
  await custodian.signsIn();
  await custodian.turnsTo("Mätningar");
  await custodian.opensWave(wave.title, wave.code);
  return custodian;
}

const cast = async () => Number(await server.sql("SELECT (SELECT count(*) FROM cast_ballot) + (SELECT count(*) FROM spent_token)"));
const spare = { code: null };

test("a code that is no good is refused in words, and stands in its field to be mended", { timeout: 300_000 }, async (t) => {
  const look = lookFor("survey-codes", SCREENS);
  const custodian = await custodianOf(t, look);
  const [used, lost] = codes;
  assert.equal((await tradeElsewhere(server.url, used, wave.id)).status, 200);
  const { list } = await custodian.replacesCodesOf(units[1], wave.code);
  assert.ok(list.length > 1 && list.every(({ unit, code }) => unit === units[1] && code !== lost), "every slip of the lost box is replaced");
  spare.code = list[0].code;

  const { page } = await browserFor(t, { width: PHONE });
  const respondent = new Respondent(page, server.url, wave);
  await respondent.visits();
  const mistyped = used.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  const refusals = [
    ["", "Skriv koden som står på din lapp.", "Type the code on your slip."],
    [used.slice(0, -1), "Koden har 16 tecken. Du har skrivit 15.", "The code has 16 characters. You have typed 15."],
    [used.replace(/^./, "U"), "Tecknet ”U” finns inte i någon kod. Jämför med lappen.", "The character “U” is not in any code. Compare with the slip."],
    [mistyped, "Något tecken i koden stämmer inte. Jämför med lappen, ett tecken i taget.", "Some character of the code is wrong. Compare with the slip, one character at a time."],
    [foreignCode(), "Koden finns inte i den här enkäten. Kontrollera att den är rätt avskriven.", "There is no such code in this survey. Check that it is copied correctly."],
    [lost, "Koden är spärrad och har ersatts av en ny.", "The code has been blocked and replaced by a new one."],
    [used, "Koden är redan använd på ett annat sätt.", "The code has already been used in another way."],
  ];
  for (const [typed, swedish, english] of refusals) {
    await respondent.tries(typed);
    await page.locator("#code-error").getByText(swedish).waitFor();
    assert.equal(await page.locator("#code").inputValue(), typed);
    await page.locator("#language").click();
    await page.locator("#code-error").getByText(english).waitFor();
    if (typed === used) await look(page, "refused");
    await page.locator("#language").click();
  }
  await page.locator("details:has(#ticket)").evaluate((details) => (details.open = true));
  await page.locator("#ticket").fill("svarsbiljett1.AAAA");
  await page.locator("#ticket-go").click();
  await page.getByText("Svarsbiljetten är inte hel. Kopiera all text och försök igen.").waitFor();
  await look(page, "half-a-ticket");
  await respondent.tries(spare.code);
  await respondent.comesTo("intro");
});

test("the network goes away and comes back: nothing is lost, the same bytes are sent, and they count once", { timeout: 300_000 }, async (t) => {
  const look = lookFor("survey-network", SCREENS);
  const { context, page } = await browserFor(t, { width: PHONE });
  const respondent = new Respondent(page, server.url, wave);
  const code = codes[2];
  const before = await cast();
  const away = (route) => route.abort();

  await context.route("**/api/v1/waves", away);
  await page.goto(`${server.url}/enkat`);
  await respondent.comesTo("unreachable");
  await look(page, "unreachable");
  await context.unroute("**/api/v1/waves", away);
  await respondent.press("try-again");
  await respondent.comesTo("start");
  await page.locator("html[data-state=ready]").waitFor();

  await context.route("**/api/v1/codes", away);
  await respondent.tries(code);
  await page.locator("#code-error").getByText("Tjänsten gick inte att nå.").waitFor();
  await context.unroute("**/api/v1/codes", away);
  await context.route("**/api/v1/tokens", away);
  await respondent.press("code-go");
  await page.locator("#code-error").getByText("Tjänsten gick inte att nå.").waitFor();
  await context.unroute("**/api/v1/tokens", away);
  await respondent.press("code-go");
  await respondent.comesTo("intro");
  await respondent.press("answer-now");
  await respondent.walksWith(MET_WITH);

  const bodies = [];
  const ways = [
    (route) => route.abort(),
    async (route) => {
      assert.equal((await route.fetch()).status(), 204);
      await route.abort();
    },
    (route) => route.continue(),
  ];
  await context.route("**/api/v1/ballots", async (route) => {
    bodies.push(route.request().postDataBuffer());
    await ways[bodies.length - 1](route);
  });
  for (const counted of [0, 1]) {
    await respondent.sends();
    await respondent.comesTo("review");
    await page.locator("#send-error").getByText("Allt du har fyllt i finns kvar här.").waitFor();
    assert.equal(await cast(), before + counted);
    await respondent.reviewsRight();
  }
  await look(page, "not-sent");
  await respondent.press("back");
  await respondent.asksWhatItShould();
  await respondent.press("next");
  await respondent.isThanked();
  assert.equal(bodies.length, 3);
  assert.equal(bodies[0].length, BALLOT);
  assert.ok(bodies.every((body) => body.equals(bodies[0])), "the very same bytes each time");
  assert.equal(await cast(), before + 1);

  await respondent.entersWith(code, { scanned: true });
  respondent.answers.chosen.clear();
  await respondent.press("answer-now");
  await respondent.walksWith({ client_contact: "no" });
  await context.unroute("**/api/v1/ballots");
  await respondent.sends();
  await respondent.comesTo("done_before");
  await page.getByText("Ett svar har redan lämnats med den här koden.").waitFor();
  await look(page, "answered-before");
  assert.equal(await cast(), before + 1, "one code, one answer");
});

test("what is sent says nothing of the code or the answers, and nothing is left in the browser or on the server", { timeout: 300_000 }, async (t) => {
  const wire = await wireFor(t);
  const { context, page, profile } = await browserFor(t, { width: PHONE, through: wire });
  const respondent = new Respondent(page, server.url, wave);
  const code = spare.code;
  const { code: forms, hidden, ticket, nonce } = secretsOfCode(code, wave.id);
  await respondent.entersWith(code);
  assert.equal(await page.locator("#code").inputValue(), "", "the code is gone from its field");
  const kept = await respondent.keepsTicket();
  await respondent.press("answer-now");
  await respondent.walksWith(MET_WITH);
  const answered = Buffer.concat(wave.items.map(({ id, options }) => {
    const mask = Buffer.alloc(2);
    mask.writeUInt16BE(options.reduce((bits, option, j) => (respondent.answers.has(id, option.code) ? bits | (1 << j) : bits), 0));
    return mask;
  }));
  await respondent.isThanked();
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(await page.evaluate(left), { local: 0, session: 0, databases: 0, caches: 0, workers: 0, state: null, address: `${server.url}/enkat` });
  const gone = { ...forms, "the kept ticket": kept.slice(0, 200) };
  const standing = await page.evaluate(() => [document.documentElement.outerHTML, ...[...document.querySelectorAll("input, textarea")].map(({ value }) => value)].join("\n"));
  assert.deepEqual(hits(gone, { page: Buffer.from(standing) }), [], "nothing of it stands on the page any more");
  await page.goto("about:blank");
  await page.goBack();
  await page.locator("html[data-state=ready]").waitFor();
  await respondent.comesTo("start");
  assert.equal(await page.locator("#code").inputValue(), "");

  const posts = wire.exchanges.filter(({ method }) => method !== "GET");
  assert.deepEqual(posts.map(({ method, path, body }) => [method, path, body.length]), [
    ["POST", "/api/v1/codes", 48],
    ["POST", "/api/v1/tokens", 304],
    ["POST", "/api/v1/ballots", BALLOT],
  ]);
  assert.deepEqual([...new Set(wire.exchanges.map(({ host }) => host))], [new URL(server.url).host], "nobody else was asked anything");
  assert.ok(wire.exchanges.every(({ headers }) => !headers.some((name, i) => i % 2 === 0 && /^(cookie|authorization)$/i.test(name))));
  assert.ok(wire.exchanges.every(({ answered: headers }) => !headers?.some((name, i) => i % 2 === 0 && /^set-cookie$/i.test(name))));
  const sent = wire.sent();
  const places = (needles) => hits(needles, sent).map((hit) => hit.match(/\/api\/v1\/\w+$/)?.[0]);
  assert.deepEqual(hits({ ...forms, ...hidden, answered }, sent), []);
  assert.deepEqual(places({ ticket }), ["/api/v1/codes", "/api/v1/tokens"], "the ticket goes with what asks for the token");
  assert.deepEqual(places({ nonce }), ["/api/v1/ballots"], "and the token's message only with the answer");

  const traces = async () => ({ ...filesIn(server.directory), dump: await server.dump() });
  const secret = { ...forms, ...hidden, ticket, answered, "the kept ticket": kept.slice(0, 200) };
  await server.settle();
  const found = await traces();
  await server.passNight();
  await server.settle();
  assert.notDeepEqual(hits({ control: wave.title }, found), [], "the search reaches into the database");
  assert.deepEqual(hits(secret, found), [], "before the night");
  assert.deepEqual(hits(secret, await traces()), [], "after the night");
  const logs = Object.fromEntries(Object.entries(filesIn(server.directory)).filter(([path]) => path.endsWith(".log")));
  assert.deepEqual(hits({ nonce, "a piece of the ballot": posts[2].body.subarray(400, 424), "a piece of the token": posts[2].body.subarray(60, 84) }, logs), []);

  await context.close();
  const profiles = { ...filesIn(profile), ...filesIn(TEMPORARY) };
  assert.notDeepEqual(hits({ control: server.url }, profiles), [], "the search reaches into the profile");
  assert.deepEqual(hits(secret, profiles), []);
});

const throwing = (context) => context.route("**/assets/respondent-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: 'throw new Error("broken on purpose");' }));
const offering = (change) => (context) =>
  context.route("**/api/v1/waves", async (route) => {
    const offer = await (await fetch(route.request().url())).json();
    await route.fulfill({ contentType: "application/json", body: change(offer) ?? JSON.stringify(offer) });
  });
const BREAKAGES = {
  "JavaScript is off": { options: { javaScriptEnabled: false } },
  "the page's script throws": { prepare: throwing },
  "the page's script never comes": { prepare: (context) => context.route("**/assets/respondent-*.js", (route) => route.abort()) },
  "the browser has no WebCrypto": { prepare: (context) => context.addInitScript(() => delete Crypto.prototype.subtle) },
  "the list of surveys is not whole": { prepare: offering((offer) => JSON.stringify(offer).slice(0, 2_000)) },
  "the questions are not those that were promised": { prepare: offering(({ waves: [first] }) => void (first.questionnaire = first.questionnaire.replace("Har du", "Hade du"))) },
  "there is nobody to seal to": { prepare: offering(({ waves: [first] }) => void (first.recipient = "age1nobody")) },
  "a unit's key is none": { prepare: offering(({ waves: [first] }) => void (first.units[0].key = "AAAA")) },
};

for (const [what, { options = {}, prepare = async () => {} }] of Object.entries(BREAKAGES)) {
  test(`nothing can be written or sent where ${what}`, { timeout: 90_000 }, async (t) => {
    const wire = await wireFor(t);
    const { context, page } = await windows.open({ width: PHONE, through: wire, ...options });
    t.after(() => context.close());
    await prepare(context);
    await page.goto(`${server.url}/enkat#${codes[3].replaceAll("-", "")}`);
    await page.getByRole("heading", { name: "Den här sidan kan inte försegla något i din webbläsare" }).filter({ visible: true }).waitFor();
    if (what === "the browser has no WebCrypto") await lookFor("survey-closed", SCREENS)(page, "no-webcrypto");
    assert.equal(await page.locator("form").count(), 0);
    assert.equal(await page.locator("input, textarea, select").filter({ visible: true }).count(), 0, "nothing can be written");
    for (const button of await page.getByRole("button").filter({ visible: true }).all()) await button.click();
    await page.keyboard.press("Enter");
    assert.deepEqual(wire.exchanges.filter(({ method, host }) => method !== "GET" || host !== new URL(server.url).host).map(({ method, url }) => `${method} ${url}`), []);
    assert.deepEqual(hits(secretsOfCode(codes[3], wave.id).code, wire.sent()), [], "the code in the address was not sent");
  });
}

test("the survey closes while somebody answers: it is said, and what was answered still stands", { timeout: 300_000 }, async (t) => {
  const look = lookFor("survey-closes", SCREENS);
  const { page } = await browserFor(t, { width: PHONE });
  const respondent = new Respondent(page, server.url, wave);
  await respondent.entersWith(codes[3], { scanned: true });
  await respondent.press("answer-now");
  await respondent.walksWith(MET_WITH);
  const before = await cast();
  const custodian = await custodianOf(t);
  await custodian.closes();
  await respondent.sends();
  await respondent.comesTo("review");
  await page.locator("#send-error").getByText("Enkäten är stängd. Det går inte längre att svara på den.").waitFor();
  await respondent.reviewsRight();
  await look(page, "closed-while-answering");
  await respondent.press("back");
  await respondent.asksWhatItShould();
  assert.equal(await cast(), before);
  await respondent.visits();
  await respondent.comesTo("closed");
  await look(page, "closed");
});

/** What a page could have left in its browser. */
async function left() {
  return {
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    state: history.state,
    address: location.href,
  };
}
