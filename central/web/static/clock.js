// The platform's time, also without a network: a phone's own clock may be wrong by minutes or by years.

const KEY = "greensprout.clock"; // milliseconds that this phone's clock lags behind the platform's

const lag = () => Number(localStorage.getItem(KEY) ?? 0);

/** Compare with the platform. `time`: what it said; `askedAt`: `performance.now()` when it was asked. */
export function learnTime(time, askedAt) {
  const underway = (performance.now() - askedAt) / 2; // half of the way there and back
  const difference = Date.parse(time) + underway - Date.now();
  if (Number.isFinite(difference)) localStorage.setItem(KEY, String(Math.round(difference)));
}

/** Milliseconds since 1970 by the platform's clock, as far as this phone knows. */
export const platformNow = () => Date.now() + lag();
