/* Where the keyboard goes on from when what it was at is gone, or takes no focus. */

import { beginningAt, firstMark } from "./marks.js";

/** The highlights beside one in the text, the nearest first: those after it, then those before it. */
export function neighboursOf(id) {
  const all = [...document.querySelectorAll("mark[data-begins]")];
  const at = all.indexOf(firstMark(id));
  const beside = at < 0 ? [] : [...all.slice(at), ...all.slice(0, at).reverse()];
  return beside.flatMap(beginningAt).filter((each) => each !== id);
}

/** Let Tab go on from an element that takes no focus of its own: to the first thing in it, or after it.

    It has the focus until Tab leaves it: WebKit, told to blur it, would begin at the top of the page. */
export function standAt(element) {
  if (!element) return;
  element.tabIndex = -1;
  element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  element.focus({ preventScroll: true });
}
