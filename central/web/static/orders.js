// Home pickups: what the resident has ordered, each with its code, and the form for the next one. Where somebody lives goes
// to the platform once and is not kept on the phone; the list is, because its codes are shown at doors without a network.

import { inChina } from "./calendar.js";
import * as platform from "./platform.js";
import { picture } from "./qr.js";
import { words } from "./words.js";

const KEY = "greensprout.orders";
const CLOSED_SHOWN = 3;
const PROBLEMS = { "window-unavailable": "orderGone", "order-limit": "orderLimit", malformed: "orderMalformed", "order-closed": "orderOver" };

const byId = (id) => document.getElementById(id);

let told = JSON.parse(localStorage.getItem(KEY) ?? "null");
let answer = () => "";
let offered = ""; // what the form offers now: it is not made anew under somebody's finger

function line(className, text) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}

/** A window in China's time, wherever the phone is. */
function windowText(one) {
  const [from, to] = [one.window_from, one.window_to].map(inChina);
  const clock = (moment) => moment.toISOString().slice(11, 16);
  return words().orderTime(from.getUTCMonth(), from.getUTCDate(), from.getUTCDay(), clock(from), clock(to));
}

const materialText = (name) => words().materials[name] ?? name;

function code(order) {
  const qr = document.createElement("div");
  qr.className = "order-qr";
  qr.role = "img";
  qr.ariaLabel = words().orderCodeLabel;
  qr.append(picture(order.code));
  return [line("small", words().orderShow), qr, line("order-code", order.code)];
}

function cancelButton(order, change) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = words().orderCancel;
  button.addEventListener("click", () => {
    if (confirm(words().orderCancelAsk)) change(() => cancel(order));
  });
  return button;
}

function item(order, change) {
  const chosen = words();
  const element = document.createElement("li");
  const open = order.state !== "closed";
  element.append(line("which", windowText(order)), line("", order.materials.map(materialText).join(chosen.and)));
  const became = chosen.outcomes[order.outcome];
  element.append(line(open ? "accepted" : "uncounted", became ?? chosen.orderStates[order.state] ?? order.state));
  if (open && became) element.append(line("small", chosen.orderStates[order.state] ?? order.state));
  if (open && order.code) element.append(...code(order), cancelButton(order, change));
  return element;
}

function choice(name) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = "materials";
  box.value = name;
  label.append(box, materialText(name));
  return label;
}

function option(one) {
  const element = document.createElement("option");
  element.value = JSON.stringify(one);
  element.textContent = windowText(one);
  return element;
}

function drawForm() {
  const offers = JSON.stringify([words().orderAct, told.windows, told.materials]);
  if (offers === offered) return;
  offered = offers;
  const chosen = byId("order-window").value;
  const checked = new Set([...document.querySelectorAll("[name=materials]:checked")].map((box) => box.value));
  byId("order-materials").replaceChildren(...told.materials.map(choice));
  for (const box of document.querySelectorAll("[name=materials]")) box.checked = checked.has(box.value);
  byId("order-window").replaceChildren(...told.windows.map(option));
  if (told.windows.some((one) => JSON.stringify(one) === chosen)) byId("order-window").value = chosen;
}

let listed = ""; // a code is not drawn anew while a scanner looks at it
let onChange = () => {};

/** Show what is known of orders; nothing on a platform that has none. */
export function drawOrders() {
  const text = answer(words());
  if (byId("order-answer").textContent !== text) byId("order-answer").textContent = text;
  if (told === null) {
    byId("pickup").hidden = true;
    return;
  }
  const open = told.orders.filter((order) => order.state !== "closed");
  const closed = told.orders.filter((order) => order.state === "closed").slice(0, CLOSED_SHOWN);
  const list = JSON.stringify([words().orderAct, open, closed]);
  if (list !== listed) byId("order-list").replaceChildren(...[...open, ...closed].map((order) => item(order, onChange)));
  listed = list;
  byId("order-new").hidden = open.length >= told.most || told.windows.length === 0;
  drawForm();
}

/** Ask the platform for the orders. */
export async function learnOrders() {
  try {
    told = await platform.orders();
    localStorage.setItem(KEY, JSON.stringify(told));
  } catch (error) {
    if (error.problem !== "not-found") throw error;
    forgetOrders(); // a platform without home pickups
  }
}

export function forgetOrders() {
  told = null;
  answer = () => "";
  localStorage.removeItem(KEY);
}

async function answered(act, done) {
  try {
    await act();
    answer = (chosen) => chosen[done];
  } catch (error) {
    answer = (chosen) => chosen[PROBLEMS[error.problem] ?? "orderAway"];
    if (!(error.problem in PROBLEMS)) throw error;
  }
}

/** Take in what the platform has said of one order, before the whole list is asked for again. */
function learnOne(order) {
  told = { ...told, orders: [order, ...told.orders.filter((one) => one.order !== order.order)] };
}

const cancel = (order) =>
  answered(async () => {
    await platform.cancelOrder(order.order);
    learnOne({ ...order, state: "closed", outcome: "cancelled", code: null });
  }, "orderCancelled");

async function place() {
  const form = byId("order-form");
  const given = new FormData(form);
  const materials = given.getAll("materials");
  if (materials.length === 0) {
    answer = (chosen) => chosen.orderNothing;
    return;
  }
  const [building, address, phone, note] = ["building", "address", "phone", "note"].map((name) => given.get(name));
  await answered(async () => {
    learnOne(await platform.placeOrder({ materials, ...JSON.parse(given.get("window")), building, address, phone, note }));
    form.reset();
    byId("order-new").open = false;
  }, "orderPlaced");
}

/** `change` is given what the resident wants done with orders, and shows what has come of it. */
export function listenToOrders(change) {
  onChange = change;
  byId("order-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    await change(place);
    if (button) button.disabled = false;
  });
}
