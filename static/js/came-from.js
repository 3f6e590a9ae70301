/* The list that an article is opened from, kept for this tab: its articles then lead to each other as they stand there. */

const LIST = "attest:list";

/** The articles before and after the one at a path in the list it was opened from: [before, after], or null. */
export function around(path) {
  try {
    const links = JSON.parse(sessionStorage.getItem(LIST)) ?? [];
    const at = links.findIndex(({ href }) => href === path);
    return at < 0 ? null : [links[at - 1], links[at + 1]];
  } catch {
    return null; // a store that is forbidden or garbled knows no list
  }
}

document.querySelector(".articles")?.addEventListener("click", () => {
  const titles = [...document.querySelectorAll(".articles h2 a")];
  const links = titles.map(({ pathname, textContent, lang, dir }) => ({ href: pathname, title: textContent, lang, dir }));
  try {
    sessionStorage.setItem(LIST, JSON.stringify(links));
  } catch {
    // The project's order does instead.
  }
});
