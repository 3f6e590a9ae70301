/* A picture of the article, as large as the window: any image there that is loaded. */

import { announce } from "./messages.js";
import { styled } from "./styled.js";
import { gettext } from "./words.js";

const PICTURES = "text-selection img";
const dialog = document.createElement("dialog");
const picture = document.createElement("img");
const words = document.createElement("p");
const close = Object.assign(document.createElement("button"), { type: "button", textContent: gettext("Close") });
dialog.className = "viewer";
dialog.setAttribute("aria-label", gettext("Picture"));
const bar = document.createElement("div");
bar.className = "viewer-bar";
bar.append(words, close);
dialog.append(picture, bar);
document.body.append(dialog);

let shown = null;
let opener = null;

const all = () => [...document.querySelectorAll(PICTURES)];

/** Show a picture of the article; its caption, or else its description, stands below. */
function show(image) {
  shown = image;
  const caption = image.closest("figure")?.querySelector(".caption, figcaption");
  Object.assign(picture, { src: image.currentSrc || image.src, alt: image.alt });
  words.textContent = caption?.textContent || image.alt;
  words.lang = image.closest("[lang]").lang;
  words.dir = "auto";
  if (dialog.open) return announce(words.textContent);
  opener = document.activeElement;
  dialog.showModal();
  close.focus();
}

function step(by) {
  const pictures = all();
  show(pictures[(pictures.indexOf(shown) + by + pictures.length) % pictures.length]);
}

close.addEventListener("click", () => dialog.close());
picture.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => opener?.focus({ preventScroll: true }));
dialog.addEventListener("keydown", (event) => {
  const towards = getComputedStyle(dialog).direction === "rtl" ? -1 : 1;
  const by = towards * ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0);
  event.stopPropagation(); // the page's keys are not for what lies under it
  if (by) step(by);
});

for (const image of all()) {
  if (image.closest("a, button")) continue; // leads elsewhere
  Object.assign(image, { role: "button", tabIndex: 0, ariaHasPopup: "dialog", ariaLabel: gettext("Larger: {picture}", { picture: image.alt || gettext("Picture") }) });
  image.addEventListener("click", () => styled().then(() => show(image)));
  image.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    styled().then(() => show(image));
  });
}
