/* The reading ruler: a band of light that follows the pointer, or stands where the keyboard has selected. */

const HEIGHT = 3; // lines
let ruler = null;

/** Put the ruler on the page, or take it off. */
export function toggle() {
  if (ruler) {
    ruler.remove();
    ruler = null;
    return false;
  }
  ruler = document.createElement("div");
  ruler.className = "ruler";
  ruler.setAttribute("aria-hidden", "true");
  document.body.append(ruler);
  const text = getComputedStyle(document.querySelector("text-selection"));
  ruler.style.blockSize = `${HEIGHT * parseFloat(text.lineHeight)}px`;
  stand(innerHeight / 3);
  return true;
}

function stand(y) {
  if (ruler) ruler.style.top = `${y - ruler.offsetHeight / 2}px`;
}

document.addEventListener("pointermove", ({ clientY }) => stand(clientY), { passive: true });
document.addEventListener("passage:selected", ({ detail: { range } }) => {
  const { top, bottom } = range.getClientRects()[0] ?? range.getBoundingClientRect();
  stand((top + bottom) / 2);
});
