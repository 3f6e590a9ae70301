/* What a person does on a page that is outdated loads it anew: they go on where they were, with the card that was open,
   or at the highlight that they were at or have just made. The place is kept by the entry in the browser's history. */

import { load } from "./first-gesture.js";
import { beginningAt, firstMark } from "./marks.js";

/** Load the page anew; `made` is the highlight that this person has just made, or undone something of. */
export function reload(made) {
  const active = document.activeElement;
  const card = document.querySelector("annotation-card:popover-open .card")?.dataset.annotation;
  const mark = made ?? beginningAt(active)[0];
  history.replaceState({ ...history.state, goOn: { card, mark, isNoting: active.matches("[name=note]") } }, "");
  location.reload();
}

/** Go on after that. */
export async function goOn() {
  const { goOn: { card, mark, isNoting }, ...rest } = history.state;
  history.replaceState(rest, "");
  load();
  await customElements.whenDefined("annotation-card");
  if (card) await document.querySelector("annotation-card").open(card, { withNote: isNoting });
  else if (mark) firstMark(mark)?.focus({ preventScroll: true });
}
