// The carbon ledger at a glance: grams, points, what waits, and the months.

import { inChina, monthOf } from "./calendar.js";
import { platformNow } from "./clock.js";
import { roundKilograms, whole } from "./numbers.js";
import { redraw } from "./redraw.js";
import { seedling, sprout } from "./sprout.js";
import { words } from "./words.js";

const GRAMS_PER_KWH = 997;
const GARDEN_MONTHS = 6;
const GROWN_G = 100_000; // the plant is full-grown at a hundred kilograms

const byId = (id) => document.getElementById(id);

/** How far the plant has grown: quickly at first, by the logarithm, as at the kiosk. */
const growthOf = (grams) => Math.min(1, Math.log1p(Math.max(0, grams) / 1000) / Math.log1p(GROWN_G / 1000));

/** What was credited in each month, the newest first: no month is left out, and there are at least six. */
function monthsOf(credits) {
  const newest = monthOf(platformNow());
  const credited = credits.filter((credit) => credit.verdict === "accepted");
  const sums = new Map();
  for (const credit of credited) {
    const month = monthOf(credit.occurred_at);
    const { reduction, points } = sums.get(month) ?? { reduction: 0, points: 0 };
    sums.set(month, { reduction: reduction + credit.reduction_g, points: points + credit.points });
  }
  const last = Math.max(newest, ...sums.keys());
  const first = Math.min(newest - GARDEN_MONTHS + 1, ...sums.keys());
  return Array.from({ length: last - first + 1 }, (_, back) => ({
    month: last - back,
    ...(sums.get(last - back) ?? { reduction: 0, points: 0 }),
  }));
}

function cell(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function row({ month, reduction, points }) {
  const element = document.createElement("tr");
  const head = cell("th", words().monthAndYear(Math.floor(month / 12), month % 12));
  head.scope = "row";
  element.append(head, cell("td", whole(reduction)), cell("td", whole(points)));
  return element;
}

function bed({ month, reduction }, most) {
  const element = document.createElement("div");
  const growth = reduction === 0 ? 0 : Math.max(0.06, reduction / most);
  element.append(cell("b", reduction === 0 ? "0" : roundKilograms(reduction)), seedling(growth), cell("span", words().monthShort(month % 12)));
  return element;
}

function drawMonths(credits) {
  const months = monthsOf(credits);
  const most = Math.max(...months.slice(0, GARDEN_MONTHS).map((month) => month.reduction));
  byId("months").hidden = !credits.some((credit) => credit.verdict === "accepted");
  const facts = [words().month, months];
  redraw(byId("garden"), facts, () => months.slice(0, GARDEN_MONTHS).reverse().map((month) => bed(month, most)));
  redraw(byId("month-rows"), facts, () => months.map(row));
}

/** Show the sums of an account as the platform answered it. */
export function showBalance(account) {
  const chosen = words();
  byId("reduction").textContent = whole(account.reduction_g);
  byId("points").textContent = whole(account.points);
  const saved = Math.floor(account.reduction_g / GRAMS_PER_KWH);
  byId("power").hidden = saved < 1;
  byId("power-saved").textContent = chosen.powerSaved(whole(saved));
  const waiting = account.credits.filter((credit) => credit.verdict === "held");
  byId("held").hidden = account.held === 0;
  byId("held").textContent = chosen.heldCount(account.held, whole(waiting.reduce((sum, credit) => sum + credit.points, 0)));
  const growth = growthOf(account.reduction_g);
  redraw(byId("plant"), growth, () => [sprout(growth)]);
  drawMonths(account.credits);
}
