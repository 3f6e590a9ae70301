/* Reads the page in front and sends it: here, and not in the pop-up, so that it is sent also when that is closed. */

import { keep, save, settings } from "./site.js";

const api = globalThis.browser ?? chrome;
const badge = (tabId, text, color) => Promise.all([api.action.setBadgeText({ tabId, text }), api.action.setBadgeBackgroundColor({ tabId, color })]);

async function pageOf(tabId) {
  const [found] = await api.scripting.executeScript({ target: { tabId }, files: ["page.js"] }).catch(() => []);
  if (!found?.result) throw new Error("The browser lets no extension read this page.");
  return found.result;
}

async function saved({ tabId, project, withSelection }) {
  await badge(tabId, "…", "#5c6470");
  try {
    const page = await pageOf(tabId);
    if (!withSelection) Object.assign(page, { exact: "", before: "", after: "" });
    await keep({ project });
    const answer = await save(page, project, await settings());
    await badge(tabId, "✓", "#2d7a46");
    return answer;
  } catch (error) {
    await badge(tabId, "!", "#b3261e");
    return { problem: error.message };
  }
}

api.runtime.onMessage.addListener((message, sender, answer) => {
  if (sender.id !== api.runtime.id || message.what !== "save") return false;
  saved(message).then(answer);
  return true; // it is answered later
});
