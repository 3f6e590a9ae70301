/* Where a person is in the article: told to the server when they pause or leave, if it has changed; and the way back.

   Loaded with the first scrolling. The place is a block and code points into it, so that it holds on a screen of any
   width; the progress is how much of the text lies above the lower edge of the window. */

import { around } from "./came-from.js";
import { credentials } from "./csrf.js";
import { blocksOf, codePoints, rangeOf } from "./offsets.js";

const PAUSE = 4000; // ms without scrolling
const SETTLED = 30_000; // ms after which a place before the one that was kept is meant so

const article = document.querySelector("text-selection[data-place]");

// With it all blocks of many highlights are laid out (marks.css), of which heights were guessed: what is read stays.
const read = [...(article?.querySelectorAll(".block") ?? [])].find((block) => block.getBoundingClientRect().bottom > 0);
const top = read?.getBoundingClientRect().top;
document.documentElement.dataset.scrolled = "";
const moved = read ? read.getBoundingClientRect().top - top : 0;
if (moved) scrollBy({ top: moved, behavior: "instant" });

const way = document.querySelector(".continue a");
const since = Date.now();
let kept = way ? `${way.dataset.block}.${way.dataset.offset}` : "";
let isBack = !way; // whether what was kept may be overtaken by a place before it
let timer = 0;

const share = (edge, { top, height }) => (height ? Math.min(Math.max((edge - top) / height, 0), 1) : 0);

/** What is read at the top of the window, and how much of the text lies above its foot; null before the first block. */
function here() {
  const blocks = blocksOf(article).filter((block) => block.textContent);
  const first = blocks.find((block) => block.getBoundingClientRect().bottom > 8);
  const last = blocks.findLast((block) => block.getBoundingClientRect().top < innerHeight);
  if (!first || !last) return null;
  const length = (block) => codePoints(block.textContent);
  const end = blocks.at(-1);
  const read = Number(last.dataset.start) + share(innerHeight, last.getBoundingClientRect()) * length(last);
  return {
    version: article.dataset.version,
    block: first.id.replace("block-", ""),
    offset: Math.round(share(0, first.getBoundingClientRect()) * length(first)),
    progress: Math.min(100, Math.round((100 * read) / (Number(end.dataset.start) + length(end)))),
  };
}

function isBefore({ block, offset }) {
  const [keptBlock, keptOffset] = [Number(way.dataset.block), Number(way.dataset.offset)];
  return Number(block) < keptBlock || (Number(block) === keptBlock && offset < keptOffset);
}

function tell() {
  clearTimeout(timer);
  const place = here();
  if (!place || kept === `${place.block}.${place.offset}`) return;
  if (!isBack && isBefore(place) && Date.now() - since < SETTLED) return; // opened, and looked at the head only
  kept = `${place.block}.${place.offset}`;
  isBack = true;
  fetch(article.dataset.place, {
    method: "POST",
    body: new URLSearchParams(place),
    headers: { "HX-Request": "true", ...credentials() },
    keepalive: true, // the browser sends it even when the page is left
  }).catch(() => (kept = "")); // without a connection: the next pause tells it
}

/** Go to the line, not to the block alone, which may be long. */
export function resume(event) {
  isBack = true;
  const block = document.getElementById(`block-${way.dataset.block}`);
  if (!block?.dataset.start) return;
  event.preventDefault();
  const at = Number(block.dataset.start) + Number(way.dataset.offset);
  const { top } = rangeOf(at, at, article).getBoundingClientRect();
  scrollTo({ top: scrollY + top - 16, behavior: "instant" });
  history.replaceState(history.state, "", way.hash);
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(tell, PAUSE);
}

addEventListener("scroll", soon, { passive: true });
soon();
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
addEventListener("pagehide", tell);

// Of the table of contents, where one is now.
const contents = document.getElementById("contents");
if (contents) {
  const links = [...contents.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  const mark = () => {
    const index = Math.max(0, headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 3));
    for (const [number, link] of links.entries()) {
      if (number === index) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
  mark();
}

// The articles before and after are those of the list it was opened from, where there was one.
const list = document.querySelector(".neighbours");
const [before, after] = (list && around(location.pathname)) ?? [];
for (const [rel, to] of before || after ? [["prev", before], ["next", after]] : []) {
  const link = list.querySelector(`[rel=${rel}]`);
  if (!to) link?.remove();
  else if (link) {
    const title = link.querySelector("[dir]");
    link.href = to.href;
    link.hidden = false;
    Object.assign(title, { textContent: to.title, lang: to.lang, dir: to.dir });
  }
}
