/* Highlights on their way to the server, kept in this browser until it has answered: each under a name of its own, so
   that two tabs do not forget each other's. */

import { keep, load, names } from "./storage.js";

const PREFIX = `attest:highlight:${document.documentElement.dataset.user}:${location.pathname}:`;

const waiting = new Map(names(PREFIX).map(load).filter(Boolean).map((values) => [values.key, values]));

/** What is not saved: objects of {start, end, exact, version, tags, key}. */
export const unsavedHighlights = () => [...waiting.values()];

/** Keep a highlight until `settle`. */
export function expect(values) {
  waiting.set(values.key, values);
  keep(PREFIX + values.key, values);
}

/** Forget a highlight that the server has, or has refused for good. */
export function settle(key) {
  waiting.delete(key);
  keep(PREFIX + key);
}
