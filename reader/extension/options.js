/* The settings: where the site is, and the token; both are tried before they are kept. */

import { keep, originOf, projects, settings } from "./site.js";

const api = globalThis.browser ?? chrome;
const [form, said] = ["settings", "said"].map((id) => document.getElementById(id));

settings().then(({ site, token }) => Object.assign(form.elements.site, { value: site }) && (form.elements.token.value = token));

async function tried() {
  const site = originOf(form.elements.site.value);
  const token = form.elements.token.value.trim();
  // Asked for now, and for this site alone: it must be the first thing that a press of the button does.
  const mayOpen = await api.permissions.request({ origins: [`${site.replace(/:\d+$/, "")}/*`] });
  if (!mayOpen) return "Without leave to open your site, nothing can be saved there.";
  const found = await projects({ site, token });
  await keep({ site, token });
  form.elements.site.value = site;
  return `Kept. You have ${found.length} project${found.length === 1 ? "" : "s"} there.`;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.textContent = "Asking the site…";
  said.textContent = await tried().catch((error) => error.message);
});
