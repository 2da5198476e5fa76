// Two reports of one event, and one report of two: merging, undoing it, and splitting.

import incident from "../form/incident.json";
import { base64url, fromBase64url, randomBytes } from "../modules/bytes";
import { makeCaseKey, openCaseKeys, readersOf } from "../modules/case/keys";
import { stateOf } from "../modules/case/state";
import { readSummary, sealableSummary, summaryOfCase } from "../modules/case/summary";
import { LETTER, REPLY } from "../modules/frame";
import { open } from "../modules/open";
import { seal } from "../modules/seal";
import { get } from "./api";
import type { OpenedLetter } from "./case_data";
import { Fields } from "./case_fields";
import { letterTitle } from "./case_letter";
import { type CasePage, writeAndShow } from "./case_page";
import { currentEpoch } from "./channel";
import { type Child, h } from "./dom";
import { Mend, act, confirm } from "./forms";
import type { CaseRow, DeskData } from "./wire";
import { caseName, dayWords } from "./words";

const FORM = "merge";

/** Merging into another case, or undoing it. */
export function mergePart(page: CasePage): Child {
  const { data } = page.opened;
  const fields = new Fields(data.id, FORM);
  const text = fields.text("text", "Varför", { must: "Skriv varför.", rows: 2 });
  if (data.merged_into !== null) {
    const undo = async (): Promise<void> => writeAndShow(page, FORM, { entry: { kind: "merged", into: null, text: text.value() }, change: { merged: null } }, "Hopslagningen är upphävd.");
    return confirm("Ta isär ärendena", [text.element], "Ta isär", "Sparar …", undo, "primary");
  }
  if (data.merged.length > 0) return h("p", { class: "hint" }, `Hopslaget hit: ${data.merged.map(caseName).join(", ")}. Ta isär det från det ärendet.`);
  return later("Slå ihop med ett annat ärende", async () => {
    const others = await otherCases(page);
    if (others.length === 0) return h("p", {}, "Det finns inget annat ärende att slå ihop med.");
    const into = fields.select("into", "Fortsätt i", others, { must: "Välj ett ärende." });
    const merge = async (): Promise<void> => writeAndShow(page, FORM, { entry: { kind: "merged", into: into.value(), text: text.value() }, change: { merged: into.value() } }, "Ärendena är hopslagna.");
    return h(
      "div",
      {},
      h("p", {}, "Välj när två rapporter berättar om samma händelse. Breven syns sedan i det andra ärendet, och varje rapportör får egna svar. Händelsen räknas en gång."),
      into.element,
      text.element,
      act("Slå ihop", merge, { working: "Sparar …" }),
    );
  });
}

/** A second case of a letter that tells of two events. */
export function splitPart(page: CasePage): Child {
  const letters = page.opened.letters.filter(({ opened }) => opened.is === "letter");
  const epoch = page.opened.channel === null ? null : currentEpoch(page.opened.channel);
  if (letters.length === 0 || epoch === null || page.opened.data.merged_into !== null) return null;
  return later("Dela i två ärenden", async () => {
    const fields = new Fields(page.opened.data.id, "split");
    const letter = fields.select("letter", "Brev som berättar om två händelser", letters.map(titled), { start: letters.length === 1 ? letters[0]!.id : "", must: "Välj brev." });
    const options = incident.questions.find(({ id }) => id === "forms")!.options.filter(({ code }) => code !== "na");
    const forms = fields.ticks("forms", "Den andra händelsen", options.map(({ code, text }) => ({ code, text: text.sv })));
    const text = fields.text("text", "Varför", { must: "Skriv varför.", rows: 2 });
    const split = async (): Promise<void> => {
      const found = letters.find(({ id }) => id === letter.value())!;
      const mask = maskOf(forms.value());
      if (mask === 0) throw new Mend("Välj vad den andra händelsen var.", forms.input);
      const why = text.value();
      const second = crypto.randomUUID();
      const writing = { entry: { kind: "split", into: second, forms: mask, text: why } as const, second: { id: second, new: await secondCase(page, found, mask, epoch) } };
      await writeAndShow(page, "split", writing, `${caseName(second)} är öppnat för den andra händelsen.`);
    };
    return h(
      "div",
      {},
      h("p", {}, "Ett nytt ärende öppnas med en kopia av brevet. Det rapportören skriver senare kommer hit, till det första ärendet."),
      letter.element,
      forms.element,
      text.element,
      act("Dela", split, { working: "Förseglar …" }),
    );
  });
}

