// Disclosure of a case: words are masked with a ground, looked at as they will be read, printed, and the decision noted.
// Nothing here asks who wants the case or why.

import type { Entry } from "../modules/case/entry";
import type { CaseDocument } from "../modules/document/case_document";
import { maskDocument } from "../modules/mask";
import triage from "../form/triage.json";
import { openPage } from "./case";
import { caseDocument } from "./case_document";
import { makeDocument, typefaces } from "./case_document_worker";
import { draftName } from "./case_draft";
import { exported, registrationField } from "./case_export";
import { Fields } from "./case_fields";
import { type Grounds, left, maskable, maskingOf, proposals, usedGrounds, wordingOf } from "./case_mask";
import { type MaskText, maskText } from "./case_mask_text";
import type { CasePage } from "./case_page";
import { writeEntry } from "./case_write";
import { type Child, announce, h, heading, notice, section } from "./dom";
import { dropDrafts } from "./drafts";
import { Mend, act, form, field } from "./forms";
import type { Context, Place } from "./view";
import { download } from "./wave_files";
import { caseName, counted, dayWords } from "./words";

type Decision = Extract<Entry, { kind: "disclosure" }>["decision"];

/** Masking, printing and deciding. */
export async function disclosureView(context: Context, { id }: Place & { at: "case_disclosure" }): Promise<HTMLElement> {
  const page = await openPage(context, id);
  const document = await caseDocument(page, "");
  const grounds = maskingOf(id, document);
  return h(
    "div",
    { class: "case-disclosure" },
    h("button", { type: "button", class: "quiet back", onclick: () => context.go({ at: "case", id }) }, caseName(id)),
    heading("Utlämnande"),
    h("p", { class: "lead" }, "Här frågas aldrig vem som begär ut ärendet eller varför. Fråga inte det du heller, om inte sekretessprövningen kräver det. Pröva varje uppgift för sig och skyndsamt."),
    maskBox(document, grounds),
    printBox(page, document, grounds),
    decisionBox(page, grounds),
  );
}

function maskBox(document: CaseDocument, grounds: Grounds): HTMLElement {
  const ground = h("select", {}, ...triage.disclosure_grounds.map((one) => h("option", { value: one }, one)));
  const texts: MaskText[] = [];
  const status = h("p", { role: "status", class: "hint" });
  let proposed = new Set<string>();
  const tools = h("div", { class: "row mask-tools" });
  const draw = (): void => {
    const found = proposals(document, grounds);
    const same = left(document, grounds);
    proposed = new Set(found);
    for (const text of texts) text.draw();
    status.textContent = `${counted(grounds.size, "ord är maskat", "ord är maskade")}.`;
    tools.replaceChildren(
      ...(found.length === 0 ? [] : [maskAll(`Maska förslagen (${found.length})`, found)]),
      ...(same.length === 0 ? [] : [maskAll(`Maska samma ord på ${counted(same.length, "ställe", "ställen")} till`, same)]),
      act("Visa som den lämnas ut", preview, { class: "secondary" }),
    );
  };
  const maskAll = (label: string, places: readonly string[]): HTMLElement =>
    act(
      label,
      () => {
        for (const place of places) grounds.set(place, ground.value);
        draw();
        announce(`${counted(places.length, "ord är maskat", "ord är maskade")}.`);
        ground.focus();
      },
      { class: "secondary" },
    );
  const press = (place: string): void => {
    if (!grounds.delete(place)) grounds.set(place, ground.value);
    draw();
  };
  const shown = h("div", { class: "mask-preview", hidden: true, tabindex: "-1" });
  const whole = h("div", { class: "mask-document" });
  const preview = (): void => {
    shown.replaceChildren(h("h3", {}, "Så här lämnas det ut"), ...plain(maskDocument(document, grounds)), h("button", { type: "button", class: "secondary", onclick: back }, "Fortsätt maska"));
    shown.hidden = false;
    whole.hidden = true;
    shown.focus();
  };
  const back = (): void => {
    shown.hidden = true;
    whole.hidden = false;
    ground.focus();
  };
  let part = "";
  for (const { path, text } of maskable(document)) {
    const at = /^parts\.(\d+)/.exec(path)?.[1];
    const own = at === undefined ? null : document.parts[Number(at)]!;
    const label = own === null ? (path === "title" ? "Rubrik" : "Bilagans namn") : own.heading;
    if (at !== undefined && at !== part) whole.append(h("p", { class: "mask-day" }, dayWords(own!.day)));
    part = at ?? part;
    const one = maskText(path, text, label, (place) => grounds.get(place), (place) => proposed.has(place), press);
    if (/\.(heading|term)$/.test(path) || path === "title") one.element.classList.add("mask-strong");
    texts.push(one);
    whole.append(one.element);
  }
  draw();
  return section(
    "mask",
    "Maska",
    h("p", {}, "Välj grund och tryck på de ord som ska bort. Tryck igen för att ta tillbaka. Med tangentbord: gå mellan orden med pilarna. Understrukna ord är förslag: det som inte är förslag är inte prövat."),
    field("Grund för det du maskar nu", ground),
    tools,
    status,
    whole,
    shown,
  );
}

