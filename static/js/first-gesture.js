/* What highlights are made and changed with is loaded when a person begins to: at a press, a key or a selection, or when
   the page has stood for a while. What they do until it is there is held, and done then. */

import { DEFAULTS, isKeyFor, isTyping, keyOf } from "./keys.js";
import { tell } from "./messages.js";
import { names } from "./storage.js";
import { gettext } from "./words.js";

const SOON = 3000; // ms after the page is ready: by then nobody waits for it, and a connection may be lost any time

const CHECKED = { capture: true, passive: true };
const hasHotkey = (key) => key && document.querySelector(`highlight-toolbar [data-hotkey="${CSS.escape(key)}"]`);

let loading = null;
let pressed = null; // where, while the pointer is down
const held = []; // events, in order

export function load() {
  loading ??= Promise.all([import("./annotation-card.js"), import("./highlight-toolbar.js"), import("./text-selection.js")])
    .then(resume, giveUp);
}

/* No connection: the next gesture tries again, and what was held is not done by then, unasked. A link is one still. */
function giveUp() {
  loading = null;
  const last = held.splice(0).pop();
  const link = last?.type === "click" && last.target.closest("a");
  if (link) location.assign(link.href);
  else if (last) tell(gettext("No connection: this was not saved. Try again."));
}

function resume() {
  for (const [name, listener, options] of listeners) document.removeEventListener(name, listener, options);
  pressed?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  if (!getSelection().isCollapsed) document.querySelector("text-selection").settle();
  for (const event of held) {
    const target = event.target.isConnected ? event.target : document.body;
    target.dispatchEvent(new event.constructor(event.type, event));
  }
}

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation(); // of the three, one may be there already: it too is told when all are
  held.push(event);
  load();
}

function key(event) {
  load();
  if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const goesOn = held.length && event.shiftKey && event.key.startsWith("Arrow"); // with what a key before has selected
  const isOurs = goesOn || Object.keys(DEFAULTS).some((action) => isKeyFor(event, action)) || hasHotkey(keyOf(event));
  if (isOurs || (event.key === "Enter" && !event.target.closest("a, button, summary"))) hold(event);
}

function click(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  if (event.target.closest("a[data-annotation], text-selection mark") && !event.target.closest("text-selection a")) hold(event);
}

const listeners = [
  ["pointerdown", ({ target }) => { pressed = target; load(); }, CHECKED],
  ["pointerup", () => (pressed = null), CHECKED],
  ["pointercancel", () => (pressed = null), CHECKED],
  ["selectionchange", () => getSelection().isCollapsed || load(), undefined],
  ["keydown", key, undefined],
  ["click", click, undefined],
];

if (document.querySelector("annotation-card")) {
  for (const each of listeners) document.addEventListener(...each);
  setTimeout(load, SOON);
  // What an earlier visit left unsaved is offered at once.
  if (names("attest:highlight:").length || names("attest:note:").length) load();
}
