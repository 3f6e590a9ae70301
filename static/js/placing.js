/* Where something is shown beside words of the article. */

const GAP = 8; // px
const MENU = 7 * GAP; // px above a selection that a touch screen's own menu takes

/** Put a bar above the range, or below it where there is no room.

    For touch below it and clear of its handles, or above the system's own menu: it covers neither that nor the words. */
export function placeBeside(bar, range) {
  const rects = [...range.getClientRects()];
  const around = range.getBoundingClientRect();
  const [first, last] = [rects[0] ?? around, rects.at(-1) ?? around];
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const lowest = innerHeight - bar.offsetHeight - GAP;
  const above = first.top - bar.offsetHeight - GAP - (isTouch ? MENU : 0);
  const below = last.bottom + GAP * (isTouch ? 4 : 1);
  const [wanted, other] = isTouch ? [below, above] : [above, below];
  const isRoom = (top) => top >= 0 && top <= lowest;
  const top = !isRoom(wanted) && isRoom(other) ? other : wanted;
  const left = (first.left + first.right - bar.offsetWidth) / 2;
  bar.style.top = `${Math.min(Math.max(top, GAP), lowest)}px`;
  bar.style.left = `${Math.min(Math.max(left, GAP), innerWidth - bar.offsetWidth - GAP)}px`;
}
