import assert from "node:assert/strict";
import { test } from "node:test";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { repliesOn } from "./board";
import { concat, randomBytes } from "./bytes";
import { REPLY } from "./frame";
import { seal } from "./seal";

const [mine, other] = [await generateX25519Identity(), await generateX25519Identity()];
const to = async (identity: string, content: object | null): Promise<Uint8Array> =>
  seal(await identityToRecipient(identity), content, REPLY);

test("only my replies are found, newest day first, among strangers, dummies and noise", async () => {
  const board = concat(
    await to(mine, { v: 1, text: "äldre", day: "2026-10-30" }),
    await to(other, { v: 1, text: "någon annans", day: "2026-11-20" }),
    randomBytes(REPLY.frame),
    await to(mine, null),
    await to(mine, { v: 1, text: 7, day: "2026-11-20" }),
    await to(mine, { v: 1, text: "nyare", day: "2026-11-02" }),
  );
  assert.deepEqual(await repliesOn(board, mine), [
    { text: "nyare", day: "2026-11-02" },
    { text: "äldre", day: "2026-10-30" },
  ]);
});

test("a wrong phrase finds nothing, as if no reply had come", async () => {
  const board = await to(mine, { v: 1, text: "svar", day: "2026-10-30" });
  assert.deepEqual(await repliesOn(board, other), []);
});
