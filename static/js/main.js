/* The browser's part: everything here makes a page more comfortable that reads and lists without it. */

import "./first-gesture.js";
import "./news.js";
import { credentials } from "./csrf.js";
import { isKeyFor, isTyping, keyOf, letterOf, showKeys } from "./keys.js";
import { tell, whisper } from "./messages.js";
import { load, names } from "./storage.js";
import { gettext } from "./words.js";

document.documentElement.dataset.js = "";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  delete detail.parameters.csrfmiddlewaretoken;
  Object.assign(detail.headers, credentials());
});

// The toolbar keeps what could not be sent, and says so itself.
const speaksForItself = ({ elt, requestConfig }) => Boolean(elt.closest?.("highlight-toolbar") && requestConfig.parameters.key);

document.addEventListener("htmx:responseError", ({ detail }) => {
  if (speaksForItself(detail)) return;
  if ([409, 422].includes(detail.xhr.status)) return; // the answer says it, in place
  const say = detail.elt.matches?.("text-selection") ? whisper : tell; // a look for news hides nothing there is to do
  if (detail.xhr.status === 401) say(gettext("You are signed out. Sign in in a new tab, then go on here: nothing is lost."), "/login/");
  else if (detail.xhr.status === 404) say(gettext("This is gone, or no longer yours to change. Reload the page."));
  else say(gettext("The server could not do this. Try again; what you typed is kept."));
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  const isLook = detail.elt.matches?.("text-selection"); // for what others did: nothing of this person's is at stake
  if (isLook) whisper(gettext("No connection. What you do is kept here, and saved when it is back."));
  else if (!speaksForItself(detail) && navigator.onLine) tell(gettext("The connection was lost. If this was saved all the same, it shows here in a moment; if not, try again."));
  else if (!speaksForItself(detail)) tell(gettext("No connection: this was not saved. Try again."));
});
document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && whisper(""));

document.addEventListener("htmx:oobAfterSwap", ({ target }) => target.closest?.("#messages") && showKeys());

// All writes go through the toolbar, which sends one after the other and stays, while a form may be swapped away by the
// answer to the one before. Without it (on a page of the card alone) the browser sends the form itself.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-write]");
  const source = document.querySelector("highlight-toolbar");
  if (!form || !source) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form, event.submitter));
  htmx.ajax("POST", form.action, { source, values, swap: "none" }).catch(() => {}); // told above
});

// A note may be saved when its card is gone already: the list shows it all the same.
document.addEventListener("note:answered", ({ detail }) => detail.status === 200 && htmx.trigger(document.body, "annotations:changed", {}));

// On a narrow screen the side list is a drawer: the platform's popover closes on Esc and on a tap beside it.
const narrow = matchMedia("(max-width: 64rem)");
const drawer = document.getElementById("highlights");
const fold = () => (narrow.matches ? drawer?.setAttribute("popover", "auto") : drawer?.removeAttribute("popover"));
narrow.addEventListener("change", fold);
fold();

// Drop-downs close like the platform's own: on Esc, and on a press beside them.
const closeMenus = (target = null) => {
  const open = [...document.querySelectorAll("details.menu[open]")].filter((menu) => !menu.contains(target));
  for (const menu of open) menu.open = false;
  return open;
};
document.addEventListener("pointerdown", ({ target }) => closeMenus(target));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus()[0]?.querySelector("summary").focus();
});

// A wide table scrolls inside itself: the keyboard must be able to go there.
for (const table of document.querySelectorAll("text-selection table")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}

// What few need, or later, is loaded then.
if (document.querySelector("[data-long-exports]")) import("./export-progress.js");
const help = document.getElementById("help");
help?.addEventListener("toggle", () => import("./rebinding.js"), { once: true });
help?.addEventListener("click", ({ target }) => import("./rebinding.js").then(({ press }) => press(target)));
if (document.querySelector("note-editor")) import("./note-editor.js");
if (document.querySelector(".choose-bar")) import("./cutting.js");
if (document.getElementById("original")) import("./original.js");
if (/[?&]at=/.test(location.search)) import("./passage.js");
if (document.querySelector("[data-place]")) addEventListener("scroll", () => import("./place.js"), { once: true, passive: true });
if (document.querySelector("text-selection img")) import("./viewer.js");
if (document.querySelector("text-selection a[href*='#']")) import("./footnotes.js");
if ("speechSynthesis" in window) document.querySelector("[data-aid=listen]")?.removeAttribute("hidden");
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const aid = event.target.closest("[data-aid]");
  if (aid) import("./aids.js").then(({ start }) => start(aid.dataset.aid));
});
// A tag's key is the tag's wherever it can be given: on a selection, and on the highlight whose card is open.
const isATags = (key) => document.querySelector(`:is(highlight-toolbar, annotation-card):popover-open [data-hotkey="${CSS.escape(key)}"]`);
document.addEventListener("keydown", (event) => {
  const isChord = (event.ctrlKey || event.metaKey) && !event.altKey && letterOf(event) === "k";
  if (!isChord && (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey)) return;
  const aid = isChord ? "palette" : ["palette", "listen", "ruler", "focus"].find((name) => isKeyFor(event, name));
  if (!aid || (!isChord && isATags(keyOf(event)))) return;
  event.preventDefault();
  import("./aids.js").then(({ start }) => start(aid));
});
const hasRelations = () => document.querySelector("relation-lines li") && import("./relation-lines.js");
document.addEventListener("htmx:afterSwap", ({ target }) => target.matches?.("relation-lines") && hasRelations());
hasRelations();
const suggest = document.getElementById("suggest");
const suggestions = () => import("./styled.js").then(({ styled }) => styled()).then(() => import("./suggestions.js"));
suggest?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  suggestions().then(({ toggle }) => toggle());
});
document.addEventListener("keydown", (event) => {
  if (!suggest || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || !isKeyFor(event, "suggestion")) return;
  event.preventDefault();
  suggestions().then(({ step }) => step(event.shiftKey ? -1 : 1));
});

// What waited for a connection is sent from any page, and pages are kept for when there is none: see docs/offline.md.
const { user, kept } = document.documentElement.dataset;
if (names(`attest:highlight:${user}:`).length || names(`attest:note:${user}:`).length) import("./sending.js");
if (kept || load(`attest:offline:${user}`)) addEventListener("load", () => import("./offline.js"));
if (document.getElementById("keeping")) import("./kept-articles.js");
addEventListener("pageshow", ({ persisted }) => persisted && user && import("./gone-back.js").then(({ check }) => check()));

// The way a person likes to read changes at once and is kept on the server.
document.getElementById("preferences")?.addEventListener("change", ({ target, currentTarget }) => {
  document.documentElement.dataset[target.name.replace("text_", "")] = target.value;
  htmx.ajax("POST", currentTarget.action, { source: currentTarget, values: Object.fromEntries(new FormData(currentTarget)), swap: "none" });
});
