// The drop-offs as the resident reads them, each with how it was computed.

import { exactKilograms, kilograms, thousandths, together, whole, withUnits } from "./numbers.js";
import { redraw } from "./redraw.js";
import { words } from "./words.js";

const FIRST_SHOWN = 5;

const byId = (id) => document.getElementById(id);

let showsAll = false;

function line(className, text, parent) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = withUnits(text);
  parent.append(element);
  return element;
}

function head(credit, parent) {
  const chosen = words();
  const row = line("head", "", parent);
  const what = document.createElement("span");
  what.textContent = `${chosen.materials[credit.material] ?? credit.material} ${together(kilograms(credit.net_g), chosen.kilogramUnit)}`;
  const when = document.createElement("time");
  when.dateTime = credit.occurred_at;
  when.textContent = chosen.date(credit.occurred_at);
  row.append(what, when);
}

function gain(credit, parent) {
  const chosen = words();
  const row = line(credit.verdict === "accepted" ? "gain" : "gain uncounted", "", parent);
  const grams = document.createElement("span");
  grams.textContent = together(whole(credit.reduction_g), chosen.grams);
  const points = document.createElement("span");
  points.textContent = together(whole(credit.points), chosen.pointsUnit);
  row.append(grams, " ", points);
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
  line("source", chosen.source(rule), parent);
  line("source", chosen.rule(rule.id, rule.version), parent);
}

function computed(credit, parent) {
  const element = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = words().computed;
  element.append(summary);
  sums(credit, element);
  source(credit.rule, element);
  parent.append(element);
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
    const weights = [each.before_g, each.net_g].map((grams) => together(kilograms(grams), chosen.kilogramUnit));
    line("corrected", each.action === "void" ? chosen.voided(why) : chosen.corrected(...weights, why), parent);
  }
}

function item(credit) {
  const element = document.createElement("li");
  head(credit, element);
  gain(credit, element);
  verdict(credit, element);
  corrections(credit, element);
  if (credit.rule.status === "provisional") line("provisional", words().provisional, element);
  computed(credit, element);
  return element;
}

/** Show the credits of an account, the newest first, as the platform answered them. */
export function showCredits(credits) {
  const shown = showsAll ? credits : credits.slice(0, FIRST_SHOWN);
  byId("no-credits").hidden = credits.length > 0;
  byId("all-credits").hidden = shown.length === credits.length;
  byId("all-credits").textContent = words().allCredits(credits.length);
  redraw(byId("credit-list"), [words().computed, shown], () => shown.map(item));
}

/** `change` shows the account anew. */
export function listenToCredits(change) {
  byId("all-credits").addEventListener("click", async () => {
    showsAll = true;
    await change();
    byId("credit-list").children[FIRST_SHOWN].querySelector("summary").focus(); // where the button had been
  });
}
