/* What the browser shows now, and what is selected in it: the value of this script. The bookmark has it built in. */
(() => {
  const CONTEXT = 200; // characters kept before and behind the selected words
  const page = { url: location.href, title: document.title, exact: "", before: "", after: "" };
  page.html = `<!doctype html>\n${document.documentElement.outerHTML}`;
  const selection = getSelection();
  if (!selection.rangeCount || !selection.toString().trim()) return page;
  const words = selection.getRangeAt(0);
  const beside = (edge) => {
    const range = document.createRange();
    range.selectNodeContents(document.body);
    edge(range);
    return range.toString();
  };
  page.exact = selection.toString();
  page.before = beside((range) => range.setEnd(words.startContainer, words.startOffset)).slice(-CONTEXT);
  page.after = beside((range) => range.setStart(words.endContainer, words.endOffset)).slice(0, CONTEXT);
  return page;
})();
