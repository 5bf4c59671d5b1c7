// The bytes of a phone pass (contract/README.md) and its text.

const PREFIX = "GSP2:";
const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const CERTIFICATE_BYTES = 122;
const ISSUED_AT = 50;
const EXPIRES_AT = 54;
const CHALLENGE_DIGITS = 8;

const ascii = (text) => new TextEncoder().encode(text);
const SIGNED = ascii("greensprout-pass-v1\0");

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function seconds(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

function base45(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    for (let digit = pair ? 3 : 2; digit > 0; digit -= 1) {
      text += BASE45[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

export function toBase64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function fromBase64url(text) {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
}

/** From when to when a certificate is valid, milliseconds since 1970. Throws `RangeError` for what cannot be one. */
export function validity(certificate) {
  if (certificate.length !== CERTIFICATE_BYTES) throw new RangeError("not a certificate");
  const view = new DataView(certificate.buffer, certificate.byteOffset);
  return { from: view.getUint32(ISSUED_AT) * 1000, until: view.getUint32(EXPIRES_AT) * 1000 };
}

/** The name under which the platform revokes a certificate: 32 hex digits. */
export async function passId(certificate) {
  const digest = await sha256(certificate);
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The digits that a kiosk shows as the eight bytes of a challenge; none: no bytes. */
export const challengeBytes = (digits) => ascii(digits && digits.padStart(CHALLENGE_DIGITS, "0"));

/** A pass of this moment. `now`: milliseconds since 1970; `challenge`: no bytes, or eight. */
export async function signPass(privateKey, certificate, now, challenge) {
  const claimed = join(seconds(Math.floor(now / 1000)), challenge);
  const message = join(SIGNED, await sha256(certificate), claimed);
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, message));
  return PREFIX + base45(join(certificate, claimed, signature));
}
