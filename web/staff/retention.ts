// Gallring: by decision of the nämnd only, proposed by one member and approved by another, with a protocol that stays.

import { get, post } from "./api";
import { type Child, choices, h, heading, notice, section } from "./dom";
import { Mend, act, confirm, field, form } from "./forms";
import { type Disposal, KINDS, type Retention, type RuleNow, objectsOf } from "./retention_data";
import { protocols } from "./retention_protocol";
import type { Context, Place } from "./view";
import { caseName, counted, dayWords } from "./words";

type KindWords = (typeof KINDS)[number];

const MOST_MONTHS = 600;

/** Rules, proposals and protocols of a channel. */
export async function retentionView(context: Context, place: Place & { at: "retention" }): Promise<HTMLElement> {
  const { me } = context.session;
  const mine = me.channels.find(({ id }) => id === place.channel) ?? me.channels[0];
  if (mine === undefined) return h("div", {}, heading("Gallring"), notice("info", h("p", {}, "Du hör inte till någon mottagare.")));
  // Whoever has only been invited is handed nothing until a member has given them the key.
  if (context.session.channels.get(mine.id)?.keys.size === 0) return h("div", {}, heading("Gallring"), notice("warn", h("p", {}, "Du har ingen nyckel än. En annan medlem behöver ge dig den.")));
  const { rules, disposals } = await get<Retention>(`/api/staff/channels/${mine.id}/retention`);
  const box = (words: KindWords): HTMLElement =>
    kindBox(context, mine.id, !mine.deputy, words, rules.find(({ kind }) => kind === words.kind) ?? null, disposals.find(({ kind, done }) => kind === words.kind && done === null) ?? null);
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Gallring"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    me.channels.length > 1 && choices("Mottagare", me.channels.map(({ id, name }) => [id, name] as const), mine.id, (id) => context.go({ at: "retention", channel: id })),
    h("p", { class: "lead" }, "Det ni har tagit emot är allmänna handlingar och får bara förstöras enligt nämndens gallringsbeslut. En medlem föreslår, en annan godkänner."),
    notice("info", h("p", {}, h("strong", {}, "Gallringsstopp. "), "Ett ärende med gallringsstopp gallras inte, hur gammalt det än är. Sätt det i ärendet när någon har begärt ut handlingarna eller när det pågår en polisutredning, en tvist eller en tillsyn.")),
    ...KINDS.map(box),
    protocols(mine.name, disposals.filter(({ done }) => done !== null)),
  );
}

function kindBox(context: Context, channel: string, chief: boolean, words: KindWords, rule: RuleNow | null, waiting: Disposal | null): HTMLElement {
  return section(
    `retention-${words.kind}`,
    words.title,
    h("p", { class: "hint" }, words.about),
    rule === null
      ? notice("warn", h("p", {}, h("strong", {}, "Inget gallringsbeslut: inget får gallras."), !chief && " Säkerhetschefen för in beslutet här när nämnden har fattat det."))
      : h("p", {}, `Gallras ${counted(rule.months, "månad", "månader")} ${words.since}, enligt beslut `, h("strong", {}, rule.reference), ` den ${dayWords(rule.decided)}.`),
    chief && ruleForm(context, channel, words, rule),
    waiting !== null ? proposal(context, channel, waiting) : rule !== null && dueBox(context, channel, words, rule),
  );
}

function ruleForm(context: Context, channel: string, { kind, since }: KindWords, rule: RuleNow | null): HTMLElement {
  const months = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", value: rule === null ? "" : String(rule.months), class: "code" });
  const reference = h("input", { type: "text", autocomplete: "off", value: rule?.reference ?? "" });
  const decided = h("input", { type: "date", value: rule?.decided ?? "" });
  const save = async (): Promise<void> => {
    const number = Number(months.value.trim());
    if (!Number.isInteger(number) || number < 1 || number > MOST_MONTHS) throw new Mend("Skriv antal månader, 1 till 600.", months);
    if (reference.value.trim().length < 3) throw new Mend("Skriv beslutets diarienummer.", reference);
    if (decided.value === "") throw new Mend("Välj vilken dag beslutet fattades.", decided);
    await post(`/api/staff/channels/${channel}/retention/rules`, { kind, months: number, reference: reference.value.trim(), decided: decided.value });
    await context.refresh("Gallringsbeslutet är sparat.");
  };
  return h(
    "details",
    { class: "retention-rule" },
    h("summary", {}, rule === null ? "För in gallringsbeslut" : "Ändra till ett nytt gallringsbeslut"),
    form("Spara beslutet", "Sparar …", save, field("Månader", months, `Räknas ${since}.`), field("Diarienummer", reference), field("Beslutsdag", decided)),
  );
}

function dueBox(context: Context, channel: string, { kind, past }: KindWords, rule: RuleNow): HTMLElement {
  const waits = kind === "case" ? " Ärenden med gallringsstopp, med olästa brev och med senare brev väntar." : "";
  if (rule.due.length === 0) return h("p", {}, `Inget ${past} före ${dayWords(rule.until)} som kan gallras nu.${waits}`);
  const propose = async (): Promise<void> => {
    await post(`/api/staff/channels/${channel}/retention/proposals`, { kind });
    await context.refresh("Förslaget väntar på en annan medlem.");
  };
  return h(
    "div",
    { class: "retention-due" },
    h("p", {}, h("strong", {}, objectsOf(kind, rule.due.length)), ` ${past} före ${dayWords(rule.until)} och kan gallras.`),
    names(kind, rule.due),
    act("Föreslå gallring", propose, { class: "secondary", working: "Föreslår …" }),
  );
}

function proposal(context: Context, channel: string, { id, kind, objects, proposed_by: by, proposed_by_name: name, proposed }: Disposal): HTMLElement {
  const mine = by === context.session.me.id;
  const withdraw = async (): Promise<void> => {
    await post(`/api/staff/channels/${channel}/retention/withdraw`, { proposal: id });
    await context.refresh("Förslaget är tillbakadraget.");
  };
  const approve = async (): Promise<void> => {
    await post(`/api/staff/channels/${channel}/retention/approve`, { proposal: id });
    await context.refresh("Gallringen är gjord. Protokollet står längst ner.");
  };
  const explanation: Child[] = [
    h("p", {}, h("strong", {}, `${objectsOf(kind, objects.length)} förstörs. Det går inte att ångra.`)),
    h("p", {}, "Ärenden som har öppnats igen eller fått gallringsstopp efter förslaget blir kvar. Säkerhetskopior som driften har gjort gallras enligt driftens egna tider."),
  ];
  return notice(
    "warn",
    h("h3", {}, "Förslag som väntar"),
    h("p", {}, `${mine ? "Du" : name} föreslog den ${dayWords(proposed)} att gallra ${objectsOf(kind, objects.length)}.`, mine && " En annan medlem godkänner."),
    names(kind, objects),
    !mine && confirm("Godkänn och gallra", explanation, "Ja, gallra nu", "Gallrar …", approve),
    act("Dra tillbaka förslaget", withdraw, { class: "quiet", working: "Drar tillbaka …" }),
  );
}

/** The cases by name; other objects have none. */
function names(kind: Disposal["kind"], objects: readonly string[]): Child {
  if (kind !== "case") return false;
  return h("details", {}, h("summary", {}, "Vilka ärenden"), h("ul", { class: "retention-names" }, ...objects.map((id) => h("li", {}, caseName(id)))));
}
