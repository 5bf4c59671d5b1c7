// Days, months and hours in China's time, as the platform counts them, wherever the phone is.

const CHINA_MS = 8 * 60 * 60 * 1000;

/** A moment (milliseconds, a Date, or RFC 3339 text) whose UTC fields read as China's. */
export const inChina = (moment) => new Date(new Date(moment).getTime() + CHINA_MS);

/** The number of the month of a moment, counted on over the years. */
export function monthOf(moment) {
  const local = inChina(moment);
  return local.getUTCFullYear() * 12 + local.getUTCMonth();
}
