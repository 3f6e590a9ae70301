/* The notes that the server does not have, on the page about reading offline: also those whose highlight or article is
   gone by now, which no other page would show. */

import { allUnsaved, discard, save } from "./drafts.js";
import { gettext } from "./words.js";

const section = document.createElement("section");
section.className = "unsent";
section.setAttribute("aria-labelledby", "unsent-notes-title");
const heading = Object.assign(document.createElement("h2"), { id: "unsent-notes-title", textContent: gettext("Notes that are not saved") });
const list = document.createElement("ul");
section.append(heading, list);
document.querySelector("[data-unsent]").after(section);

function entry({ key, page, text }) {
  const line = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: page, textContent: gettext("Its article") });
  const note = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: 3, dir: "auto" });
  note.setAttribute("aria-label", gettext("Note"));
  const again = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: gettext("Try again") });
  again.addEventListener("click", () => save(key));
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "danger-link", textContent: gettext("Let it go") });
  drop.addEventListener("click", () => {
    discard(key);
    show();
  });
  const [where, what] = [document.createElement("p"), document.createElement("p")];
  where.append(link);
  what.append(again, " ", drop);
  line.append(where, note, what);
  return line;
}

function show() {
  const all = allUnsaved();
  list.replaceChildren(...all.map(entry));
  section.hidden = !all.length;
}

document.addEventListener("note:answered", show);
show();
