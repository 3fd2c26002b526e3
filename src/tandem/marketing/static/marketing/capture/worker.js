// Brings the page at the stand without a signal, and sends what waits when the phone is in a pocket.
// SHELL (version, address, files) and TandemQueue stand above: the server puts them there.
const CACHE = `tandem-capture-${SHELL.version}`;
const PATIENCE = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // Past the browser's own cache: all of one version, or nothing.
      await cache.addAll([SHELL.shell, ...SHELL.files].map((url) => new Request(url, { cache: "reload" })));
      await self.skipWaiting();
    })(),
  );
});

// The captures are in the database, not in the cache: a new version leaves them alone.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const older = (await caches.keys()).filter((name) => name.startsWith("tandem-capture-") && name !== CACHE);
      await Promise.all(older.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && /^\/c\/\d+\/?$/.test(url.pathname)) event.respondWith(opened(request));
  else if (SHELL.files.includes(url.pathname + url.search)) event.respondWith(kept(request));
});

// The page as the server has it; without a signal, or when the sign-in has ended, the one kept here.
async function opened(request) {
  const fresh = await inTime(fetch(request).catch(() => undefined));
  if (fresh && fresh.type !== "opaqueredirect" && fresh.status < 500) return fresh;
  const cache = await caches.open(CACHE);
  return (await cache.match(SHELL.shell, { ignoreVary: true })) || fetch(request);
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreVary: true })) || fetch(request);
}

function inTime(answer) {
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

// Where the browser has background sync, it calls when there is a signal again.
self.addEventListener("sync", (event) => {
  if (event.tag === "tandem-send") event.waitUntil(sendEverything());
});

async function sendEverything() {
  const stopped = [];
  for (const campaign of await TandemQueue.campaignsThatWait()) stopped.push(await TandemQueue.send(campaign));
  new BroadcastChannel("tandem-capture").postMessage("changed");
  // An error makes the browser call again later.
  if (stopped.includes("no-signal")) throw new Error("There is no signal yet.");
}
