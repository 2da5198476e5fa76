// Who may read a case: disqualification (jäv), consulting somebody outside for a time, and giving a key that is missing.

import { makeCaseKey, readersOf, sealCaseKeys } from "../modules/case/keys";
import { get, post } from "./api";
import { type OpenedCase, openCase } from "./case_data";
import { draftName } from "./case_draft";
import { Fields, today } from "./case_fields";
import { type CasePage, done, isChief } from "./case_page";
import { writeEntry } from "./case_write";
import { currentEpoch } from "./channel";
import { type Child, h, section } from "./dom";
import { dropDrafts } from "./drafts";
import { digits } from "./fingerprint";
import { Mend, act, confirm, tick } from "./forms";
import type { CaseData, Member, Named, Person } from "./wire";
import { dayWords } from "./words";

const FORM = "readers";
/** How long somebody is consulted unless another day is chosen. */
const DAYS = 14;

/** The box, for members. */
export function readersBox(page: CasePage): HTMLElement {
  const { data } = page.opened;
  const out = new Set(data.disqualified.map(({ id }) => id));
  const readers = data.members.filter(({ id, has_key: has }) => has && !out.has(id));
  return section(
    "readers",
    "Vem får läsa",
    h("ul", { class: "plain-list" }, ...readers.map(({ name }) => h("li", {}, name)), ...data.consulted.map((person) => consultedRow(page, person))),
    data.disqualified.length > 0 && h("div", {}, h("h3", {}, "Får inte läsa"), h("ul", { class: "plain-list" }, ...data.disqualified.map((person) => outRow(page, person)))),
    disqualify(page, readers),
    consult(page),
    missingShares(page, readers),
  );
}

function disqualify(page: CasePage, readers: readonly Member[]): Child {
  const { data } = page.opened;
  const { me } = page.context.session;
  if (readers.length < 2) return h("p", { class: "hint" }, "Bara en person kan läsa ärendet. Jäv kan anmälas när fler har nyckel.");
  const fields = new Fields(data.id, FORM);
  const person = fields.select("person", "Vem är jävig?", readers.map(({ id, name }) => ({ code: id, text: id === me.id ? `${name} (jag själv)` : name })), { must: "Välj person." });
  const reason = fields.text("reason", "Varför", { must: "Skriv varför.", rows: 2 });
  const action = async (): Promise<void> => {
    const chosen = readers.find(({ id }) => id === person.value())!;
    const text = reason.value();
    const entry = { kind: "disqualified", person: chosen.name, text } as const;
    const { session } = page.context;
    if (chosen.id === me.id) {
      await writeEntry(session, page.opened, { entry, restricted: true });
      await keepOut(await openCase(session, data.id), chosen.id);
      dropDrafts(draftName(data.id));
      page.context.go({ at: "desk", channel: data.channel });
      return;
    }
    await keepOut(await openCase(session, data.id), chosen.id);
    await writeEntry(session, await openCase(session, data.id), { entry, restricted: true });
    await done(page, FORM, `${chosen.name} får inte längre läsa ärendet.`);
  };
  return confirm(
    "Anmäl jäv",
    [
      h("p", {}, "Den som är jävig kan inte öppna ärendet mer, och ärendet får en ny nyckel. Det som redan är läst går inte att ta tillbaka."),
      person.element,
      reason.element,
    ],
    "Stäng ute",
    "Byter nyckel …",
    action,
  );
}

/** Makes a new key for everybody else, in the same step as the person is kept out. */
async function keepOut({ data, channel }: OpenedCase, person: string): Promise<void> {
  const out = [...data.disqualified.map(({ id }) => id), person];
  const readers = readersOf(data.members, out, data.consulted, channel === null ? null : currentEpoch(channel), data.recovery_recipient);
  const { post: key } = await makeCaseKey(readers);
  await post(`/api/staff/cases/${data.id}/disqualify`, { version: data.version, person, key });
}

function outRow(page: CasePage, { id, name }: Named): HTMLElement {
  const lift = async (): Promise<void> => {
    const { session } = page.context;
    await post(`/api/staff/cases/${page.opened.data.id}/qualify`, { person: id });
    await writeEntry(session, await openCase(session, page.opened.data.id), { entry: { kind: "note", text: `Jävet för ${name} är hävt.` } });
    await done(page, FORM, `${name} får läsa igen, när någon har gett nyckeln.`);
  };
  const may = isChief(page) && id !== page.context.session.me.id;
  return h("li", {}, name, may && confirm(`Häv jävet för ${name}`, [h("p", {}, `${name} får läsa igen när någon av er har gett nyckeln.`)], "Häv", "Häver …", lift, "primary"));
}

