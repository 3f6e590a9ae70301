/* The page's own keys: which does what, for this browser. They belong to whoever is typing first.

   Who dictates, or whose hand slips, can switch them off or choose others (WCAG 2.1.4); Enter, Esc and Shift with
   arrows stay. It is about a device, a keyboard or a voice, and so kept in this browser. */

import { keep, load } from "./storage.js";

const OFF = "attest:keys-off";
const OWN = "attest:keys";

export const DEFAULTS = { next: "j", previous: "k", highlight: "h", note: "n", undo: "u", range: "r", split: "x", word: "w", otherEnd: "s", suggestion: "g", help: "?", palette: "p", listen: "v", ruler: "l", focus: "z" };

const own = load(OWN) ?? {};

/** The key of an action. */
export const keyFor = (action) => own[action] ?? DEFAULTS[action];

/** Give an action another key; without one, all have their first keys again. */
export function bind(action = "", key = "") {
  if (action) own[action] = key;
  else for (const name of Object.keys(own)) delete own[name];
  keep(OWN, own);
  showKeys();
}

const areOff = () => load(OFF) !== null;

/** The key that a press means: whatever Caps Lock says, and by its place on a keyboard of another script. */
export function letterOf({ key, code }) {
  if (key === "؟") return "?";
  if (/^[^\x00-\x7f]+$/.test(key)) return (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key).toLowerCase();
  return key.length === 1 ? key.toLowerCase() : key;
}

/** The key as a shortcut names it: none, where a person has switched them off. */
export const keyOf = (event) => (areOff() && event.key.length === 1 ? "" : letterOf(event));

/** Whether this is the key of an action, with Shift or without. */
export const isKeyFor = (event, action) => keyOf(event) === keyFor(action);

/** Whether a key goes into a field, or was handled already, or is the browser's or the system's. */
export function isTyping({ target, defaultPrevented, isComposing }) {
  return defaultPrevented || isComposing || Boolean(target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]"));
}

/** Write the keys where the page names them. */
export function showKeys() {
  for (const element of document.querySelectorAll("[data-action]")) {
    const key = keyFor(element.dataset.action);
    for (const shown of element.querySelectorAll("kbd:not([data-fixed])")) shown.textContent = key;
    if (element.hasAttribute("aria-keyshortcuts")) element.setAttribute("aria-keyshortcuts", key);
  }
}

function switchKeys() {
  keep(OFF, choice.checked ? null : true);
  document.documentElement.toggleAttribute("data-keys-off", areOff());
}

const choice = document.getElementById("single-keys");
if (choice) {
  choice.checked = !areOff();
  switchKeys();
  choice.addEventListener("change", () => switchKeys());
  showKeys();
}
