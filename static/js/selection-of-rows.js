/* Rows that are chosen together: all of the page by one box, a stretch with Shift, and how many are chosen. */

import { gettext, ngettext } from "./words.js";

class RowsSelection extends HTMLElement {
  #last = null;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#stretch(event));
    this.addEventListener("change", ({ target }) => {
      if (target.matches(".all-rows")) for (const row of this.#rows) row.checked = target.checked;
      this.#tell();
    });
    this.closest("form").addEventListener("submit", (event) => this.#check(event));
    this.#tell(); // a page that is come back to keeps its boxes
  }

  get #rows() {
    return [...this.querySelectorAll("input[name=key]")];
  }

  #stretch({ target, shiftKey }) {
    if (!target.matches?.("input[name=key]")) return;
    const rows = this.#rows;
    const [from, to] = [rows.indexOf(this.#last), rows.indexOf(target)].sort((a, b) => a - b);
    if (shiftKey && from >= 0) for (const row of rows.slice(from, to)) row.checked = target.checked;
    this.#last = target;
  }

  /** Without a tag there is nothing to be done with what was chosen, and the answer would not know the choice. */
  #check(event) {
    const { tag } = event.target.elements;
    if (!["tag", "untag"].includes(event.submitter?.value) || tag.value) return;
    event.preventDefault();
    this.querySelector("output").value = gettext("Choose a tag first.");
    tag.focus();
  }

  #tell() {
    const rows = this.#rows;
    const number = new Set(rows.filter((row) => row.checked).map((row) => row.value)).size;
    const all = this.querySelector(".all-rows");
    all.checked = rows.every((row) => row.checked);
    all.indeterminate = number > 0 && !all.checked;
    const everything = this.querySelector("[name=everything]").checked;
    this.querySelector("output").value = everything ? gettext("All chosen") : number ? ngettext("{number} chosen", "{number} chosen", number) : "";
  }
}

customElements.define("rows-selection", RowsSelection);
