// Attachments: looked through and cleaned in the browser, sealed there, and sent only with the report. What is uploaded is opened here
// with the key that the worker made, because nobody else has it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Decrypter } from "../../web/node_modules/age-encryption/dist/index.js";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor } from "./support/browser.mjs";
import { Reporter } from "./support/reporter.mjs";
import { startServer } from "./support/server.mjs";
import { photograph } from "./support/telling.mjs";

let server;
before(async () => (server = await startServer("attachments")));
after(() => server.remove());

const HEAD = 41;
/** Asks a clean worker of the test's own, and gives the cleaned bytes that it would have sent. */
async function sentOf(page, file, original = false) {
  const { looked, reference, body } = await page.evaluate(
    async ([bytes, whole]) => {
      const worker = new Worker(document.getElementById("reporter").dataset.clean, { type: "module" });
      const ask = (task, ...input) =>
        new Promise((resolve, reject) => {
          worker.onmessage = ({ data }) => (data.ok ? resolve(data.output) : reject(new Error(task)));
          worker.postMessage({ id: 1, task, input });
        });
      const looked = await ask("look", new Uint8Array(bytes).buffer);
      const reference = await ask("enclose", looked.number, "bild-1.jpg", whole);
      return { looked, reference, body: [...new Uint8Array(await ask("prove", reference.id, "A".repeat(22), 1))] };
    },
    [[...file], original],
  );
  const frame = Uint8Array.from(body).slice(HEAD);
  const mac = Buffer.from(frame).indexOf("\n--- ");
  const header = frame.indexOf(0x0a, mac + 1) + 1;
  const plain = reference.class - 8_192;
  const decrypter = new Decrypter();
  decrypter.addIdentity(reference.identity);
  const opened = await decrypter.decrypt(frame.slice(0, header + 16 + plain + 16 * Math.ceil(plain / 65_536)));
  return { looked, reference, bytes: Buffer.from(opened.slice(4, 4 + reference.size)) };
}

for (const width of [PHONE, DESK]) {
  test(`a picture is shown with its place, loses it, and goes with the report: ${width} px wide`, { timeout: 300_000 }, async (t) => {
    const look = lookFor(`attachments-${width}`);
    const { page } = await browserFor(t, { width });
    const uploads = [];
    let refuse = true;
    await page.route("**/api/v1/attachments", async (route) => {
      const request = route.request();
      uploads.push({ body: request.postDataBuffer(), headers: request.headers() });
      await (refuse && uploads.length === 2 ? route.abort() : route.fulfill({ status: 204 }));
    });
    const reporter = new Reporter(page, server.url);
    await reporter.visits();
    const photo = await photograph(page);
    await reporter.answers();
    await page.getByRole("button", { name: /^Säkerhetschefen ska läsa/ }).click();
    await page.getByRole("button", { name: /^Säkerhetsfunktionen/ }).click();
    await reporter.heading("Vill du berätta mer?").waitFor();
    await page.getByLabel("Din berättelse").fill("Se bilden.");

    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Välj filer" }).click();
    const chooser = await choosing;
    await chooser.setFiles([
      { name: "IMG_anna.jpg", mimeType: "image/jpeg", buffer: photo },
      { name: "anteckning.txt", mimeType: "text/plain", buffer: Buffer.from("Han ringde klockan tre.") },
      { name: "program.jpg", mimeType: "image/jpeg", buffer: Buffer.from([0x4d, 0x5a, 0, 1]) },
    ]);
    const items = page.locator(".attached > li");
    await page.getByText("program.jpg").waitFor();
    await page.getByText("Det går inte att se vad det här är för sorts fil.").waitFor();
    assert.equal(await items.count(), 2);
    const first = await items.first().innerText();
    assert.match(first, /bild-1\.jpg/);
    assert.match(first, /Det här tas bort:\s+Plats där bilden togs: 59\.50000, 18\.25000/);
    assert.match(await items.nth(1).innerText(), /text-1\.txt.*Inga dolda uppgifter hittades/s);
    await page.waitForFunction(() => document.querySelector(".attached img")?.naturalHeight > 0);
    assert.deepEqual(await page.locator(".attached img").evaluate((image) => [image.naturalWidth, image.naturalHeight]), [32, 64], "the preview stands upright");
    assert.equal(await page.getByLabel("Din berättelse").inputValue(), "Se bilden.");
    await look(page, "attached");
    assert.equal(uploads.length, 0, "nothing is uploaded before it is sent");

    await reporter.hand.press(reporter.button("Nästa"));
    await reporter.heading("Stämmer det här?").waitFor();
    assert.match(await page.locator("#review-list").innerText(), /Bilagor:\s+bild-1\.jpg \(bild, \d+ kB\)\s+text-1\.txt/);
    await look(page, "attached-review");
    await reporter.sends();
    await page.locator("#review-error", { hasText: "Tjänsten gick inte att nå" }).waitFor();
    refuse = false;
    await reporter.sends();
    const words = await reporter.writesDownPhrase();
    await reporter.provesPhrase(words);
    assert.equal(uploads.length, 3, "what was uploaded is not sent twice");
    assert.deepEqual(uploads[2].body, uploads[1].body, "and what was not is the same");
    for (const { body, headers } of uploads) {
      assert.equal(body.length, HEAD + 65_536);
      assert.equal(body[0], 1);
      assert.ok(!("cookie" in headers) && !("referer" in headers));
    }
    assert.equal(await items.count(), 0, "nothing is left on the page");
  });
}

