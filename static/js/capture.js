/* The window that receives a page from the bookmark, says what it is, and has the person choose where it goes.
   It takes one page, from the window that opened it, and no page that calls itself another site's. */

const place = document.getElementById("capture");
const PATIENCE = 8000; // ms until the window says that nothing has come
// ms before the button can be pressed, also when the window comes to the front: a press meant for the page behind,
// which may have put it there, must not save it
const PAUSE = 800;
const FIELDS = ["url", "title", "exact", "before", "after"];
let page;

function show(state) {
  for (const part of document.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
}

const originOf = (url) => (URL.canParse(url) ? new URL(url).origin : "");

function take(given, origin) {
  if (page || ![...FIELDS, "html"].every((name) => typeof given[name] === "string")) return;
  page = given;
  page.file = new File([page.html], "page.html", { type: "text/html" });
  if (originOf(page.url) !== origin) return show("foreign");
  if (page.file.size > Number(place.dataset.largest)) return show("large");
  ask();
}

async function ask() {
  show("");
  const answer = await fetch(place.dataset.form, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.status === 401) return show("signed-out");
  if (!answer?.ok) return show("failed");
  place.innerHTML = await answer.text(); // our own server's
  fill(place.querySelector("form"));
}

function fill(form) {
  if (!form) return;
  for (const name of FIELDS) form.elements[name].value = page[name];
  const files = new DataTransfer();
  files.items.add(page.file);
  form.elements.page.files = files.files;
  const size = (page.file.size / 2 ** 20).toFixed(1);
  const shown = { ...page, size: size === "0.0" ? `${Math.ceil(page.file.size / 1024)} kB` : `${size} MB` };
  for (const part of form.querySelectorAll("[data-shows]")) part.textContent = shown[part.dataset.shows].trim() || part.dataset.none || "–";
  const project = form.querySelector("select");
  const button = form.querySelector("button");
  let pause;
  const hold = () => {
    button.disabled = true;
    clearTimeout(pause);
    pause = setTimeout(() => (button.disabled = false), PAUSE);
  };
  addEventListener("focus", hold);
  form.addEventListener("submit", () => {
    form.action = project.value;
    removeEventListener("focus", hold);
    setTimeout(() => (button.disabled = true)); // a second press would import it again
  });
  hold();
}

function wait() {
  show("waiting");
  addEventListener("message", ({ source, origin, data }) => {
    if (source === opener && typeof data?.attest === "object" && data.attest) take(data.attest, origin);
  });
  opener.postMessage("attest:ready", "*"); // it says nothing of anybody: whose page it is, its answer tells
  setTimeout(() => page || show("nothing"), PATIENCE);
}

const arrived = [...place.querySelectorAll("textarea")];
if ("large" in place.dataset) show("large");
else if (arrived.length) take(Object.fromEntries(arrived.map(({ name, value }) => [name, value])), place.dataset.origin);
else if (opener) wait();
else show("nothing");

const isSignedOut = () => !document.querySelector("[data-state='signed-out']").hidden;
addEventListener("focus", () => isSignedOut() && ask());
document.getElementById("capture-again").addEventListener("click", ask);
