// The name one signs in with, written the same way wherever keys are derived from it.

/** A typed account name as it is derived from and sent, or `null` where it cannot be one. */
export function accountName(typed: string): string | null {
  const name = typed.normalize("NFC").trim().toLowerCase();
  return /^[a-z0-9åäö.-]{3,40}$/.test(name) ? name : null;
}