test("what is sealed is the picture upright without its place, or the original where that was chosen", { timeout: 120_000 }, async (t) => {
  const { page } = await browserFor(t, { width: DESK });
  await new Reporter(page, server.url).visits();
  const photo = await photograph(page);
  const cleaned = await sentOf(page, photo);
  assert.equal(cleaned.looked.found[0].what.sv, "Plats där bilden togs");
  assert.ok(!cleaned.bytes.includes("Exif") && !cleaned.bytes.includes("ICC_PROFILE"));
  const corners = await page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    pen.drawImage(bitmap, 0, 0);
    const at = (x, y) => [...pen.getImageData(x, y, 1, 1).data.slice(0, 3)].map((shade) => shade > 128);
    return { size: [bitmap.width, bitmap.height], top: at(16, 8), bottom: at(16, 56) };
  }, [...cleaned.bytes]);
  assert.deepEqual(corners, { size: [32, 64], top: [true, false, false], bottom: [false, false, true] });

  const whole = await sentOf(page, photo, true);
  assert.deepEqual(whole.bytes, photo);
  assert.equal(whole.reference.original, true);
});

test("what cannot be cleaned goes only by choice, whole, and a follow-up can carry it alone", { timeout: 300_000 }, async (t) => {
  const { page } = await browserFor(t, { width: PHONE });
  const uploads = [];
  await page.route("**/api/v1/attachments", async (route) => {
    uploads.push(route.request().postDataBuffer().length);
    await route.fulfill({ status: 204 });
  });
  const reporter = new Reporter(page, server.url);
  const words = await reporter.reports({ text: "Jag har en bild på detta." });
  await reporter.comesBack(words);
  const picture = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.alloc(90_000)]);
  await page.locator("#more-attachments-files").setInputFiles({ name: "IMG_1.HEIC", mimeType: "image/heic", buffer: picture });
  await page.getByText("Webbläsaren kan inte läsa den här bilden").waitFor();
  await reporter.hand.press(reporter.button("Skicka"));
  await page.locator("#more-error", { hasText: "En bilaga går inte att rensa." }).waitFor();
  assert.deepEqual(uploads, []);
  await reporter.hand.tick(page.getByLabel("Behåll originalet orört som bevis"));
  assert.match(await page.locator(".attached > li").innerText(), /bild-1\.heic \(bild, 90 kB, original, orört\)/);
  await reporter.hand.press(reporter.button("Skicka"));
  await page.getByText("Skickat. Titta in igen om några dagar.").waitFor();
  assert.deepEqual(uploads, [HEAD + 262_144]);
  assert.equal(await page.locator(".attached > li").count(), 0);
});
