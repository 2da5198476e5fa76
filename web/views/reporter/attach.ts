// Attachments beside a text field: chosen, looked through, shown with what they told, and sealed when the text is sent.
// Nothing is uploaded before that, and whatever goes wrong with a file leaves everything else as it was.

import { type FileType, MOST_ATTACHMENTS, type Reference, keptName, neutralName } from "../../modules/attachment";
import type { Finding } from "../../modules/clean/found";
import type { Looked } from "../../modules/clean_requests";
import { openBench } from "../clean_bench";
import { type Both, byId, inBoth, make, onTap, say } from "../page";
import { WORDS, sizeInWords, typeInWords } from "./attach_words";

/** What is to be sent of one attachment, as the review shows it. */
export interface Listed {
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
  readonly original: boolean;
}

/** The proof and body of an upload; the sender asks for it with the challenge of the moment. */
export type ProveUpload = (id: string, challenge: string, difficulty: number) => Promise<ArrayBuffer>;

export interface Attaching {
  /** What is attached. */
  list(): readonly Listed[];
  /** Why the attachments may not be sent as they are, or `null`. */
  obstacle(): Both | null;
  /** The attachments sealed; sealed once, however often it is asked. */
  seal(): Promise<readonly Reference[]>;
  readonly prove: ProveUpload;
  clear(): void;
}

interface Item {
  readonly looked: Looked;
  readonly fileName: string;
  readonly serial: number;
  keepsName: boolean;
  original: boolean;
}

/** Fills the part of the page with this id, and watches it. */
export function watchAttachments(id: string): Attaching {
  const bench = openBench(byId("reporter").dataset["clean"]!);
  const parts = fillField(byId(id), id);
  let items: Item[] = [];
  // A look that began before everything was cleared belongs to somebody who has left.
  let visit = 0;
  let looking = 0;

  const remove = (item: Item, element: HTMLElement): void => {
    items = items.filter((one) => one !== item);
    element.remove();
    say(parts.error, null);
    say(parts.status, WORDS.removed);
    parts.choose.focus();
    void bench.ask("forget", item.looked.number).catch(() => null);
  };
  const add = async (file: File): Promise<void> => {
    const began = visit;
    try {
      const looked = await bench.ask("look", await file.arrayBuffer());
      if (began !== visit) return;
      if (!("number" in looked)) return complain(parts.error, file.name, looked);
      const item: Item = { looked, fileName: file.name, serial: serialFor(items, looked), keepsName: false, original: false };
      items.push(item);
      const element = itemElement(item, `${id}-${looked.number}`, () => remove(item, element));
      parts.list.append(element);
      say(parts.status, WORDS.added);
    } catch {
      if (began === visit) complain(parts.error, file.name, WORDS.failed);
    }
  };
  onTap(parts.choose, () => parts.input.click());
  parts.input.addEventListener("change", async () => {
    const files = [...(parts.input.files ?? [])];
    parts.input.value = "";
    say(parts.error, null);
    const began = visit;
    for (const file of files) {
      if (began !== visit) return;
      if (items.length + looking >= MOST_ATTACHMENTS) {
        parts.error.append(make("p", inBoth(WORDS.tooMany)));
        break;
      }
      looking += 1;
      say(parts.status, WORDS.looking);
      await add(file).finally(() => (looking -= 1));
    }
    if (items.length === 0 || parts.error.hasChildNodes()) say(parts.status, null);
  });

  return {
    list: () => items.map((item) => ({ name: nameOf(item), ...sentOf(item), original: item.original })),
    obstacle() {
      if (looking > 0) return WORDS.waiting;
      return items.some(({ looked, original }) => looked.cleaned === null && !original) ? WORDS.undecided : null;
    },
    async seal() {
      const references: Reference[] = [];
      for (const item of items) references.push(await bench.ask("enclose", item.looked.number, nameOf(item), item.original));
      return references;
    },
    prove: (reference, challenge, difficulty) => bench.ask("prove", reference, challenge, difficulty),
    clear() {
      visit += 1;
      items = [];
      bench.close();
      parts.list.replaceChildren();
      for (const element of [parts.error, parts.status]) say(element, null);
    },
  };
}

/** A line that says what an attachment is: its name, sort and size. */
export function lineOf({ name, type, size, original }: Listed): Node[] {
  const [sort, big] = [typeInWords(type), sizeInWords(size)];
  const about = (language: "sv" | "en"): string => ` (${sort[language]}, ${big[language]}${original ? `, ${WORDS.kept[language]}` : ""})`;
  return [make("span", name), inBoth({ sv: about("sv"), en: about("en") })];
}

interface Field {
  readonly choose: HTMLElement;
  readonly input: HTMLInputElement;
  readonly error: HTMLElement;
  readonly status: HTMLElement;
  readonly list: HTMLElement;
}

