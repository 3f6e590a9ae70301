/* <highlight-toolbar>: offers the tags beside a selection, without taking it, and makes the highlight. */

import { isKeyFor, isTyping, keyOf } from "./keys.js";
import { beginningAt, idsAt } from "./marks.js";
import { offer, tell } from "./messages.js";
import { placeBeside } from "./placing.js";
import { areKept, expect, fieldsOf, forget, latest, unsavedHighlights } from "./unsaved-highlights.js";
import { gettext, ngettext } from "./words.js";

class HighlightToolbar extends HTMLElement {
  #passage = null;
  #painted = new Map(); // ranges by the key of the highlight that is on its way
  #sending = new Set(); // their keys
  #last = null; // the request of the highlight made last

  connectedCallback() {
    document.addEventListener("passage:selected", ({ detail }) => this.#show(detail));
    document.addEventListener("passage:cleared", () => this.#hide());
    document.addEventListener("scroll", () => this.#passage && this.#place(), { passive: true });
    document.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointerdown", (event) => event.preventDefault()); // a press here must not drop the selection
    this.addEventListener("click", ({ target }) => this.#choose(target.closest("button")));
    this.addEventListener("htmx:afterRequest", (event) => this.#answered(event.detail));
    addEventListener("online", () => this.sendAgain());
    document.addEventListener("htmx:afterRequest", ({ detail }) =>
      detail.successful && detail.elt.matches("text-selection") && this.sendAgain());
    this.#offer(gettext("The page was left before the server answered."));
    if (areKept()) import("./unsent.js").catch(() => {});
  }

  /** Settled once the server has answered about the highlight made last. */
  get saved() {
    return this.#last;
  }

  #show(passage) {
    if (document.querySelector("range-editor:popover-open")) return;
    this.#passage = passage;
    this.#split.hidden = !this.#splittable();
    this.showPopover();
    this.#place();
  }

  #hide() {
    this.#passage = null;
    this.hidePopover();
  }

  #place() {
    placeBeside(this, this.#passage.range);
  }

  #key(event) {
    if (!this.#passage || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = this.contains(event.target) && { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") {
      document.querySelector("text-selection").clear();
    } else if (step) {
      const buttons = this.#buttons;
      buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
    } else if (event.key === "Enter" && !event.target.closest("a, button, mark, summary")) {
      this.querySelector("button").focus();
    } else {
      const button = this.#buttons.find(({ dataset: { action, hotkey } }) =>
        (action ? isKeyFor(event, action) : hotkey === keyOf(event)));
      if (!button || event.shiftKey) return;
      this.#choose(button);
    }
    event.preventDefault();
  }

  get #buttons() {
    return [...this.querySelectorAll("button:not([hidden])")];
  }

  get #split() {
    return this.querySelector("[data-action=split]");
  }

  /** The shortest highlight inside which the selection begins. */
  #splittable() {
    const { range } = this.#passage;
    const at = range.startContainer;
    const next = at.nodeType === Node.TEXT_NODE && range.startOffset === at.length ? null : at.parentElement?.closest("mark");
    if (!next) return undefined;
    const before = document.createRange();
    before.setStart(next, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const isAtItsStart = before.toString() === "";
    return idsAt(next).find((id) => !(isAtItsStart && beginningAt(next).includes(id)));
  }

  #choose(button) {
    if (!button || !this.#passage) return;
    if (button === this.#split) return this.#divide();
    const { start, end, exact, range } = this.#passage;
    const article = document.querySelector("text-selection");
    const tag = button.dataset.tag && { tags: button.dataset.tag, tag: button.firstChild.data.trim() };
    const title = document.querySelector("#article h1").textContent;
    this.#save({ start, end, exact, version: article.dataset.version, key: uuid(), at: Date.now(), title, ...tag }, range);
    document.activeElement.closest("mark")?.blur(); // `n` is for the new one now
    this.#hide();
    article.clear();
    article.stand();
  }

  #divide() {
    const id = this.#splittable();
    const article = document.querySelector("text-selection");
    const values = { at: this.#passage.start, version: article.dataset.version };
    this.#hide();
    article.clear();
    article.stand();
    htmx.ajax("POST", `/annotations/${id}/split/`, { source: this, values, swap: "none" }).catch(() => {}); // told by main.js
  }

  #save(values, range) {
    expect(values);
    // Painted at once; the server's marks replace it when they arrive.
    if (range) this.#painted.set(values.key, range);
    this.#paint();
    this.#sending.add(values.key);
    // Asked once it is painted: an answer that came before would have it wait for all that the answer brings.
    const ask = () => htmx.ajax("POST", this.dataset.url, { source: this, values: fieldsOf(values), swap: "none" });
    this.#last = painted().then(ask).catch(() => {}); // told in #answered
  }

  /** The connection is back: the keys make a second try harmless. */
  sendAgain() {
    for (const values of unsavedHighlights()) if (!this.#sending.has(values.key)) this.#save(values);
  }

  #paint() {
    if (!globalThis.Highlight) return;
    if (this.#painted.size) CSS.highlights.set("pending", new Highlight(...this.#painted.values()));
    else CSS.highlights.delete("pending");
  }

  #answered({ successful, xhr, requestConfig }) {
    const { key } = requestConfig.parameters;
    if (!key) return; // a split: main.js tells
    this.#sending.delete(key);
    this.#painted.delete(key);
    this.#paint();
    // Without an answer nobody knows whether it was saved: the key makes a second try harmless.
    if (successful) this.#settle(key, xhr.getResponseHeader("HX-Trigger"));
    else import("./unsent.js").then(({ answered }) => answered(key, xhr.status, xhr.responseText)).catch(() => {}); // no connection
    if (xhr.status === 404) tell(gettext("Not saved: this article is gone, or no longer yours to highlight in."));
    else if (![409, 422].includes(xhr.status) && !successful) this.#offer(xhr.status === 401 ? gettext("You are signed out: sign in in another tab, then try again.") : gettext("The server did not answer."));
  }

  /** A note that was written while the highlight waited is sent now. */
  async #settle(key, trigger) {
    if (latest(key)?.note || document.getElementById("unsent")) await (await import("./sending.js")).took(key, location.pathname, trigger);
    forget(key);
  }

  #offer(why) {
    const unsaved = unsavedHighlights();
    if (!unsaved.length) return;
    const what = ngettext("“{quote}…” is not saved.", "{number} highlights are not saved.", unsaved.length, { quote: unsaved[0].exact.slice(0, 40) });
    offer(`${what} ${why}`, gettext("Try again"), () => unsaved.forEach((values) => this.#save(values)));
  }
}

// No frame is painted of a page that is hidden.
const painted = () => new Promise((done) => (document.hidden ? done() : requestAnimationFrame(() => setTimeout(done))));

// crypto.randomUUID is only there on https and localhost.
const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
  (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

customElements.define("highlight-toolbar", HighlightToolbar);
