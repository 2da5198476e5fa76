// What one respondent has chosen so far, held in memory only.

import { type Item, type Masks, type Questionnaire, asked, itemsOf, pathOf, sentMasks } from "../../modules/questionnaire";
import type { Both } from "../page";

/** One way through a questionnaire. */
export class Answering {
  readonly items: readonly Item[];
  /** Everything ever chosen, also what is not asked at the moment. */
  masks: number[];

  constructor(
    readonly questionnaire: Questionnaire,
    readonly wave: number,
    readonly period: Both,
  ) {
    this.items = itemsOf(questionnaire);
    this.masks = this.items.map(() => 0);
  }

  /** Whether each item is asked now. */
  asked(): boolean[] {
    return asked(this.items, this.masks, this.wave);
  }

  /** The pages on which something is asked now. */
  path(): number[] {
    return pathOf(this.questionnaire, this.masks, this.wave);
  }

  /** The pages that somebody may come to in this wave; progress is told along them, so that it never goes back. */
  possible(): number[] {
    return this.questionnaire.pages.flatMap(({ items }, i) => (items.some(({ from_wave }) => from_wave <= this.wave) ? [i] : []));
  }

  /** The masks as they would be sent. */
  sent(): Masks {
    return sentMasks(this.items, this.masks, this.wave);
  }

  /** How many of the asked items have an answer. */
  count(): { readonly answered: number; readonly of: number } {
    return { answered: this.sent().filter((mask) => mask !== 0).length, of: this.asked().filter(Boolean).length };
  }

  /** Forgets everything. */
  clear(): void {
    this.masks.fill(0);
  }
}
