// What must be nowhere: after whole journeys every place a run leaves traces in is searched for what people wrote and hold.
// Each check is told by its number in the list of anonymity checks.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { DESK, PHONE, TEMPORARY, browserFor } from "./support/browser.mjs";
import { canary, filesIn, formsOf, hits, withDigests } from "./support/canaries.mjs";
import { Handler } from "./support/handler.mjs";
import { officerCalled } from "./support/officer.mjs";
import { secretsOf } from "./support/phrase.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { until } from "./support/until.mjs";
import { wireFor } from "./support/wire.mjs";

let server;
before(async () => (server = await startServer("silence")));
after(() => server.remove());

const salt = async () => Buffer.from((await (await fetch(`${server.url}/api/v1/manifest`)).json()).salt, "base64url");

/** Everything the server's side leaves behind: files with WAL and logs, the dump, the mails, the temporary files. */
async function serversTraces() {
  await server.settle();
  const mails = (await server.mails()).map(({ to, message }, i) => [`mail ${i + 1} to ${to}`, Buffer.from(message)]);
  return { ...filesIn(server.directory), dump: await server.dump(), ...Object.fromEntries(mails) };
}

/** What a program could say of a request without knowing that it gives something away: pieces of the bodies that were sent. */
const piecesOf = (wire) =>
  Object.fromEntries([...wire.drops(), ...wire.attachments()].flatMap(({ body }, i) => [100, 400, 20_000, 25_500].map((at) => [`what was sent as number ${i + 1}, from ${at}`, body.subarray(at, at + 24)])));
const logs = () => Object.fromEntries(Object.entries(filesIn(server.directory)).filter(([path]) => path.endsWith(".log")));

test("the search finds a canary in every form, and finds what is there", () => {
  const wanted = canary("plantad");
  for (const [form, bytes] of formsOf(wanted)) {
    assert.equal(hits({ wanted }, { hay: Buffer.concat([Buffer.from("före "), bytes, Buffer.from(" efter")]) }).length > 0, true, form);
  }
  for (const before of ["", "a", "ab", "abc"]) {
    const base64 = Buffer.from(`${before}${wanted} och mer`).toString("base64");
    assert.equal(hits({ wanted }, { hay: Buffer.from(base64) }).length > 0, true, `base64 after ${before.length} bytes`);
  }
  assert.deepEqual(hits({ wanted }, { hay: Buffer.from("ingenting") }), []);
});

test("1, 2, 3: a conversation leaves nothing of what was said, of the phrase or of who it was", { timeout: 500_000 }, async (t) => {
  const said = {
    "the report": canary("rapport"),
    "the answer": canary("svar"),
    "the follow-up": canary("mera"),
    "the attachment": canary("bilaga"),
    "the attachment's name": `kanariefil-${randomBytes(6).toString("hex")}`,
    "the title": canary("rubrik"),
    "the note": canary("anteckning"),
    "the decision": canary("beslut"),
    "what was left unsaved": canary("utkast"),
  };
  const network = {
    ...withDigests("the address", "127.8.9.10"),
    ...withDigests("the user agent", `Kanarieagent/${Date.now()} (egen telefon)`),
    ...withDigests("the language", "x-kanarie-sprak"),
    ...withDigests("the forwarded address", "203.0.113.77"),
    ...withDigests("the referring page", "http://kanarie.example/intranat"),
    ...withDigests("the cookie", "kanariekaka-7351"),
  };
  const wire = await wireFor(t, { from: network["the address"] });
  const home = await browserFor(t, {
    width: PHONE,
    through: wire,
    userAgent: network["the user agent"],
    extraHTTPHeaders: {
      "accept-language": network["the language"],
      "x-forwarded-for": network["the forwarded address"],
      forwarded: `for=${network["the forwarded address"]}`,
      "x-real-ip": network["the forwarded address"],
      referer: network["the referring page"],
    },
  });
  await home.context.addCookies([{ name: "spar", value: network["the cookie"], url: server.url }]);
  const officeWire = await wireFor(t);
  const office = await browserFor(t, { width: DESK, through: officeWire });

  const reporter = new Reporter(home.page, server.url);
  const words = await reporter.reports({ text: said["the report"], atOnce: true });
  await until("the at-once mail arrives", async () => (await server.mails()).length > 0);
  const officer = new Handler(office.page, server.url, officerCalled("sakerhetschef"));
  await officer.signsIn();
  const name = await officer.opensCase(said["the report"]);
  await officer.replies(said["the answer"]);
  await reporter.comesBack(words);
  assert.deepEqual(await reporter.replies(), [said["the answer"]]);
  const attached = { name: `${said["the attachment's name"]}.txt`, mimeType: "text/plain", buffer: Buffer.from(said["the attachment"]) };
  await home.page.locator("#more-attachments-files").setInputFiles([attached]);
  await home.page.locator(".attached > li").waitFor();
  await reporter.writesMore(said["the follow-up"]);
  const beforeNight = await serversTraces();
  await server.passNight();
  await officer.returnsToDesk();
  await officer.opensCase(name);
  await office.page.getByText(said["the follow-up"]).waitFor();
  await officer.hand.press(officer.button("Visa"));
  await office.page.getByText(said["the attachment"]).waitFor();
  await officer.entitles(said["the title"]);
  await officer.notes(said["the note"]);
  await officer.assesses({ text: said["the decision"] });
  await officer.opensForm("Polisanmälan");
  await officer.hand.write(officer.form.getByLabel("Motivering", { exact: true }), said["what was left unsaved"]);
  await until("the draft is kept", async () => (await server.sql("SELECT count(*) FROM case_draft")) === "1");
  await Promise.all([home.context.close(), office.context.close()]);

  const traces = { ...(await serversTraces()), ...prefixed("before the night: ", beforeNight) };
  const sent = { ...prefixed("reporter's ", wire.sent()), ...prefixed("officer's ", officeWire.sent()) };
  const profiles = { ...prefixed("reporter's profile: ", filesIn(home.profile)), ...prefixed("officer's profile: ", filesIn(office.profile)), ...prefixed("browser's temporary ", filesIn(TEMPORARY)) };

  assert.notDeepEqual(hits({ control: "Ersättaren" }, traces), [], "the search reaches into the database");
  assert.notDeepEqual(hits({ control: network["the user agent"] }, sent), [], "the wire saw what was sent");
  assert.notDeepEqual(hits({ control: server.url }, profiles), [], "the search reaches into the profile");
  assert.notDeepEqual(hits({ control: wire.attachments()[0].body.subarray(100, 124) }, traces), [], "the search reaches into sealed attachments");
  assert.deepEqual([wire.drops().length, wire.attachments().length], [2, 1]);

  await t.test("1: what was said is in no trace, request or profile, and no log repeats a request", async () => {
    assert.deepEqual(hits(said, { ...traces, ...sent, ...profiles }), []);
    assert.deepEqual(hits(piecesOf(wire), logs()), []);
  });
  await t.test("2: neither is the phrase, two neighbouring words of it, or what is derived from it", async () => {
    assert.deepEqual(hits(secretsOf(words, await salt()), { ...traces, ...sent, ...profiles }), []);
  });
  await t.test("3: neither is who it was on the network, nor a digest of that", () => {
    assert.deepEqual(hits(network, traces), []);
  });
});

