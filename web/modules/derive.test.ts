import assert from "node:assert/strict";
import { test } from "node:test";
import { bech32 } from "@scure/base";
import { base64url } from "./bytes";
import { deriveReporter, deriveStaff, foldPassphrase } from "./derive";

// The expected values come from another implementation of Argon2id and HKDF.
const salt = Uint8Array.from({ length: 16 }, (_, i) => i);
const phrase = "abborre bokhylla cirkel duva ekorre fjord gran";

test("a phrase gives the same keys everywhere", async () => {
  const keys = await deriveReporter(phrase, salt);
  assert.match(keys.identity, /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/);
  assert.equal(base64url(bech32.decodeToBytes(keys.identity).bytes), "NZelNDAHlJZZKh5lPVRu7Cfsw439RULqR97aziSEayg");
  assert.equal(keys.recipient, "age1y2mhkjewcy9hpcdacmn5etnw4fc0qcljuveq4qnpzmx9r23p8fxs3ay5l3");
  assert.equal(base64url(keys.tag), "5Tum5ndPdsTnpLNBvhUQig");
});

test("a staff passphrase gives a login secret and an unlocking key that do not resemble each other", () => {
  const { login, unlock } = deriveStaff("  Rätt   häst\u00a0batteri ", "Åsa.Ek", salt);
  assert.equal(base64url(login), "m5b1dZMscaqLHhSvUPXtkQ1T_T-Fkuz5dDS67-uS9so");
  assert.equal(base64url(unlock), "VMzMHo0nG0LM7dvr6aVCzRhS7Q739gUH0tK-Age9twQ");
});

test("a passphrase may be typed with other spacing and other compositions of the same letters", () => {
  assert.equal(foldPassphrase("  Ra\u0308tt \t ha\u0308st "), "Rätt häst");
});
