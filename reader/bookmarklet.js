/* What the bookmark does on a page: it opens a small window of ours, and gives it the page when that window asks.
   PAGE and SITE are put in by bookmarklet.py. Nothing is sent to a window that is not ours. */
(() => {
  const page = PAGE;
  const site = SITE;
  const there = open(`${site}/capture/`, "_blank", "popup,width=560,height=760");
  let asked = false;
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== there || origin !== site || data !== "attest:ready") return;
    asked = true;
    there.postMessage({ attest: page }, site);
  });
  // A page that keeps its windows apart (COOP) or may open none: it goes to our page itself, by a plain form.
  const asForm = () => {
    const form = document.createElement("form");
    form.method = "post";
    form.enctype = "multipart/form-data";
    form.acceptCharset = "utf-8";
    form.action = `${site}/capture/`;
    form.hidden = true;
    for (const [name, value] of Object.entries(page)) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.documentElement.append(form);
    HTMLFormElement.prototype.submit.call(form);
    form.remove();
  };
  if (!there) return asForm();
  let looks = 0;
  const look = setInterval(() => {
    if (!asked && there.closed) asForm();
    if (asked || there.closed || ++looks > 60) clearInterval(look);
  }, 250);
})();
