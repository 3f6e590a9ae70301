/* Choosing other keys, on the help sheet: press a key's button, then the key that is to do its work. */

import { DEFAULTS, bind, isKeyFor, keyFor, letterOf } from "./keys.js";
import { announce } from "./messages.js";
import { gettext } from "./words.js";

const BROWSERS = ["/", "'"]; // Firefox looks for words with them

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

/** What is wrong with a key for an action, or "". */
function refusal(key, action) {
  if (key.length !== 1 || key === " ") return gettext("Choose a letter, a digit or a sign.");
  if (BROWSERS.includes(key)) return gettext("“{key}” is a key of the browser: choose another.", { key });
  return taken(key, action) ? gettext("“{key}” is in use: choose another.", { key }) : "";
}

function done() {
  waiting?.setAttribute("aria-pressed", "false");
  waiting = null;
}

help.addEventListener("keydown", (event) => {
  // A shortcut of the browser or the system is no choice, and stays theirs.
  if (!waiting || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (["Shift", "CapsLock", "AltGraph"].includes(event.key) || /^F\d/.test(event.key)) return;
  const isLeft = ["Escape", "Tab"].includes(event.key);
  if (event.key !== "Tab") {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  const { action } = waiting.closest("[data-action]").dataset;
  const key = letterOf(event);
  const wrong = isLeft ? "" : refusal(key, action);
  if (wrong) return tell(wrong);
  if (!isLeft) bind(action, key);
  tell(isLeft ? "" : gettext("“{key}” it is.", { key }));
  done();
}, true);

// The page behind is veiled: no other key of it works meanwhile, and Tab goes round on the sheet.
help.addEventListener("keydown", (event) => {
  if (!isKeyFor(event, "help")) event.stopPropagation();
  if (event.key !== "Tab") return;
  const stops = [...help.querySelectorAll("button, input")].filter((stop) => stop.checkVisibility());
  const [from, to] = event.shiftKey ? [[help, stops[0]], stops.at(-1)] : [[stops.at(-1)], stops[0]];
  if (!from.includes(document.activeElement)) return;
  event.preventDefault();
  to.focus();
});

help.addEventListener("toggle", done);
