/* How far this page has seen what is done to the article's highlights; what others do comes by itself.

   Every request says how far the page has seen, and every answer brings the blocks touched since, and says how far it
   goes. Nothing is asked while the page is hidden. */

import { passageOf, rangeOf } from "./offsets.js";
import { offer } from "./messages.js";
import { gettext } from "./words.js";

const PAUSE = 4000; // ms between two looks
const OVER = [401, 403, 404]; // signed out, or no member any more: asking again changes nothing

const article = document.querySelector("text-selection[data-news]");
let isOverdue = false; // whether the answer at hand was overtaken by a later one
let isOutdated = false; // the page is to be loaded anew: there is nothing to look for
let made = null; // the highlight that this person made last, or undid something of
let held = null; // puts back the selection and the focus when the block that they are in has been swapped

function seen() {
  const card = document.querySelector("annotation-card:popover-open .card:has(.taggings)")?.dataset.annotation ?? "";
  return `${article.dataset.version}.${article.dataset.change}.${card}`;
}

/** Take note of how far an answer goes. Of a page of another version nothing fits: its blocks count otherwise. One that
    leaves out what others did says up to which change its blocks were `painted`, and the page has seen no more by it. */
function take({ target, detail: { version, change, painted, reload } }) {
  const isOther = Boolean(reload || (version && String(version) !== article.dataset.version));
  isOverdue = isOther || (change ?? painted) <= Number(article.dataset.change);
  if (isOther && target !== article) loadAnew(made); // what this person did is to be seen at once
  else if (isOther) outdated();
  else if (change && !isOverdue) article.dataset.change = change;
  made = null;
}

const goingOn = () => import("./going-on.js");
const loadAnew = (mark) => goingOn().then((to) => to.reload(mark), () => location.reload());

function outdated() {
  stop();
  isOutdated = true;
  offer(gettext("The text of this article, or many of its highlights, were changed."), gettext("Show them as they are now"), () => loadAnew());
}

const FOCUSABLE = "a, mark[data-begins]";

/** Remember what a block has of the selection and of the focus. */
function holding(block) {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
  const passage = range && range.intersectsNode(block) ? passageOf(range, article) : null;
  const isBackward = range && selection.anchorNode === range.endContainer && selection.anchorOffset === range.endOffset;
  const focused = block.contains(document.activeElement) ? document.activeElement : null;
  const place = focused && [...block.querySelectorAll("a")].indexOf(focused);
  const ids = focused?.dataset.begins?.split(" ") ?? [];
  return () => {
    if (passage) {
      const { startContainer, startOffset, endContainer, endOffset } = rangeOf(passage.start, passage.end, article);
      if (isBackward) selection.setBaseAndExtent(endContainer, endOffset, startContainer, startOffset);
      else selection.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    }
    if (!focused) return;
    const now = document.getElementById(block.id);
    const marks = ids.map((id) => now.querySelector(`mark[data-begins~="${id}"]`));
    (marks.find(Boolean) ?? now.querySelectorAll("a")[place] ?? now.querySelector(FOCUSABLE))?.focus({ preventScroll: true });
  };
}

let isLooking = false;

function look() {
  if (document.visibilityState !== "visible" || isLooking) return;
  isLooking = true;
  const done = () => (isLooking = false);
  htmx.ajax("GET", article.dataset.news, { source: article, swap: "none" }).then(done, done); // failures are told by main.js
}

let looking = 0;

const start = () => isOutdated || (looking ||= setInterval(look, PAUSE));

function stop() {
  clearInterval(looking);
  looking = 0;
}

if (article) {
  start();
  if (history.state?.goOn) goingOn().then(({ goOn }) => goOn());
  document.addEventListener("htmx:configRequest", ({ detail }) => (detail.headers["Attest-Seen"] = seen()));
  for (const name of ["annotation:created", "annotation:turned"]) document.body.addEventListener(name, ({ detail }) => (made = detail.id));
  document.body.addEventListener("annotations:changed", take);
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    const isBlock = article.contains(detail.target);
    const isWrittenIn = detail.target.contains(document.activeElement?.closest("annotation-card :is(input, select, textarea)"));
    if (isWrittenIn || (isOverdue && (isBlock || detail.target.closest("annotation-card")))) detail.shouldSwap = false;
    else if (isBlock) held = holding(detail.target);
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    held?.();
    held = null;
  });
  document.addEventListener("htmx:responseError", ({ detail }) => detail.elt === article && OVER.includes(detail.xhr.status) && stop());
  document.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && start()); // signed in again perhaps
}
