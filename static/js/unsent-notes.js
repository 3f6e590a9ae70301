/* The notes that the server does not have, on the page about reading offline: also those whose highlight or article is
   gone by now, which no other page would show. */

import { allUnsaved, discard, tryAgain } from "./drafts.js";
import { standAt } from "./standing.js";
import { gettext } from "./words.js";

const WHY = {
  401: gettext("You are signed out. Sign in in a new tab, then go on here: nothing is lost."),
  404: gettext("Not saved: this highlight is deleted, or no longer yours to change. Copy the text, or bring the highlight back."),
  409: gettext("Not saved: the note was changed meanwhile. Its article shows both texts."),
  other: gettext("Not saved yet. It is kept in this browser; trying again…"),
};

const section = document.createElement("section");
section.className = "unsent";
section.setAttribute("aria-labelledby", "unsent-notes-title");
const heading = Object.assign(document.createElement("h2"), { id: "unsent-notes-title", textContent: gettext("Notes that are not saved") });
const list = document.createElement("ul");
section.append(heading, list);
document.querySelector("[data-unsent]").after(section);

/** The reason, of the answer that there was; none before there is any. */
const reasonOf = (status) => WHY[status] ?? WHY.other;

function entry({ key, page, text, refused }) {
  const line = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: page, textContent: gettext("Its article") });
  const note = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: 3, dir: "auto" });
  note.setAttribute("aria-label", gettext("Note"));
  const again = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: gettext("Try again") });
  again.addEventListener("click", () => {
    why.textContent = "";
    tryAgain(key);
  });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "danger-link", textContent: gettext("Let it go") });
  drop.addEventListener("click", () => {
    discard(key);
    leave(line);
  });
  const [where, why, what] = [document.createElement("p"), document.createElement("p"), document.createElement("p")];
  why.className = "error";
  why.setAttribute("role", "status");
  why.textContent = refused ? reasonOf(refused) : "";
  where.append(link);
  what.append(again, " ", drop);
  line.append(where, note, why, what);
  line.dataset.key = key;
  return line;
}

/** Take an entry away; the keyboard goes on from what is beside it. */
function leave(line) {
  const next = line.nextElementSibling ?? line.previousElementSibling ?? document.querySelector("h1");
  if (line.contains(document.activeElement)) standAt(next);
  line.remove();
  section.hidden = !list.children.length;
}

const lineOf = (key) => [...list.children].find((line) => line.dataset.key === key);

/** Say why a note is not saved; one that is has no line any more, and one that failed meanwhile has one. */
function answered({ detail: { key, status } }) {
  const draft = allUnsaved().find((each) => each.key === key);
  const line = lineOf(key);
  if (!draft) return line && leave(line);
  if (!line) list.append(entry(draft));
  if (status !== 200) lineOf(key).querySelector(".error").textContent = reasonOf(status);
  section.hidden = false;
}

document.addEventListener("note:answered", answered);
list.append(...allUnsaved().map(entry));
section.hidden = !list.children.length;
