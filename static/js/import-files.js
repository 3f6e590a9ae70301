/* Files dropped anywhere on the import page are chosen; more than one request takes are sent one request after the
   other, as one import. Without this the picker takes several files too, as many as one request may hold. */

import { gettext, ngettext } from "./words.js";

const REQUEST = 30 * 2 ** 20; // bytes of files a request
const FILES = 100; // of them

const form = document.getElementById("import-form");
const input = form.querySelector("[type=file]");
const said = document.getElementById("import-sending");

const hint = document.createElement("p");
hint.className = "drop-hint";
hint.textContent = gettext("You can also drop files on this page.");
input.after(hint);

const hasFiles = ({ dataTransfer }) => dataTransfer && [...dataTransfer.types].includes("Files");
for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
}
document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  form.classList.remove("dropping");
  const chosen = new DataTransfer();
  for (const file of [...input.files, ...event.dataTransfer.files]) chosen.items.add(file);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
input.addEventListener("change", () => {
  const number = input.files.length;
  hint.textContent = number > 1 ? ngettext("{number} file is chosen.", "{number} files are chosen.", number) : gettext("You can also drop files on this page.");
});

/* Parts that fit in a request each, in the order of the files. */
export function parts(files) {
  const found = [];
  let size = Infinity;
  for (const file of files) {
    if (size + file.size > REQUEST || found.at(-1).length >= FILES) {
      found.push([]);
      size = 0;
    }
    found.at(-1).push(file);
    size += file.size;
  }
  return found;
}

async function send(files) {
  let batch = "new";
  let address = "";
  let sent = 0;
  for (const part of parts(files)) {
    said.hidden = false;
    said.textContent = gettext("Sending: {sent} of {all} files…", { sent, all: files.length });
    const body = new FormData(form);
    body.delete("file");
    for (const file of part) body.append("file", file);
    body.set("batch", batch);
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || !answer.redirected) throw new Error(await reason(answer));
    address = answer.url;
    batch = /\/imports\/(\d+)\/$/.exec(new URL(address).pathname)[1];
    sent += part.length;
  }
  location.assign(address);
}

async function reason(answer) {
  if (answer.status === 403) return gettext("Somebody has signed in since in this browser: reload the page, and choose the files again.");
  if (answer.status === 413) return gettext("This is too large for one request: pack it in a ZIP, or send it in parts.");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(".errorlist")?.textContent ?? gettext("The server could not take it. Try again.");
}

form.addEventListener("submit", (event) => {
  if (parts(input.files).length < 2) return; // one request will do, and the browser makes it
  event.preventDefault();
  const button = form.querySelector("button.primary");
  button.disabled = true;
  send([...input.files]).catch((error) => {
    said.textContent = error.message || gettext("No connection: not all files were sent. Try again.");
    button.disabled = false;
  });
});
