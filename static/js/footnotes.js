/* A footnote in its place: the note that a reference leads to, beside the reference. Loaded where the text has links to
   a place on its own page.

   What stands there once is lost with the page's own markup; but a note leads back. A reference and a later block belong
   together where their links' fragments differ and have the same number: #fn3 and #fnref3, #cite_note-3, #cite_ref-3-0. */

import { placeBeside } from "./placing.js";
import { styled } from "./styled.js";

const article = document.querySelector("text-selection");
const NUMBER = /(\d+)(?:-\d+)?$/; // of a way back, without which of several references it is for

const box = document.createElement("div");
Object.assign(box, { className: "footnote", popover: "auto", role: "note", tabIndex: -1 });
document.getElementById("main").append(box);

const isOnItsPage = ({ href }) => article.dataset.address && href.split("#")[0] === article.dataset.address.split("#")[0];
const links = (root) => [...root.querySelectorAll("a[href*='#']")].filter(isOnItsPage);
const isReference = (link) => /^\W*\w{1,4}\W*$/.test(link.textContent) && /\d+$/.test(link.hash);

/** The block that has the note of a reference, or undefined. */
function noteOf(reference) {
  const [number] = /\d+$/.exec(reference.hash);
  return links(article).find((link) =>
    link.hash !== reference.hash && NUMBER.exec(link.hash)?.[1] === number &&
    reference.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING &&
    link.closest("[data-start]") !== reference.closest("[data-start]"))?.closest("[data-start]");
}

function show(reference, note) {
  const copy = note.cloneNode(true);
  for (const link of links(copy)) link.remove(); // the way back is closing
  for (const mark of copy.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  box.replaceChildren(...copy.childNodes);
  box.lang = note.closest("[lang]").lang;
  box.dir = note.closest("[dir]").dir;
  box.showPopover();
  const range = document.createRange();
  range.selectNodeContents(reference);
  placeBeside(box, range);
  box.focus({ preventScroll: true });
}

article.addEventListener("click", (event) => {
  const reference = event.target.closest("a[href*='#']");
  if (!reference || event.ctrlKey || event.metaKey || event.shiftKey || !isOnItsPage(reference) || !isReference(reference)) return;
  const note = noteOf(reference);
  if (!note) return;
  event.preventDefault();
  styled().then(() => show(reference, note));
});
