// Redovisning: from opened urns to what everybody may see. Drafts are made, looked at and approved here.

import { type Child, h, heading, notice, section } from "./dom";
import { act, form, Mend, tick } from "./forms";
import { type Job, type OpenedUrn, type Release, type Releases, loadReleases, makeDraft } from "./release_data";
import { draftCard } from "./release_draft";
import { periodName } from "./urns";
import type { Context, View } from "./view";
import { dayWords } from "./words";

const EVERY_MS = 700;

/** The page of releases. */
export const releasesView: View = async (context) => {
  const data = await loadReleases();
  return h(
    "div",
    {},
    h("div", { class: "title-row" }, heading("Redovisning"), act("Uppdatera", () => context.refresh(), { class: "quiet", working: "Hämtar …" })),
    h("p", { class: "lead" }, "Här blir räkningarna till siffror som alla får se. Små tal skyddas först, och två förvarare ska godkänna innan något publiceras."),
    ...data.jobs.map((job) => jobBox(context, job, data)),
    data.drafts.length > 0 && section("drafts", "Utkast", ...data.drafts.map((draft) => draftCard(context, draft, data))),
    maker(context, data),
    published(context, data.releases),
  );
};

function jobBox(context: Context, job: Job, { urns }: Releases): HTMLElement {
  const periods = urns.filter(({ id }) => job.urns.includes(id)).map(({ period }) => periodName(period)).join(" och ");
  if (job.state === "refused") {
    return notice("error", h("h2", {}, `Inget utkast för ${periods}`), h("p", {}, job.reason ?? ""), h("p", {}, "Ingenting är publicerat."));
  }
  const bar = h("progress", { max: 100, value: job.percent ?? 0, "aria-label": `Utkast för ${periods}` });
  const doing = h("p", {}, job.doing ?? "");
  const box = notice("info", h("h2", {}, `Utkast för ${periods} görs`), bar, doing, h("p", { class: "hint" }, `Påbörjat av ${job.by}. Du kan lämna sidan så länge.`));
  window.setTimeout(() => void watch(context, job.id, box, bar, doing), EVERY_MS);
  return box;
}

/** Keeps the box up to date as long as it is shown. */
async function watch(context: Context, id: string, box: HTMLElement, bar: HTMLProgressElement, doing: HTMLElement): Promise<void> {
  if (!box.isConnected) return;
  const data = await loadReleases().catch(() => null);
  if (!box.isConnected) return;
  const job = data?.jobs.find((other) => other.id === id);
  if (data !== null && job?.state !== "running") {
    return context.refresh(data.drafts.some((draft) => draft.id === id) ? "Utkastet är klart." : "Utkastet blev inte av.");
  }
  bar.value = job?.percent ?? bar.value;
  doing.textContent = job?.doing ?? doing.textContent;
  window.setTimeout(() => void watch(context, id, box, bar, doing), EVERY_MS);
}

function maker(context: Context, { urns, jobs }: Releases): HTMLElement {
  const busy = (urn: OpenedUrn): boolean => jobs.some((job) => job.state === "running" && job.urns.includes(urn.id));
  const free = urns.filter((urn) => urn.release === null && urn.draft === null && !busy(urn));
  const boxes = free.filter(({ bound }) => bound).map((urn) => [urn, h("input", { type: "checkbox" })] as const);
  const unbound = free.filter(({ bound }) => !bound).map(({ period }) => periodName(period));
  const make = async (): Promise<void> => {
    const chosen = boxes.filter(([, box]) => box.checked).map(([urn]) => urn.id);
    if (chosen.length === 0) throw new Mend("Välj minst en period eller mätning.", boxes[0]![1]);
    await makeDraft(context.session, chosen);
    await context.refresh("Utkastet görs.");
  };
  return section(
    "make",
    "Gör ett utkast",
    boxes.length === 0
      ? h("p", { class: "empty" }, "Det finns ingen öppnad urna att redovisa. Urnan öppnas under Urnor när perioden är slut.")
      : form(
          "Gör utkast",
          "Öppnar räkningarna …",
          make,
          h("p", {}, "Inkomna rapporter och mätningar redovisas var för sig. Flera perioder, eller medarbetarnas och chefernas mätningar, kan redovisas tillsammans."),
          h("fieldset", { class: "plain" }, h("legend", {}, "Perioder och mätningar"), ...boxes.map(([{ period, opened }, box]) => tick(`${periodName(period)}, urnan öppnad ${dayWords(opened)}`, box))),
        ),
    unbound.length > 0 && h("p", { class: "hint" }, `${unbound.join(" och ")} räknades av en äldre version av tjänsten, som inte band räkningen. Den kan därför inte redovisas.`),
  );
}

function published(context: Context, releases: readonly Release[]): HTMLElement {
  const row = ({ number, published, periods, of }: Release): HTMLElement =>
    h(
      "li",
      { class: "member" },
      h("h3", {}, h("a", { href: `/lagesbild/${number}`, target: "_blank", rel: "noopener" }, `Nr ${number}: ${of === null ? periods.map(periodName).join(" och ") : `Rättelse av Nr ${of}`}`)),
      h("p", { class: "hint" }, `Publicerad ${dayWords(published)}. Öppnas i en ny flik.`),
      of === null && act(`Rätta Nr ${number}`, () => context.go({ at: "erratum", of: number }), { class: "quiet" }),
    );
  const list: Child = releases.length === 0 ? h("p", { class: "empty" }, "Ingen redovisning har publicerats än.") : h("ul", { class: "plain-list" }, ...releases.map(row));
  return section("published", "Publicerat", list, h("p", {}, h("a", { href: "/lagesbild", target: "_blank", rel: "noopener" }, "Lägesbilden som alla ser den"), " (ny flik)"));
}
