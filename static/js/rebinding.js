/* Choosing other keys, on the help sheet: press a key's button, then the key that is to do its work. */

import { DEFAULTS, bind, keyFor, keyOf } from "./keys.js";
import { announce } from "./messages.js";
import { gettext } from "./words.js";

const help = document.getElementById("help");
let waiting = null; // the button whose key is being chosen

function taken(key, action) {
  const other = Object.keys(DEFAULTS).find((name) => name !== action && keyFor(name) === key);
  return other || document.querySelector(`highlight-toolbar [data-hotkey="${CSS.escape(key)}"]`);
}

function tell(text) {
  help.querySelector("[data-told]").textContent = text;
  announce(text);
}

/** Take note of a press on the sheet: a key's button waits for its new key. */
export function press(target) {
  if (target.closest("[data-reset-keys]")) {
    bind();
    tell(gettext("All keys are as they were at first."));
  }
  const button = target.closest("button[data-rebind]");
  if (!button) return;
  waiting = button;
  button.setAttribute("aria-pressed", "true");
  tell(gettext("Press the new key, or Esc to leave it."));
}

help.addEventListener("keydown", (event) => {
  if (!waiting || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const { action } = waiting.closest("[data-action]").dataset;
  const key = keyOf(event);
  if (event.key === "Escape") tell("");
  else if (key.length !== 1 || key === " ") return tell(gettext("Choose a letter, a digit or a sign."));
  else if (taken(key, action)) return tell(gettext("“{key}” is in use: choose another.", { key }));
  else {
    bind(action, key);
    tell(gettext("“{key}” it is.", { key }));
  }
  waiting.setAttribute("aria-pressed", "false");
  waiting = null;
}, true);
