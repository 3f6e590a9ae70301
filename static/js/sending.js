/* What was highlighted or noted without a connection, on whatever page, is sent from the page that comes next.

   Each highlight has a key of its own, and a note the revision it was typed on: sent twice, nothing is there twice, and
   nothing newer is replaced. What the server refuses for good stays here with the reason until the person lets it go. */

import { credentials } from "./csrf.js";
import { keep, load, names } from "./storage.js";
import { tell } from "./messages.js";
import { fieldsOf, PERSONAL } from "./unsaved-highlights.js";
import { gettext, ngettext } from "./words.js";

const REFUSED = [404, 409, 422];

const pathOf = (name) => name.slice(PERSONAL.length, name.lastIndexOf(":"));
const nameOf = (path, key) => `${PERSONAL}${path}:${key}`;

/** All highlights of this person that the server does not have: {name, path, …}, see unsaved-highlights.js. */
export const unsent = () => names(PERSONAL)
  .map((name) => ({ name, path: pathOf(name), ...load(name) }))
  .filter(({ key }) => key)
  .sort((one, other) => one.at - other.at);

/** Why the server does not take a highlight, or "" where it may yet. */
export function refusalOf(status, html) {
  if (status === 404) return gettext("Not saved: this article is gone, or no longer yours to highlight in.");
  return REFUSED.includes(status) ? new DOMParser().parseFromString(html, "text/html").body.textContent.trim() : "";
}

/** Keep with a highlight why it was refused. */
export function refuse(name, refused) {
  if (load(name)) keep(name, { ...load(name), refused });
  changed();
}

const notes = new Map(); // what takes the note of each that the server took while this page was open, by its key

/** Forget a highlight that the server has by now; its note is kept, and sent like one that is typed in its card. */
export async function took(key, page, trigger) {
  const { keep: keepTyped, savedOf } = await import("./drafts.js");
  const { note } = load(nameOf(page, key)) ?? {};
  const id = String(JSON.parse(trigger)["annotation:created"].id);
  notes.set(key, (text) => keepTyped({ key, id, url: `/annotations/${id}/note/`, text, revision: savedOf(key)?.revision ?? "1", page }));
  if (note) notes.get(key)(note);
  keep(nameOf(page, key));
  changed();
}

/** Keep and send a note typed while its highlight was saved. */
export const keepNote = (key, text) => notes.get(key)?.(text);

const changed = () => document.dispatchEvent(new Event("unsent:changed"));

/** Send all that may be taken; of two tabs one at a time. */
export const sendAll = () => (navigator.locks ? navigator.locks.request("attest:sending", run) : run());

async function run() {
  const isTheToolbars = ({ path }) => path === location.pathname && document.querySelector("highlight-toolbar");
  const waiting = unsent().filter((each) => !each.refused && !isTheToolbars(each));
  let sent = 0;
  for (const each of waiting) {
    const status = await send(each);
    if (status === 401) tell(gettext("You are signed out. Sign in in a new tab, then go on here: nothing is lost."), "/login/");
    if (status !== 200 && !REFUSED.includes(status)) break; // no connection, or a server in trouble: later
    sent += status === 200;
  }
  if (sent) say(ngettext("The highlight that you made offline is saved.", "{number} highlights that you made offline are saved.", sent));
  const refused = unsent().some((each) => each.refused);
  if (waiting.length && refused) tell(gettext("A highlight that you made offline could not be saved: its article, and “Reading offline” in your menu, say why."));
  (await import("./drafts.js")).sendOthers();
}

async function send({ name, path, ...values }) {
  try {
    const answer = await fetch(`${path}annotations/`, {
      method: "POST",
      body: new URLSearchParams(fieldsOf(values)),
      headers: { "HX-Request": "true", ...credentials() },
    });
    if (answer.status === 200) {
      await took(values.key, path, answer.headers.get("HX-Trigger"));
    } else if (REFUSED.includes(answer.status)) {
      refuse(name, refusalOf(answer.status, await answer.text()));
    }
    return answer.status;
  } catch {
    return 0;
  }
}

function say(text) {
  tell(text);
  document.querySelector("#messages > p").className = "message success";
}

document.addEventListener("note:answered", async ({ detail: { key, page, status } }) => {
  if (status !== 404 || page === location.pathname || !(await import("./drafts.js")).toBeTold(key)) return;
  tell(gettext("A note that you typed could not be saved: its highlight is deleted, or no longer yours to change. “Reading offline” in your menu has it."));
});
addEventListener("online", sendAll);
sendAll();
