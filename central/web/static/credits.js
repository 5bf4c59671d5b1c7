// Balance and credits as the resident reads them.

import { words } from "./words.js";

const byId = (id) => document.getElementById(id);

/** Whole numbers: plain up to 9999, grouped above. */
export const whole = (value) => (value <= 9999 ? String(value) : value.toLocaleString("en-US"));

/** Thousandths as a decimal without needless zeros: 97500 → "97.5". */
function thousandths(value) {
  const fraction = String(value % 1000).padStart(3, "0").replace(/0+$/, "");
  const units = whole(Math.floor(value / 1000));
  return fraction ? `${units}.${fraction}` : units;
}

/** Kilograms to read: two decimals, floored. */
const kilograms = (grams) => `${Math.floor(grams / 1000)}.${String(Math.floor((grams % 1000) / 10)).padStart(2, "0")}`;

/** Kilograms to calculate with: exact, at least two decimals. */
function exactKilograms(grams) {
  return grams % 10 === 0 ? kilograms(grams) : `${Math.floor(grams / 1000)}.${String(grams % 1000).padStart(3, "0")}`;
}

function line(className, text, parent) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

function head(credit, parent) {
  const chosen = words();
  const row = line("head", "", parent);
  const what = document.createElement("span");
  what.textContent = `${chosen.materials[credit.material] ?? credit.material} ${kilograms(credit.net_g)} ${chosen.kilogramUnit}`;
  const when = document.createElement("time");
  when.dateTime = credit.occurred_at;
  when.textContent = chosen.date(new Date(credit.occurred_at));
  row.append(what, when);
}

function gain(credit, parent) {
  const chosen = words();
  const row = line(credit.verdict === "accepted" ? "gain" : "gain uncounted", "", parent);
  const grams = document.createElement("span");
  grams.textContent = `${whole(credit.reduction_g)} ${chosen.grams}`;
  const points = document.createElement("span");
  points.textContent = `${whole(credit.points)} ${chosen.pointsUnit}`;
  row.append(grams, " · ", points);
}

function sums(credit, parent) {
  const chosen = words();
  const { net_g: net, rule } = credit;
  const kg = exactKilograms(net);
  const sum = (factor, floored, text) => text(kg, factor, thousandths(net * factor), whole(floored));
  line("sum", sum(rule.g_per_kg, credit.reduction_g, chosen.sumGrams), parent);
  line("sum", sum(rule.points_per_kg, credit.points, chosen.sumPoints), parent);
}

function source(rule, parent) {
  const chosen = words();
  if (rule.status === "provisional") line("source provisional", chosen.provisional, parent);
  line("source", chosen.source(rule), parent);
  line("source", chosen.rule(rule.id, rule.version), parent);
}

function verdict(credit, parent) {
  const chosen = words();
  const why = chosen.reasons[credit.reason];
  line(credit.verdict, chosen.verdicts[credit.verdict] + (why ? chosen.because + why : ""), parent);
}

function corrections(credit, parent) {
  const chosen = words();
  for (const each of credit.corrections ?? []) {
    const why = chosen.corrections[each.reason] ?? "";
    const weights = [each.before_g, each.net_g].map((grams) => `${kilograms(grams)} ${chosen.kilogramUnit}`);
    line("corrected", each.action === "void" ? chosen.voided(why) : chosen.corrected(...weights, why), parent);
  }
}

function item(credit) {
  const element = document.createElement("li");
  head(credit, element);
  gain(credit, element);
  verdict(credit, element);
  corrections(credit, element);
  sums(credit, element);
  source(credit.rule, element);
  return element;
}

/** Show an account as the platform answered it. */
export function showAccount(account) {
  byId("reduction").textContent = whole(account.reduction_g);
  byId("points").textContent = whole(account.points);
  byId("held").hidden = account.held === 0;
  byId("held").textContent = words().heldCount(account.held);
  byId("no-credits").hidden = account.credits.length > 0;
  byId("credit-list").replaceChildren(...account.credits.map(item));
}
