// The phones that make passes for this account, for the day that one of them is lost.

import * as phone from "./phone.js";
import * as platform from "./platform.js";
import { redraw } from "./redraw.js";
import { words } from "./words.js";

const byId = (id) => document.getElementById(id);

function line(className, text) {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}

function stopButton(certificate, onStopped) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = words().stop;
  button.addEventListener("click", () => {
    if (confirm(words().stopAsk)) onStopped(() => platform.revoke(certificate.pass_id));
  });
  return button;
}

function item(certificate, isThis, onStopped) {
  const chosen = words();
  const element = document.createElement("li");
  element.append(line("which", isThis ? chosen.thisPhone : chosen.otherPhone));
  element.append(line("small", chosen.since(chosen.date(certificate.created_at))));
  if (certificate.revoked) element.append(line("refused", chosen.stopped));
  else if (!isThis) element.append(stopButton(certificate, onStopped));
  return element;
}

/** List the phones of an account. `onStopped` is given the call that revokes one, when somebody wants that. */
export async function showPhones({ certificates = [] }, onStopped) {
  const { passIds } = await phone.about();
  const newest = passIds.at(-1);
  // Certificates that this phone has had before are not other phones.
  const listed = certificates.filter((one) => one.pass_id === newest || !passIds.includes(one.pass_id));
  redraw(byId("phone-list"), [words().stop, newest, listed], () => listed.map((one) => item(one, one.pass_id === newest, onStopped)));
  byId("only-phone").hidden = listed.some((one) => one.pass_id !== newest);
}
