/* Suggested passages in the text: a faint line under the words, a tick in the margin, and a card to decide with.

   The server's list has a tick and a card for each; here they are put where the words are. The text itself is not
   touched: the lines are painted by the CSS Custom Highlight API. */

import { isTyping, keyOf, showKeys } from "./keys.js";
import { announce } from "./messages.js";
import { gettext } from "./words.js";
import { rangeOf } from "./offsets.js";

const GAP = 10; // px between the passage and its card
const TOP = 80; // px at the top of the window in which nobody reads
const LANES = 3; // of ticks side by side

const article = document.querySelector("text-selection");
const place = document.getElementById("suggestions");
const card = document.getElementById("suggestion-card");
const switcher = document.getElementById("suggest");
const isNarrow = matchMedia("(max-width: 64rem)");

const ranges = new Map(); // of the passages, by the suggestions' keys
const painted = new Set(); // names of highlights
const deciding = new Set(); // keys on their way to the server
const hidden = new Set(); // kinds that are not marked now
const decided = []; // keys, in order: an undo brings one back
let open = null; // the key of the one whose card is open
let at = null; // the key of the one that was open last
let focused = null; // the key of the tick that had the focus before the list was renewed
let isUndoing = false;

const ticks = () => [...place.querySelectorAll("li:not([hidden]) > .suggestion-tick")];
// No id: htmx would give the new one its style, as an attribute, which the site's policy forbids.
const tickOf = (key) => place.querySelector(`[data-key="${key}"]`);
const isOn = () => Boolean(place.firstElementChild);

/** Show the suggestions, or hide them. */
export const toggle = () => (isOn() ? hide() : load());

/** Open the next suggestion, or the one before; show them first where they are not shown. */
export async function step(direction) {
  if (!isOn()) await load();
  const all = ticks();
  if (!all.length) return isOn() && announce(gettext("There is nothing to suggest."));
  const here = all.findIndex(({ dataset: { key } }) => key === (open ?? (isInView(at) ? at : null)));
  const next = here >= 0 ? here + direction : firstInView(all) - (direction < 0 ? 1 : 0);
  show(all.at(next % all.length).dataset.key);
}

async function load() {
  await htmx.ajax("GET", switcher.href, { target: place, swap: "innerHTML" }).catch(() => {}); // told by main.js
  switcher.setAttribute("aria-expanded", isOn());
}

function hide() {
  close();
  place.replaceChildren();
  paint();
  switcher.setAttribute("aria-expanded", "false");
  switcher.focus();
}

/** Take up the list as the server has it now. */
function take() {
  if (document.querySelector("#suggestions-form [name=version]").value !== article.dataset.version) return hide(); // news.js offers the new text
  for (const key of deciding) tickOf(key)?.closest("li").remove();
  showKeys();
  sift();
  setTabStop();
  const back = isUndoing && decided.findLast((key) => ranges.has(key));
  if (back) {
    isUndoing = false;
    decided.splice(decided.lastIndexOf(back), 1);
    return show(back);
  }
  if (open && !ranges.has(open)) close();
  else if (open) tellPlace();
  tickOf(focused)?.focus({ preventScroll: true });
}

/** Mark the kinds that are wanted. */
function sift() {
  for (const chip of place.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", !hidden.has(chip.dataset.kind));
  for (const tick of place.querySelectorAll(".suggestion-tick")) tick.parentElement.hidden = hidden.has(tick.dataset.kind);
  const wanted = [...place.querySelectorAll(".chip[aria-pressed=true]")].map(({ dataset: { kind } }) => kind);
  const dismissal = place.querySelector("[data-decide]");
  if (dismissal) dismissal.value = hidden.size && wanted.length ? wanted.join(" ") : "all";
  if (dismissal) dismissal.disabled = !ticks().length;
  paint();
}

function paint() {
  for (const name of painted) CSS.highlights?.delete(name);
  painted.clear();
  ranges.clear();
  const tints = new Map();
  for (const { dataset: { key, from, to, tint } } of ticks()) {
    const range = rangeOf(Number(from), Number(to), article);
    ranges.set(key, range);
    tints.set(tint, [...(tints.get(tint) ?? []), ...uncovered(range)]);
  }
  for (const [tint, found] of tints) underline(`suggestion-${tint}`, ...found);
  if (ranges.has(open)) underline("suggestion-open", ...uncovered(ranges.get(open)));
  layOut();
}

/** The parts of a range that no highlight covers: what is painted over a highlight takes its own colours away. */
function* uncovered(range) {
  const { commonAncestorContainer: around, startContainer, startOffset, endContainer, endOffset } = range;
  const walker = document.createTreeWalker(around.nodeType === Node.TEXT_NODE ? around.parentElement : around, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!range.intersectsNode(node) || node.parentElement.closest("mark")) continue;
    const piece = document.createRange();
    piece.selectNodeContents(node);
    if (node === startContainer) piece.setStart(node, startOffset);
    if (node === endContainer) piece.setEnd(node, endOffset);
    if (!piece.collapsed) yield piece;
  }
}

