/* Notes on their way to the server.

   They live here and not in the card, which comes and goes. What was typed is kept in this browser, under the name of
   the person and with the revision it was typed on, until the server has it: so an old text never replaces a newer
   one unasked, and nobody saves the words of somebody else. Every answer is told as `note:answered`. */

import { credentials } from "./csrf.js";
import { keep as remember, load, names } from "./storage.js";

const PAUSE = 700; // ms without a key before a note is saved
const RETRY = 5000; // ms
const [CONFLICT, GONE] = [409, 404];
const PREFIX = `attest:note:${document.documentElement.dataset.user}:`;

const drafts = new Map(names(PREFIX).map(load).filter(Boolean).map((draft) => [draft.key, draft]));

// What this page has saved: a card asked for just before that comes with an older text.
const saved = new Map();

/** The text and revision that this page saved last for this annotation. */
export const savedOf = (key) => saved.get(key);

/** What is typed for this annotation and not saved yet. */
export const draftOf = (key) => drafts.get(key);

/** The notes of this page that an earlier visit left unsaved. */
export const unsavedNotes = () => [...drafts.values()].filter(({ page }) => page === location.pathname);

/** All notes of this person that are not saved, wherever they were typed. */
export const allUnsaved = () => [...drafts.values()];

/** Take note that the person is told of a note that cannot be saved; say whether this is the first time. */
export function toBeTold(key) {
  const draft = drafts.get(key);
  if (!draft || draft.told) return false;
  draft.told = true;
  store(draft);
  return true;
}

/** Keep what is typed, and save it when the typing pauses. `note`: {key, id, url, text, revision}, and its page. */
export function keep({ key, id, url, text, revision, page = location.pathname, isComposing = false }) {
  const draft = drafts.get(key) ?? { key, id, url, revision, page };
  draft.text = text;
  drafts.set(key, draft);
  store(draft);
  if (isComposing) clearTimeout(draft.timer);
  else if (draft.refused !== CONFLICT) schedule(draft, PAUSE);
}

/** Save now what is not saved yet; `revision` where a person has decided which text is to replace which. */
export function save(key, revision = null) {
  const draft = drafts.get(key);
  if (!draft) return;
  if (revision) Object.assign(draft, { revision, refused: 0 });
  if (![CONFLICT, GONE].includes(draft.refused)) send(draft);
}

/** Try again now what a person wants tried, whatever was answered before; on the revision it was typed on. */
export function tryAgain(key) {
  const draft = drafts.get(key);
  if (draft) send(draft);
}

/** Try again what belongs to a highlight that was deleted: it may be back. */
function sendDeleted() {
  for (const draft of drafts.values()) if (draft.refused === GONE && !draft.sending) send(draft);
}

/** Save what was left unsaved on other pages; what was on this one is offered in its card. */
export function sendOthers() {
  for (const { key, page } of drafts.values()) if (page !== location.pathname) save(key);
}

/** Wait until no save is under way: what is asked of the server then has what was typed. */
export async function whenAnswered() {
  while ([...drafts.values()].some(({ sending }) => sending)) {
    await new Promise((resolve) => document.addEventListener("note:answered", resolve, { once: true }));
  }
}

/** Forget a draft; what another tab keeps of the same note is that tab's. */
export function discard(key) {
  const draft = drafts.get(key);
  clearTimeout(draft?.timer);
  drafts.delete(key);
  if (load(PREFIX + key)?.text === draft?.text) remember(PREFIX + key);
}

function store({ timer, sending, again, refused, ...draft }) {
  remember(PREFIX + draft.key, draft);
}

function schedule(draft, delay) {
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => send(draft), delay);
}

/** One request at a time for a note: an older text must not arrive last. */
async function send(draft) {
  clearTimeout(draft.timer);
  draft.again = draft.sending;
  if (draft.sending) return;
  draft.sending = true;
  const { text } = draft;
  const { status, html } = await post(draft.url, { note: text, revision: draft.revision });
  draft.sending = false;
  if (drafts.get(draft.key) !== draft) return;
  if (status === CONFLICT && takeOwn(draft, html)) return send(draft);
  if (!status && !draft.unanswered?.includes(text)) {
    draft.unanswered = [...(draft.unanswered ?? []), text];
    store(draft);
  }
  draft.refused = [CONFLICT, GONE, 422].includes(status) ? status : 0;
  if (status === 200) {
    draft.revision = new DOMParser().parseFromString(html, "text/html").querySelector("[name=revision]").value;
    saved.set(draft.key, { text, revision: draft.revision });
    delete draft.unanswered;
    if (draft.text === text) discard(draft.key);
    else store(draft);
  }
  if (status !== 200 && !draft.refused) schedule(draft, RETRY);
  else if (status === 200 && draft.again && drafts.has(draft.key)) send(draft);
  document.dispatchEvent(new CustomEvent("note:answered", { detail: { key: draft.key, page: draft.page, status, html } }));
}

/** Whether the text in the way is one that was sent from here, of which only the answer was lost: it is replaced. */
function takeOwn(draft, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const isOwn = draft.unanswered?.includes(page.querySelector("[data-theirs]")?.value);
  if (isOwn) draft.revision = page.querySelector("[data-keep-mine]").dataset.revision;
  return isOwn;
}

async function post(url, values) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(values),
      headers: { "HX-Request": "true", ...credentials() },
      keepalive: values.note.length < 10_000, // the browser sends it even when the page is left
    });
    return { status: answer.status, html: await answer.text() };
  } catch {
    return { status: 0, html: "" };
  }
}

document.body.addEventListener("annotations:changed", sendDeleted);
addEventListener("pagehide", () => {
  for (const { key, timer } of drafts.values()) if (timer) save(key);
});
