// The way of a respondent from the introduction to the thanks, one screen at a time, forwards and back without loss.

import { questionnaireOf } from "../../modules/vote";
import { byId, onTap, say } from "../page";
import type { Screens } from "../reporter/screens";
import { Caster } from "./cast";
import type { Entry } from "./entrance";
import { offerKeeping } from "./keep";
import { periodOf } from "./period";
import { type PageView, pageView } from "./questions";
import { Answering } from "./state";

/** A page of the questionnaire by its place, or one of the screens around them. */
type Place = number | "intro" | "review";

const ANSWERED_BEFORE = "already_answered";

/** Prepares the way; `enter` starts it and `wipe` forgets everything, also on a page that has been emptied. */
export function offerWalk(screens: Screens, wait: { readonly least: number; readonly most: number }): { enter(entry: Entry): void; wipe(): void } {
  const caster = new Caster(wait);
  const questions = byId("questions");
  let entry: Entry | null = null;
  let answering: Answering | null = null;
  let place: Place = "intro";
  let view: PageView | null = null;

  const show = (to: Place): void => {
    if (answering === null) return;
    place = to;
    const steps = [...answering.possible().map(String), "review"];
    if (typeof to === "number") {
      view = pageView(answering.questionnaire.pages[to]!, answering, "q");
      questions.replaceChildren(view.element);
    }
    if (to === "review") fillReview(answering);
    screens.progress(steps, String(to));
    screens.show(typeof to === "number" ? "page" : to);
  };
  const forward = (): void => {
    if (answering === null || view?.complete() === false) return;
    const now = typeof place === "number" ? place : -1;
    show(answering.path().find((page) => page > now) ?? "review");
  };
  const backward = (): void => {
    const before = (answering?.path() ?? []).filter((page) => typeof place !== "number" || page < place);
    show(before.at(-1) ?? "intro");
  };
  const wipe = (): void => {
    answering?.clear();
    entry = answering = view = null;
    caster.forget();
    keeping.clear();
    questions.replaceChildren();
  };
  const keeping = offerKeeping(() => {
    view = null;
    place = "intro";
    forward();
  });

  onTap(byId("next"), forward);
  onTap(byId("back"), backward);
  onTap(byId("send"), async () => {
    if (entry === null || answering === null) return;
    say(byId("send-error"), null);
    screens.progress([], "waiting");
    screens.show("waiting");
    const cast = await caster.cast(entry, answering);
    if (cast === "called_back") return show("review");
    if (cast.ok) return finish("sent");
    if (cast.why.code === ANSWERED_BEFORE) {
      say(byId("done-why"), cast.why);
      return finish("done_before");
    }
    show("review");
    say(byId("send-error"), cast.why);
  });
  const finish = (screen: string): void => {
    wipe();
    screens.show(screen);
  };

  return {
    enter(fresh) {
      entry = fresh;
      answering = new Answering(questionnaireOf(fresh.wave), fresh.wave.number, periodOf(fresh.wave));
      view = null;
      keeping.fill(fresh, answering);
      screens.progress([], "intro");
      show("intro");
    },
    wipe,
  };
}

function fillReview(answering: Answering): void {
  const { answered, of } = answering.count();
  say(byId("review-count"), { sv: `Du har besvarat ${answered} av ${of} frågor.`, en: `You have answered ${answered} of ${of} questions.` });
  byId("review-blank").hidden = answered === of;
}
