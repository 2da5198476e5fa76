// Shows the digits by which two people make sure, by voice, that a key is the right person's.

import { fingerprint } from "../modules/keyring";
import { h } from "./dom";

/** Eight groups of digits of a recipient. */
export async function digits(recipient: string): Promise<HTMLElement> {
  const groups = await fingerprint(recipient);
  return h("p", { class: "digits" }, ...groups.flatMap((group) => [h("span", {}, group), " "]));
}

/** Our own digits, for reading out. */
export async function ownFingerprint(recipient: string): Promise<HTMLElement> {
  return h("div", { class: "fingerprint" }, h("p", { class: "label" }, "Dina siffror"), await digits(recipient));
}
