// The calls to the platform. The phone's only secret, the token, lives in this browser.

const KEY = "greensprout.token";
const PATIENCE_MS = 15000;
const NO_CONTENT = 204;

/** The platform could not be reached, or answered with a problem (then `problem` is its name). */
export class CallFailed extends Error {
  constructor(problem) {
    super(problem ?? "away");
    this.problem = problem;
  }
}

async function call(method, path, body) {
  const headers = { "content-type": "application/json" };
  const token = localStorage.getItem(KEY);
  if (token) headers.authorization = `Bearer ${token}`;
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const content = answer.status === NO_CONTENT ? null : await answer.json();
    if (answer.ok) return content;
    throw new CallFailed(String(content.type).replace("urn:greensprout:problem:", ""));
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    // No answer, or one that is not ours (a captive portal): for the resident both mean "no network".
    throw new CallFailed(answer?.status >= 500 ? "store-unavailable" : undefined);
  }
}

export const isRegistered = () => localStorage.getItem(KEY) !== null;
export const forget = () => localStorage.removeItem(KEY);
export const newPass = () => call("POST", "/v1/me/passes", {});
export const account = () => call("GET", "/v1/me");
export const certify = (publicKey) => call("POST", "/v1/me/certificates", { public_key: publicKey });
export const revoke = (passId) => call("DELETE", `/v1/me/certificates/${passId}`);
export const time = () => call("GET", `/v1/time?nonce=${crypto.getRandomValues(new Uint32Array(1))[0]}`);
export const orders = () => call("GET", "/v1/me/orders");
export const placeOrder = (order) => call("POST", "/v1/me/orders", order);
export const cancelOrder = (id) => call("DELETE", `/v1/me/orders/${id}`);
export const claim = (code) => call("POST", "/v1/me/claims", { code });

/** Register this phone and keep its token. */
export async function register() {
  const { token } = await call("POST", "/v1/residents", {});
  localStorage.setItem(KEY, token);
}
