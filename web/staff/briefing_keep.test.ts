import assert from "node:assert/strict";
import { test } from "node:test";
import { type BriefingChoice, MOST_BYTES, freshChoice } from "../modules/briefing";
import { Refusal } from "./api";
import { type KeepState, type Shelf, keeperOf, unsaved, unsavedOf } from "./briefing_keep";

let made = 0;

interface Server extends Shelf {
  version: number;
  choice: BriefingChoice | null;
  /** What the next put does after it has kept, or instead of keeping. */
  next: "keep" | "lose_answer" | "refuse";
  readonly puts: number[];
}

function server(): Server {
  const self: Server = {
    version: 0,
    choice: null,
    next: "keep",
    puts: [],
    put: async (seen, choice) => {
      self.puts.push(seen);
      if (self.next === "refuse") throw new Refusal("unreachable", "Servern svarar inte.");
      if (seen !== self.version) throw new Refusal("conflict", "Någon annan har ändrat utkastet.");
      self.version += 1;
      self.choice = choice;
      if (self.next === "lose_answer") throw new Refusal("unreachable", "Servern svarar inte.");
    },
    look: async () => (self.choice === null ? null : { version: self.version, choice: self.choice }),
  };
  return self;
}

function titled(title: string): BriefingChoice {
  const fresh = freshChoice("2026-11-22", [], []);
  return { ...fresh, texts: { ...fresh.texts, title } };
}

function keeper(shelf: Shelf): { readonly id: string; readonly keep: ReturnType<typeof keeperOf>; readonly states: KeepState[] } {
  const [id, states] = [`draft-${++made}`, [] as KeepState[]];
  return { id, states, keep: keeperOf("channel", id, 0, shelf, (state) => states.push(state)) };
}

test("each_save_goes_over_the_version_that_the_one_before_made", async () => {
  const shelf = server();
  const { id, keep, states } = keeper(shelf);
  keep.changed(titled("a"));
  assert.equal(unsaved("channel", id)?.choice.texts.title, "a", "it waits here until it lies there");
  assert.equal(await keep.flush(), true);
  keep.changed(titled("b"));
  assert.equal(await keep.flush(), true);
  assert.deepEqual([shelf.puts, shelf.choice?.texts.title, unsaved("channel", id), states.at(-1)], [[0, 1], "b", null, "saved"]);
});

test("what_is_typed_while_it_is_saved_is_saved_after", async () => {
  const shelf = server();
  const { keep } = keeper({ ...shelf, put: async (seen, choice) => {
    await shelf.put(seen, choice);
    if (choice.texts.title === "a") keep.changed(titled("b"));
  } });
  keep.changed(titled("a"));
  assert.equal(await keep.flush(), true);
  assert.deepEqual([shelf.puts, shelf.choice?.texts.title], [[0, 1], "b"]);
});

test("nothing_is_written_over_what_a_colleague_has_written", async () => {
  const shelf = server();
  const { id, keep, states } = keeper(shelf);
  shelf.version = 3;
  shelf.choice = titled("a colleague");
  keep.changed(titled("mine"));
  assert.equal(await keep.flush(), false);
  keep.changed(titled("mine still"));
  assert.equal(await keep.flush(), false);
  assert.deepEqual([shelf.puts.length, shelf.choice.texts.title, states.at(-1)], [1, "a colleague", "conflict"]);
  assert.equal(unsaved("channel", id)?.choice.texts.title, "mine still", "what was typed stays");
  assert.ok(unsavedOf("channel").includes(id));
  keep.forget();
  assert.equal(unsaved("channel", id), null);
});

test("an_answer_that_never_came_is_no_conflict_with_oneself", async () => {
  const shelf = server();
  const { keep, states } = keeper(shelf);
  shelf.next = "lose_answer";
  keep.changed(titled("a"));
  assert.equal(await keep.flush(), false);
  assert.equal(states.at(-1), "offline");
  shelf.next = "keep";
  assert.equal(await keep.flush(), true);
  keep.changed(titled("b"));
  assert.equal(await keep.flush(), true);
  assert.equal(shelf.choice?.texts.title, "b");
});

test("a_draft_without_room_is_not_sent_and_stays", async () => {
  const shelf = server();
  const { id, keep, states } = keeper(shelf);
  keep.changed(titled("x".repeat(MOST_BYTES)));
  assert.equal(await keep.flush(), false);
  assert.deepEqual([shelf.puts, states.at(-1), unsaved("channel", id)?.choice.texts.title.length], [[], "too_long", MOST_BYTES]);
  keep.forget();
});

test("before_it_is_fixed_a_draft_is_saved_anew_so_that_a_colleagues_change_is_seen", async () => {
  const shelf = server();
  const { keep } = keeper(shelf);
  assert.equal(await keep.flush(), true, "nothing to save");
  assert.equal(await keep.flush(titled("a")), true);
  shelf.version += 1;
  shelf.choice = titled("a colleague");
  assert.equal(await keep.flush(titled("a")), false);
  assert.deepEqual(shelf.puts, [0, 1]);
});
