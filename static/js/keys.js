/* What all keyboard handling shares: keys belong to whoever is typing. */

const OFF = "attest:keys-off"; // kept in this browser: it is about a device, a keyboard or a voice

// Who dictates, or whose hand slips, can switch the single keys off (WCAG 2.1.4); Enter, Esc and Shift with arrows stay.
const areOff = () => localStorage.getItem(OFF) !== null;
const choice = document.getElementById("single-keys");
if (choice) {
  choice.checked = !areOff();
  choice.addEventListener("change", () => (choice.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "")));
}

/** The key as a shortcut names it: whatever Caps Lock says, and by its place on a keyboard of another script. */
export function keyOf({ key, code, shiftKey }) {
  if (areOff() && key.length === 1) return "";
  if (/^[^\x00-\x7f]+$/.test(key)) return (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key).toLowerCase();
  return key.length === 1 && !shiftKey ? key.toLowerCase() : key;
}

/** Whether a key goes into a field, or was handled already. */
export function isTyping({ target, defaultPrevented, isComposing }) {
  return defaultPrevented || isComposing || Boolean(target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]"));
}
