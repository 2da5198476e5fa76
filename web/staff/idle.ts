// Notices when nobody has touched the page for a while, also when the computer has slept.

const EVERY_MS = 10_000;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart", "input"] as const;

/** Runs `action` once when the page has been left alone; the returned function stops watching. */
export function whenIdle(minutes: number, action: () => void): () => void {
  let last = Date.now();
  const touched = (): void => {
    if (!check()) last = Date.now();
  };
  const check = (): boolean => {
    if (Date.now() - last < minutes * 60_000) return false;
    stop();
    action();
    return true;
  };
  const timer = window.setInterval(check, EVERY_MS);
  const stop = (): void => {
    window.clearInterval(timer);
    for (const touch of TOUCHES) document.removeEventListener(touch, touched, true);
    document.removeEventListener("visibilitychange", check);
  };
  for (const touch of TOUCHES) document.addEventListener(touch, touched, { capture: true, passive: true });
  document.addEventListener("visibilitychange", check);
  return stop;
}
