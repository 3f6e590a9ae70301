/* Where the keyboard goes on from when what it was at is gone, or takes no focus. */

import { beginningAt, firstMark } from "./marks.js";

/** The highlights beside one in the text, the nearest first: those after it, then those before it. */
export function neighboursOf(id) {
  const all = [...document.querySelectorAll("mark[data-begins]")];
  const at = all.indexOf(firstMark(id));
  const beside = at < 0 ? [] : [...all.slice(at), ...all.slice(0, at).reverse()];
  return beside.flatMap(beginningAt).filter((each) => each !== id);
}

/** Let Tab go on from an element that does not keep the focus: to the first thing in it, or after it. */
export function standAt(element) {
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.blur();
  element.removeAttribute("tabindex");
}