function fillField(element: HTMLElement, id: string): Field {
  const help = make("p", inBoth(WORDS.help));
  const caution = make("p", inBoth(WORDS.caution));
  [help.id, caution.id, help.className, caution.className] = [`${id}-help`, `${id}-caution`, "help", "help"];
  const input = make("input") as HTMLInputElement;
  [input.type, input.multiple, input.hidden, input.id] = ["file", true, true, `${id}-files`];
  const choose = button("secondary", WORDS.choose);
  choose.setAttribute("aria-describedby", `${help.id} ${caution.id}`);
  const error = make("div");
  [error.className, error.role] = ["error", "alert"];
  const status = make("p");
  [status.className, status.role] = ["status", "status"];
  const list = make("ul");
  list.className = "attached";
  element.replaceChildren(make("h2", inBoth(WORDS.heading)), help, caution, input, choose, error, status, list);
  return { choose, input, error, status, list };
}

function itemElement(item: Item, id: string, remove: () => void): HTMLElement {
  const { looked, fileName } = item;
  const line = make("p");
  line.className = "strong";
  const told = make("div");
  const show = (): void => {
    line.replaceChildren(...lineOf({ name: nameOf(item), ...sentOf(item), original: item.original }));
    told.replaceChildren(...toldElements(looked, item.original));
  };
  show();
  const choices: HTMLElement[] = [];
  choices.push(
    tick(`${id}-name`, WORDS.name, fileName, (ticked) => {
      item.keepsName = ticked;
      show();
    }),
  );
  if (looked.whole && (looked.found.length > 0 || looked.cleaned === null)) {
    choices.push(
      tick(`${id}-original`, WORDS.original, null, (ticked) => {
        item.original = ticked;
        show();
      }),
    );
  }
  const away = button("secondary small", WORDS.remove);
  const about = make("span", ` ${nameOf(item)}`);
  about.className = "unseen";
  away.append(about);
  onTap(away, remove);
  return make("li", ...previewElements(looked), line, told, ...choices, away);
}

function previewElements({ preview }: Looked): HTMLElement[] {
  if (preview === null) return [];
  const image = make("img") as HTMLImageElement;
  // What the picture shows is not known here; its name stands beside it.
  [image.src, image.alt] = [preview, ""];
  return [image];
}

function toldElements({ found, why }: Looked, original: boolean): HTMLElement[] {
  const goes = found.filter(({ stays }) => stays !== true);
  const stays = found.filter((one) => one.stays === true);
  const refused = why === null ? [] : [make("p", inBoth(why))];
  for (const line of refused) line.className = "warning";
  if (found.length === 0 && why === null) return [make("p", inBoth(WORDS.nothing))];
  return [...refused, ...listed(original || why !== null ? WORDS.goesAlong : WORDS.goes, goes), ...listed(WORDS.stays, stays)];
}

function listed(heading: Both, found: readonly Finding[]): HTMLElement[] {
  if (found.length === 0) return [];
  const lines = found.map(({ what, value }) => make("li", inBoth(what), ...(value === "" ? [] : [": ", value])));
  return [make("p", inBoth(heading)), make("ul", ...lines)];
}

function tick(id: string, label: Both, more: string | null, change: (ticked: boolean) => void): HTMLElement {
  const box = make("input") as HTMLInputElement;
  [box.type, box.id, box.autocomplete] = ["checkbox", id, "off"];
  box.addEventListener("change", () => change(box.checked));
  const text = make("label", inBoth(label), ...(more === null ? [] : [` (${more})`])) as HTMLLabelElement;
  text.htmlFor = id;
  const line = make("div", box, text);
  line.className = "check";
  return line;
}

function button(className: string, words: Both): HTMLElement {
  const element = make("button", inBoth(words));
  element.setAttribute("type", "button");
  element.className = className;
  return element;
}

function complain(error: HTMLElement, name: string, why: Both): void {
  error.append(make("p", make("strong", name), ": ", inBoth(why)));
}

function sentOf({ looked, original }: Item): { type: FileType; size: number } {
  return original || looked.cleaned === null ? { type: looked.type, size: looked.size } : looked.cleaned;
}

function nameOf(item: Item): string {
  const { type } = sentOf(item);
  return item.keepsName ? keptName(item.fileName, type) : neutralName(type, item.serial);
}

/** The lowest number that no other neutral name of the same sort has. */
function serialFor(items: readonly Item[], { type }: Looked): number {
  const sort = typeInWords(type).sv;
  const taken = items.filter(({ looked }) => typeInWords(looked.type).sv === sort).map(({ serial }) => serial);
  let serial = 1;
  while (taken.includes(serial)) serial += 1;
  return serial;
}
