/* <text-selection>: turns what a person selects in the article, by mouse, touch or keyboard, into a passage.

   Dispatches `passage:selected` with {start, end, exact, range} and `passage:cleared`. It knows no address. */

import { announce } from "./messages.js";
import { gettext } from "./words.js";
import { blocksOf, codePoints, passageOf, rangeOf } from "./offsets.js";
import { isKeyFor, isTyping } from "./keys.js";
import { standAt } from "./standing.js";

const SETTLED = 120; // ms without a change: a drag or a moved handle has come to rest

class TextSelection extends HTMLElement {
  #timer = 0;
  #pressed = false;
  #segments = {}; // of the text, by their kind; marks change no text, so they are found once
  #at = null; // where the keyboard stands: offsets, since blocks are swapped
  #told = null; // what a key has just selected, until the browser tells of it
  #standing = null; // the element that has the focus until Tab is to go on from where the keyboard stands

  connectedCallback() {
    if (!this.hasAttribute("data-editable")) return;
    document.addEventListener("selectionchange", () => this.#soon());
    document.addEventListener("pointerdown", () => { this.#pressed = true; this.#standing = null; }, true);
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => { this.#pressed = false; this.#soon(); }, true);
    }
    addEventListener("blur", () => (this.#pressed = false));
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", ({ key }) => key === "Tab" && this.#stand(), true);
    // The block where the keyboard stands was swapped: the browser would go on after it.
    document.addEventListener("htmx:oobAfterSwap", ({ target }) => target === this.#block && isNowhere() && this.stand());
    // Not on `toggle`, which comes later than a quick Tab.
    let before = null;
    document.getElementById("help")?.addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "open") before = document.activeElement;
      else if (before === document.body) this.stand(before);
    });
  }

  /** Drop the selection; the keyboard goes on from here. */
  clear() {
    getSelection().removeAllRanges();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#isEcho() || this.settle(), SETTLED);
  }

  /** Whether this is what a key has selected: that was said at once, and a card may be open since, which it would close. */
  #isEcho() {
    const told = this.#told;
    this.#told = null;
    const selection = getSelection();
    const range = told && selection.rangeCount && selection.getRangeAt(0);
    return range && ["startContainer", "startOffset", "endContainer", "endOffset"].every((edge) => range[edge] === told[edge]);
  }

  /** Say now what is selected, unless the pointer is still at it. */
  settle() {
    if (this.#pressed || !this.hasAttribute("data-editable")) return;
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const passage = range?.intersectsNode(this) ? passageOf(range, this) : null;
    if (passage) {
      this.#at = { start: passage.start, end: passage.end };
      this.#say("passage:selected", { ...passage, range: range.cloneRange() });
    } else {
      this.#say("passage:cleared");
    }
  }

  #say(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  #key(event) {
    if (isTyping(event) || event.altKey || event.metaKey) return;
    const arrows = { ArrowRight: "right", ArrowLeft: "left" };
    if (event.shiftKey && event.key in arrows && !getSelection().isCollapsed) {
      getSelection().modify("extend", arrows[event.key], event.ctrlKey ? "word" : "character");
    } else if (event.ctrlKey) {
      return;
    } else if (event.shiftKey && event.key === "ArrowDown" && this.#at) {
      this.#extend(1);
    } else if (event.shiftKey && event.key === "ArrowUp" && this.#at) {
      this.#extend(-1);
    } else if (isKeyFor(event, "word")) {
      this.#moveWord(event.shiftKey ? -1 : 1);
    } else if (isKeyFor(event, "otherEnd") && !event.shiftKey && !getSelection().isCollapsed) {
      this.#turnAround();
    } else if (isKeyFor(event, "next") || isKeyFor(event, "previous")) {
      this.#move(isKeyFor(event, "next") ? 1 : -1, event.shiftKey);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The sentences or words of the text with their paragraphs. */
  #all(granularity) {
    this.#segments[granularity] ??= blocksOf(this).flatMap((block, paragraph) => {
      const segmenter = new Intl.Segmenter(block.lang || this.closest("[lang]").lang.replace("und", "en"), { granularity });
      let start = Number(block.dataset.start);
      return [...segmenter.segment(block.textContent)].flatMap(({ segment, isWordLike }) => {
        const found = { start, end: start + codePoints(segment.trimEnd()), paragraph };
        start += codePoints(segment);
        return isWordLike ?? segment.trim() ? [found] : [];
      });
    });
    return this.#segments[granularity];
  }

  get sentences() {
    return this.#all("sentence");
  }

  #moveWord(step) {
    const words = this.#all("word");
    const start = this.#at?.start ?? this.sentences[this.#firstInView()]?.start - step;
    const next = step > 0 ? words.find((word) => word.start > start) : words.findLast((word) => word.start < start);
    if (next) this.#select(next);
  }

