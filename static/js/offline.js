/* Reading without a connection: what a person who wants it has this browser keep, and what a kept page says of itself.

   The service worker (reader/service_worker.js) keeps the pages of whoever has a cache here, which this makes. */

import { gettext } from "./words.js";
import { keep, load } from "./storage.js";

const { user, kept } = document.documentElement.dataset;
const CHOICE = `attest:offline:${user}`; // of this person in this browser
const KEPT = /^\/(projects\/(\d+\/)?|articles\/\d+\/)$/;

export const HERE = `attest-pages-${user}`;
export const isPossible = "serviceWorker" in navigator && "caches" in globalThis;
export const isOn = () => Boolean(user && load(CHOICE));

/** Keep what this person opens from now on, and this page. */
export async function turnOn() {
  keep(CHOICE, true);
  navigator.storage?.persist?.(); // a browser short of room is asked to spare it
  await begin();
}

/** Keep nothing any more, and forget what there is; highlights on their way stay. */
export async function turnOff() {
  keep(CHOICE);
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("attest-")).map((name) => caches.delete(name)));
  await (await navigator.serviceWorker.getRegistration())?.unregister();
}

async function begin() {
  await navigator.serviceWorker.register("/service-worker.js");
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
  }
  const cache = await caches.open(HERE);
  const wanted = ["/offline/", ...(KEPT.test(location.pathname) ? [location.pathname] : [])];
  for (const path of wanted) {
    if (!(await cache.match(path))) await fetch(path, { headers: { "Attest-Keep": "1" } });
  }
}

/** When a page was kept, in the person's words: the time alone where it was today. */
export function whenOf(iso) {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  const style = isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang, style).format(date);
}

function mark() {
  const line = document.createElement("p");
  line.className = "kept-notice";
  line.setAttribute("role", "status");
  const list = Object.assign(document.createElement("a"), { href: "/offline/", textContent: gettext("What is kept on this device") });
  line.append(gettext("Offline: this page is as it was at {time}.", { time: whenOf(kept) }), " ", list);
  document.getElementById("main").before(line);
  addEventListener("online", () => {
    const button = Object.assign(document.createElement("button"), { textContent: gettext("Show it as it is now") });
    button.addEventListener("click", () => location.reload());
    line.replaceChildren(gettext("The connection is back. This page is as it was at {time}.", { time: whenOf(kept) }), " ", button);
  }, { once: true });
}

if (kept && !document.getElementById("keeping")) mark();
else if (kept && location.pathname !== "/offline/") addEventListener("online", () => location.reload()); // in place of a page
else if (isOn() && isPossible) begin().catch(() => {}); // a browser that is short of room, or forbids it, keeps nothing
