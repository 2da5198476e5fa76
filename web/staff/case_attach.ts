// An officer's own attachments: cleaned and sealed in the browser like a reporter's, and named in an entry.

import { MOST_ATTACHMENTS, type Reference, keptName } from "../modules/attachment";
import type { Finding } from "../modules/clean/found";
import type { Looked } from "../modules/clean_requests";
import { openBench } from "../views/clean_bench";
import { postBytes } from "./api";
import { Fields } from "./case_fields";
import { sizeWords, sortOfFile } from "./case_files";
import { type CasePage, writeAndShow } from "./case_page";
import { byId, h } from "./dom";
import { Mend, form, tick } from "./forms";

interface Item {
  readonly looked: Looked;
  readonly name: string;
  readonly original: HTMLInputElement;
  readonly element: HTMLElement;
}

/** The form; files that were chosen are gone when the page is shown anew, for they are never stored. */
export function attachForm(page: CasePage): HTMLElement {
  const { id } = page.opened.data;
  const fields = new Fields(id, "attachment");
  const bench = openBench(byId("view").dataset["clean"] ?? "");
  let items: Item[] = [];
  const sent = new Set<string>();
  const list = h("ul", { class: "plain-list case-attached" });
  const said = h("p", { class: "trouble", role: "alert" });
  const working = h("p", { role: "status" });
  const input = h("input", { type: "file", multiple: true, hidden: true });
  const choose = h("button", { type: "button", class: "secondary", onclick: () => input.click() }, "Välj filer");
  const text = fields.text("text", "Vad bilagan visar", { must: "Skriv vad bilagan visar." });
  const remove = (item: Item): void => {
    items = items.filter((one) => one !== item);
    item.element.remove();
    choose.focus();
    void bench.ask("forget", item.looked.number).catch(() => null);
  };
  const add = async (file: File): Promise<void> => {
    if (items.length >= MOST_ATTACHMENTS) throw new Mend(`Högst ${MOST_ATTACHMENTS} filer åt gången.`);
    const looked = await bench.ask("look", await file.arrayBuffer());
    if (!("number" in looked)) throw new Mend(`${file.name}: ${looked.sv}`);
    const item = itemOf(looked, file.name, () => remove(item));
    items.push(item);
    list.append(item.element);
  };
  input.addEventListener("change", async () => {
    const files = [...(input.files ?? [])];
    input.value = "";
    said.textContent = "";
    working.textContent = "Går igenom filen.";
    for (const file of files) {
      await add(file).catch((failure: unknown) => {
        said.textContent = failure instanceof Mend ? failure.message : `${file.name}: Webbläsaren klarade inte att gå igenom filen.`;
      });
    }
    working.textContent = "";
  });
  const save = async (): Promise<void> => {
    if (items.length === 0) throw new Mend("Välj en fil först.", choose);
    const about = text.value();
    const attachments: Reference[] = [];
    for (const { looked, name, original } of items) {
      if (looked.cleaned === null && !original.checked) throw new Mend(`${name} går inte att rensa. Ta bort den, eller behåll originalet.`, original);
      const type = original.checked || looked.cleaned === null ? looked.type : looked.cleaned.type;
      const reference = await bench.ask("enclose", looked.number, keptName(name, type), original.checked);
      if (!sent.has(reference.id)) await postBytes(`/api/staff/cases/${id}/attachments/${reference.id}`, await bench.ask("frame", reference.id));
      sent.add(reference.id);
      attachments.push(reference);
    }
    await writeAndShow(page, "attachment", { entry: { kind: "attachments", attachments, text: about } }, "Bilagan är sparad.");
    bench.close();
  };
  return form(
    "Spara bilagan",
    "Förseglar …",
    save,
    h("p", {}, "Webbläsaren tar bort dolda uppgifter om plats, apparat och namn innan filen förseglas. Behåll originalet bara om det behövs som bevis."),
    input,
    h("div", { class: "act" }, choose),
    working,
    said,
    list,
    text.element,
  );
}

function itemOf(looked: Looked, name: string, remove: () => void): Item {
  const original = h("input", { type: "checkbox" });
  const stays = looked.found.filter((one) => one.stays === true);
  const goes = looked.found.filter((one) => one.stays !== true);
  const element = h(
    "li",
    {},
    looked.preview !== null && h("img", { src: looked.preview, alt: "" }),
    h("p", {}, h("strong", {}, name), ` (${sortOfFile(looked.type)}, ${sizeWords(looked.size)})`),
    looked.why !== null && h("p", { class: "caution" }, looked.why.sv),
    looked.found.length === 0 && looked.why === null && h("p", {}, "Inga dolda uppgifter hittades."),
    listed(looked.why === null ? "Tas bort, om originalet inte behålls:" : "Följer med:", goes),
    listed("Finns kvar i filen:", stays),
    looked.whole && (looked.found.length > 0 || looked.cleaned === null) && tick("Behåll originalet orört som bevis", original),
    h("button", { type: "button", class: "quiet", onclick: remove }, `Ta bort ${name}`),
  );
  return { looked, name, original, element };
}

function listed(title: string, found: readonly Finding[]): HTMLElement | null {
  if (found.length === 0) return null;
  return h("div", {}, h("p", {}, title), h("ul", {}, ...found.map(({ what, value }) => h("li", {}, value === "" ? what.sv : `${what.sv}: ${value}`))));
}
