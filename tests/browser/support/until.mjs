// Waits for what happens by itself.

const EVERY_MS = 100;

/** Asks again and again until the answer is truthy, and gives it back; `what` names it when it never comes. */
export async function until(what, ask, patience = 60_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`it did not happen in ${patience / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