function underline(name, ...found) {
  if (!globalThis.Highlight) return;
  CSS.highlights.set(name, new Highlight(...found));
  painted.add(name);
}

/** Put the ticks beside their lines, side by side where passages overlap. */
function layOut() {
  const list = place.querySelector(".suggestion-ticks");
  if (!list) return;
  const origin = list.getBoundingClientRect().top;
  const lanes = [];
  const places = ticks().map((tick) => {
    const { top, bottom } = ranges.get(tick.dataset.key).getBoundingClientRect();
    const free = lanes.findIndex((end) => end <= top);
    const lane = free < 0 ? lanes.length : free;
    lanes[lane] = bottom;
    return { tick, top: top - origin, height: bottom - top, lane: Math.min(lane, LANES - 1) };
  });
  for (const { tick, top, height, lane } of places) {
    Object.assign(tick.style, { top: `${top}px`, height: `${height}px` });
    tick.style.setProperty("--lane", lane);
  }
}

/** One tick is a stop of the Tab key; arrows and the suggestions' own key go on from it. */
function setTabStop(key = at) {
  const all = ticks();
  const stop = tickOf(key) ?? all[0];
  for (const tick of all) tick.tabIndex = tick === stop ? 0 : -1;
}

function isInView(key) {
  const { top, bottom } = ranges.get(key)?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  return bottom > TOP && top < innerHeight;
}

function firstInView(all) {
  const first = all.findIndex(({ dataset: { key } }) => ranges.get(key).getBoundingClientRect().bottom > TOP);
  return first < 0 ? all.length : first;
}

function show(key) {
  document.querySelector("annotation-card").close?.(); // there is none before it is loaded
  getSelection().removeAllRanges();
  open = at = key;
  const tick = tickOf(key);
  card.querySelector("[data-card]").replaceChildren(tick.nextElementSibling.content.cloneNode(true));
  card.setAttribute("aria-label", tick.getAttribute("aria-label"));
  tellPlace();
  for (const other of ticks()) other.classList.toggle("open", other === tick);
  setTabStop();
  underline("suggestion-open", ...uncovered(ranges.get(key)));
  card.showPopover();
  putBeside(ranges.get(key));
  card.focus({ preventScroll: true });
}

function tellPlace() {
  const all = ticks();
  card.querySelector("[data-told]").textContent = gettext("{number} of {all}", { number: all.indexOf(tickOf(open)) + 1, all: all.length });
}

/** Below the passage, or above it where there is no room; a narrow screen has the card at its bottom. */
function putBeside(range) {
  const around = () => range.getBoundingClientRect();
  const room = innerHeight - (isNarrow.matches ? card.offsetHeight : 0);
  if (around().top < TOP || around().bottom > room - GAP) scrollBy({ top: around().top - Math.max(TOP, room / 4), behavior: "instant" });
  const { top, bottom, left } = around();
  const above = top - card.offsetHeight - GAP;
  const below = Math.min(bottom + GAP, innerHeight - card.offsetHeight - GAP);
  card.style.setProperty("--top", `${below < bottom && above > 0 ? above : Math.max(GAP, below)}px`);
  card.style.setProperty("--left", `${Math.min(Math.max(GAP, left), innerWidth - card.offsetWidth - GAP)}px`);
}

