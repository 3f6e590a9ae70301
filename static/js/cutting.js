/* Choosing blocks to cut: with Shift a whole stretch, from the box that was ticked last. */

let last = null;

document.addEventListener("click", ({ target, shiftKey }) => {
  if (!target.matches?.("input[name=chosen]")) return;
  const boxes = [...document.querySelectorAll("input[name=chosen]")];
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(target)].sort((a, b) => a - b);
  if (shiftKey && from >= 0) for (const box of boxes.slice(from, to)) box.checked = target.checked;
  last = target;
});
