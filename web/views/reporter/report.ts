// The way of a report: from the first question to the phrase, one screen at a time, forwards and back.

import type { Reference } from "../../modules/attachment";
import { type Question, masks } from "../../modules/form";
import type { Draft } from "../../modules/requests";
import { all, byId, inBoth, make, onTap, say } from "../page";
import { watchAttachments } from "./attach";
import type { Manifest } from "./manifest";
import { offerPhrase } from "./phrase";
import { listenToQuestions, press } from "./questions";
import { showReview } from "./review";
import type { Screens } from "./screens";
import { NOT_SEALED, type Sender, type Sent } from "./send";
import { type State, emptyState, pathOf } from "./state";
import type { Vault } from "./vault";
import { watchWriting } from "./writing";

interface Parts {
  readonly vault: Vault;
  readonly manifest: Manifest;
  readonly sender: Sender;
  readonly screens: Screens;
  readonly questions: readonly Question[];
  readonly form: number;
}

/** Lets a visitor report; `begin` starts the way. */
export function offerReport({ vault, manifest, sender, screens, questions, form }: Parts): { begin(): void } {
  const state: State = emptyState();
  const writing = watchWriting("text");
  const attaching = watchAttachments("text-attachments");
  let current = "start";

  const show = (screen: string): void => {
    const path = pathOf(state, questions, manifest.channels.length);
    if (screen === "review") showReview(state, path, questions, { text: writing.text(), attachments: attaching.list() }, show);
    current = screen;
    screens.progress(path, screen);
    screens.show(screen);
  };
  const step = (by: 1 | -1): void => {
    const path = pathOf(state, questions, manifest.channels.length);
    show(path[path.indexOf(current) + by] ?? "start");
  };
  const goOn = (): void => step(1);

  const clear = (): void => {
    Object.assign(state, emptyState());
    writing.clear();
    attaching.clear();
    phrase.clear();
    sender.forget();
    void vault.ask("forget");
    byId("review-list").replaceChildren();
    untick();
  };
  const phrase = offerPhrase(show, () => {
    show("done");
    clear();
  });

  onTap(byId("back"), () => step(-1));
  for (const next of all("[data-screen=danger] [data-next], [data-screen=stop] [data-next]")) onTap(next, goOn);
  listenToQuestions(questions, state, goOn);
  listenToOutcome(state, goOn);
  onTap(byId("count-anyway"), () => {
    state.outcome = "count";
    press(all("[data-outcome]"), document.querySelector<HTMLElement>("[data-outcome=count]")!);
    show("review");
  });
  listenToChannels(manifest, state, goOn);

  byId("at-once").addEventListener("change", ({ target }) => {
    state.atOnce = (target as HTMLInputElement).checked;
  });
  byId("text").addEventListener("input", () => say(byId("text-error"), null));
  onTap(byId("text-next"), () => {
    const obstacle = writing.obstacle(attaching.list().length) ?? attaching.obstacle();
    say(byId("text-error"), obstacle);
    if (obstacle === null) goOn();
    else if (writing.obstacle(0) !== null) byId("text").focus();
  });

  const sendAll = async (read: boolean): Promise<Sent> => {
    if (read) state.words ??= await vault.ask("makePhrase");
    const attachments = read ? await attaching.seal() : [];
    const draft = draftOf(state, questions, form, { text: writing.text(), attachments });
    const channel = (read ? state.channel : undefined) ?? manifest.channels[0]!.id;
    const parcel = { draft, channel, atOnce: read && state.atOnce };
    return sender.send(parcel, (words) => say(byId("sending-status"), words), attaching.prove);
  };
  onTap(byId("send"), async () => {
    say(byId("review-error"), null);
    show("sending");
    const read = state.outcome === "read";
    const sent = await sendAll(read).catch((): Sent => ({ ok: false, why: NOT_SEALED }));
    if (!sent.ok) {
      show("review");
      return say(byId("review-error"), sent.why);
    }
    if (state.words === null || !read) {
      show("thanks");
      return clear();
    }
    phrase.fill(state.words, manifest.look_in);
    show("phrase");
  });

  return { begin: () => show("danger") };
}

function draftOf(state: State, questions: readonly Question[], form: number, letter: { text: string; attachments: readonly Reference[] }): Draft {
  const answered = { form, unit: state.unit ?? null, answers: masks(questions, state.answers) };
  return state.outcome === "read" && state.words !== null
    ? { kind: "report", answered, ...letter, words: state.words }
    : { kind: "count", answered };
}

function untick(): void {
  for (const button of all("#app [aria-pressed]")) button.setAttribute("aria-pressed", "false");
  for (const box of all<HTMLInputElement>("#app input[type=checkbox]")) box.checked = false;
  byId<HTMLSelectElement>("place").selectedIndex = 0;
}

function listenToOutcome(state: State, goOn: () => void): void {
  const buttons = all("[data-outcome]");
  for (const button of buttons) {
    onTap(button, () => {
      state.outcome = button.dataset["outcome"] as State["outcome"];
      press(buttons, button);
      goOn();
    });
  }
}

function listenToChannels({ channels }: Manifest, state: State, goOn: () => void): void {
  const buttons = channels.map(({ id, name }, i) => {
    const button = make("button", name);
    button.setAttribute("type", "button");
    button.setAttribute("aria-pressed", "false");
    button.className = "choice";
    if (i === 0) {
      const hint = make("span", inBoth({ sv: "Det vanliga valet.", en: "The usual choice." }));
      hint.className = "hint";
      button.append(" ", hint);
    }
    onTap(button, () => {
      state.channel = id;
      press(buttons, button);
      goOn();
    });
    return button;
  });
  byId("channels").replaceChildren(...buttons);
}
