/* The original beside the clean page: where a person clicks or selects here, it shows the same place. */

const frame = document.querySelector("#original iframe");
const address = frame.src;
let shown = "";

document.addEventListener("selectionchange", () => {
  const at = getSelection().anchorNode;
  const block = (at instanceof Element ? at : at?.parentElement)?.closest("text-selection [id^='block-']");
  if (!block || block.id === shown) return;
  shown = block.id;
  // The frame is nobody's origin, and may be sent somewhere but not read. Replaced: not a step of the history.
  frame.contentWindow.location.replace(`${address}#${shown}`);
});