function plain(document: CaseDocument): HTMLElement[] {
  const title = document.title === "" ? [] : [h("h4", {}, document.title)];
  const attached = document.attachments.length === 0 ? [] : [h("h4", {}, "Bilagor"), h("ul", {}, ...document.attachments.map(({ name }) => h("li", {}, name)))];
  return [...title, ...document.parts.flatMap(partOf), ...attached];
}


function partOf({ heading: title, day, author, paragraphs, facts }: CaseDocument["parts"][number]): HTMLElement[] {
  return [
    h("h4", {}, title),
    h("p", { class: "hint" }, author === null ? dayWords(day) : `${dayWords(day)}, ${author}`),
    ...(facts.length === 0 ? [] : [h("dl", { class: "answers" }, ...facts.map(({ term, value }) => h("div", {}, h("dt", {}, term), h("dd", {}, value))))]),
    ...paragraphs.map((text) => h("p", { class: "letter-text" }, text)),
  ];
}

function printBox(page: CasePage, masked: CaseDocument, grounds: Grounds): HTMLElement {
  const registration = registrationField(page);
  const print = async (): Promise<void> => {
    const document = await exported(page, registration.value());
    if (wordingOf(document) !== wordingOf(masked)) throw new Mend("Ärendet har ändrats sedan du började. Öppna utlämnandet igen och gå igenom maskningen.");
    const { pdf } = await makeDocument<"pdf">({ task: "pdf", document, masking: [...grounds], fonts: typefaces() });
    download(new Blob([pdf as Uint8Array<ArrayBuffer>], { type: "application/pdf" }), `utlamnande-${page.opened.data.id.slice(0, 6).toUpperCase()}.pdf`);
  };
  return section(
    "print",
    "Skriv ut",
    h("p", {}, "Det som är maskat finns inte kvar i filen. Grunderna och hur man överklagar står sist. Läs igenom filen innan den lämnas ut. Bilagorna följer inte med: pröva dem var för sig."),
    registration.element,
    act("Hämta maskad PDF", print, { working: "Skriver …" }),
  );
}

function decisionBox(page: CasePage, grounds: Grounds): HTMLElement {
  const { context, opened } = page;
  const { id } = opened.data;
  const fields = new Fields(id, "disclosure");
  const decision = fields.choice(
    "decision",
    "Beslut",
    [
      { code: "whole", text: "Lämnas ut i sin helhet" },
      { code: "masked", text: "Lämnas ut med maskade uppgifter" },
      { code: "refused", text: "Lämnas inte ut" },
    ],
    { must: "Välj ett beslut." },
  );
  const chosen = fields.ticks("grounds", "Grunder", triage.disclosure_grounds.map((text) => ({ code: text, text })), { hint: "Lämna tomt så noteras de grunder som du har maskat med." });
  const text = fields.text("text", "Motivering", { hint: "Skriv inget om vem som har begärt ut ärendet." });
  const save = async (): Promise<void> => {
    const decided = decision.value() as Decision;
    const given = chosen.value().length > 0 ? chosen.value() : decided === "masked" ? usedGrounds(grounds) : [];
    if (decided !== "whole" && given.length === 0) throw new Mend("Välj minst en grund.", chosen.input);
    await writeEntry(context.session, opened, { entry: { kind: "disclosure", decision: decided, grounds: decided === "whole" ? [] : given, text: text.value() }, change: "disclosed" });
    dropDrafts(draftName(id, "disclosure"));
    context.go({ at: "case", id });
    announce("Beslutet är noterat.");
  };
  const hint: Child = notice("info", h("p", {}, "Den som får avslag kan begära ett skriftligt beslut som går att överklaga. Tala om det."));
  return section("disclosure", "Notera beslutet", form("Spara beslutet", "Förseglar …", save, decision.element, chosen.element, hint, text.element));
}
