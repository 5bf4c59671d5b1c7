// Numbers as residents read them.

/** Whole numbers: plain up to 9999, grouped above. */
export const whole = (value) => (value <= 9999 ? String(value) : value.toLocaleString("en-US"));

/** A number and its unit, or what else may not come apart at the end of a line. */
export const together = (...parts) => parts.join("\u00a0");

/** A sentence in which no number comes apart from the word behind it. */
export const withUnits = (sentence) => sentence.replace(/(\d) /g, "$1\u00a0");

/** Thousandths as a decimal without needless zeros: 97500 → "97.5". */
export function thousandths(value) {
  const fraction = String(value % 1000).padStart(3, "0").replace(/0+$/, "");
  const units = whole(Math.floor(value / 1000));
  return fraction ? `${units}.${fraction}` : units;
}

/** Kilograms to read: two decimals, floored. */
export const kilograms = (grams) => `${Math.floor(grams / 1000)}.${String(Math.floor((grams % 1000) / 10)).padStart(2, "0")}`;

/** Kilograms to calculate with: exact, at least two decimals. */
export function exactKilograms(grams) {
  return grams % 10 === 0 ? kilograms(grams) : `${Math.floor(grams / 1000)}.${String(grams % 1000).padStart(3, "0")}`;
}

/** Kilograms at a glance: four characters at most up to 9999 kg, floored. */
export function roundKilograms(grams) {
  if (grams >= 100_000) return String(Math.floor(grams / 1000));
  return `${Math.floor(grams / 1000)}.${Math.floor((grams % 1000) / 100)}`;
}
