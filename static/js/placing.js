/* Where something is shown beside words of the article. */

const GAP = 8; // px

/** Put a bar above the range; below it for touch, where the system's own menu is above, and where there is no room. */
export function placeBeside(bar, range) {
  const rects = [...range.getClientRects()];
  const around = range.getBoundingClientRect();
  const [first, last] = [rects[0] ?? around, rects.at(-1) ?? around];
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const above = first.top - bar.offsetHeight - GAP;
  const below = last.bottom + GAP * (isTouch ? 4 : 1);
  const top = above < 0 || isTouch ? below : above;
  const left = (first.left + first.right - bar.offsetWidth) / 2;
  bar.style.top = `${Math.min(Math.max(top, GAP), innerHeight - bar.offsetHeight - GAP)}px`;
  bar.style.left = `${Math.min(Math.max(left, GAP), innerWidth - bar.offsetWidth - GAP)}px`;
}
