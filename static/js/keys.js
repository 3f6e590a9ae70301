/* What all keyboard handling shares: keys belong to whoever is typing. */

/** The key as a shortcut names it: whatever Caps Lock says, and by its place on a keyboard of another script. */
export function keyOf({ key, code, shiftKey }) {
  if (/^[^\x00-\x7f]+$/.test(key)) return (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key).toLowerCase();
  return key.length === 1 && !shiftKey ? key.toLowerCase() : key;
}

/** Whether a key goes into a field, or was handled already. */
export function isTyping({ target, defaultPrevented, isComposing }) {
  return defaultPrevented || isComposing || Boolean(target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]"));
}
