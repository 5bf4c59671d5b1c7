// Claims of what was dropped off without a phone. A code that the platform could not be told yet stays on this phone.

import * as platform from "./platform.js";
import { whole } from "./numbers.js";
import { words } from "./words.js";

const KEY = "greensprout.claims";
const CODE = /^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{16}$/;
const REFUSALS = { "claim-taken": "claimTaken", "claim-malformed": "claimMalformed", revoked: "claimRefused" };

const byId = (id) => document.getElementById(id);

let answer = () => "";
let came = false; // whether a code came with the address

const kept = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const write = (codes) => localStorage.setItem(KEY, JSON.stringify([...new Set(codes)]));

async function answerTo(code) {
  try {
    const claimed = await platform.claim(code);
    if (claimed.state === "waiting") return (chosen) => chosen.claimWaiting;
    return (chosen) => chosen.claimCredited(whole(claimed.reduction_g), whole(claimed.points));
  } catch (error) {
    if (!(error.problem in REFUSALS)) throw error;
    return (chosen) => chosen[REFUSALS[error.problem]];
  }
}

/** Tell the platform of the codes that wait here. Throws `CallFailed` when it cannot be told; what waits stays. */
export async function sendClaims() {
  for (const code of kept()) {
    answer = await answerTo(code);
    write(kept().filter((one) => one !== code));
  }
}

async function claim() {
  const code = byId("code").value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  if (!CODE.test(code)) {
    answer = (chosen) => chosen.claimMalformed;
    return;
  }
  write([...kept(), code]);
  byId("code").value = "";
  answer = (chosen) => chosen.claimKept; // until the platform has said more
  await sendClaims();
}

/** Say what has become of the last claim. */
export function drawClaims() {
  const waits = kept().length > 0;
  const text = waits ? words().claimKept : answer(words());
  if (byId("claim-answer").textContent !== text) byId("claim-answer").textContent = text;
  byId("welcome-claim").hidden = !came && !waits;
}

/** Take the code of the address of a kiosk's QR code into the form, which then comes first. */
export function takeClaimFromAddress() {
  const code = new URLSearchParams(location.hash.slice(1)).get("claim");
  if (code === null) return;
  came = true;
  byId("code").value = code;
  byId("notice").after(byId("claim"));
  history.replaceState(null, "", location.pathname); // the code shall not stay in the address bar or be shared with it
}

/** `change` is given what the resident wants done, and shows what has come of it. */
export function listenToClaims(change) {
  byId("claim-form").addEventListener("submit", (event) => {
    event.preventDefault();
    change(claim);
  });
  addEventListener("hashchange", () => {
    takeClaimFromAddress();
    drawClaims();
  });
}
