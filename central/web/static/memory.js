// The account as the platform last told it, kept for the times without a network.

import { platformNow } from "./clock.js";

const KEY = "greensprout.account";

/** The last account with the moment it was told, or null. */
export function recall() {
  const kept = localStorage.getItem(KEY);
  return kept === null ? null : JSON.parse(kept);
}

/** Keep `account` as told now. */
export function remember(account) {
  const told = { account, at: platformNow() };
  localStorage.setItem(KEY, JSON.stringify(told));
  return told;
}

export const forget = () => localStorage.removeItem(KEY);
