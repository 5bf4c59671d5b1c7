// Keeps the resident's page on the phone. The platform puts VERSION and SHELL (address → digest) in front of this text.

const PREFIX = "greensprout-shell-";
const CACHE = PREFIX + VERSION;

// Only whole and unchanged files become a version; `integrity` refuses what a captive portal or half an update sends.
async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(Object.entries(SHELL).map(([url, integrity]) => new Request(url, { cache: "reload", integrity })));
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || !(address.pathname in SHELL)) return;
  event.respondWith(answer(request));
});
