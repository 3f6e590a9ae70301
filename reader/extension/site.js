/* The person's own Attest site: where it is, the token that opens it, and what is asked of it. */

const api = globalThis.browser ?? chrome;

export const settings = async () => ({ site: "", token: "", project: "", ...(await api.storage.local.get()) });
export const keep = (values) => api.storage.local.set(values);

/* The site's origin as it is typed: with https:// where no scheme is said. Throws where it is no address. */
export function originOf(typed) {
  const text = typed.trim();
  const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  const isNear = ["localhost", "127.0.0.1"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isNear)) throw new Error("Give an address that begins with https://");
  return url.origin;
}

/* What the site answers, as JSON. Throws an Error that says in words what is wrong. */
export async function ask(path, options = {}, { site, token } = {}) {
  const headers = { Accept: "application/json", Authorization: `Bearer ${token}` };
  const request = { ...options, headers, credentials: "omit", redirect: "error" };
  const answer = await fetch(`${site}${path}`, request).catch(() => {
    throw new Error(`${site} does not answer: look at the address in the settings, and whether you are online.`);
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail ?? `The site answers with error ${answer.status}.`);
  return said;
}

export const projects = async (access) => (await ask("/api/", {}, access)).projects;

/* Save a page, as page.js reads it, in a project. */
export function save(page, project, access) {
  const body = new FormData();
  for (const name of ["url", "title", "exact", "before", "after"]) body.set(name, page[name]);
  body.set("page", new Blob([page.html], { type: "text/html" }), "page.html");
  return ask(`/api/projects/${project}/pages/`, { method: "POST", body }, access);
}
