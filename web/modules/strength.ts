// Judges a passphrase that somebody made up: long enough, and not one of the simple patterns that are guessed first.

import { foldPassphrase } from "./derive";

export const SHORTEST = 14;

export type Strength = "short" | "weak" | "fair" | "strong";

const RUNS = ["abcdefghijklmnopqrstuvwxyzåäö", "01234567890", "qwertyuiopåasdfghjklöäzxcvbnm"];
const COMMON = ["lösenord", "losenord", "password", "passord", "kommun", "sommar", "vinter", "hemlig", "säkerhet", "sakerhet", "admin", "välkommen", "valkommen", "orubbad", "sverige"];

/** How well a passphrase stands against guessing; `avoid` are words about the person, such as account and name. */
export function strength(passphrase: string, avoid: readonly string[] = []): Strength {
  const text = foldPassphrase(passphrase);
  if (Array.from(text).length < SHORTEST) return "short";
  const rest = withoutCommon(text.toLowerCase(), avoid);
  const effective = withoutRuns(rest).length;
  if (effective < 9 || new Set(rest).size < 7) return "weak";
  return effective >= 20 || text.split(" ").filter((word) => word.length > 2).length >= 5 ? "strong" : "fair";
}

function withoutCommon(text: string, avoid: readonly string[]): string {
  const words = [...COMMON, ...avoid.flatMap((name) => name.toLowerCase().split(/[\s.@_-]+/)).filter((word) => word.length > 2)];
  return words.reduce((rest, word) => rest.replaceAll(word, "*"), text);
}

/** The text with each repeated or neighbouring character counted once. */
function withoutRuns(text: string): string {
  let rest = "";
  const half = text.slice(0, Math.floor(text.length / 2));
  const once = half.length > 0 && half.repeat(2) === text.slice(0, 2 * half.length) ? half : text;
  for (let i = 0; i < once.length; i++) {
    const pair = once.slice(i - 1, i + 1);
    const backwards = pair.split("").reverse().join("");
    const dull = i > 0 && (pair[0] === pair[1] || RUNS.some((run) => run.includes(pair) || run.includes(backwards)));
    if (!dull) rest += once[i];
  }
  return rest;
}
