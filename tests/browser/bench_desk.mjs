// How long an officer waits for a desk of 2,000 cases with 20 entries each, and for a search in all of it; run by hand: `node bench_desk.mjs`.
// Cases are made here, sealed to the key of a real demonstration, and handed out in front of it: what is measured is the browser's part.

import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openBrowser } from "./support/browser.mjs";
import { Officer, officerCalled } from "./support/officer.mjs";
import { OUTPUT, startServer } from "./support/server.mjs";

const CASES = Number(process.env.CASES ?? 2_000);
const ENTRIES = 20;
const A_PAGE = 50;
const SEARCHES = 60;
/** Making so much takes minutes. */
const PATIENCE_MS = 900_000;
const WEB = new URL("../../web/", import.meta.url).pathname;

const words = readFileSync(`${WEB}words/sv.txt`, "utf8").trim().split("\n");
let drawn = 1;
const draw = (most) => (drawn = (drawn * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
const aWord = () => words[draw(words.length)];
const prose = (count) => Array.from({ length: count }, aWord).join(" ");
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const server = await startServer("bench_desk");
const front = await stand(server);
const browser = await openBrowser();
browser.context.setDefaultTimeout(PATIENCE_MS);
try {
  const officer = new Officer(browser.page, front.url, officerCalled("sakerhetschef"));
  console.log(`Making ${CASES} cases with ${ENTRIES} entries each …`);
  await officer.signsIn();
  await browser.page.waitForFunction(() => [...document.querySelectorAll(".desk-progress")].every(({ hidden }) => hidden));
  await officer.hand.press(officer.button("Lås"));
  await officer.hand.write(browser.page.getByLabel("Lösenfras"), officer.person.passphrase);
  const times = await browser.page.evaluate(unlocking);
  console.log(`From the press of the button: ${seconds(times.unlocked)} unlocked, ${seconds(times.usable)} a list to use, ${seconds(times.opened)} everything opened.`);
  console.log(`After unlocking: ${seconds(times.usable - times.unlocked)} a list to use, ${seconds(times.opened - times.unlocked)} everything opened.`);
  const read = await browser.page.evaluate(reading);
  console.log(`Whole texts for the search: ${seconds(read)}.`);
  const queries = Array.from({ length: SEARCHES }, (_, i) => [aWord(), `${aWord()} ${aWord().slice(0, 4)}`, aWord().slice(0, 2)][i % 3]);
  const took = (await browser.page.evaluate(searching, queries)).sort((a, b) => a - b);
  console.log(`${SEARCHES} searches: median ${Math.round(took[took.length >> 1])} ms, worst ${Math.round(took.at(-1))} ms.`);
} finally {
  await browser.remove();
  front.close();
  await server.remove();
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** In the page: presses Lås upp and says when the keys are there, a row can be used and all is opened. */
async function unlocking() {
  const until = async (there) => {
    while (!there()) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - start;
  };
  const start = performance.now();
  document.querySelector("#view form").requestSubmit();
  const unlocked = await until(() => !document.getElementById("nav").hidden);
  const usable = await until(() => document.querySelector("li.case-row button"));
  const bars = () => [...document.querySelectorAll(".desk-progress")];
  await until(() => bars().some(({ hidden }) => !hidden));
  const opened = await until(() => bars().every(({ hidden }) => hidden));
  return { unlocked, usable, opened };
}

/** In the page: comes to the search field and says when all texts have been read. */
async function reading() {
  const start = performance.now();
  document.querySelector('input[type="search"]').focus();
  const bar = document.querySelector(".desk-progress");
  for (const hidden of [false, true]) while (bar.hidden !== hidden) await new Promise((resolve) => setTimeout(resolve, 20));
  return performance.now() - start;
}

/** In the page: searches, one after the other, and says how long each took until its hits stood there. */
async function searching(queries) {
  const field = document.querySelector('input[type="search"]');
  const took = [];
  for (const query of queries) {
    const shown = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        watch.disconnect();
        resolve();
      });
      watch.observe(document.querySelector("ol.cases"), { childList: true });
    });
    const start = performance.now();
    field.value = query;
    field.form.requestSubmit();
    await shown;
    took.push(performance.now() - start);
  }
  return took;
}

