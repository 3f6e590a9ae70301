/* <range-editor>: gives a highlight another range, or an orphan a place.

   The highlight's words become the selection; whatever changes a selection (handles, mouse, touch, Shift with arrows)
   changes the range, and Enter saves it. */

import { isTyping } from "./keys.js";
import { firstMark, marksOf } from "./marks.js";
import { announce } from "./messages.js";
import { passageOf, rangeOf } from "./offsets.js";
import { placeBeside } from "./placing.js";
import { gettext } from "./words.js";

class RangeEditor extends HTMLElement {
  #id = null;
  #seen = null;
  #passage = null;

  get #article() { return document.querySelector("text-selection"); }
  get #handles() { return this.querySelectorAll(".range-handle"); }

  connectedCallback() {
    document.addEventListener("passage:selected", ({ detail }) => this.#id && this.#show(detail));
    // Shrunk to nothing: a highlight has words.
    document.addEventListener("passage:cleared", () => this.#id && this.#passage && this.#select(this.#passage));
    document.addEventListener("scroll", () => this.#passage && this.#place(), { passive: true });
    document.addEventListener("keydown", (event) => this.#key(event), true);
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-save]")) this.#save();
      else if (target.closest("[data-cancel]")) this.#end();
    });
    this.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // a press here must not drop the selection
      if (event.target.matches(".range-handle")) this.#drag(event.target, event);
    });
  }

  /** Take up the range of a highlight; `step`, a direction and a granularity of `Selection.modify`, moves its end. */
  edit(id, step = null) {
    const marks = marksOf(id);
    this.#id = id;
    this.#seen = null;
    this.#passage = null;
    if (marks.length) {
      const range = document.createRange();
      range.setStartBefore(marks[0]);
      range.setEndAfter(marks.at(-1));
      this.#seen = passageOf(range, this.#article);
      this.#select(this.#seen);
    } else {
      getSelection().removeAllRanges();
    }
    const told = marks.length ? gettext("Change the selection, then save it.") : gettext("Select the passage where this highlight belongs.");
    this.querySelector("[data-told]").textContent = told;
    announce(told);
    this.showPopover();
    this.#show(this.#seen);
    if (step) getSelection().modify("extend", ...step);
  }

  #select({ start, end }) {
    const range = rangeOf(start, end, this.#article);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }

  #show(passage) {
    this.#passage = passage;
    this.querySelector("[data-save]").disabled = !passage;
    this.classList.toggle("without-range", !passage);
    if (passage) this.#place();
  }

  #place() {
    const range = rangeOf(this.#passage.start, this.#passage.end, this.#article);
    placeBeside(this, range);
    const rects = [...range.getClientRects()];
    const isRtl = getComputedStyle(range.startContainer.parentElement).direction === "rtl";
    const edges = [[rects[0], isRtl ? "right" : "left"], [rects.at(-1), isRtl ? "left" : "right"]];
    this.#handles.forEach((handle, index) => {
      const [rect, side] = edges[index];
      Object.assign(handle.style, { left: `${rect[side]}px`, top: `${rect.top}px`, height: `${rect.height}px` });
    });
  }

  /** A finger has its handle's knob above or below the line: what counts is where the handle is, not the finger. */
  #drag(handle, { clientX: fromX, clientY: fromY }) {
    const isStart = handle === this.#handles[0];
    const { left, width, top, height } = handle.getBoundingClientRect();
    const [asideX, asideY] = [left + width / 2 - fromX, top + height / 2 - fromY];
    const move = ({ clientX, clientY }) => {
      const { start, end } = this.#passage;
      const fixed = rangeOf(isStart ? end - 1 : start, isStart ? end : start + 1, this.#article);
      const at = pointAt(clientX + asideX, clientY + asideY, this.#article);
      if (!at) return;
      const anchor = isStart ? [fixed.endContainer, fixed.endOffset] : [fixed.startContainer, fixed.startOffset];
      getSelection().setBaseAndExtent(...anchor, ...at);
      const passage = passageOf(getSelection().getRangeAt(0), this.#article);
      if (passage && (isStart ? passage.end === end : passage.start === start)) this.#show(passage);
      else this.#select(this.#passage);
    };
    const done = new AbortController();
    const { signal } = done;
    this.classList.add("dragging");
    document.addEventListener("pointermove", move, { signal });
    for (const name of ["pointerup", "pointercancel"]) {
      document.addEventListener(name, () => { done.abort(); this.classList.remove("dragging"); }, { signal });
    }
  }

  #key(event) {
    if (!this.#id || isTyping(event)) return;
    if (event.key === "Escape") this.#end();
    else if (event.key === "Enter" && !event.target.closest("button")) this.#save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #save() {
    const id = this.#id;
    if (!this.#passage) return;
    // Not the passage shown last: a key pressed a moment ago may not have settled.
    const selection = getSelection();
    const now = selection.rangeCount && !selection.isCollapsed ? passageOf(selection.getRangeAt(0), this.#article) : null;
    const { start, end, exact } = now ?? this.#passage;
    const { version } = this.#article.dataset;
    const seen = { seen_version: version, ...(this.#seen && { seen_start: this.#seen.start, seen_end: this.#seen.end }) };
    this.#end();
    const values = { start, end, exact, version, ...seen };
    let status = 0;
    this.addEventListener("htmx:afterRequest", ({ detail }) => (status = detail.xhr.status), { once: true });
    await htmx.ajax("POST", `/annotations/${id}/range/`, { source: this, values, swap: "none" }).catch(() => {}); // told by main.js
    firstMark(id)?.focus({ preventScroll: true });
    if ([0, 401].includes(status) || status >= 500) this.#takeUpAgain(id, { start, end });
  }

  /** What was chosen waits to be saved once more, unless the person has gone on to something else. */
  #takeUpAgain(id, passage) {
    if (this.#id || !getSelection().isCollapsed || document.querySelector("annotation-card:popover-open")) return;
    this.edit(id);
    this.#select(passage);
  }

  #end() {
    const id = this.#id;
    this.#id = this.#passage = null;
    this.hidePopover();
    this.#article.clear();
    firstMark(id)?.focus({ preventScroll: true });
  }
}

function pointAt(x, y, article) {
  const at = document.caretPositionFromPoint?.(x, y);
  const found = at ? [at.offsetNode, at.offset] : document.caretRangeFromPoint && ((range) => range && [range.startContainer, range.startOffset])(document.caretRangeFromPoint(x, y));
  return found && article.contains(found[0]) ? found : null;
}

customElements.define("range-editor", RangeEditor);
