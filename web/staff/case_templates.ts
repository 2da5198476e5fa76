// Templates of replies: the channel's own, or those that come with the service until the chief has written any.

import triage from "../form/triage.json";
import { get, post } from "./api";
import { type CasePage, isChief } from "./case_page";
import { type Child, announce, h } from "./dom";
import { Mend, act, field } from "./forms";

interface Template {
  readonly title: string;
  readonly text: string;
}

const MOST = 20;

/** A list to choose a template from, as many as are asked for, and the chief's editor of it. */
export function templateChoice(page: CasePage): { choose(insert: (text: string) => void): HTMLElement; readonly editor: Child } {
  const address = `/api/staff/channels/${page.opened.data.channel}/templates`;
  let templates: readonly Template[] = triage.templates;
  const lists: HTMLSelectElement[] = [];
  const fill = (): void => {
    for (const list of lists) list.replaceChildren(h("option", { value: "" }, "Välj en mall"), ...templates.map(({ title }, i) => h("option", { value: i }, title)));
    rows.replaceChildren(...templates.map(row));
  };
  const rows = h("div", { class: "case-templates" });
  const row = ({ title, text }: Template, i: number): HTMLElement => {
    const part: HTMLElement = h(
      "fieldset",
      {},
      h("legend", {}, `Mall ${i + 1}`),
      field("Rubrik", h("input", { type: "text", value: title, maxlength: 80, autocomplete: "off" })),
      field("Text", h("textarea", { rows: 3, maxlength: 1_900, autocomplete: "off" }, text)),
      h("button", { type: "button", class: "quiet", onclick: () => part.remove() }, "Ta bort mallen"),
    );
    return part;
  };
  const typed = (): Template[] =>
    [...rows.children].map((part) => {
      const [title, text] = [part.querySelector("input")!, part.querySelector("textarea")!];
      if (title.value.trim() === "") throw new Mend("Skriv en rubrik.", title);
      if (text.value.trim() === "") throw new Mend("Skriv en text.", text);
      return { title: title.value.trim(), text: text.value.trim() };
    });
  const save = async (): Promise<void> => {
    const kept = typed();
    await post(address, { templates: kept });
    templates = kept.length === 0 ? triage.templates : kept;
    fill();
    announce("Mallarna är sparade.");
  };
  const add = (): void => {
    if (rows.children.length >= MOST) throw new Mend(`Det får finnas högst ${MOST} mallar.`);
    const part = row({ title: "", text: "" }, rows.children.length);
    rows.append(part);
    part.querySelector("input")!.focus();
  };
  void get<{ templates: readonly Template[] }>(address)
    .then((found) => {
      if (found.templates.length > 0) templates = found.templates;
    })
    .catch(() => null)
    .then(fill);
  const editor =
    isChief(page) &&
    h(
      "details",
      { class: "case-more" },
      h("summary", {}, "Ändra mallarna"),
      rows,
      h("div", { class: "row" }, act("Lägg till en mall", add, { class: "secondary" }), act("Spara mallarna", save, { working: "Sparar …" })),
    );
  return {
    choose(insert) {
      const list = h("select", {});
      lists.push(list);
      list.addEventListener("input", (event) => event.stopPropagation());
      list.addEventListener("change", () => {
        const template = templates[Number(list.value)];
        if (list.value !== "" && template !== undefined) insert(template.text);
        list.value = "";
      });
      fill();
      return field("Börja med en mall", list);
    },
    editor,
  };
}
