// A survey from its plan to what everybody may see: slips on paper, forty who answer, one night, one count, two approvals.
// What comes out is compared with a tally of what the forty pressed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { expected, seeded } from "./support/answers.mjs";
import { lookFor } from "./support/axe.mjs";
import { DESK, PHONE, browserFor, startWindows } from "./support/browser.mjs";
import { chaptersOf } from "./support/chapters.mjs";
import { officerCalled } from "./support/officer.mjs";
import { Respondent, waveCalled } from "./support/respondent.mjs";
import { startServer } from "./support/server.mjs";
import { readSlips } from "./support/slips.mjs";
import { SurveyCustodian } from "./support/survey.mjs";

const TITLE = "Otillåten påverkan hos samhällsbyggnad";
const ASKED = { Bygglov: 30, "Miljö- och hälsoskydd": 22, "Tillstånd och tillsyn": 12 };
const ANSWERING = { Bygglov: 19, "Miljö- och hälsoskydd": 14, "Tillstånd och tillsyn": 7 };
const ON_A_PAGE = 8;
const AT_ONCE = 3;
const SEED = 4;
const sum = (numbers) => Object.values(numbers).reduce((total, number) => total + number, 0);

let server, windows;
before(async () => {
  server = await startServer("survey");
  windows = await startWindows();
});
after(async () => {
  await windows.close();
  await server.remove();
});

