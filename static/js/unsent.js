/* The highlights that are not at the server yet: beside their article, where a note can be written to each, and on the
   page about reading offline. Loaded when there is one. */

import { rangeOf } from "./offsets.js";
import { keepNote, refusalOf, refuse, sendAll, unsent } from "./sending.js";
import { keep, load } from "./storage.js";
import { forget, PERSONAL } from "./unsaved-highlights.js";
import { gettext } from "./words.js";

const article = document.querySelector("text-selection[data-version]");
const list = place();

function element(tag, values, ...inside) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...inside);
  return made;
}

function place() {
  const section = document.querySelector("[data-unsent]") ?? element("section", { className: "unsent" });
  section.id = "unsent";
  section.hidden = true;
  section.setAttribute("aria-labelledby", "unsent-title");
  section.append(
    element("h2", { id: "unsent-title" }, gettext("Not sent yet")),
    element("p", { className: "quiet" }, gettext("Kept in this browser, and sent when there is a connection.")),
    element("ul", {}),
  );
  if (!section.isConnected) document.getElementById("annotation-list").before(section);
  return section.querySelector("ul");
}

const shown = () => (article ? unsent().filter(({ path }) => path === location.pathname) : unsent());

/** Show what there is, leaving an entry alone that somebody is writing in. */
export function show() {
  const all = shown();
  for (const line of [...list.children]) {
    if (!all.some(({ key }) => key === line.dataset.key) && !line.contains(document.activeElement)) line.remove();
  }
  for (const each of all) {
    const line = list.querySelector(`[data-key="${each.key}"]`);
    if (!line) list.append(entry(each));
    else refusal(line, each);
  }
  list.parentElement.hidden = !list.children.length;
  paint(all);
}

function entry({ name, path, key, exact, tag, title, note, refused }) {
  const text = element("textarea", { rows: 2, value: note ?? "", dir: "auto" });
  text.addEventListener("input", () => write(name, key, text.value));
  const again = element("button", { type: "button", className: "link" }, gettext("Try again"));
  again.addEventListener("click", () => retry(name));
  const drop = element("button", { type: "button", className: "danger-link" }, gettext("Let it go"));
  drop.addEventListener("click", () => {
    forget(key);
    keep(name);
    drop.blur();
    show();
  });
  again.dataset.again = "";
  const line = element("li", {},
    ...(article ? [] : [element("p", {}, element("a", { className: "unsent-article", href: path, dir: "auto" }, title || path))]),
    element("q", { dir: "auto" }, exact),
    ...(tag ? [" ", element("span", { className: "chip" }, tag)] : []),
    element("label", {}, gettext("Note"), text),
    element("p", { className: "error" }),
    element("p", {}, again, " ", drop),
  );
  line.dataset.key = key;
  refusal(line, { refused });
  line.addEventListener("focusout", () => setTimeout(show));
  return line;
}

/** What waits for a connection is tried by itself; what was refused says why. */
function refusal(line, { refused = "" }) {
  line.querySelector(".error").textContent = refused;
  line.querySelector("[data-again]").hidden = !refused;
}

/** A note that is typed while its highlight is saved is that of the saved one. */
function write(name, key, note) {
  if (load(name)) keep(name, { ...load(name), note });
  else keepNote(key, note);
}

function retry(name) {
  const { refused, ...values } = load(name) ?? {};
  if (!values.key) return;
  keep(name, values);
  show();
  const toolbar = article && document.querySelector("highlight-toolbar");
  if (toolbar) toolbar.sendAgain();
  else sendAll();
}

/** Tell that the server has not taken one of this page's: why, if for good. */
export function answered(key, status, html) {
  const name = `${PERSONAL}${location.pathname}:${key}`;
  const reason = refusalOf(status, html);
  if (reason) refuse(name, reason);
  else show();
}

/** Go to the note of the one made last; say whether there is one. */
export function writeLast() {
  const text = list.lastElementChild?.querySelector("textarea");
  const drawer = document.getElementById("highlights");
  if (text && drawer?.hasAttribute("popover")) drawer.showPopover();
  text?.focus();
  return Boolean(text);
}

/** Mark those that stand in this version's text. */
function paint(all) {
  if (!globalThis.Highlight || !article) return;
  const here = all.filter(({ version }) => version === article.dataset.version);
  CSS.highlights.set("unsent", new Highlight(...here.map(({ start, end }) => rangeOf(start, end, article))));
}

document.addEventListener("unsent:changed", show);
document.addEventListener("htmx:oobAfterSwap", () => paint(shown())); // blocks were swapped
show();
