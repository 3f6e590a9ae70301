/* <highlight-toolbar>: offers the tags beside a selection, without taking it, and makes the highlight. */

import { isTyping, keyOf } from "./keys.js";
import { offer } from "./messages.js";
import { expect, settle, unsavedHighlights } from "./unsaved-highlights.js";

const GAP = 8; // px between the selection and the bar

class HighlightToolbar extends HTMLElement {
  #passage = null;
  #painted = new Map(); // ranges by the key of the highlight that is on its way

  connectedCallback() {
    document.addEventListener("passage:selected", ({ detail }) => this.#show(detail));
    document.addEventListener("passage:cleared", () => this.#hide());
    document.addEventListener("scroll", () => this.#passage && this.#place(), { passive: true });
    document.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointerdown", (event) => event.preventDefault()); // a press here must not drop the selection
    this.addEventListener("click", ({ target }) => this.#choose(target.closest("button")));
    this.addEventListener("htmx:afterRequest", (event) => this.#answered(event.detail));
    this.#offer("The page was left before the server answered.");
  }

  #show(passage) {
    this.#passage = passage;
    this.showPopover();
    this.#place();
  }

  #hide() {
    this.#passage = null;
    this.hidePopover();
  }

  /** Above the selection; below it for touch, where the system's own menu is above, and where there is no room. */
  #place() {
    const rects = [...this.#passage.range.getClientRects()];
    const around = this.#passage.range.getBoundingClientRect();
    const [first, last] = [rects[0] ?? around, rects.at(-1) ?? around];
    const above = first.top - this.offsetHeight - GAP;
    const below = last.bottom + GAP * (matchMedia("(pointer: coarse)").matches ? 4 : 1);
    const top = above < 0 || matchMedia("(pointer: coarse)").matches ? below : above;
    const left = (first.left + first.right - this.offsetWidth) / 2;
    this.style.top = `${Math.min(Math.max(top, GAP), innerHeight - this.offsetHeight - GAP)}px`;
    this.style.left = `${Math.min(Math.max(left, GAP), innerWidth - this.offsetWidth - GAP)}px`;
  }

  #key(event) {
    if (!this.#passage || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      document.querySelector("text-selection").clear();
    } else if (event.key === "Enter" && !event.target.closest("a, button, mark, summary")) {
      this.querySelector("button").focus();
    } else {
      const button = [...this.querySelectorAll("button")].find(({ dataset }) => dataset.hotkey === keyOf(event));
      if (!button) return;
      this.#choose(button);
    }
    event.preventDefault();
  }

  #choose(button) {
    if (!button || !this.#passage) return;
    const { start, end, exact, range } = this.#passage;
    const article = document.querySelector("text-selection");
    const tag = button.dataset.tag && { tags: button.dataset.tag };
    this.#save({ start, end, exact, version: article.dataset.version, key: uuid(), ...tag }, range);
    this.#hide();
    article.clear();
  }

  #save(values, range) {
    expect(values);
    // Painted at once; the server's marks replace it when they arrive.
    if (range) this.#painted.set(values.key, range);
    this.#paint();
    htmx.ajax("POST", this.dataset.url, { source: this, values, swap: "none" }).catch(() => {}); // told in #answered
  }

  #paint() {
    if (!globalThis.Highlight) return;
    if (this.#painted.size) CSS.highlights.set("pending", new Highlight(...this.#painted.values()));
    else CSS.highlights.delete("pending");
  }

  #answered({ successful, xhr, requestConfig }) {
    const { key } = requestConfig.parameters;
    this.#painted.delete(key);
    this.#paint();
    // Without an answer nobody knows whether it was saved: the key makes a second try harmless.
    if (successful || [404, 409, 422].includes(xhr.status)) settle(key);
    else this.#offer(xhr.status === 401 ? "You are signed out: sign in in another tab, then try again." : "The server did not answer.");
  }

  #offer(why) {
    const unsaved = unsavedHighlights();
    if (!unsaved.length) return;
    const what = unsaved.length === 1 ? `“${unsaved[0].exact.slice(0, 40)}…” is not saved.` : `${unsaved.length} highlights are not saved.`;
    offer(`${what} ${why}`, "Try again", () => unsaved.forEach((values) => this.#save(values)));
  }
}

// crypto.randomUUID is only there on https and localhost.
const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
  (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

customElements.define("highlight-toolbar", HighlightToolbar);
