/* The words that a search has led to (`?at=120-134`, in code points): shown, in the middle of the screen, until the page
   is left. Painted by the browser, not by an element: the text stays as it is, so that offsets still count. */

import { rangeOf } from "./offsets.js";

const root = document.querySelector("text-selection");
const at = /^(\d{1,9})-(\d{1,9})$/.exec(new URLSearchParams(location.search).get("at") ?? "");

try {
  const range = rangeOf(Number(at[1]), Number(at[2]), root);
  window.CSS?.highlights?.set("found", new Highlight(range));
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
} catch {
  // The address names no passage, or one of another text: the block that it names is shown.
}
