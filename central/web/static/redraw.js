// What somebody reads, has opened or has a finger on is not taken from under them: children change only with what they show.

const shown = new WeakMap();

/** Give `element` the children that `make` makes, if `facts` are not those that it shows already. */
export function redraw(element, facts, make) {
  const key = JSON.stringify(facts);
  if (shown.get(element) === key) return;
  shown.set(element, key);
  element.replaceChildren(...make());
}
