/* Highlights on their way to the server, kept in this browser until it has answered. */

const NAME = `attest:highlights:${document.documentElement.dataset.user}:${location.pathname}`;

const waiting = new Map((JSON.parse(localStorage.getItem(NAME)) ?? []).map((values) => [values.key, values]));

/** What is not saved: objects of {start, end, exact, version, tags, key}. */
export const unsavedHighlights = () => [...waiting.values()];

/** Keep a highlight until `settle`. */
export function expect(values) {
  waiting.set(values.key, values);
  store();
}

/** Forget a highlight that the server has, or has refused for good. */
export function settle(key) {
  waiting.delete(key);
  store();
}

function store() {
  if (waiting.size) localStorage.setItem(NAME, JSON.stringify([...waiting.values()]));
  else localStorage.removeItem(NAME);
}
