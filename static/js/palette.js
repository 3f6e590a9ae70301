/* The command palette: what the page offers, where its links lead, its tags, and articles by their words. */

import { keyFor, letterOf } from "./keys.js";
import { gettext } from "./words.js";

const PAUSE = 250; // ms after a key before articles are searched
const MOST = 40;
// The page's own first, then what is around it.
const COMMANDS = [
  ".reading-tools :is(a, button:not(.primary), summary)", ".contents a", ".neighbours a[href]", ".site-header a", ".site-header .menu button",
];

let opener = null;
let options = [];
let chosen = 0;
let timer = 0;
let asked = 0;

const dialog = document.createElement("dialog");
dialog.className = "palette";
dialog.setAttribute("aria-label", gettext("All commands"));
const field = document.createElement("input");
for (const [name, value] of Object.entries({
  type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-options", "aria-autocomplete": "list",
  "aria-label": gettext("Command, tag or article"), autocomplete: "off", spellcheck: "false", placeholder: gettext("Command, tag or article"),
})) field.setAttribute(name, value);
const list = document.createElement("ul");
Object.assign(list, { id: "palette-options", role: "listbox" });
list.setAttribute("aria-label", gettext("Commands"));
const status = document.createElement("p");
Object.assign(status, { className: "quiet", role: "status" });
dialog.append(field, list, status);
document.body.append(dialog);

/** Open the palette, or close it. */
export function toggle() {
  if (dialog.open) dialog.close();
  else open();
  return dialog.open;
}

function open() {
  opener = document.activeElement;
  field.value = "";
  dialog.showModal();
  narrow();
}

const clean = (text) => text.replace(/\s+/g, " ").trim();

/** What can be done on this page, each once. */
function commands() {
  const found = new Map();
  for (const element of COMMANDS.flatMap((selector) => [...document.querySelectorAll(selector)])) {
    const shown = element.cloneNode(true);
    for (const key of shown.querySelectorAll("kbd")) key.remove();
    const name = element.getAttribute("aria-label") || clean(shown.textContent);
    if (!name || element.hidden || element.disabled || found.has(name)) continue;
    const { action } = element.dataset;
    found.set(name, { name, kind: element.href ? gettext("Go to") : gettext("Do"), hint: action ? keyFor(action) : "", run: () => press(element) });
  }
  const filter = document.querySelector("#list-filter select[name=tag], #list-filter");
  for (const option of filter?.querySelectorAll?.("option") ?? []) {
    const name = clean(option.textContent);
    if (option.value) found.set(`tag ${name}`, { name, kind: gettext("Show highlights"), run: () => (location.search = `?tag=${encodeURIComponent(option.value)}`) });
  }
  return [...found.values()].filter(({ name }) => name !== gettext("All commands"));
}

function press(element) {
  element.click();
  if (element.matches("summary")) element.focus();
}

/** Every word must begin a word of the name. */
function fits(name, sought) {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return sought.every((part) => words.some((word) => word.startsWith(part)));
}

function narrow() {
  const sought = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  show(commands().filter(({ name }) => fits(name, sought)).slice(0, MOST));
  clearTimeout(timer);
  if (sought.length) timer = setTimeout(articles, PAUSE, field.value);
}

/** The articles that the search of the site finds, after what the page has. */
async function articles(words) {
  const turn = (asked += 1);
  const home = document.querySelector(".project-name")?.getAttribute("href") ?? "/search/";
  try {
    const answer = await fetch(`${home}?${new URLSearchParams({ q: words })}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked || !dialog.open || field.value !== words) return;
    const found = [...page.querySelectorAll(".article-entry h2 a")].slice(0, 8);
    show([...options, ...found.map((link) => ({
      name: clean(link.textContent), kind: gettext("Read"), lang: link.lang, run: () => location.assign(link.getAttribute("href")),
    }))]);
  } catch {
    // Without a connection there are the page's own commands.
  }
}

function show(found) {
  options = found;
  chosen = Math.min(chosen, Math.max(0, found.length - 1));
  list.replaceChildren(...found.map(({ name, kind, hint, lang }, index) => {
    const item = document.createElement("li");
    Object.assign(item, { id: `palette-${index}`, role: "option", dir: "auto" });
    const label = document.createElement("span");
    label.textContent = name;
    if (lang) label.lang = lang;
    const what = document.createElement("small");
    what.textContent = kind;
    item.append(label, what);
    if (hint) item.append(Object.assign(document.createElement("kbd"), { textContent: hint }));
    return item;
  }));
  status.textContent = found.length ? "" : gettext("Nothing is called so.");
  choose(chosen);
}

function choose(index) {
  chosen = index;
  for (const [number, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(number === index));
  const item = list.children[index];
  if (item) field.setAttribute("aria-activedescendant", item.id);
  else field.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

function run(index) {
  const option = options[index];
  if (!option) return;
  dialog.addEventListener("close", option.run, { once: true }); // after the focus has gone back
  dialog.close();
}

field.addEventListener("input", () => {
  chosen = 0;
  narrow();
});
list.addEventListener("click", ({ target }) => run([...list.children].indexOf(target.closest("li"))));
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
dialog.addEventListener("close", () => {
  clearTimeout(timer);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
});
dialog.addEventListener("keydown", (event) => {
  event.stopPropagation(); // the page's keys are not for what lies under it
  const last = options.length - 1;
  const to = { ArrowDown: chosen >= last ? 0 : chosen + 1, ArrowUp: chosen > 0 ? chosen - 1 : last, PageDown: last, PageUp: 0 }[event.key];
  if (event.key === "Enter") run(chosen);
  else if (to !== undefined && last >= 0) choose(to);
  else if (letterOf(event) === "k" && (event.ctrlKey || event.metaKey)) dialog.close();
  else return;
  event.preventDefault();
});
