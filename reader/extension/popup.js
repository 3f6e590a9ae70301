/* The pop-up: which project, and what is saved. */

import { projects, settings } from "./site.js";

const api = globalThis.browser ?? chrome;
const [form, project, said, article, options] = ["save", "project", "said", "article", "options"].map((id) => document.getElementById(id));

options.addEventListener("click", () => api.runtime.openOptionsPage());

async function start() {
  const access = await settings();
  if (!access.site || !access.token) {
    said.textContent = "Give the address of your site and a token in the settings first.";
    return;
  }
  for (const { id, name } of await projects(access)) project.add(new Option(name, id, false, String(id) === String(access.project)));
  said.textContent = project.length ? "" : "You have no project there yet.";
  form.hidden = !project.length;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const withSelection = event.submitter?.value === "selection";
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  said.textContent = "Sending…";
  const [tab] = await api.tabs.query({ active: true, currentWindow: true });
  const answer = await api.runtime.sendMessage({ what: "save", tabId: tab.id, project: project.value, withSelection });
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  said.textContent = answer.problem ?? (answer.is_new ? "Saved." : "It is here already.");
  article.hidden = Boolean(answer.problem);
  if (!answer.problem) article.href = answer.article;
});

start().catch((error) => (said.textContent = error.message));
