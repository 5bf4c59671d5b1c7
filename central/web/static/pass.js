// The live pass: its picture, its countdown, and its text for copying.

import * as phone from "./phone.js";
import { picture } from "./qr.js";
import { words } from "./words.js";

const FRESH_MS = 15000; // a phone pass is replaced long before a kiosk calls it old
const ANSWER_MS = 120000; // a kiosk's number is forgotten by then

const byId = (id) => document.getElementById(id);

let current = null; // the pass on the page: its text, when it is over, whether the phone made it
let answering = null; // the kiosk's number that passes answer, and until when

/** Seconds until the shown pass is over, by this page's own clock: a phone's wall clock may be wrong. */
function secondsLeft() {
  return current === null ? 0 : Math.max(0, Math.ceil((current.until - performance.now()) / 1000));
}

/** The number of a kiosk that passes answer now, or "". */
export function answered() {
  if (answering !== null && performance.now() > answering.until) answering = null;
  return answering?.digits ?? "";
}

/** Answer the number that a kiosk shows ("" for none). */
export function answer(digits) {
  answering = digits === "" ? null : { digits, until: performance.now() + ANSWER_MS };
}

function show(text, until, own) {
  current = { text, until, own };
  byId("qr").replaceChildren(picture(text));
  byId("qr").hidden = false;
  byId("pass-text").value = text;
}

/** Show a pass that this phone signs now. False when it has no valid certificate. */
export async function showOwnPass() {
  const text = await phone.makePass(answered());
  if (text === null) clearPass();
  else show(text, performance.now() + FRESH_MS, true);
  return text !== null;
}

/** Show a pass that the platform made. `askedAt`: `performance.now()` when it was asked for. */
export function showOnlinePass(made, askedAt) {
  show(made.pass, askedAt + made.valid_seconds * 1000, false);
}

/** Take the pass off the page. */
export function clearPass() {
  current = null;
  byId("qr").replaceChildren();
  byId("qr").hidden = true;
  byId("pass-text").value = "";
  byId("pass-text").hidden = true;
}

/** Whether there is a code on the page. */
export const hasPass = () => current !== null;

/** Whether it is time for another pass of this phone. */
export const isOver = () => secondsLeft() === 0;

/** Say how long the pass works; an expired one is taken off, so that nobody shows it in vain. */
export function showCountdown(away) {
  const chosen = words();
  const left = secondsLeft();
  byId("qr").setAttribute("aria-label", chosen.passLabel);
  byId("countdown").textContent = current?.own ? chosen.passNext(left) : onlineCountdown(chosen, left, away);
}

function onlineCountdown(chosen, left, away) {
  if (left > 0) return away ? chosen.passAway(left) : chosen.passFresh(left);
  if (current !== null) clearPass();
  return away ? chosen.passGone : "";
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
