// Lets the organisation page read a chosen file into its text box; without it the text is pasted.

const input = document.getElementById("org-file") as HTMLInputElement | null;
const frame = document.getElementById("org-file-field");
const text = document.getElementById("org-csv") as HTMLTextAreaElement | null;
const live = document.getElementById("live");

if (input !== null && frame !== null && text !== null) {
  frame.hidden = false;
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (file === undefined) return;
    text.value = decoded(await file.arrayBuffer());
    if (live !== null) live.textContent = `Filen ${file.name} är inläst i rutan. Granska den och välj Förhandsgranska.`;
  });
}

/** The text of a file in UTF-8 or, as spreadsheets often save it, Windows-1252. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
