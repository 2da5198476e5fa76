// Stands in for the kinds of recipient that Orubbad never addresses; using one fails loudly.

function refuse(): never {
  throw new Error("this kind of recipient is left out");
}

const kem = { getPublicKey: refuse, encapsulate: refuse, decapsulate: refuse };

export const MLKEM768X25519 = kem;
export const MLKEM768P256 = kem;
export const p256 = { getPublicKey: refuse, getSharedSecret: refuse };
export const scrypt = refuse;
