// The resident's page: register, show a live pass, show the account, claim a guest's drop-off, order a home pickup,
// stop a lost phone.

import { stayAwake } from "./awake.js";
import { showBalance } from "./balance.js";
import * as claims from "./claims.js";
import { learnTime } from "./clock.js";
import { listenToCredits, showCredits } from "./credits.js";
import { listenToDisplay } from "./display.js";
import { askToStay, drawInstall, keepOnPhone, listenToInstall } from "./install.js";
import * as memory from "./memory.js";
import { answer, answered, clearPass, copyPass, hasPass, isOver, showCountdown, showOnlinePass, showOwnPass } from "./pass.js";
import * as pickups from "./orders.js";
import * as phone from "./phone.js";
import { showPhones } from "./phones.js";
import * as platform from "./platform.js";
import { redraw } from "./redraw.js";
import { sprout } from "./sprout.js";
import { fillPage, switchLanguage, words } from "./words.js";

const REFRESH_MS = 30000;
const RETRY_MS = 5000;
const WELCOME_GROWTH = 0.4;
const SECTIONS = ["pass", "contents", "balance", "claim", "pickup", "credits", "phones", "back"];

const byId = (id) => document.getElementById(id);

const signs = await phone.canSign(); // else the platform makes the passes
let stopped = false; // somebody has revoked this phone
let problem = null; // what went wrong with the platform, if anything did: away, trouble, forgotten
let told = memory.recall(); // the account and when the platform told it
let numberAnswer = () => "";
let phonesAnswer = () => "";
let timer = 0;

/** Write a sentence where it has changed: what is written is also read aloud. */
function say(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

const YET = { away: "awayYet", trouble: "troubleYet" }; // before there is anything that could be tried again by itself

/** The name of the sentence that tells what is wrong now, or null. */
function notice() {
  if (!platform.isRegistered()) return YET[problem] ?? problem;
  if (stopped) return "stoppedHere";
  if (problem === "away" && signs) return hasPass() ? "awaySigned" : "awayNoPass";
  return problem;
}

function drawNotice() {
  const name = notice();
  byId("notice").hidden = name === null;
  say("notice", name === null ? "" : words()[name]);
}

function drawNumber() {
  const digits = answered();
  byId("number-off").hidden = digits === "";
  say("number-state", digits === "" ? numberAnswer(words()) : words().numberOn(digits));
}

async function drawAccount() {
  if (told === null) return;
  showBalance(told.account);
  showCredits(told.account.credits);
  byId("as-of").hidden = problem === null;
  say("as-of", problem === "trouble" ? words().asOf(told.at) : words().offlineAsOf(told.at));
  say("phones-answer", phonesAnswer(words()));
  byId("resident").textContent = told.account.resident;
  if (signs) await showPhones(told.account, stopPhone);
}

async function draw() {
  fillPage();
  const registered = platform.isRegistered();
  byId("welcome").hidden = registered;
  for (const id of SECTIONS) byId(id).hidden = !registered;
  byId("pass").hidden = !registered || stopped;
  byId("back").hidden = byId("pass").hidden;
  byId("older").hidden = signs;
  byId("number").hidden = !signs;
  byId("phones-known").hidden = !signs;
  redraw(byId("welcome-plant"), null, () => [sprout(WELCOME_GROWTH)]);
  claims.drawClaims();
  drawInstall();
  drawNotice();
  drawNumber();
  if (!registered) return;
  showCountdown(problem !== null);
  await drawAccount();
  pickups.drawOrders();
  byId("contents-pickup").hidden = byId("pickup").hidden;
}

async function forgetAll() {
  platform.forget();
  memory.forget();
  pickups.forgetOrders();
  told = null;
  stopped = false;
  clearPass();
  if (signs) await phone.forget();
}

async function stopHere() {
  if (signs) await phone.stop();
  stopped = true;
  clearPass();
}

async function fail(error) {
  if (!(error instanceof platform.CallFailed)) throw error;
  problem = error.problem === undefined ? "away" : "trouble";
  if (error.problem === "revoked") await stopHere();
  if (error.problem === "token-unknown") {
    await forgetAll();
    problem = "forgotten";
  }
}

async function learnFromPlatform() {
  const askedAt = performance.now();
  if (signs) {
    learnTime((await platform.time()).time, askedAt);
    await phone.keepCertified();
  } else {
    showOnlinePass(await platform.newPass(), askedAt);
  }
  await claims.sendClaims();
  told = memory.remember(await platform.account());
  await pickups.learnOrders();
  if (signs) await phone.heed(told.account.certificates ?? []);
}

async function showPassNow() {
  if (!signs) return;
  stopped = (await phone.about()).stopped;
  await showOwnPass();
}

async function refresh() {
  clearTimeout(timer);
  if (!platform.isRegistered()) return;
  await stayAwake(!document.hidden);
  if (document.hidden) return;
  await showPassNow(); // before anything that needs a network
  await draw();
  try {
    await learnFromPlatform();
    problem = null;
    await showPassNow(); // there may be a certificate now, or better time
  } catch (error) {
    await fail(error);
  }
  await draw();
  clearTimeout(timer); // two refreshes may have overlapped
  timer = setTimeout(refresh, problem === null ? REFRESH_MS : RETRY_MS);
}

async function tick() {
  if (document.hidden || !platform.isRegistered()) return;
  if (answered() === "" && !byId("number-off").hidden) await dropNumber(); // the kiosk has long forgotten its number
  if (signs && !stopped && isOver()) await showOwnPass();
  showCountdown(problem !== null);
  drawNotice();
  drawNumber();
}

async function register() {
  const button = byId("register");
  button.disabled = true;
  try {
    await platform.register();
    problem = null;
  } catch (error) {
    await fail(error);
  } finally {
    button.disabled = false;
  }
  await draw();
  await refresh();
  await askToStay();
}

const lookAtCode = () => byId("qr").scrollIntoView({ block: "center" });

async function answerNumber(event) {
  event.preventDefault();
  const digits = byId("digits").value.normalize("NFKC").replace(/[\s-]/g, "");
  const readable = /^[0-9]{1,8}$/.test(digits);
  numberAnswer = readable ? () => "" : (chosen) => chosen.numberMalformed;
  answer(readable ? digits : "");
  await showPassNow();
  if (readable) lookAtCode();
  await draw();
}

async function dropNumber() {
  answer("");
  byId("digits").value = "";
  byId("number").open = false;
  await showPassNow();
  lookAtCode();
  await draw();
}

async function stopPhone(revoke) {
  try {
    await revoke();
    phonesAnswer = (chosen) => chosen.stopDone;
    await refresh();
  } catch (error) {
    await fail(error);
    phonesAnswer = (chosen) => chosen.stopAway;
  }
  await draw();
}

async function changeAccount(change) {
  try {
    await change();
    await refresh();
  } catch (error) {
    await fail(error);
  }
  await draw();
}

claims.listenToClaims(changeAccount);
pickups.listenToOrders(changeAccount);
listenToCredits(draw);
listenToDisplay();
listenToInstall(draw);
byId("language").addEventListener("click", () => {
  switchLanguage();
  draw();
});
byId("register").addEventListener("click", register);
byId("copy").addEventListener("click", copyPass);
byId("number-form").addEventListener("submit", answerNumber);
byId("number-off").addEventListener("click", dropNumber);
document.addEventListener("visibilitychange", refresh);
addEventListener("pageshow", (event) => event.persisted && refresh());
addEventListener("online", refresh);
addEventListener("offline", refresh);
setInterval(tick, 1000);

claims.takeClaimFromAddress();
await draw();
refresh();
await keepOnPhone();
