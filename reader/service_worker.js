/* The service worker: gives pages that were opened before when there is no connection. See docs/offline.md.

   There is one only where a person asked for it (static/js/offline.js), and it keeps pages only of the person whose
   cache that script has made. It answers for nothing but the site's own pages and static files; what changes something
   goes past it. The server puts two lines before this: FILES, the addresses of what pages load, and VERSION of them. */

const STATIC = `attest-static-${VERSION}`;
const PAGES = "attest-pages-"; // and whose they are
const MOST = { pages: 50, bytes: 25 * 2 ** 20, age: 30 * 24 * 3600 * 1000 }; // the age is a session's, in ms
const HASHED = /\.[0-9a-f]{12}(\.\w+)$/;
const KEPT = /^\/(projects\/(\d+\/)?|articles\/\d+\/|offline\/)$/;
const TO_A_PASSAGE = /^(\?at=[\d-]*)?$/; // shows the page as it is without
const NO_PAGES = /^\/(api|admin)\/|\/(original|outline|snapshots|pictures|exports?)\/|\.\w+$/; // but files, and others' work
const HEAD = "/offline/";
const GATEWAY = [502, 503, 504]; // a proxy that does not reach us

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST" && pathname === "/logout/") event.waitUntil(forgetPagesBut(""));
  if (request.method !== "GET") return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (NO_PAGES.test(pathname)) return;
  else if (request.destination === "document" || request.headers.has("Attest-Keep")) event.respondWith(page(event));
});

async function fill() {
  const cache = await caches.open(STATIC);
  await cache.addAll(FILES);
  await skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("attest-static-") && name !== STATIC).map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable(); // the page is asked for while this starts
  await clients.claim();
}

/** A file named by its content never changes. Any other is asked for; without a connection, the one we have. */
async function file(request) {
  const cache = await caches.open(STATIC);
  const ours = await cache.match(request.url);
  if (ours && HASHED.test(request.url)) return ours;
  try {
    return await fetch(request);
  } catch {
    return ours ?? (await namesake(cache, request.url)) ?? Response.error();
  }
}

/** A page kept before an update names the files of that time: those of today stand in for them. */
async function namesake(cache, url) {
  const bare = (each) => each.replace(HASHED, "$1");
  const found = (await cache.keys()).find((key) => bare(key.url) === bare(url));
  return found && cache.match(found);
}

async function page(event) {
  let response;
  try {
    response = (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await stored(event.request)) ?? (await stored(event.request, HEAD)) ?? Response.error();
  }
  if (GATEWAY.includes(response.status)) return (await stored(event.request)) ?? response;
  const person = response.headers.get("Attest-Person");
  if (person !== null) event.waitUntil(inTurn(person, event.request, response.clone()));
  return response;
}

/** One after the other: what is let go for one page is not counted for another. */
const inTurn = (...page) => navigator.locks.request("attest:pages", () => remember(...page));

/** Forget what is not this person's, and keep the page, if it is one to be kept and they want it. */
async function remember(person, request, response) {
  await forgetPagesBut(person);
  const { pathname, search } = new URL(request.url);
  if (!person || !KEPT.test(pathname) || !TO_A_PASSAGE.test(search) || !(await caches.has(PAGES + person))) return;
  const cache = await caches.open(PAGES + person);
  if ([403, 404, 410].includes(response.status)) await cache.delete(pathname); // no longer theirs to read
  if (response.status !== 200 || response.redirected) return;
  const body = await response.blob();
  const headers = new Headers(response.headers); // with the policy of what it may load
  headers.delete("Content-Encoding");
  headers.set("Attest-Kept", new Date().toISOString());
  headers.set("Attest-Size", body.size);
  await cache.put(pathname, new Response(body, { headers }));
  await trim(cache);
}

async function forgetPagesBut(person) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PAGES) && name !== PAGES + person).map((name) => caches.delete(name)));
}

const ageOf = (response) => Date.now() - Date.parse(response.headers.get("Attest-Kept"));

/** Let the oldest go where there are too many. */
async function trim(cache) {
  const keys = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== HEAD);
  const all = await Promise.all(keys.map(async (key) => [key, await cache.match(key)]));
  all.sort(([, one], [, other]) => ageOf(one) - ageOf(other));
  let bytes = 0;
  for (const [at, [key, response]] of all.entries()) {
    bytes += Number(response.headers.get("Attest-Size"));
    if (at >= MOST.pages || bytes > MOST.bytes || ageOf(response) > MOST.age) await cache.delete(key);
  }
}

/** The page as it was, with when that was; there are those of one person at most. */
async function stored({ url }, path = new URL(url).pathname) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES));
  const found = names.length === 1 && (await (await caches.open(names[0])).match(path));
  if (!found || ageOf(found) > MOST.age) return undefined;
  const html = (await found.text()).replace("<html ", `<html data-kept="${found.headers.get("Attest-Kept")}" `);
  return new Response(html, { headers: found.headers });
}