test("forty answer a survey with the codes on their slips, and what they answered is what is published", { timeout: 1_200_000 }, async (t) => {
  const chapter = chaptersOf(t);
  const look = lookFor("survey", { widths: [PHONE, DESK] });
  const { page } = await browserFor(t, { width: DESK });
  const custodian = new SurveyCustodian(page, server.url, officerCalled("sakerhetschef"), { look });
  const given = [];
  let called, slips, wave;

  await chapter("a custodian plans the survey, tries its questions, and loses nothing on the way", async () => {
    await custodian.signsIn();
    await custodian.turnsTo("Mätningar");
    await look(page, "waves");
    await custodian.fillsPlan(TITLE, ASKED);
    await custodian.triesOwnQuestions();
    const titles = await custodian.previews();
    assert.deepEqual([titles[0], titles.at(-1)], ["Bakgrund", "Här slutar enkäten"]);
    assert.ok(!titles.includes("Syftet"), "who has met with nothing is not asked about the purpose");
    assert.equal(await page.getByLabel("Mätningens namn").inputValue(), TITLE);
    assert.equal(await page.getByLabel("Antal personer, Bygglov").inputValue(), String(ASKED.Bygglov));
    await page.getByText(`Med i mätningen: 3 enheter, ${sum(ASKED)} personer.`).waitFor();
    await custodian.plans(TITLE);
    called = await server.sql(`SELECT period FROM urn JOIN wave ON wave.urn = urn.id WHERE title = '${TITLE}'`);
    assert.match(called, /^E\d{4}-\d+$/);
  });

  await chapter("codes are made in the browser, and every slip bears one of them and no number", async () => {
    slips = await custodian.makesCodes(called);
    const codes = slips.list.map(({ code }) => code);
    assert.deepEqual(countBy(slips.list, ({ unit }) => unit), ASKED);
    assert.equal(new Set(codes).size, sum(ASKED));
    const pages = await readSlips(windows, slips.pdf);
    assert.equal(pages.length, Object.values(ASKED).reduce((total, count) => total + 1 + Math.ceil(count / ON_A_PAGE), 0));
    assert.deepEqual(pages.flatMap((one) => one.codes).toSorted(), codes.toSorted(), "each code stands on one slip");
    assert.deepEqual(pages.flatMap((one) => one.addresses).toSorted(), slips.list.map(({ address }) => address).toSorted(), "and in its QR code");
    for (const { code, address } of slips.list) assert.equal(address, `${server.url}/enkat#${code.replaceAll("-", "")}`);
    for (const [unit, count] of Object.entries(ASKED)) assertSlipsOf(unit, count, slips.list, pages);
  });

  await chapter("a spoiled code is voided and another made in its place", async () => {
    const spoiled = slips.list.find(({ unit }) => unit === "Bygglov");
    await custodian.voids(spoiled.code);
    await look(page, "voided");
    const { list, pdf } = await custodian.makesCodes(called);
    assert.deepEqual(list.map(({ unit }) => unit), ["Bygglov"]);
    assert.deepEqual((await readSlips(windows, pdf)).map(({ codes }) => codes), [[], [list[0].code]]);
    slips.list = [...slips.list.filter((slip) => slip !== spoiled), ...list];
    wave = await waveCalled(server.url, called);
  });

  await chapter("one answers on a phone, looks around and changes every mind", async (inner) => {
    const { page: own } = await browserFor(inner, { width: PHONE });
    await own.route("**/api/v1/waves", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), wait: { least: 600, most: 600 } } });
    });
    const somebody = new Respondent(own, server.url, wave, { look: lookFor("survey-respondent", { widths: [PHONE, DESK] }) });
    const { unit, code } = slipOf("Bygglov", 0);
    await somebody.visits();
    await own.locator("details.keys").evaluate((details) => (details.open = true));
    await somebody.look(own, "start");
    await somebody.tries(code.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
    await own.getByText("Något tecken i koden stämmer inte.").waitFor();
    await somebody.look(own, "mistyped");
    await somebody.tries(code.toLowerCase().replaceAll("-", " "));
    await somebody.comesTo("intro");
    assert.equal(await own.locator("#intro-unit").innerText(), unit);
    await somebody.look(own, "intro");
    await somebody.keepsTicket();
    await somebody.look(own, "keep");
    await somebody.press("answer-now");
    await somebody.press("next");
    await own.getByText("Den här frågan behöver ett svar").waitFor();
    await somebody.look(own, "needed");
    await somebody.walksWith({ client_contact: "weekly", act_threat: "once", act_insults: "never", purpose_perceived: "yes", told: "nobody", knows_what: "4" });
    await somebody.look(own, "review");
    await somebody.press("back");
    while ((await somebody.state()).screen === "page") {
      await somebody.asksWhatItShould();
      await somebody.press("back");
    }
    await somebody.press("answer-now");
    await somebody.walks(seeded(SEED));
    await somebody.press("language");
    somebody.english = true;
    await somebody.reviewsRight();
    await somebody.look(own, "review-english");
    await somebody.press("send");
    await own.locator("#wait-choice").waitFor();
    await somebody.look(own, "waiting");
    await somebody.press("send-now");
    await somebody.comesTo("sent");
    await somebody.look(own, "sent");
    given.push({ unit, answers: somebody.answers });
  });

  await chapter("the others answer, some with a kept ticket, some after closing the page", async () => {
    const others = Object.entries(ANSWERING).flatMap(([unit, count]) => Array.from({ length: count }, (_, place) => slipOf(unit, place))).slice(1);
    await atOnce(others, async ({ unit, code }, place) => {
      const chance = seeded(1_000 * SEED + place);
      const screen = { width: chance.happens(0.6) ? PHONE : DESK };
      const how = { quick: place > 2, english: chance.happens(0.3) };
      const opened = async () => {
        const { context, page: own } = await windows.open(screen);
        return { context, somebody: new Respondent(own, server.url, wave, how) };
      };
      let { context, somebody } = await opened();
      await somebody.entersWith(code, { scanned: chance.happens(0.7) });
      if (place % 9 === 4) {
        const ticket = await somebody.keepsTicket();
        await context.close();
        ({ context, somebody } = await opened());
        await somebody.returnsWith(ticket, { asFile: place % 2 === 0 });
      } else if (place % 9 === 7) {
        await somebody.press("answer-now");
        await somebody.walks(chance, { most: 6 });
        await context.close();
        ({ context, somebody } = await opened());
        await somebody.entersWith(code);
      }
      await somebody.press("answer-now");
      await somebody.walks(chance);
      await somebody.isThanked();
      await context.close();
      given.push({ unit, answers: somebody.answers });
    });
    assert.equal(given.length, 40);
  });

  await chapter("after the night the custodian sees how many have answered, and nothing of what", async () => {
    await server.passNight();
    await custodian.turnsTo("Mätningar");
    await custodian.opensWave(TITLE, called);
    assert.deepEqual(await custodian.progress(), table());
    await look(page, "progress");
    assert.match(await page.getByLabel("Text att skicka till alla i ramen").inputValue(), /63 procent/);
  });

  await chapter("the survey is closed and counted once, and a protocol says what was destroyed", async () => {
    await custodian.closes();
    await server.passNight();
    await custodian.counts();
    assert.deepEqual(await custodian.progress("Protokollet per enhet"), table());
    await page.getByText("40, varav 0 ogiltiga").waitFor();
    const id = await server.sql(`SELECT urn FROM wave WHERE title = '${TITLE}'`);
    for (const left of [`ballot WHERE urn = '${id}'`, `urn_key WHERE urn = '${id}'`, `wave_unit WHERE urn = '${id}' AND private_key IS NOT NULL`, `wave_code JOIN wave_unit ON wave_unit.id = unit WHERE urn = '${id}'`]) {
      assert.equal(await server.sql(`SELECT count(*) FROM ${left}`), "0", left);
    }
    await custodian.hand.press(custodian.button("Visa räkningen"));
    await custodian.heading(`Räkning av ${called}`).waitFor();
    await look(page, "tally");
    assert.equal(await custodian.fact("Valsedlar"), 40);
    const rows = await page.getByRole("group", { name: "Tabell per enhet" }).locator("tbody tr").all();
    const answers = await Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
    assert.deepEqual(Object.fromEntries(answers.map(([unit, , , ballots]) => [unit, Number(ballots)])), ANSWERING);
  });

  await chapter("two custodians publish it", async (inner) => {
    await custodian.turnsTo("Redovisning");
    await custodian.makesDraft(`Mätning ${called}`);
    await custodian.approvesFirst(`Mätning ${called}`);
    const phone = await browserFor(inner, { width: PHONE });
    const second = new SurveyCustodian(phone.page, server.url, officerCalled("ersattare"), { look: lookFor("survey-phone") });
    await second.signsIn();
    await second.turnsTo("Redovisning");
    await second.publishes(`Mätning ${called}`, 1 + Number(await server.sql("SELECT count(*) FROM release")));
  });

  await chapter("everybody can read what the forty answered, and small numbers are not shown", async (inner) => {
    const number = await server.sql("SELECT max(number) FROM release");
    const { content } = await (await fetch(`${server.url}/lagesbild/${number}.json`)).json();
    const { figures: groups } = JSON.parse(await server.sql(`SELECT plan FROM wave WHERE title = '${TITLE}'`));
    const kinds = { count: 0, between: 0, withheld: 0 };
    for (const { id, figure } of content.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))) {
      const right = expected(id.split("/").slice(1), given, wave.items, wave.units, groups);
      if (right === null) continue;
      if (figure === "withheld") kinds.withheld++;
      else if ("count" in figure) {
        kinds.count++;
        assert.equal(figure.count, right, id);
        if (!id.endsWith("/respondents")) assert.ok(figure.count >= 5, `${id} is not small`);
      } else {
        kinds.between++;
        assert.ok(figure.between.from <= right && right <= figure.between.to, `${id}: ${right} is within ${JSON.stringify(figure)}`);
      }
    }
    inner.diagnostic(`compared: ${JSON.stringify(kinds)}`);
    assert.ok(kinds.count > 15 && kinds.between > 2, `both exact and hidden figures were compared: ${JSON.stringify(kinds)}`);
    const visitor = await browserFor(inner, { width: PHONE });
    await visitor.page.goto(`${server.url}/lagesbild/${number}`);
    const shown = await visitor.page.locator(`details.table tbody td`).evaluateAll((cells) => cells.map(({ textContent }) => textContent.trim()));
    const words = content.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ figure }) => wordsOf(figure))));
    assert.deepEqual(shown, words, "the page shows what the file says");
    await lookFor("survey-public", { widths: [PHONE, DESK] })(visitor.page, "lagesbild");
    await visitor.page.locator("details").evaluateAll((all) => all.forEach((details) => (details.open = true)));
    await lookFor("survey-public-open", { widths: [PHONE, DESK] })(visitor.page, "lagesbild");
  });

  function slipOf(unit, place) {
    return slips.list.filter((slip) => slip.unit === unit)[place];
  }
});

