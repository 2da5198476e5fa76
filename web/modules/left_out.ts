// Stands in for what Orubbad never uses of its libraries: kinds of recipient, pictures in a PDF; using one fails loudly.

function refuse(): never {
  throw new Error("this kind of recipient is left out");
}

const kem = { getPublicKey: refuse, encapsulate: refuse, decapsulate: refuse };

export const MLKEM768X25519 = kem;
export const MLKEM768P256 = kem;
export const p256 = { getPublicKey: refuse, getSharedSecret: refuse };
export const scrypt = refuse;
export const decode = refuse;
export default refuse;