function close({ withFocus = false } = {}) {
  if (!open) return;
  const tick = tickOf(open);
  open = null;
  CSS.highlights?.delete("suggestion-open");
  tick?.classList.remove("open");
  card.hidePopover();
  if (withFocus) (tick ?? switcher).focus({ preventScroll: true });
}

/** Accept or dismiss as a button says, and go on with the next at once; the server is asked meanwhile. */
function decide(button) {
  const { value, formAction } = button;
  const all = ticks().map(({ dataset: { key } }) => key);
  const isOne = all.includes(value);
  const gone = isOne ? [value] : all;
  const next = all[all.indexOf(value) + 1] ?? all.find((key) => key !== value);
  const values = { suggestion: value, version: article.dataset.version };
  isUndoing = false;
  decided.push(...gone);
  for (const key of gone) {
    deciding.add(key);
    tickOf(key)?.closest("li").remove();
  }
  paint();
  if (isOne && next) show(next);
  else finish();
  const done = () => gone.forEach((key) => deciding.delete(key));
  const source = document.querySelector("highlight-toolbar"); // which sends one after the other
  htmx.ajax("POST", formAction, { source, values, swap: "none" }).then(done, done); // failures are told by main.js
}

function finish() {
  close();
  switcher.focus({ preventScroll: true });
  announce(gettext("No suggestion is left here."));
}

/** The suggestions that the words at a point belong to, the shortest first. */
function keysAt(x, y) {
  const isHit = ({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom;
  const hit = [...ranges].filter(([, range]) => [...range.getClientRects()].some(isHit));
  return hit.sort(([, one], [, other]) => String(one).length - String(other).length).map(([key]) => key);
}

function press(event) {
  const { target } = event;
  const button = target.closest("button");
  if (button?.matches(".suggestion-tick")) return show(button.dataset.key);
  if (place.contains(button) || card.contains(button)) {
    if (button.matches(".chip")) {
      const { kind } = button.dataset;
      if (!hidden.delete(kind)) hidden.add(kind);
      close();
      return sift();
    }
    if (button.dataset.decide) return event.preventDefault(), decide(button);
    if (button.dataset.step) return step(Number(button.dataset.step));
    if ("hide" in button.dataset) return hide();
    if ("close" in button.dataset) return close({ withFocus: true });
  }
  if (card.contains(target) || target.closest("highlight-toolbar, .messages")) return;
  const isText = article.contains(target) && !target.closest("a, mark, button") && getSelection().isCollapsed;
  const keys = isText ? keysAt(event.clientX, event.clientY) : [];
  if (keys.length) show(keys[(keys.indexOf(open) + 1) % keys.length]);
  else close();
}

function key(event) {
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const tick = event.target.closest?.(".suggestion-tick");
  const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (tick && direction && !event.shiftKey) {
    const all = ticks();
    const next = all.at((all.indexOf(tick) + direction) % all.length);
    setTabStop(next.dataset.key);
    next.focus();
  } else if (!open || document.querySelector(".help:popover-open")) {
    return;
  } else if (event.key === "Escape") {
    close({ withFocus: true });
  } else {
    const how = { a: "accept", d: "dismiss" }[keyOf(event)];
    if (!how || event.shiftKey) return;
    if (!event.repeat) decide(card.querySelector(`[data-decide=${how}]`));
  }
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("click", press);
document.addEventListener("keydown", key, true); // before the tags' keys, which may be the same
document.addEventListener("passage:selected", ({ detail }) => card.contains(detail.range.startContainer) || close());
document.addEventListener("submit", ({ target }) => (isUndoing ||= /\/undo\/$/.test(target.action)));
document.querySelector("annotation-card").addEventListener("toggle", ({ newState }) => newState === "open" && close());
place.addEventListener("htmx:beforeSwap", () => (focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null));
place.addEventListener("htmx:afterSwap", ({ target }) => target === place && take());
document.addEventListener("htmx:oobAfterSwap", ({ target }) => isOn() && (target.closest?.("text-selection") || target.matches?.("[data-start]")) && paint());
document.addEventListener("htmx:afterRequest", ({ detail: { successful, pathInfo } }) => {
  if (!successful && /\/suggestions\/./.test(pathInfo.requestPath)) htmx.trigger(document.body, "annotations:changed", {}); // as they were
});
new ResizeObserver(() => isOn() && layOut()).observe(article);
