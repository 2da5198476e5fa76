// The log as the auditor reads it: who did what to what and when, never what anybody wrote.

import { get } from "./api";
import { KINDS, actWord, objectWord } from "./audit_words";
import { type Child, announce, h, heading, notice, section } from "./dom";
import { Mend, act, field, form } from "./forms";
import type { View } from "./view";
import { counted, grouped } from "./words";

interface Line {
  readonly number: number;
  readonly at: string;
  readonly actor: string | null;
  readonly name: string | null;
  readonly act: string;
  readonly object: string;
  readonly hash: string;
}

interface End {
  readonly number: number;
  readonly hash: string;
}

interface Page {
  readonly lines: readonly Line[];
  readonly more: boolean;
  readonly head: End;
}

const TIME = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium" });
const OPERATOR = "Driften, vid kommandoraden";

/** The log, the newest first. */
export const auditView: View = async () => {
  let narrowed = new URLSearchParams();
  const first = await fetchPage(narrowed);
  const people = new Map<string, string>();
  const body = h("tbody");
  const table = h("div", { class: "table-scroll", role: "group", "aria-label": "Loggens rader", tabindex: "0" }, h("table", { class: "audit-lines" }, h("thead", {}, h("tr", {}, ...["Rad", "Tid", "Vem", "Vad", "Vilket"].map((name) => h("th", { scope: "col" }, name)))), body));
  const empty = h("p", { class: "empty", hidden: true }, "Inga rader stämmer med urvalet.");
  const who = h("select");
  const file = h("a", { class: "call-on secondary", download: true }, "Hämta som CSV");
  const end = h("p", { class: "audit-end" });
  let last = 0;
  const older = act("Visa äldre", () => add(last), { class: "secondary", working: "Hämtar …" });

  const put = ({ lines, more, head }: Page): void => {
    for (const { actor, name } of lines) if (actor !== null) people.set(actor, name ?? "Okänd");
    fillPeople(who, people);
    body.append(...lines.map(row));
    last = lines.at(-1)?.number ?? last;
    older.hidden = !more;
    empty.hidden = body.childElementCount > 0;
    table.hidden = !empty.hidden;
    end.replaceChildren(...endWords("Loggens läge", head));
    file.href = `/api/staff/audit/export?${narrowed.toString()}`;
  };
  const add = async (before: number): Promise<void> => {
    const page = await fetchPage(narrowed, before);
    put(page);
    announce(`${counted(page.lines.length, "rad", "rader")} till.`);
  };

  const kind = h("select", {}, h("option", { value: "" }, "Allt"), ...KINDS.map(([beginning, name]) => h("option", { value: beginning }, name)));
  const object = h("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  const from = h("input", { type: "date" });
  const to = h("input", { type: "date" });
  const narrow = async (): Promise<void> => {
    if (from.value !== "" && to.value !== "" && from.value > to.value) throw new Mend("Den första dagen är efter den sista.", from);
    const asked: Record<string, string> = { actor: who.value, act: kind.value, object: object.value.trim(), from: from.value, to: to.value };
    narrowed = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
    const page = await fetchPage(narrowed);
    body.replaceChildren();
    put(page);
    announce(page.lines.length === 0 ? "Inga rader stämmer." : `Visar ${counted(page.lines.length, "rad", "rader")}.`);
  };
  const chosen = h(
    "details",
    { class: "audit-narrow" },
    h("summary", {}, "Välj ut rader"),
    form("Visa", "Hämtar …", narrow, h("div", { class: "audit-filter" }, field("Vem", who), field("Vad", kind), field("Från och med", from), field("Till och med", to), field("Vilket", object, "Hela beteckningen. Tryck på en i listan så fylls den i."))),
  );
  const pick = (id: string): void => {
    object.value = id;
    chosen.open = true;
    void narrow();
  };
  const row = (line: Line): HTMLElement => lineRow(line, pick);
  put(first);

  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Logg"), file),
    h("p", { class: "lead" }, "Varje sak som någon gör i tjänsten blir en rad. Här står vem, när och med vilket ärende, aldrig vad någon har skrivit."),
    end,
    chainBox(),
    chosen,
    section("audit-lines", "Rader", table, empty, older),
  );
};

function fetchPage(narrowed: URLSearchParams, before?: number): Promise<Page> {
  const asked = new URLSearchParams(narrowed);
  if (before !== undefined) asked.set("before", String(before));
  return get<Page>(`/api/staff/audit?${asked.toString()}`);
}

function fillPeople(who: HTMLSelectElement, people: ReadonlyMap<string, string>): void {
  const chosen = who.value;
  const sorted = [...people].sort(([, a], [, b]) => a.localeCompare(b, "sv"));
  who.replaceChildren(h("option", { value: "" }, "Alla"), ...sorted.map(([id, name]) => h("option", { value: id, selected: id === chosen }, name)));
}

function lineRow({ number, at, name, actor, act: what, object }: Line, pick: (object: string) => void): HTMLElement {
  const which: Child = object === "" ? "" : h("button", { type: "button", class: "audit-object", title: object, onclick: () => pick(object) }, objectWord(what, object));
  return h(
    "tr",
    {},
    h("td", { class: "number" }, grouped(number)),
    h("td", { class: "audit-time" }, ...timeWords(at)),
    h("td", {}, actor === null ? OPERATOR : (name ?? "Okänd")),
    h("td", {}, actWord(what)),
    h("td", {}, which),
  );
}

/** Day and time, which may stand above each other. */
function timeWords(at: string): Child[] {
  const [day, time] = TIME.format(new Date(at)).split(" ");
  return [h("span", {}, day ?? ""), " ", h("span", {}, time ?? "")];
}

function endWords(what: string, { number, hash }: End): Child[] & Node[] {
  return [h("strong", {}, `${what}: rad ${grouped(number)}`), h("code", { class: "mono" }, hash)];
}

function chainBox(): HTMLElement {
  const result = h("div", { role: "status" });
  const known = h("input", { autocomplete: "off", spellcheck: "false", class: "mono" });
  const check = async (): Promise<void> => {
    const { head, fault } = await get<{ head: End | null; fault: string | null }>(`/api/staff/audit/verify?head=${encodeURIComponent(known.value.trim())}`);
    result.replaceChildren(
      head === null
        ? notice("error", h("p", {}, h("strong", {}, "Loggen är ändrad. "), "Kedjan håller inte ihop. Någon har ändrat, flyttat eller tagit bort en rad utanför tjänsten. Ta vara på säkerhetskopior och kontakta den som sköter driften."), fault !== null && h("p", {}, `Första felet: ${fault}.`))
        : notice("done", h("p", {}, h("strong", {}, "Loggen är hel. "), `Alla ${grouped(head.number)} rader hänger ihop med raden före.`), h("p", { class: "audit-end" }, ...endWords("Sista raden", head))),
    );
  };
  return section(
    "audit-chain",
    "Är loggen hel?",
    h("p", {}, "Varje rad har en kontrollsumma som bygger på raden före. Skriv in ett läge som står på något ni har skrivit ut tidigare: då syns det också om slutet har tagits bort."),
    field("Tidigare läge (frivilligt)", known, "Radens nummer, kolon och kontrollsumman, till exempel 1204:q83v…"),
    act("Kontrollera kedjan", check, { class: "secondary", working: "Kontrollerar …" }),
    result,
  );
}
