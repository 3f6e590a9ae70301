/* <note-editor>: a note saves itself while it is typed, and is kept in this browser until the server has it. */

const PREFIX = "attest:note:";
const RETRY = 5000; // ms

/** The annotations with a note that this browser holds and the server does not. */
export const unsavedNotes = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));

class NoteEditor extends HTMLElement {
  #timer = 0;
  #sent = null;

  get #key() { return PREFIX + this.dataset.annotation; }
  get #field() { return this.querySelector("textarea"); }
  get #status() { return this.querySelector(".note-status"); }

  connectedCallback() {
    this.addEventListener("input", () => localStorage.setItem(this.#key, this.#field.value));
    this.addEventListener("htmx:beforeRequest", () => (this.#sent = this.#field.value));
    this.addEventListener("htmx:afterRequest", ({ detail }) => this.#answered(detail));
    this.addEventListener("click", ({ target }) => this.#resolve(target));
    this.#restore();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  /** Save now what is typed and not saved yet. */
  flush() {
    if (localStorage.getItem(this.#key) !== null && !this.querySelector("[data-conflict]")) this.#save();
  }

  #save() {
    htmx.trigger(this.#field, "note:save");
  }

  /** Put back what a lost connection or session left unsaved. */
  #restore() {
    const draft = localStorage.getItem(this.#key);
    if (draft === null) return;
    if (draft === this.#field.value) return localStorage.removeItem(this.#key);
    this.#field.value = draft;
    this.#tell("This was not saved before. Saving it now…");
    htmx.process(this.#field); // of itself htmx comes to new content only when it has settled
    this.#save();
  }

  #answered({ successful, xhr }) {
    clearTimeout(this.#timer);
    if (successful) {
      if (localStorage.getItem(this.#key) === this.#sent) localStorage.removeItem(this.#key);
      else if (localStorage.getItem(this.#key) !== null) this.#save(); // typed on meanwhile
    } else if (![409, 422].includes(xhr.status)) {
      this.#tell(xhr.status === 401 ? "Not saved: you are signed out. It is kept in this browser, and saved once you have signed in in another tab."
        : "Not saved yet. It is kept in this browser; trying again…");
      this.#timer = setTimeout(() => this.#save(), RETRY);
    }
  }

  #resolve(button) {
    if (button.matches("[data-take-theirs]")) {
      this.#field.value = this.querySelector("[data-theirs]").value;
      localStorage.removeItem(this.#key);
      this.querySelector("[data-conflict]").remove();
      this.#field.focus();
    } else if (button.matches("[data-keep-mine]")) {
      this.#save();
      this.#field.focus();
    }
  }

  /** The hidden revision must stay: it belongs to the text in the field. */
  #tell(text) {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = text;
    const revision = this.#status.querySelector("[name=revision]");
    this.#status.replaceChildren(revision, line);
  }
}

customElements.define("note-editor", NoteEditor);
