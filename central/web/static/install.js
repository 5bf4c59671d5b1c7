// The page as an app: its files stay on the phone, so it opens without a network; a new version takes over by itself.

const LOOK_AGAIN_MS = 3600000;

const byId = (id) => document.getElementById(id);

let lookedAt = -Infinity;
let offer = null; // the browser's own offer to install, while it stands

/** Whether somebody is in the middle of typing, which a reload would lose. */
const isBusy = () => [...document.querySelectorAll("input:not([type=checkbox], [type=radio])")].some((field) => field.value !== "");

function reloadWhenIdle() {
  if (!isBusy()) location.reload();
  else document.addEventListener("visibilitychange", reloadWhenIdle, { once: true });
}

function lookForNewVersion(registration) {
  if (document.hidden || performance.now() - lookedAt < LOOK_AGAIN_MS) return;
  lookedAt = performance.now();
  registration.update().catch(() => {
    lookedAt = -Infinity; // no network: look again when the page is next looked at
  });
}

/** Keep the page on this phone. Where the browser cannot, it stays an ordinary page. */
export async function keepOnPhone() {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  const isFirst = worker.controller === null;
  let changes = 0;
  worker.addEventListener("controllerchange", () => {
    changes += 1;
    if (!isFirst || changes > 1) reloadWhenIdle();
  });
  try {
    const registration = await worker.register("/sw.js", { scope: "/me", updateViaCache: "none" });
    lookedAt = performance.now();
    document.addEventListener("visibilitychange", () => lookForNewVersion(registration));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof DOMException)) throw error; // no network, or not allowed here
  }
}

/** Ask the browser not to throw the key away when space runs out. */
export async function askToStay() {
  await navigator.storage?.persist?.();
}

const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

/** Show how the page comes onto the home screen: a button where the browser offers it, else in words. */
export function drawInstall() {
  byId("to-home").hidden = isInstalled();
  byId("install").hidden = offer === null;
  byId("install-how").hidden = offer !== null;
}

/** `change` draws the page anew. */
export function listenToInstall(change) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    change();
  });
  byId("install").addEventListener("click", async () => {
    await offer.prompt();
    offer = null; // it can be taken once
    change();
  });
}
