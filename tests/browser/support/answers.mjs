// What an answer to the staff questionnaire is, told apart from the program: which questions are asked after which answers,
// and what the answers of many add up to.

const HAPPENED = ["once", "few", "monthly", "weekly"];
const ACTS = "contacts insults hints exposed_online self_harm threat threat_relative violence damage offer relation inside".split(" ").map((act) => `act_${act}`);
const OF_EVERYBODY = "knows_what knows_how_to_report knows_what_follows can_handle guideline_known manager_takes_seriously open_talk dares_decide two_at_risk training retrospective knowledge".split(" ");
const OF_EXPOSED = ["purpose_perceived", "actor", "channel", "consequence", "told"];
const OF_PURPOSIVE = ["purposes", "matter"];
/** Five sixths of the acts must have an answer. */
const ENOUGH_ACTS = 10;

/** One respondent's answers: everything ever chosen, of which only what is asked counts. */
export class Answers {
  chosen = new Map();

  /** The codes chosen for a question that is asked. */
  of(id) {
    return this.isAsked(id) ? (this.chosen.get(id) ?? []) : [];
  }

  has(id, ...codes) {
    return this.of(id).some((code) => codes.includes(code));
  }

  /** Whether the question is put to somebody who has answered thus; in a wave that is not the first. */
  isAsked(id) {
    if (id === "client_contact" || OF_EVERYBODY.includes(id)) return true;
    if (this.has("client_contact", "no")) return false;
    const exposed = () => ACTS.some((act) => this.has(act, ...HAPPENED));
    if (OF_EXPOSED.includes(id)) return exposed();
    if (OF_PURPOSIVE.includes(id)) return exposed() && !this.has("purpose_perceived", "no", "dont_know");
    if (id === "why_not") return exposed() && this.has("told", "nobody");
    if (id === "support") return exposed() && !this.has("told", "nobody");
    return true;
  }

  /** Presses an option as the questionnaire would take it; gives back whether it was taken. */
  press({ id, kind, most, options }, code) {
    const before = this.chosen.get(id) ?? [];
    const alone = (other) => options.find((option) => option.code === other).alone;
    if (kind === "one") this.chosen.set(id, [code]);
    else if (before.includes(code)) this.chosen.set(id, before.filter((other) => other !== code));
    else if (alone(code)) this.chosen.set(id, [code]);
    else {
      const kept = before.filter((other) => !alone(other));
      if (most !== null && kept.length >= most) return false;
      this.chosen.set(id, [...kept, code]);
    }
    return true;
  }

  /** Whether the question has an answer that is more than declining. */
  answers(id) {
    return this.of(id).some((code) => code !== "na");
  }

  get base() {
    return ACTS.filter((act) => this.answers(act)).length >= ENOUGH_ACTS;
  }

  get any() {
    return this.base && ACTS.some((act) => this.has(act, ...HAPPENED));
  }

  get purposive() {
    return this.any && this.has("purpose_perceived", "yes", "likely");
  }

  get labelled() {
    return this.base && this.has("self_label", "yes_once", "yes_several");
  }
}

/** What each figure of a release must be, by the last parts of its cell's id; `null` for what is not a count of answers. */
export function expected(path, given, items, units, groups) {
  const [figure, ...rest] = path;
  const count = (some, holds) => some.filter(holds).length;
  const item = items.find(({ id }) => id === figure);
  const inGroup = (name, place) => {
    const ids = (groups[name] ?? groups.whole)[Number(place)].units;
    return given.filter(({ unit }) => ids.includes(units.find(({ name: called }) => called === unit).id)).map(({ answers }) => answers);
  };
  const all = given.map(({ answers }) => answers);
  if (["exposure", "purposive", "labelled"].includes(figure)) {
    const [place, what] = rest;
    const some = inGroup(figure === "labelled" ? "labelled" : "exposure", place);
    if (what === "persons") return null;
    return what === "respondents" ? count(some, ({ base }) => base) : count(some, (answers) => answers[what]);
  }
  if (figure === "acts") return count(all, (answers) => answers.base && answers.has(rest[0], ...HAPPENED));
  if (figure === "invalid") return 0;
  if (item !== undefined && item.share.length > 0 && rest.length === 2) {
    const some = inGroup(figure, rest[0]);
    return rest[1] === "respondents" ? count(some, (answers) => answers.answers(figure)) : count(some, (answers) => answers.has(figure, ...item.share));
  }
  return null;
}

/** Random numbers that are the same every time for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { happens: (share) => next() < share, below: (limit) => Math.floor(next() * limit), pick: (list) => list[Math.floor(next() * list.length)] };
}

/** What somebody presses on a question: mostly an answer, sometimes nothing, sometimes that one does not want to. */
export function presses({ id, kind, required, options, share }, chance) {
  const codes = options.filter(({ code }) => code !== "na").map(({ code }) => code);
  if (ACTS.includes(id)) return chance.happens(0.06) ? (chance.happens(0.5) ? ["na"] : []) : [chance.happens(0.16) ? chance.pick(HAPPENED) : "never"];
  if (id === "client_contact") return [chance.happens(0.08) ? "no" : chance.happens(0.04) ? "na" : chance.pick(["weekly", "sometimes"])];
  if (!required && chance.happens(0.07)) return chance.happens(0.5) ? ["na"] : [];
  if (kind === "many") return Array.from({ length: 1 + chance.below(4) }, () => chance.pick(codes));
  return [share.length > 0 && chance.happens(0.5) ? chance.pick(share) : chance.pick(codes)];
}
