/* The styles of what is opened later: asked for once, and waited for, so that nothing is seen without them. */

let asked = null;

/** Resolve when the styles are there, or cannot be had. */
export function styled() {
  asked ??= new Promise((done) => {
    const href = document.querySelector("link[data-later]").dataset.later;
    const onerror = () => done((asked = null)); // the next time tries again
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror }));
  });
  return asked;
}
