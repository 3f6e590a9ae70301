/* The reading aids by their names, each a module that is loaded when it is first asked for. */

import { styled } from "./styled.js";

const AIDS = {
  palette: () => import("./palette.js"),
  listen: () => import("./listen.js"),
  ruler: () => import("./ruler.js"),
  focus: () => import("./focus-mode.js"),
};

/** Begin or end with an aid; a page without its button has no use for it. */
export async function start(name) {
  const button = document.querySelector(`[data-aid="${name}"]`);
  if (name !== "palette" && (!button || button.hidden)) return;
  const menu = button?.closest("details[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus(); // what is in a closed menu cannot have the focus back
  }
  const [aid] = await Promise.all([AIDS[name](), styled()]);
  const isOn = aid.toggle();
  if (button?.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(isOn));
}
