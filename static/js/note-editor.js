/* <note-editor>: a note saves itself while it is typed; see drafts.js for how nothing of it is lost. */

import { discard, draftOf, keep, save, savedOf } from "./drafts.js";
import { gettext } from "./words.js";

const TROUBLE = {
  401: gettext("Not saved: you are signed out. It is kept in this browser, and saved once you have signed in in another tab."),
  403: gettext("Not saved: this page is too old. What you typed is kept in this browser: reload the page."),
  404: gettext("Not saved: this highlight is deleted, or no longer yours to change. Copy the text, or bring the highlight back."),
  other: gettext("Not saved yet. It is kept in this browser; trying again…"),
};

class NoteEditor extends HTMLElement {
  #listening = new AbortController();

  get #field() { return this.querySelector("textarea[name=note]"); }
  get #status() { return this.querySelector(".note-status"); }
  get #revision() { return this.querySelector("[name=revision]")?.value; }

  connectedCallback() {
    const { signal } = this.#listening;
    for (const name of ["input", "compositionend"]) this.addEventListener(name, (event) => this.#typed(event), { signal });
    this.addEventListener("click", ({ target }) => this.#resolve(target), { signal });
    document.addEventListener("note:answered", ({ detail }) => detail.key === this.dataset.key && this.#answered(detail), { signal });
    this.#restore();
  }

  disconnectedCallback() {
    this.#listening.abort();
    save(this.dataset.key);
  }

  /** Letters that an input method is to make a word of are kept here, and not saved before they are one. */
  #typed({ isComposing = false }) {
    keep({ ...this.dataset, text: this.#field.value, revision: this.#revision, isComposing });
  }

  /** Save now what is typed and not saved yet. */
  flush() {
    save(this.dataset.key);
  }

  /** Put back what a lost connection or session left unsaved. */
  #restore() {
    const draft = draftOf(this.dataset.key);
    if (!draft) return this.#catchUp(savedOf(this.dataset.key));
    if (draft.text === this.#field.value) return discard(draft.key);
    this.#field.value = draft.text;
    this.#tell(gettext("This was not saved before. Saving it now…"));
    save(draft.key, draft.revision); // on the revision it was typed on: what came after it is shown, not replaced
  }

  /** Show what this page saved while the card, with the text before it, was on its way. */
  #catchUp(saved) {
    if (!saved || Number(saved.revision) <= Number(this.#revision)) return;
    this.#field.value = saved.text;
    this.#status.replaceChildren(hidden(saved.revision));
  }

  #answered({ status, html }) {
    if ([200, 409, 422].includes(status)) this.#status.innerHTML = html;
    else this.#tell(TROUBLE[status] ?? TROUBLE.other);
  }

  #resolve(button) {
    const { revision } = button.dataset;
    if (button.matches("[data-take-theirs]")) {
      discard(this.dataset.key);
      this.#field.value = this.querySelector("[data-theirs]").value;
      this.#status.replaceChildren(hidden(revision));
    } else if (button.matches("[data-keep-mine]")) {
      save(this.dataset.key, revision);
    } else {
      return;
    }
    this.#field.focus();
  }

  #tell(text) {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = text;
    const revision = this.#revision;
    this.#status.replaceChildren(...(revision ? [hidden(revision)] : []), line);
  }
}

function hidden(revision) {
  const input = document.createElement("input");
  return Object.assign(input, { type: "hidden", name: "revision", value: revision });
}

customElements.define("note-editor", NoteEditor);
