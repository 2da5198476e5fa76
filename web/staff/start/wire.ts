// What the one-time link gives and what is collected before the account is made.

export interface Looked {
  readonly kind: "set_up" | "invitation";
  readonly name: string | null;
  readonly channel: string | null;
  readonly totp_secret: string;
  readonly totp_base32: string;
  readonly totp_qr: string;
}

/** Everything typed so far; it lives as long as the page. */
export interface Filled {
  account: string;
  name: string;
  email: string;
  channelName: string;
  channelPhone: string;
  passphrase: string;
  totp: string;
}

/** A step: what is shown, and what to call when it has been answered. */
export interface Step {
  readonly title: string;
  readonly show: (next: () => void, back: (() => void) | null) => HTMLElement;
}