/** What is fetched only when it is unfolded. */
function later(title: string, make: () => Promise<HTMLElement>): HTMLElement {
  const inside = h("div", {}, h("p", {}, "Hämtar …"));
  const details = h("details", { class: "case-more" }, h("summary", {}, title), inside);
  let made = false;
  details.addEventListener("toggle", () => {
    if (!details.open || made) return;
    made = true;
    make().then(
      (part) => inside.replaceChildren(part),
      () => {
        made = false;
        inside.replaceChildren(h("p", {}, "Det gick inte att hämta. Stäng och öppna igen."));
      },
    );
  });
  return details;
}

function titled({ id, day, opened }: OpenedLetter): { code: string; text: string } {
  return { code: id, text: opened.is === "letter" ? `${letterTitle(opened.letter)} från ${dayWords(day)}` : dayWords(day) };
}

function maskOf(codes: readonly string[]): number {
  const options = incident.questions.find(({ id }) => id === "forms")!.options;
  return options.reduce((mask, { code }, bit) => (codes.includes(code) ? mask | (1 << bit) : mask), 0);
}

/** The second case: a head of its own, so that follow-ups go on coming to the first, and no nonce, for the ballot is the first one's. */
async function secondCase(
  { opened: { data } }: CasePage,
  { id, day, atOnce, opened, content }: OpenedLetter,
  forms: number,
  epoch: { readonly id: string; readonly recipient: string },
): Promise<object> {
  if (opened.is !== "letter") throw new Error("a letter that cannot be read is not split");
  const letter = { ...opened.letter, nonce: null, urn: null, attachments: [] };
  // Whoever is kept out of the first case is kept out of the second.
  const keptOut = data.disqualified.map((person) => person.id);
  const made = await makeCaseKey(readersOf(data.members, keptOut, [], epoch, data.recovery_recipient));
  const { recipient } = made.post;
  const letters = [{ day, atOnce, letter }];
  const head = { v: 1, tag: base64url(randomBytes(16)), reply_to: letter.replyTo };
  return {
    letter: id,
    frame: base64url(await seal(recipient, { ...(content as object), nonce: null, urn: null, attachments: [] }, LETTER)),
    attachments: [],
    epoch: epoch.id,
    head: base64url(await seal(epoch.recipient, head, REPLY)),
    summary: base64url(await seal(recipient, sealableSummary({ ...summaryOfCase(stateOf(letters, []), letters), forms }), REPLY)),
    key: made.post,
  };
}

async function otherCases(page: CasePage): Promise<{ code: string; text: string }[]> {
  const { data } = page.opened;
  const desk = await get<DeskData>(`/api/staff/channels/${data.channel}/desk`);
  const may = desk.cases.filter(({ id, merged_into: into, kept_out: out }) => id !== data.id && into === null && !out.includes(page.context.session.me.id));
  return Promise.all(may.map(async (row) => ({ code: row.id, text: await titleOf(page, row) })));
}

async function titleOf(page: CasePage, { id, key, summary, opened }: CaseRow): Promise<string> {
  const keys = key === null ? new Map<string, CryptoKey>() : await openCaseKeys([key], { keys: page.opened.channel?.keys ?? new Map(), own: page.context.session.own });
  const own = key === null ? undefined : keys.get(key.id);
  const read = own === undefined || summary === null ? null : readSummary(await open(own, fromBase64url(summary), REPLY));
  const said = read === null ? "" : read.title || read.text.slice(0, 60);
  return [caseName(id), dayWords(opened), said].filter((part) => part !== "").join(" · ");
}