  /** Let Shift with the arrows move the other end of the selection. */
  #turnAround() {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    getSelection().setBaseAndExtent(focusNode, focusOffset, anchorNode, anchorOffset);
    announce(gettext("Now the other end moves."));
  }

  #move(step, byParagraph) {
    const { sentences } = this;
    if (!sentences.length) return;
    let index = this.#at ? sentences.findLastIndex(({ start }) => start <= this.#at.start) : this.#firstInView() - step;
    if (byParagraph && sentences[index]) {
      const here = sentences[index].paragraph;
      const others = step > 0 ? sentences.findIndex(({ paragraph }) => paragraph > here)
        : sentences.findIndex(({ paragraph }) => paragraph === sentences.findLast((each) => each.paragraph < here)?.paragraph);
      if (others < 0) return;
      index = others;
    } else {
      index = Math.min(Math.max(index + step, 0), sentences.length - 1);
    }
    this.#select(sentences[index]);
  }

  #firstInView() {
    const visible = blocksOf(this).findIndex((block) => block.textContent && block.getBoundingClientRect().bottom > 80);
    return Math.max(0, this.sentences.findIndex(({ paragraph }) => paragraph >= visible));
  }

  /** Move the end of the selection that the arrows move, by a sentence. */
  #extend(step) {
    const { start, end } = this.#at;
    const isBackward = isTurned(getSelection());
    const [edge, inside] = isBackward ? ["start", (at) => at < end] : ["end", (at) => at > start];
    const isFurther = ({ [edge]: at }) => inside(at) && (step > 0 ? at > this.#at[edge] : at < this.#at[edge]);
    const further = step > 0 ? this.sentences.find(isFurther) : this.sentences.findLast(isFurther);
    if (further) this.#select({ ...this.#at, [edge]: further[edge] }, isBackward);
  }

  #select({ start, end }, isBackward = false) {
    this.#at = { start, end };
    const range = rangeOf(start, end, this);
    const edges = [[range.startContainer, range.startOffset], [range.endContainer, range.endOffset]];
    getSelection().setBaseAndExtent(...(isBackward ? edges.reverse() : edges).flat());
    const [[moved]] = edges.slice(-1);
    (moved.parentElement ?? this).scrollIntoView({ block: "nearest" });
    this.settle(); // the next key may be a tag's
    this.#told = range;
    this.stand();
    announce(range.toString());
  }

  /** Let Tab go on from where the keyboard stands: a browser goes on from what had the focus last.

      At the Tab itself, since moving the focus takes tens of ms among thousands of marks; not where the focus, which is
      at `from`, has gone elsewhere meanwhile. */
  stand(from = document.activeElement) {
    this.#standing = from;
  }

  #stand() {
    // What was hidden keeps the focus until the next frame.
    const isThere = this.#standing && (this.#standing === document.activeElement || isNowhere());
    this.#standing = null;
    if (isThere) standAt(this.#block);
  }

  /** Where the keyboard stands. */
  get #block() {
    return this.#at && blocksOf(this).findLast(({ dataset, textContent }) => Number(dataset.start) <= this.#at.start && textContent);
  }
}

const isNowhere = () => document.activeElement === document.body || !document.activeElement.checkVisibility();

/** Whether it is the beginning of the selection that arrows move. */
function isTurned(selection) {
  if (selection.isCollapsed) return false;
  const { endContainer, endOffset } = selection.getRangeAt(0);
  return selection.anchorNode === endContainer && selection.anchorOffset === endOffset;
}

customElements.define("text-selection", TextSelection);
