// While a code is shown, the screen stays on where the browser can do that.

let lock = null;

/** Keep the screen on, or let it go dark again. */
export async function stayAwake(wanted) {
  if (!wanted) {
    await lock?.release();
    lock = null;
    return;
  }
  if (document.hidden || (lock !== null && !lock.released)) return;
  try {
    lock = (await navigator.wakeLock?.request("screen")) ?? null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error; // an almost empty battery
  }
}
