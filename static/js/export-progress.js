/* A long export, with how far it is and a way to stop it. Without this script the links are the browser's own downloads;
   what is larger than a page should hold is left to those. A file that was cut off is never handed over. */

import { gettext } from "./words.js";

const MOST = 2 ** 30; // bytes, where they cannot go straight to a file
const PIECE = 2 ** 23; // bytes that are kept apart, until the browser may put them on its disk
const number = new Intl.NumberFormat(document.documentElement.lang || "en");
const megabytes = new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });

/** How many records end in these bytes: in CSV with CR LF, since a cell may have a line feed; else with a line feed. */
function ends(bytes, isCsv, last) {
  let found = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === 10 && (!isCsv || (at ? bytes[at - 1] : last) === 13)) found += 1;
  }
  return found;
}

/** Where the bytes go: a file that the person chooses, else the browser's memory and disk. */
async function sink(name) {
  try {
    const handle = await window.showSaveFilePicker?.({ suggestedName: name });
    if (handle) return await handle.createWritable();
  } catch (error) {
    if (error.name === "AbortError") throw error; // they thought better of it
  }
  let whole = new Blob();
  let kept = [];
  let size = 0;
  return {
    limit: MOST,
    write(bytes) {
      kept.push(bytes);
      size += bytes.length;
      if (size > PIECE) [whole, kept, size] = [new Blob([whole, ...kept]), [], 0];
    },
    close() {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([whole, ...kept])), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    abort() {},
  };
}

function panel(link) {
  const box = document.createElement("div");
  box.className = "export-progress";
  box.innerHTML = '<progress></progress> <span></span> <button type="button"></button><p role="status"></p>';
  const [bar, told, stop, status] = box.children;
  bar.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent);
  stop.textContent = gettext("Stop");
  link.closest("li").querySelector(".export-progress")?.remove();
  link.closest("li").append(box);
  return { bar, told, stop, status, end: (text) => (status.textContent = text, [bar, told, stop].forEach((each) => each.remove())) };
}

async function take(link) {
  const { bar, told, stop, status, end } = panel(link);
  const control = new AbortController();
  let isStopped = false;
  stop.addEventListener("click", () => { isStopped = true; control.abort(); });
  status.textContent = gettext("Preparing the file…");
  let out = null;
  try {
    const answer = await fetch(link.href, { headers: { "Attest-Progress": "rows" }, signal: control.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const rows = Number(answer.headers.get("Attest-Rows"));
    const isCsv = (answer.headers.get("Content-Type") || "").startsWith("text/csv");
    out = await sink(/filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? "export");
    status.textContent = "";
    let done = isCsv ? -1 : 0; // the header is no row
    let [size, last] = [0, 0];
    if (rows) bar.max = rows;
    for (const reader = answer.body.getReader(); ;) {
      const { done: isEnd, value } = await reader.read();
      if (isEnd) break;
      await out.write(value);
      size += value.length;
      if (size > out.limit) {
        control.abort();
        location.assign(link.href);
        return end(gettext("The file is too large for this page: the browser downloads it now."));
      }
      if (rows) {
        done += ends(value, isCsv, last);
        last = value.at(-1);
        bar.value = Math.min(done, rows);
      }
      told.textContent = rows
        ? gettext("{done} of {rows} rows, {size}", { done: number.format(Math.max(0, Math.min(done, rows))), rows: number.format(rows), size: megabytes.format(size / 1e6) })
        : megabytes.format(size / 1e6);
    }
    if (rows && done < rows) throw new Error("fewer rows");
    await out.close();
    end(gettext("Done: {size}.", { size: megabytes.format(size / 1e6) }));
  } catch (error) {
    await out?.abort?.();
    const isLeft = isStopped || error.name === "AbortError";
    end(isLeft ? gettext("Stopped: nothing was saved.") : gettext("The download broke off before its end, and nothing was saved. Take it again."));
  }
}

const offers = document.querySelector("[data-long-exports]");
offers.addEventListener("click", (event) => {
  const link = event.target.closest(".export-offers a[download]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  take(link);
});
offers.dataset.longExports = "ready";
