// The resident's page: register, show a live pass, show the account, claim a guest's drop-off.

import { showAccount, whole } from "./credits.js";
import { clearPass, copyPass, showCountdown, showPass } from "./pass.js";
import * as platform from "./platform.js";
import { fillPage, switchLanguage, words } from "./words.js";

const RENEW_MS = 30000;
const RETRY_MS = 5000;
const SECTIONS = ["pass", "balance", "claim", "credits"];

const byId = (id) => document.getElementById(id);

let notice = null; // the name of the sentence that tells what is wrong now
let claimAnswer = () => "";
let account = null;
let timer = 0;

function draw() {
  fillPage();
  const registered = platform.isRegistered();
  byId("welcome").hidden = registered;
  for (const id of SECTIONS) byId(id).hidden = !registered;
  byId("notice").hidden = notice === null;
  byId("notice").textContent = notice === null ? "" : words()[notice];
  byId("claim-answer").textContent = claimAnswer(words());
  if (account !== null) showAccount(account);
  if (registered) showCountdown(notice !== null);
}

function fail(error) {
  if (!(error instanceof platform.CallFailed)) throw error;
  if (error.problem === "token-unknown") {
    platform.forget();
    clearPass();
    account = null;
    notice = "forgotten";
  } else {
    notice = error.problem === undefined ? "away" : "trouble";
  }
}

async function renew() {
  clearTimeout(timer);
  if (document.hidden || !platform.isRegistered()) return;
  const askedAt = performance.now();
  try {
    showPass(await platform.newPass(), askedAt);
    account = await platform.account();
    notice = null;
  } catch (error) {
    fail(error);
  }
  draw();
  clearTimeout(timer); // two renewals may have overlapped
  timer = setTimeout(renew, notice === null ? RENEW_MS : RETRY_MS);
}

async function register() {
  const button = byId("register");
  button.disabled = true;
  try {
    await platform.register();
    notice = null;
  } catch (error) {
    fail(error);
  } finally {
    button.disabled = false;
  }
  draw();
  await renew();
}

const CLAIM_PROBLEMS = { "claim-taken": "claimTaken", "claim-malformed": "claimMalformed" };

async function claim(event) {
  event.preventDefault();
  const code = byId("code").value.replace(/[\s-]/g, "").toUpperCase();
  try {
    const answer = await platform.claim(code);
    claimAnswer =
      answer.state === "waiting"
        ? (chosen) => chosen.claimWaiting
        : (chosen) => chosen.claimCredited(whole(answer.reduction_g), whole(answer.points));
    byId("code").value = "";
    await renew();
  } catch (error) {
    if (!(error instanceof platform.CallFailed)) throw error;
    if (error.problem === "token-unknown") fail(error);
    else claimAnswer = (chosen) => chosen[CLAIM_PROBLEMS[error.problem] ?? "claimAway"];
  }
  draw();
}

function takeClaimFromAddress() {
  const code = new URLSearchParams(location.hash.slice(1)).get("claim");
  if (code === null) return;
  byId("code").value = code;
  history.replaceState(null, "", location.pathname); // the code shall not stay in the address bar or be shared with it
}

byId("language").addEventListener("click", () => {
  switchLanguage();
  draw();
});
byId("register").addEventListener("click", register);
byId("copy").addEventListener("click", copyPass);
byId("claim-form").addEventListener("submit", claim);
document.addEventListener("visibilitychange", renew);
addEventListener("online", renew);
addEventListener("offline", renew);
addEventListener("hashchange", takeClaimFromAddress);
setInterval(() => {
  if (!document.hidden && platform.isRegistered()) showCountdown(notice !== null);
}, 1000);

takeClaimFromAddress();
draw();
renew();
