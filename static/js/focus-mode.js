/* Only the text: what stands around it is out of sight until it is asked for again, or Esc is pressed. */

import { announce } from "./messages.js";
import { gettext } from "./words.js";

const root = document.documentElement;
const button = document.querySelector("[data-aid=focus]");

/** Hide what stands around the text, or show it again. */
export function toggle() {
  const isOn = root.toggleAttribute("data-focus");
  announce(isOn ? gettext("Only the text is shown. Esc brings the rest back.") : gettext("All is shown."));
  return isOn;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !root.hasAttribute("data-focus")) return;
  if (!getSelection().isCollapsed || document.querySelector(":popover-open, dialog[open]")) return; // theirs first
  toggle();
  button?.setAttribute("aria-pressed", "false");
});
