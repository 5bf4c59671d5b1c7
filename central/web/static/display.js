// How the page looks on this phone: large type and colours. What is chosen is put on by dress.js, here and at the next visit.

const SIZE = "greensprout.size";
const SCHEME = "greensprout.scheme";

const byId = (id) => document.getElementById(id);

const isLarge = () => localStorage.getItem(SIZE) === "large";

function show() {
  byId("size").ariaPressed = String(isLarge());
  const chosen = localStorage.getItem(SCHEME) ?? "phone";
  for (const choice of document.querySelectorAll("[name=scheme]")) choice.checked = choice.value === chosen;
}

function choose(key, value) {
  if (value === null) localStorage.removeItem(key);
  else localStorage.setItem(key, value);
  document.dispatchEvent(new Event("dress"));
  show();
}

/** Let the resident choose, and show what is chosen. */
export function listenToDisplay() {
  byId("size").addEventListener("click", () => choose(SIZE, isLarge() ? null : "large"));
  byId("scheme").addEventListener("change", ({ target }) => choose(SCHEME, target.value === "phone" ? null : target.value));
  show();
}