/** A server in front of the real one, which answers for desk and texts itself. */
async function stand({ url }) {
  const target = new URL(url);
  let made = null;
  const listener = createServer((asked, answer) => {
    const channel = asked.url.match(/^\/api\/staff\/channels\/([^/]+)\/(desk|heads|texts|keyring)/);
    if (channel !== null && channel[2] !== "keyring") {
      made.then(({ desk, page }) => {
        const after = new URL(asked.url, url).searchParams.get("after");
        const body = channel[2] === "desk" ? desk : channel[2] === "heads" ? "[]" : page(after);
        answer.writeHead(200, { "content-type": "application/json" }).end(body);
      });
      return;
    }
    // The keyring is read on its way, so nothing may come compressed.
    const headers = { ...asked.headers, "accept-encoding": "identity", host: target.host, ...(asked.headers.origin === undefined ? {} : { origin: url }) };
    const passed = request({ host: target.hostname, port: target.port, path: asked.url, method: asked.method, headers }, (came) => {
      const parts = [];
      came.on("data", (part) => parts.push(part));
      came.on("end", () => {
        const body = Buffer.concat(parts);
        if (channel !== null && came.statusCode === 200) made ??= make(channel[1], JSON.parse(body));
        answer.writeHead(came.statusCode, came.headers).end(body);
      });
    });
    asked.pipe(passed);
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${listener.address().port}`, close: () => listener.close() };
}

/** Cases of a channel, sealed as browsers seal them. */
async function make(channel, keyring) {
  const { seal, makeSecret, sealText, base64url, LETTER, REPLY, sealable, stateOf, summaryOfCase, sealableSummary } = await modules();
  const epoch = keyring.epochs.find(({ current }) => current);
  const unit = null;
  const rows = [];
  const texts = [];
  for (let number = 0; number < CASES; number++) {
    const id = randomUUID();
    const secret = await makeSecret();
    const key = { id: randomUUID(), recipient: secret.recipient, current: true, stale: false, share: { epoch: epoch.id, sealed: base64url(await sealText(secret.identity, epoch.recipient)) } };
    const letter = { v: 1, kind: "report", form: 1, unit, answers: [1 << draw(8), 1], text: prose(150), reply_to: secret.recipient, tag: "AAAAAAAAAAAAAAAAAAAAAA", nonce: null, urn: null, attachments: [] };
    const day = daysAgo(draw(200));
    const entries = Array.from({ length: ENTRIES }, (_, i) => (i === 0 ? { kind: "title", title: prose(4) } : i === 1 ? { kind: "assessment", severity: 1 + draw(3), crime: "unclear", insider: "no", danger: "no", forms: null, text: prose(20) } : { kind: "note", text: prose(60) }));
    const written = entries.map((entry) => ({ id: "", author: "", at: `${day}T08:00:00Z`, entry }));
    const came = [{ day, atOnce: draw(20) === 0, letter: { ...letter, replyTo: letter.reply_to } }];
    const summary = base64url(await seal(secret.recipient, sealableSummary(summaryOfCase(stateOf(came, written), came)), REPLY));
    const status = ["new", "assessed", "consulted", "action", "closed"][draw(5)];
    rows.push({
      ...{ id, channel, status, opened: day, closed: status === "closed" ? day : null, officer: draw(3) === 0 ? null : { id: keyring.members[draw(keyring.members.length)].id, name: "Handläggaren" } },
      ...{ looked: status === "new" ? null : day, look_by: day, acknowledged: status === "new" ? null : day, feedback: null, merged_into: null, held: false, version: ENTRIES, fresh: status === "new", summary },
      ...{ letters: 1, latest: day, kept_out: [], consulted: [], key },
    });
    const frames = await Promise.all(entries.map(async (entry) => ({ id: randomUUID(), epoch: null, key: key.id, frame: base64url(await seal(secret.recipient, sealable(entry), REPLY)), author: "Handläggaren", at: `${day}T08:00:00Z`, restricted: false })));
    texts.push({ id, keys: [key], letters: [{ id: randomUUID(), epoch: null, key: key.id, day, at_once: false, frame: base64url(await seal(secret.recipient, letter, LETTER)) }], entries: frames });
  }
  texts.sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = (after) => JSON.stringify({ cases: texts.filter(({ id }) => id > after).slice(0, A_PAGE), next: null });
  return { desk: JSON.stringify({ new: [], cases: rows }), page };
}

/** The product's own modules, bundled for here. */
async function modules() {
  const { build } = createRequire(`${WEB}package.json`)("esbuild");
  const outfile = join(OUTPUT, "bench_desk_modules.mjs");
  const names = ["bytes", "seal", "keyring", "frame", "case/entry", "case/state", "case/summary"];
  await build({ stdin: { contents: names.map((name) => `export * from "./modules/${name}";`).join("\n"), resolveDir: WEB, loader: "ts" }, bundle: true, format: "esm", platform: "node", target: "es2022", outfile, logLevel: "error" });
  const loaded = await import(outfile);
  rmSync(outfile);
  return loaded;
}