test("10: after a session the browser keeps nothing, and going back shows nothing", { timeout: 300_000 }, async (t) => {
  const said = { "the report": canary("rapport"), "the follow-up": canary("mera"), "left unsent": canary("utkast") };
  const { context, page, profile } = await browserFor(t, { width: DESK });
  const reporter = new Reporter(page, server.url);
  const words = await reporter.reports({ text: said["the report"] });
  await reporter.comesBack(words);
  await reporter.writesMore(said["the follow-up"]);
  await page.getByLabel("Ditt meddelande").fill(said["left unsent"]);

  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(await page.evaluate(kept), { local: 0, session: 0, databases: 0, caches: 0, workers: 0, state: null, address: `${server.url}/` });

  await page.goto("about:blank");
  await page.goBack();
  await reporter.button("Rapportera ett påverkansförsök").waitFor();
  const fields = await page.locator("input, textarea, select").evaluateAll((all) => all.map((field) => (field.type === "checkbox" ? field.checked : field.value)));
  assert.deepEqual(fields.filter((value) => value !== "" && value !== false && !/^[0-9a-f-]{36}$/.test(value)), [], "nothing stands in any field");
  assert.deepEqual(hits({ ...said, ...secretsOf(words, await salt()) }, { page: Buffer.from(await page.content()) }), []);

  await context.close();
  assert.notDeepEqual(hits({ control: server.url }, filesIn(profile)), [], "the search reaches into the profile");
  assert.deepEqual(hits({ ...said, ...secretsOf(words, await salt()) }, { ...filesIn(profile), ...filesIn(TEMPORARY) }), []);
});

test("13: a server that fails while it is sent to says nothing of it, and the text is kept for another try", { timeout: 200_000 }, async (t) => {
  const text = canary("rapport");
  const wire = await wireFor(t);
  const { page } = await browserFor(t, { width: PHONE, through: wire });
  const reporter = new Reporter(page, server.url);
  await reporter.visits();
  await reporter.answers();
  await reporter.wantsToBeRead({ text });
  await server.passNight();
  await server.sql("ALTER TABLE intake RENAME TO away");
  await reporter.sends();
  await page.getByText("Tjänsten kan inte svara just nu. Försök igen om en stund; det du har skrivit står kvar.").waitFor();
  await page.locator("#review-list").getByText(text).waitFor();
  await server.sql("ALTER TABLE away RENAME TO intake");
  assert.match(server.said(), /fault/, "the operator is told that something failed");
  assert.deepEqual(hits({ text, ...piecesOf(wire) }, logs()), []);
  await reporter.sends();
  await reporter.writesDownPhrase();
  assert.equal(await server.sql("SELECT count(*) FROM intake"), "1");
});

function prefixed(prefix, haystacks) {
  return Object.fromEntries(Object.entries(haystacks).map(([name, hay]) => [prefix + name, hay]));
}

/** What a page could have left in its browser. */
async function kept() {
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
