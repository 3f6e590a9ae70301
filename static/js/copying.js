/* Words for another place. */

/** Put a text on the clipboard; rejected where the browser allows none. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // That is only there on https and localhost.
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (!isCopied) throw new Error("The browser did not copy");
}
