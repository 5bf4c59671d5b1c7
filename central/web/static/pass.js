// The live pass: its picture, its countdown, and its text for copying.

import { words } from "./words.js";

const byId = (id) => document.getElementById(id);

let current = null;

/** Seconds the shown pass is still valid, by this page's own clock: a phone's wall clock may be wrong. */
function secondsLeft() {
  return current === null ? 0 : Math.max(0, Math.ceil((current.until - performance.now()) / 1000));
}

/** Show a pass as the platform answered it. */
export function showPass(answer, askedAt) {
  current = { text: answer.pass, until: askedAt + answer.valid_seconds * 1000 };
  const picture = new DOMParser().parseFromString(answer.svg, "image/svg+xml").documentElement;
  byId("qr").replaceChildren(document.importNode(picture, true));
  byId("pass-text").value = answer.pass;
}

/** Take the pass off the page. */
export function clearPass() {
  current = null;
  byId("qr").replaceChildren();
  byId("pass-text").value = "";
  byId("pass-text").hidden = true;
}

/** Say how long the pass works; an expired one is taken off, so that nobody shows it in vain. */
export function showCountdown(away) {
  const chosen = words();
  const left = secondsLeft();
  byId("qr").setAttribute("aria-label", chosen.passLabel);
  if (left === 0) {
    if (current !== null) clearPass();
    byId("countdown").textContent = away ? chosen.passGone : "";
    return;
  }
  byId("countdown").textContent = away ? chosen.passAway(left) : chosen.passFresh(left);
}

/** Copy the text of the pass. Where the browser forbids it, the text is shown for copying by hand. */
export async function copyPass() {
  if (current === null) return;
  const button = byId("copy");
  try {
    await navigator.clipboard.writeText(current.text);
    button.textContent = words().copied;
  } catch {
    const field = byId("pass-text");
    field.hidden = false;
    field.select();
    button.textContent = words().copyByHand;
  }
}
