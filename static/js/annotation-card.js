/* <annotation-card>: shows a highlight's tags and note beside its passage. */

import { isKeyFor, isTyping, keyOf } from "./keys.js";
import { beginningAt, firstMark, idsAt, marksOf } from "./marks.js";
import { offer } from "./messages.js";
import { neighboursOf, standAt } from "./standing.js";
import { names } from "./storage.js";
import { gettext } from "./words.js";

const GAP = 12; // px between the mark and the card
const LEAST = 240; // px of height in which a card can still be used

// Loaded when a highlight gets attention, and no sooner: who only reads needs neither.
let drafts = null; // the module; before it is there no note of this page is under way
const loadDrafts = async () => (drafts = await import("./drafts.js"));
const editors = () => [loadDrafts(), import("./note-editor.js"), import("./range-editor.js")];

class AnnotationCard extends HTMLElement {
  #id = null;
  #last = null; // the highlight made last
  #isTagging = false;
  #isRenewing = false; // an open history is not taken away for it
  #opener = null; // what had the focus before

  connectedCallback() {
    this.tabIndex = -1;
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("focusin", ({ target }) => target.closest("mark") && editors());
    document.addEventListener("passage:selected", ({ detail }) => this.contains(detail.range.startContainer) || this.close());
    document.body.addEventListener("annotation:created", ({ detail }) => (this.#last = String(detail.id)));
    document.body.addEventListener("annotation:changed", () => this.#remark());
    document.body.addEventListener("annotation:deleted", ({ detail }) => {
      if (this.#id && this.#id !== String(detail.id)) return; // it came late: another card is open by now
      this.close();
      this.#goOnFrom(String(detail.id));
    });
    document.body.addEventListener("annotation:merged", () => this.close());
    document.body.addEventListener("annotation:related", () => setTimeout(() => this.#id && this.focus({ preventScroll: true })));
    document.body.addEventListener("annotation:turned", ({ detail }) => this.#goOnFrom(String(detail.id)));
    this.addEventListener("submit", ({ target }) => (this.#isTagging ||= Boolean(target.closest(".taggings"))));
    document.addEventListener("htmx:oobAfterSwap", ({ target }) => {
      if (target.id !== `taggings-${this.#id}`) return;
      if (!this.#isTagging) this.#renew(); // the answer to a tag of one's own has all that changed
      this.#isTagging = false;
    });
    document.body.addEventListener("annotations:changed", () => this.#id && !this.#canEdit && this.#renew());
    this.addEventListener("htmx:beforeSwap", ({ target, detail }) => {
      if (target === this && this.#isRenewing && this.querySelector(".card-history")?.open) detail.shouldSwap = false;
    });
    new ResizeObserver(() => this.#id && this.#keepInView()).observe(this);
    this.#offerUnsaved();
  }

  /** Show the card of an annotation beside its mark. */
  async open(id, { withNote = false } = {}) {
    this.#flush();
    if (!this.contains(document.activeElement)) this.#opener = document.activeElement;
    await drafts?.whenAnswered();
    const card = htmx.ajax("GET", `/annotations/${id}/`, { target: this, swap: "innerHTML" });
    await Promise.all([card, ...editors()]).catch(() => {}); // told by main.js
    if (!this.querySelector(`[data-annotation="${id}"]`)) return;
    this.#id = id;
    this.#remark();
    this.showPopover();
    marksOf(id)[0]?.scrollIntoView({ block: "nearest" }); // out from under a docked card
    this.#place();
    (withNote ? this.querySelector("note-editor textarea") : this)?.focus({ preventScroll: true });
  }

  close() {
    if (!this.#id) return;
    this.#flush();
    const id = this.#id;
    this.#id = null;
    this.#remark();
    const hadFocus = this.contains(document.activeElement) || document.activeElement === document.body;
    this.hidePopover();
    if (hadFocus) this.#focusMark(id);
  }

  /** Show what was changed meanwhile, unless somebody is writing here. */
  #renew() {
    const editor = this.querySelector("note-editor");
    if (this.contains(document.activeElement) && document.activeElement.matches("textarea, input, select")) return;
    if (editor && drafts?.draftOf(editor.dataset.key)) return;
    const source = document.querySelector("highlight-toolbar") ?? this; // after the writes that are on their way
    const done = () => (this.#isRenewing = false);
    this.#isRenewing = true;
    htmx.ajax("GET", `/annotations/${this.#id}/`, { source, target: this, swap: "innerHTML" }).then(done, done); // told by main.js
  }

  /** What is being typed is saved before the card goes away. */
  #flush() {
    this.querySelector("note-editor")?.flush();
  }

  #click(event) {
    if (event.target.closest("[data-close]")) return this.close();
    if (event.target.closest("[data-dismiss]")) return event.target.closest(".message").remove();
    if (event.target.closest("[data-range]")) return this.#editRange();
    const chooser = event.target.closest("[data-choose]");
    if (chooser) return import("./choosing.js").then(({ choose }) => choose(chooser));
    const link = event.target.closest("a[data-annotation]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      return this.#jump(link.dataset.annotation);
    }
    if (event.target.closest("a, button, annotation-card, highlight-toolbar, range-editor, .messages")) return;
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) return this.#openMark(mark);
    if (!mark) this.close();
  }

  /** Open the shortest highlight here, or on the keyboard the one that begins here; again, and the next one. */
  #openMark(mark, { byKey = false } = {}) {
    const ids = (byKey && beginningAt(mark).length && beginningAt(mark)) || idsAt(mark);
    this.open(ids[(ids.indexOf(this.#id) + 1) % ids.length]);
  }

  /** Take up the range of the open card's highlight, or of the one with the focus, and perhaps change it by a step. */
  async #editRange(id = this.#id, step = null) {
    this.close();
    await import("./range-editor.js");
    document.querySelector("range-editor").edit(id, step);
  }

  /** Shift with an arrow, where nothing is selected, changes the range of the highlight at hand. */
  #stepOf({ key, shiftKey, ctrlKey, altKey, metaKey }) {
    const direction = { ArrowRight: "right", ArrowLeft: "left" }[key];
    if (!direction || !shiftKey || altKey || metaKey || !getSelection().isCollapsed) return null;
    return [direction, ctrlKey ? "word" : "character"];
  }

  #jump(id) {
    const drawer = document.getElementById("highlights");
    if (drawer.hasAttribute("popover")) drawer.hidePopover();
    marksOf(id)[0]?.scrollIntoView({ block: "center" });
    this.open(id);
  }

  #key(event) {
    if (event.key === "Escape" && this.#id && !event.defaultPrevented && !event.isComposing) {
      event.preventDefault();
      return this.close();
    }
    if (isTyping(event)) return;
    const mark = event.target.closest?.("mark");
    const id = this.#id ?? (mark && beginningAt(mark)[0]);
    const step = this.#stepOf(event);
    if (id && this.#canEdit && (step || (isKeyFor(event, "range") && !event.ctrlKey && !event.metaKey && !event.altKey))) {
      event.preventDefault();
      return this.#editRange(id, step);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && mark) this.#openMark(mark, { byKey: true });
    else if (isKeyFor(event, "note")) this.#note(mark);
    else if (isKeyFor(event, "undo")) event.repeat || this.#turn(event.shiftKey ? "redo" : "undo");
    else if (isKeyFor(event, "help")) document.getElementById("help")?.togglePopover();
    else if (event.shiftKey || !this.#retag(keyOf(event))) return; // the key is the browser's: Tab, arrows, Space
    event.preventDefault();
  }

  get #canEdit() {
    return Boolean(document.querySelector("range-editor"));
  }

  /** Press the open card's tag of this key; say whether there is one. */
  #retag(key) {
    const tag = this.#id && this.querySelector(`[data-hotkey="${CSS.escape(key)}"]`);
    tag?.click();
    return Boolean(tag);
  }

  /** The open highlight's note; or that of the one with the focus; or of the one made last, once the server has it. */
  async #note(mark) {
    let id = this.#id ?? (mark && beginningAt(mark)[0]);
    if (!id) await document.querySelector("highlight-toolbar")?.saved;
    if (!id && document.querySelector("#unsent li") && (await import("./unsent.js")).writeLast()) return;
    id ??= this.#last;
    if (id) this.open(id, { withNote: true });
  }

  /** Undo or redo, after all that is on its way: what is undone is what was done last. */
  async #turn(way) {
    this.#flush();
    await drafts?.whenAnswered();
    document.getElementById(way)?.click();
  }

  /** Outline the passage whose card is open. */
  #remark() {
    for (const mark of document.querySelectorAll("mark.open")) mark.classList.remove("open");
    if (this.#id) for (const mark of marksOf(this.#id)) mark.classList.add("open");
  }

  /** A highlight was deleted, or something done to it was undone: the focus goes to it, or to the next one there is. */
  #goOnFrom(id) {
    if (document.activeElement.matches("textarea, input, select")) return; // it came late: the person is writing by now
    const beside = neighboursOf(id);
    const block = firstMark(id)?.closest("[data-start]").id;
    setTimeout(() => { // once the answer is on the page
      const next = [id, ...beside].find(firstMark);
      if (next !== id && this.#id === id && block) this.close();
      if (next || !block) this.#focusMark(next ?? id);
      else standAt(document.getElementById(block));
    });
  }

  #focusMark(id) {
    const opener = this.#opener?.isConnected ? this.#opener : document.getElementById(this.#opener?.id || "main");
    (firstMark(id) ?? opener)?.focus({ preventScroll: true });
  }

  /** Below the passage, or above it where there is no room; on a narrow screen the style sheet docks it.

      Where neither has room the page makes some, and what is left over the card scrolls in itself: it does not lie on
      its own passage. */
  #place() {
    const marks = marksOf(this.#id);
    this.style.removeProperty("--most");
    if (!marks.length) return;
    const edges = () => [marks[0].getBoundingClientRect().top - GAP, innerHeight - marks.at(-1).getBoundingClientRect().bottom - GAP];
    const needed = this.offsetHeight + GAP;
    let [above, below] = edges();
    if (needed > below && needed > above && !matchMedia("(max-width: 64rem)").matches) {
      scrollBy({ top: needed - below, behavior: "instant" });
      [above, below] = edges();
    }
    const isBelow = needed <= below || below >= above;
    const room = isBelow ? below : above;
    if (needed > room && room >= LEAST) this.style.setProperty("--most", `${room - GAP}px`);
    const top = isBelow ? innerHeight - below : above - this.offsetHeight;
    this.style.setProperty("--top", `${Math.max(GAP, top)}px`);
    const { left } = marks[0].getBoundingClientRect();
    this.style.setProperty("--left", `${Math.min(Math.max(GAP, left), innerWidth - this.offsetWidth - GAP)}px`);
  }

  /** A card that grows, by a long note or by a second text, grows upwards where it would leave the window. */
  #keepInView() {
    const { top, bottom } = this.getBoundingClientRect();
    const over = bottom + GAP - innerHeight;
    if (over > 0) this.style.setProperty("--top", `${Math.max(GAP, top - over)}px`);
  }

  async #offerUnsaved() {
    if (!names("attest:note:").length) return;
    const [draft] = (await loadDrafts()).unsavedNotes();
    if (!draft) return;
    const { isThere, note } = await asItIs(draft.id);
    if (drafts.draftOf(draft.key) !== draft) return; // its card was opened meanwhile, and saved it
    if (note === draft.text) { // its answer came when the page was left already
      drafts.discard(draft.key);
      return this.#offerUnsaved();
    }
    if (isThere && this.#canEdit) {
      offer(gettext("A note you typed here was not saved."), gettext("Open it"), () => this.#jump(draft.id));
    } else {
      const told = gettext("A note you typed was not saved, and its highlight is deleted, or no longer yours to change: “{note}”", { note: draft.text.slice(0, 80) });
      const offerCopy = () => offer(told, gettext("Copy it and let it go"), () => {
        import("./copying.js").then(({ copy }) => copy(draft.text)).then(() => drafts.discard(draft.key), offerCopy);
      });
      offerCopy();
    }
  }
}

/** Ask the server for a highlight's note, and whether it is there. Without an answer nobody knows: it may be. */
async function asItIs(id) {
  try {
    const answer = await fetch(`/annotations/${id}/`, { headers: { "HX-Request": "true" } });
    const card = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { isThere: answer.status !== 404, note: card.querySelector("textarea[name=note]")?.value };
  } catch {
    return { isThere: true };
  }
}

customElements.define("annotation-card", AnnotationCard);
