/* The article read aloud by the browser, sentence by sentence, from where one is; the sentence is marked.

   The words come from the blocks as they stand, each in its own language; the mark is painted by the browser, so that
   the text stays as it is. */

import { tell } from "./messages.js";
import { blocksOf, codePoints, rangeOf } from "./offsets.js";
import { gettext } from "./words.js";

const article = document.querySelector("text-selection");
const RATES = [0.8, 1, 1.2, 1.5, 1.8];
const LATE = 1500; // ms: voices are there by then

let sentences = [];
let at = 0;
let rate = 1;
let turn = 0; // what was said before the last jump says nothing about where we are
let bar = null;

/** Begin to read aloud, or end it. */
export function toggle() {
  if (bar) stop();
  else begin();
  return Boolean(bar);
}

function begin() {
  sentences = blocksOf(article).flatMap(sentencesOf);
  if (!sentences.length) return;
  bar = makeBar();
  document.getElementById("main").append(bar);
  const selected = getSelection().isCollapsed ? null : getSelection().getRangeAt(0);
  at = Math.max(0, sentences.findIndex(({ start, end }) => {
    const range = rangeOf(start, end, article);
    if (selected) return range.compareBoundaryPoints(Range.START_TO_END, selected) > 0;
    return range.getBoundingClientRect().bottom > 8;
  }));
  say();
  bar.querySelector("[data-step='0']").focus();
}

function sentencesOf(block) {
  const lang = block.closest("[lang]").lang.replace("und", "");
  const segmenter = new Intl.Segmenter(lang || "en", { granularity: "sentence" });
  let start = Number(block.dataset.start);
  return [...segmenter.segment(block.textContent)].flatMap(({ segment }) => {
    const found = { start, end: start + codePoints(segment.trimEnd()), text: segment.trim(), lang };
    start += codePoints(segment);
    return found.text ? [found] : [];
  });
}

function say() {
  const { text, lang, start, end } = sentences[at];
  const mine = (turn += 1);
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = lang;
  words.rate = rate;
  words.onend = () => mine === turn && (at + 1 < sentences.length ? step(1) : stop());
  words.onerror = ({ error }) => {
    if (mine === turn && !["canceled", "interrupted"].includes(error)) giveUp();
  };
  // Firefox without a voice waits for one and says nothing.
  setTimeout(() => mine === turn && speechSynthesis.pending && !speechSynthesis.getVoices().length && giveUp(), LATE);
  speechSynthesis.speak(words);
  speechSynthesis.resume();
  paint(rangeOf(start, end, article));
  show(true);
}

function giveUp() {
  stop();
  tell(gettext("This browser has no voice for it."));
}

function paint(range) {
  if (globalThis.Highlight) CSS.highlights.set("spoken", new Highlight(range));
  const { top, bottom } = range.getBoundingClientRect();
  const isSeen = top > 0 && bottom < innerHeight - bar.offsetHeight;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  if (!isSeen) scrollBy({ top: top - innerHeight / 3, behavior });
}

function step(by) {
  at = Math.min(Math.max(at + by, 0), sentences.length - 1);
  say();
}

function pause() {
  const isPaused = bar.dataset.paused !== undefined;
  if (isPaused) say(); // a paused voice that is resumed late stays silent in some browsers
  else {
    turn += 1;
    speechSynthesis.cancel();
    show(false);
  }
}

function show(isSpeaking) {
  bar.toggleAttribute("data-paused", !isSpeaking);
  bar.querySelector("[data-step='0']").textContent = isSpeaking ? gettext("Pause") : gettext("Go on");
}

function stop() {
  turn += 1;
  speechSynthesis.cancel();
  CSS.highlights?.delete("spoken");
  const hadFocus = bar?.contains(document.activeElement);
  bar?.remove();
  bar = null;
  if (hadFocus) document.getElementById("main").focus({ preventScroll: true });
}

function makeBar() {
  const made = document.createElement("div");
  made.className = "listen-bar";
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", gettext("Read aloud"));
  for (const [step, label] of [[-1, gettext("Sentence before")], [0, gettext("Pause")], [1, gettext("Next sentence")]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.dataset.step = step;
    made.append(button);
  }
  const speed = document.createElement("select");
  speed.setAttribute("aria-label", gettext("Speed"));
  speed.append(...RATES.map((value) => new Option(`${value} ×`, value, value === 1, value === rate)));
  made.append(speed, Object.assign(document.createElement("button"), { type: "button", textContent: gettext("End") }));
  speed.addEventListener("change", () => {
    rate = Number(speed.value);
    say();
  });
  made.addEventListener("click", ({ target }) => {
    if (!target.matches("button")) return;
    const by = Number(target.dataset.step ?? NaN);
    if (Number.isNaN(by)) stop();
    else if (by) step(by);
    else pause();
  });
  return made;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !bar || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  event.preventDefault();
  stop();
});
addEventListener("pagehide", () => speechSynthesis.cancel()); // a voice does not end with its page
