// The sprout of the kiosk's screen, grown from 0 to 1. Drawn on 800 by 800; the ground is at 606.

const SVG = "http://www.w3.org/2000/svg";
const LEAF = "M0 0C18 -52 92 -86 200 -66C188 10 96 62 0 0Z";
const RIB = "M0 0C50 -10 100 -28 150 -48";
const SOIL = "M73 630C180 596 300 600 400 606C520 612 620 592 727 630A400 400 0 0 1 73 630Z";
const SEED = "M400 656C426 672 426 708 400 720C374 708 374 672 400 656Z";
/** Where on the stem a leaf sits, from which growth on, how long it is when grown, how far it lifts. */
const LEAVES = [
  [0.36, 0.16, 210, 4],
  [0.5, 0.3, 200, 8],
  [0.64, 0.44, 176, 12],
  [0.77, 0.58, 150, 16],
  [0.85, 0.72, 108, -4],
];

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const path = (d, className) => shape("path", { d, class: className });

function leaf([x, y], length, lift, isLeft) {
  const scale = length / 200;
  const group = shape("g", { transform: `translate(${x} ${y}) scale(${isLeft ? -scale : scale} ${scale}) rotate(${-lift})` });
  group.append(path(LEAF, isLeft ? "leaf deep" : "leaf"), path(RIB, isLeft ? "rib" : "rib deep"));
  return group;
}

function stemOf(growth) {
  const top = [400 + 26 * growth, 588 - 470 * growth];
  const height = 676 - top[1];
  return [[400, 676], [400 - 46 * growth, 676 - height * 0.42], [top[0] + 34 * growth, 676 - height * 0.74], top];
}

function pointOn(stem, t) {
  const u = 1 - t;
  const weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [0, 1].map((axis) => stem.reduce((sum, point, index) => sum + weights[index] * point[axis], 0));
}

function plant(growth) {
  const group = shape("g", { class: "grown" });
  const stem = stemOf(growth);
  const [from, one, two, to] = stem.map((point) => point.join(" "));
  const line = path(`M${from}C${one} ${two} ${to}`, "stem");
  line.setAttribute("stroke-width", 12 + 8 * growth);
  group.append(line);
  for (const [index, [at, first, size, lift]] of LEAVES.entries()) {
    const length = size * Math.max(0, Math.min(1, (growth - first) / 0.28));
    if (length > 0) group.append(leaf(pointOn(stem, at), length, lift, index % 2 === 0));
  }
  group.append(leaf(stem[3], 74 + 50 * growth, 22, false), leaf(stem[3], 70 + 40 * growth, 34, true));
  return group;
}

function picture(viewBox, ...parts) {
  const element = shape("svg", { viewBox, "aria-hidden": "true", focusable: "false" });
  element.append(...parts);
  return element;
}

/** A plant on its round ground; a seed alone at growth 0. */
export function sprout(growth) {
  const ground = [shape("circle", { cx: 400, cy: 400, r: 400, class: "ground" }), path(SOIL, "soil"), path(SEED, "seed")];
  return picture("0 0 800 800", ...ground, ...(growth > 0 ? [plant(growth)] : []));
}

/** A plant without ground, for a bed of several, whose leaves reach into its neighbours; nothing has come up at growth 0. */
export const seedling = (growth) => picture("250 0 300 610", ...(growth > 0 ? [plant(growth)] : []));
