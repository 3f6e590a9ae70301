/* Highlights on their way to the server, kept in this browser until it has answered: each under a name of its own, so
   that two tabs do not forget each other's. One that waits may have a note, which is sent once the server knows it. */

import { keep, load, names } from "./storage.js";

/** What the names of this person's begin with; the page's path follows, and the key. */
export const PERSONAL = `attest:highlight:${document.documentElement.dataset.user}:`;
const PREFIX = `${PERSONAL}${location.pathname}:`;

const waiting = new Map(names(PREFIX).map(load).filter(Boolean).map((values) => [values.key, values]));

/** What is kept of a highlight of this page. */
export const latest = (key) => load(PREFIX + key) ?? waiting.get(key);

/** Whether a highlight of this page waits, or was refused. */
export const areKept = () => waiting.size > 0;

/** What is not saved, and may be yet: objects of {start, end, exact, version, tags, key, at, tag, title, note}. */
export const unsavedHighlights = () => [...waiting.keys()].map(latest).filter(({ refused }) => !refused);

/** What the server is told of one. */
export const fieldsOf = ({ start, end, exact, version, key, tags }) => ({ start, end, exact, version, key, ...(tags && { tags }) });

/** Keep a highlight until `forget`. */
export function expect(values) {
  waiting.set(values.key, values);
  keep(PREFIX + values.key, values);
}

/** Forget a highlight that the server has, or that the person lets go. */
export function forget(key) {
  waiting.delete(key);
  keep(PREFIX + key);
}
