// What @types/pdfkit does not say yet.
declare module "pdfkit/output" {
  /** The finished file, once the document has ended. */
  export function toBytes(document: unknown): Promise<Uint8Array>;
}
