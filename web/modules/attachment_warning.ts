// What an officer is told before an attachment is opened: judged by its bytes, never by what the sender says of it.

import { type FileType, type Reference, TYPES, keptName } from "./attachment";
import type { Finding, Wording } from "./clean/found";
import type { Looked } from "./clean_requests";

/** An attachment as its own bytes show it. */
export interface Judged {
  /** What it is, or `null` where that cannot be told. */
  readonly type: FileType | null;
  /** The name to save it under, with the ending of what it is. */
  readonly name: string;
  /** Why to be careful; nothing where there is no reason. */
  readonly warnings: readonly string[];
  /** What it tells of whoever made it. */
  readonly tells: readonly Finding[];
  /** What can stand in it without showing. */
  readonly stays: readonly Finding[];
}

/** What a look at the bytes says of an attachment, whatever its sender says. */
export function judged({ name, type, original }: Reference, looked: Looked | Wording): Judged {
  if (!("number" in looked)) {
    return { type: null, name: keptName(name, null), warnings: [`Filen går inte att känna igen som ofarlig. ${reason(looked)} Den sparas med ändelsen .bin och öppnas inte av misstag.`], tells: [], stays: [] };
  }
  const tells = looked.found.filter(({ stays }) => stays !== true);
  const warnings = [
    looked.type !== type && `Filen är något annat än den säger sig vara: innehållet är ${ending(looked.type)}, inte ${ending(type)}.`,
    looked.why !== null && `Filen går inte att rensa. ${reason(looked.why)}`,
    tells.length > 0 && (original ? "Filen innehåller dolda uppgifter. Sprid den inte." : "Filen sägs vara rensad men innehåller dolda uppgifter. Sprid den inte."),
  ];
  return { type: looked.type, name: keptName(name, looked.type), warnings: warnings.filter((one) => one !== false), tells, stays: looked.found.filter(({ stays }) => stays === true) };
}

// The rest is advice to whoever sends.
const reason = ({ sv }: Wording): string => `${sv.split(/\.( |$)/)[0]}.`;
const ending = (type: FileType): string => TYPES[type][0].toUpperCase();
