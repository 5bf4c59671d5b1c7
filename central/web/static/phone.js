// This phone as a signer: a key of its own, certified by the platform, so that passes need no network.

import { learnTime, platformNow } from "./clock.js";
import { challengeBytes, fromBase64url, passId, signPass, toBase64url, validity } from "./format.js";
import * as platform from "./platform.js";
import * as vault from "./vault.js";

const LOCK = "greensprout.phone"; // two tabs shall not make two keys

let signs; // a promise of whether this browser can sign

async function tryToSign() {
  // Without TLS there is no `subtle`; older browsers lack Ed25519; some private windows refuse to keep a key.
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB || !navigator.locks) return false;
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign"]);
    await vault.load();
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** Whether this browser can make passes itself. */
export const canSign = () => (signs ??= tryToSign());

async function makeKey() {
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const phone = { keys, certificate: null, passIds: [], stopped: false };
  await vault.save(phone); // before it is certified: a page closed too early shall not look like another phone later
  return phone;
}

function isDue(certificate) {
  if (certificate === null) return true;
  const { from, until } = validity(certificate);
  return platformNow() > (from + until) / 2;
}

function certificateIn(answer) {
  try {
    const certificate = fromBase64url(answer.certificate);
    validity(certificate);
    return certificate;
  } catch {
    throw new platform.CallFailed("answer-unreadable");
  }
}

async function certify(phone) {
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", phone.keys.publicKey));
  const askedAt = performance.now();
  const answer = await platform.certify(toBase64url(publicKey));
  const certificate = certificateIn(answer);
  learnTime(answer.server_time, askedAt);
  await vault.save({ ...phone, certificate, passIds: [...phone.passIds, await passId(certificate)] });
}

/** Have the key certified, anew when half of the certificate's time is over. Throws `CallFailed`. */
export function keepCertified() {
  return navigator.locks.request(LOCK, async () => {
    const phone = (await vault.load()) ?? (await makeKey());
    if (!phone.stopped && isDue(phone.certificate)) await certify(phone);
  });
}

/** A pass of this moment, answering the `digits` of a kiosk if there are any; null when there is no valid certificate. */
export async function makePass(digits) {
  const phone = await vault.load();
  if (!phone?.certificate || phone.stopped || platformNow() > validity(phone.certificate).until) return null;
  return signPass(phone.keys.privateKey, phone.certificate, platformNow(), challengeBytes(digits));
}

/** Make no passes any more, for good: the platform has revoked this phone. */
export function stop() {
  return navigator.locks.request(LOCK, async () => {
    const phone = await vault.load();
    if (phone) await vault.save({ ...phone, stopped: true });
  });
}

/** Stop if this phone is revoked according to the `certificates` of the account. */
export async function heed(certificates) {
  const { passIds } = await about();
  if (certificates.some((one) => one.revoked && passIds.includes(one.pass_id))) await stop();
}

/** What this phone knows of itself: the ids of its certificates, the newest last, and whether it was stopped. */
export async function about() {
  const { passIds = [], stopped = false } = (await vault.load()) ?? {};
  return { passIds, stopped };
}

/** Give up key and certificate. */
export const forget = () => navigator.locks.request(LOCK, vault.clear);