/** The table of units as it must be when everybody who answers has. */
function table() {
  const row = (name, asked, answered) => [name, asked, asked, answered, answered];
  return [...Object.keys(ASKED).map((unit) => row(unit, ASKED[unit], ANSWERING[unit])), row("Alla", sum(ASKED), sum(ANSWERING))];
}

/** A cover that says how many, and then slips that differ in nothing but their codes. */
function assertSlipsOf(unit, count, list, pages) {
  const own = list.filter((slip) => slip.unit === unit).map(({ code }) => code);
  const cover = pages.findIndex(({ codes, text }) => codes.length === 0 && flat(text).includes(`${unit} · ${count} lappar`));
  const sheets = pages.slice(cover + 1, cover + 1 + Math.ceil(count / ON_A_PAGE));
  assert.ok(cover >= 0, `a cover for ${unit}`);
  assert.deepEqual(sheets.flatMap(({ codes }) => codes).toSorted(), own.toSorted());
  const [first] = sheets;
  const said = (sheet) => countBy(sheet.text.split("\n").filter((line) => line.trim() !== "" && !own.includes(line.trim())), (line) => line);
  const perSlip = Object.fromEntries(Object.entries(said(first)).map(([line, times]) => [line, times / first.codes.length]));
  assert.ok(flat(Object.keys(perSlip).join(" ")).includes(unit), "the unit stands on its slips");
  for (const sheet of sheets) {
    const wanted = Object.fromEntries(Object.entries(perSlip).map(([line, times]) => [line, times * sheet.codes.length]));
    assert.deepEqual(said(sheet), wanted, "nothing numbers or orders the slips");
  }
}

function flat(text) {
  return text.replaceAll(/\s+/g, " ");
}

function countBy(list, of) {
  const counts = {};
  for (const one of list) counts[of(one)] = (counts[of(one)] ?? 0) + 1;
  return counts;
}

function wordsOf(figure) {
  if (figure === "withheld") return "visas inte";
  return "count" in figure ? String(figure.count) : `${figure.between.from}–${figure.between.to}`;
}

/** Does the work for each, a few at a time; the first that fails ends it. */
async function atOnce(list, work) {
  const queue = list.entries();
  const worker = async () => {
    for (const [place, one] of queue) await work(one, place);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
