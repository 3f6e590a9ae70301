/* One place on the page where things are told; assistive technology hears it as a status. */

import { gettext } from "./words.js";

const region = () => document.getElementById("messages");

/** Show a sentence, with a link to a new tab where there is something to do. */
export function tell(text, href = "") {
  const line = document.createElement("p");
  line.className = "message error";
  line.textContent = text;
  if (href) {
    const link = document.createElement("a");
    Object.assign(link, { href, target: "_blank", textContent: gettext("Sign in") });
    line.append(" ", link);
  }
  region().replaceChildren(line);
}

/** Say something that may not take the place of what there is to act on; with no text, say it no longer. */
export function whisper(text, href = "") {
  const whispered = region().querySelector("[data-whispered]");
  if (!text) whispered?.remove();
  if (!text || region().querySelector("button, a")) return;
  tell(text, href);
  region().firstElementChild.dataset.whispered = "";
}

/** Offer one action in a sentence. */
export function offer(text, label, action) {
  const line = document.createElement("p");
  line.className = "message";
  const button = document.createElement("button");
  button.textContent = label;
  button.addEventListener("click", () => {
    region().replaceChildren();
    action();
  });
  line.append(text, " ", button);
  region().replaceChildren(line);
}

/** Say something to assistive technology alone. */
export function announce(text) {
  let voice = document.getElementById("voice");
  if (!voice) {
    voice = document.createElement("p");
    Object.assign(voice, { id: "voice", className: "visually-hidden" });
    voice.setAttribute("aria-live", "polite");
    document.body.append(voice);
  }
  voice.textContent = text;
}
