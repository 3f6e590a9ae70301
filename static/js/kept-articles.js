/* The page about reading offline: the switch, and what this browser keeps of the person's articles. */

import { HERE, isOn, isPossible, turnOff, turnOn, whenOf } from "./offline.js";
import { gettext } from "./words.js";
import "./unsent.js";
import "./unsent-notes.js";

const keeping = document.getElementById("keeping");
const list = document.querySelector(".kept-articles");

/** Title, language and direction of a kept article; null for what is none. */
function headOf(html) {
  const head = html.slice(0, html.indexOf("</h1>"));
  const article = new DOMParser().parseFromString(head, "text/html").querySelector("#article");
  return article && { title: article.querySelector("h1").textContent, lang: article.lang, dir: article.dir };
}

async function articles() {
  if (!isPossible || !(await caches.has(HERE))) return [];
  const cache = await caches.open(HERE);
  const all = await Promise.all((await cache.keys()).map(async (key) => {
    const page = await cache.match(key);
    const head = headOf(await page.text());
    return head && { ...head, path: new URL(key.url).pathname, at: page.headers.get("Attest-Kept") };
  }));
  return all.filter(Boolean).sort((one, other) => other.at.localeCompare(one.at));
}

async function show() {
  const found = await articles();
  list.replaceChildren(...found.map(({ title, lang, dir, path, at }) => {
    const line = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title, lang, dir });
    const heading = document.createElement("h2");
    heading.append(link);
    const quiet = Object.assign(document.createElement("p"), { className: "quiet", textContent: gettext("As it was at {time}", { time: whenOf(at) }) });
    line.append(heading, quiet);
    return line;
  }));
  document.querySelector("[data-none]").hidden = found.length > 0;
}

keeping.checked = isOn();
keeping.disabled = !isPossible;
document.querySelector("[data-impossible]").hidden = isPossible;
const isInstead = location.pathname !== "/offline/"; // of a page that is not here
document.querySelector("[data-instead]").hidden = !isInstead;
document.querySelector("[data-switch]").hidden = isInstead;
keeping.addEventListener("change", async () => {
  keeping.disabled = true;
  await (keeping.checked ? turnOn() : turnOff());
  keeping.disabled = false;
  show();
});
show();