function consultedRow(page: CasePage, { id, name, until }: CaseData["consulted"][number]): HTMLElement {
  const end = async (): Promise<void> => {
    const { session } = page.context;
    await post(`/api/staff/cases/${page.opened.data.id}/consult-end`, { person: id });
    await writeEntry(session, await openCase(session, page.opened.data.id), { entry: { kind: "consulted", person: name, until: null, text: "" } });
    await done(page, FORM, `${name} rådfrågas inte längre.`);
  };
  return h("li", {}, `${name}, rådfrågas till och med ${dayWords(until)}`, act(`Avsluta för ${name}`, end, { class: "quiet", working: "Avslutar …" }));
}

function consult(page: CasePage): HTMLElement {
  const { data } = page.opened;
  const fields = new Fields(data.id, `${FORM} consult`);
  const inside = h("div", {}, h("p", {}, "Hämtar …"));
  let fetched = false;
  const load = async (): Promise<void> => {
    if (fetched) return;
    fetched = true;
    const people = await get<readonly Person[]>(`/api/staff/channels/${data.channel}/people`);
    const asked = new Set(data.consulted.map(({ id }) => id));
    inside.replaceChildren(consultForm(page, fields, people.filter(({ id }) => !asked.has(id))));
  };
  const details = h("details", { class: "case-more" }, h("summary", {}, "Rådfråga någon"), inside);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    void load().catch(() => {
      fetched = false;
      inside.replaceChildren(h("p", {}, "Listan kunde inte hämtas. Stäng och öppna igen."));
    });
  });
  return details;
}

function consultForm(page: CasePage, fields: Fields, people: readonly Person[]): HTMLElement {
  if (people.length === 0) return h("p", {}, "Det finns ingen annan med konto att rådfråga.");
  const person = fields.select("person", "Vem", people.map(({ id, name }) => ({ code: id, text: name })), { must: "Välj person." });
  const until = fields.day("until", "Till och med", { start: later(DAYS), min: today(), must: "Välj dag." });
  const text = fields.text("text", "Varför", { must: "Skriv varför.", rows: 2 });
  const compared = h("input", { type: "checkbox" });
  const shown = h("div");
  const chosen = (): Person | undefined => people.find(({ id }) => id === (person.input as HTMLSelectElement).value);
  const show = async (): Promise<void> => {
    compared.checked = false;
    const found = chosen();
    shown.replaceChildren(...(found === undefined ? [] : [h("p", {}, `Ring ${found.name} på ett nummer du redan känner till och jämför siffrorna:`), await digits(found.recipient), h("p", {}, "Stämmer de inte har någon annan lagt sig emellan. Gå då inte vidare.")]));
  };
  person.input.addEventListener("change", () => void show());
  void show();
  const give = async (): Promise<void> => {
    person.value();
    const [found, day, why] = [chosen()!, until.value(), text.value()];
    if (!compared.checked) throw new Mend("Jämför siffrorna först och kryssa i rutan.", compared);
    const { session } = page.context;
    const { data, channel } = await openCase(session, page.opened.data.id);
    const shares = await sealCaseKeys(data.keys, { keys: channel?.keys ?? new Map(), own: session.own }, found.recipient);
    await post(`/api/staff/cases/${data.id}/consult`, { person: found.id, until: day, shares });
    await writeEntry(session, await openCase(session, data.id), { entry: { kind: "consulted", person: found.name, until: day, text: why } });
    await done(page, FORM, `${found.name} kan läsa ärendet till och med ${dayWords(day)}.`);
  };
  return h(
    "div",
    {},
    h("p", {}, "Den du rådfrågar läser breven och anteckningarna, men inte skyddsåtgärderna, och kan skriva anteckningar."),
    person.element,
    until.element,
    text.element,
    shown,
    tick("Jag har hört personen läsa upp siffrorna och de stämmer", compared),
    act("Låt läsa", give, { working: "Försluter nyckeln …" }),
  );
}

/** Where the key is sealed to each reader by name, somebody may have come later than it. */
function missingShares(page: CasePage, readers: readonly Member[]): Child {
  const { data } = page.opened;
  const { session } = page.context;
  const others = readers.filter(({ id }) => id !== session.me.id);
  if (!data.keys.some(({ share }) => share !== null && share.epoch === null) || others.length === 0) return null;
  const give = async ({ id, name, recipient }: Member): Promise<void> => {
    const shares = await sealCaseKeys(data.keys, { keys: page.opened.channel?.keys ?? new Map(), own: session.own }, recipient).catch(() => {
      throw new Mend("Du har själv inte alla nycklar till ärendet. Be en annan medlem.");
    });
    await post(`/api/staff/cases/${data.id}/shares`, { person: id, shares });
    await done(page, FORM, `${name} har fått ärendets nyckel.`);
  };
  return h(
    "details",
    { class: "case-more" },
    h("summary", {}, "Någon kan inte öppna ärendet"),
    h("p", {}, "Den som har kommit till, eller som var jävig förut, behöver få ärendets nyckel av någon som har den."),
    ...others.map((member) => act(`Ge ${member.name} nyckeln`, () => give(member), { class: "secondary", working: "Försluter nyckeln …" })),
  );
}

function later(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return date.toLocaleDateString("sv-SE");
}
