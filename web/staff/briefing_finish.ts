// Reading through a report and fixing it for good. The preview is made anew each time and kept nowhere but in this page.

import { type BriefingChoice, halfBenchmark } from "../modules/briefing";
import { fixBriefing, previewOf } from "./briefing_data";
import type { Keeper } from "./briefing_keep";
import { announce, h, notice, section } from "./dom";
import { Mend, act, confirm } from "./forms";
import type { Context } from "./view";

const EVERY_MS = 5_000;

let shown: string | null = null;

/** The two last steps; `whole` is the editor, for pointing at what is missing. */
export function finishBox(context: Context, channel: string, id: string, choice: () => BriefingChoice, keeper: Keeper, whole: HTMLElement): HTMLElement[] {
  const result = h("div");
  const preview = async (): Promise<void> => {
    check(choice(), whole);
    const address = URL.createObjectURL(await previewOf(channel, choice()));
    if (shown !== null) URL.revokeObjectURL(shown);
    shown = address;
    letGoWith(result, address);
    const link = h("a", { class: "call-on primary", href: address, download: `namndrapport-utkast-${choice().day}.pdf` }, "Spara PDF");
    const look = h("a", { class: "call-on secondary", href: address, target: "_blank" }, "Öppna i ny flik");
    result.replaceChildren(notice("done", h("p", {}, h("strong", {}, "Rapporten är skriven. "), "Det du ändrar nu syns först nästa gång du förhandsgranskar."), h("div", { class: "row" }, look, link)));
    announce("Rapporten är skriven.");
    look.focus();
  };
  const fix = async (): Promise<void> => {
    check(choice(), whole);
    if (!(await keeper.flush(choice()))) throw new Mend("Utkastet är inte sparat. Rätta först det som står vid raden om att spara.");
    const fixed = await fixBriefing(channel, id, choice());
    keeper.forget();
    context.go({ at: "briefing_fixed", channel, id: fixed.id });
    announce(`Rapport Nr ${fixed.number} är fastställd.`);
  };
  const explanation = [
    h("p", {}, h("strong", {}, "En fastställd rapport kan aldrig ändras.")),
    h("p", {}, "Den skrivs i alla format, får ett nummer och en kontrollsumma, och alla som arbetar i tjänsten kan hämta den. Utkastet tas bort. Har du läst igenom förhandsgranskningen?"),
  ];
  return [
    section("briefing-preview", "Läs igenom", h("p", {}, "Förhandsgranskningen är hela rapporten som PDF. Först nu lämnar det du har skrivit webbläsaren i läsbar form. Servern sparar det inte."), act("Förhandsgranska", preview, { class: "secondary", working: "Rapporten skrivs …" }), result),
    section("briefing-fix", "Fastställ", confirm("Fastställ rapporten", explanation, "Ja, fastställ", "Rapporten skrivs i alla format …", fix, "primary")),
  ];
}

/** The preview goes when the page it stands on does, such as when the keys are locked. */
function letGoWith(place: HTMLElement, address: string): void {
  const timer = window.setInterval(() => {
    if (place.isConnected) return;
    window.clearInterval(timer);
    URL.revokeObjectURL(address);
  }, EVERY_MS);
}

/** Refuses what can be seen from here to be missing. */
function check({ releases, plan, texts }: BriefingChoice, whole: HTMLElement): void {
  if (releases.length === 0 && plan === null) throw new Mend("Välj minst en redovisning eller en handlingsplan.", whole.querySelector<HTMLElement>("#briefing-releases input") ?? whole.querySelector<HTMLElement>("select") ?? undefined);
  const half = halfBenchmark(texts);
  if (half === null) return;
  const rows = [...whole.querySelectorAll<HTMLInputElement>("[data-benchmark]")].slice(4 * half, 4 * half + 4);
  throw new Mend(`Jämförelse ${half + 1} saknar något. Den visas bara med källa, tal, tid och tillfrågade.`, rows.find(({ value }) => value.trim() === ""));
}
