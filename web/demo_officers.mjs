// Makes deploy/demo/officers.json: accounts of the demonstration, wrapped as a browser wraps them. Public on purpose.
// `node demo_officers.mjs` makes new ones; nothing but the demonstration ever reads them.
import { build } from "esbuild";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const source = 'export * from "./modules/derive"; export * from "./modules/keyring"; export { base64url } from "./modules/bytes";';
const { outputFiles } = await build({
  stdin: { contents: source, resolveDir: root },
  bundle: true,
  format: "esm",
  platform: "node",
  write: false,
});
const { deriveStaff, makeOwnKey, base64url, unlockKey, wrap } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

const people = [
  { account: "sakerhetschef", name: "Säkerhetschefen", passphrase: "demo fyr lanterna granit humla segel tegel", channel: 1, deputy: false },
  { account: "ersattare", name: "Ersättaren", passphrase: "demo brygga morot penna skrin vagn ylle", channel: 1, deputy: true },
  { account: "kommundirektor", name: "Kommundirektören", passphrase: "demo kajak linne mossa orgel ribba sadel", channel: 2, deputy: false },
  { account: "kanslichef", name: "Kanslichefen", passphrase: "demo blomma durk fasan gunga hylla klocka", channel: 2, deputy: true },
];
const salt = randomBytes(16);
const officers = [];
for (const { passphrase, account, ...person } of people) {
  const { login, unlock } = deriveStaff(passphrase, account, salt);
  const login_secret = base64url(login);
  const own = await makeOwnKey();
  const wrapped = await wrap(own.privateKey, await unlockKey(unlock));
  officers.push({
    ...person,
    account,
    passphrase,
    email: `${account}@exempelkommun.invalid`,
    login_secret,
    recipient: own.recipient,
    wrapped_identity: base64url(wrapped),
    totp_secret: base64url(randomBytes(20)),
  });
}
const file = join(root, "..", "deploy", "demo", "officers.json");
writeFileSync(file, `${JSON.stringify({ salt: base64url(salt), officers }, null, 2)}\n`);
