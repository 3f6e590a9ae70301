"""What a person does at the reading page, in steps that the browser tests share."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from annotations.models import Annotation
from reader.models import Article

# The DOM range of words in the article as it stands on the page, marks or not; the words stand in one block.
RANGE = """(words) => {
  const walker = document.createTreeWalker(document.getElementById("article"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  for (let node; (node = walker.nextNode()); text += node.data) nodes.push([node, text.length]);
  const at = text.indexOf(words);
  if (at < 0) throw new Error(`"${words}" is not on the page`);
  const point = (index) => {
    const [node, start] = nodes.findLast(([, start]) => start <= index);
    return [node, index - start];
  };
  const range = document.createRange();
  range.setStart(...point(at));
  const [node, last] = point(at + words.length - 1);
  range.setEnd(node, last + 1);
  return range;
}"""

# Playwright's engine for `highlight=7`: the segments of a highlight, which names itself where it begins and ends.
SEGMENTS = """{
  queryAll(root, id) {
    const named = (mark, which) => (mark.dataset[which] ?? "").split(" ").includes(id);
    let inside = false;
    return [...root.querySelectorAll("[data-start] mark")].filter((mark) => {
      if (named(mark, "begins")) inside = true;
      if (!inside) return false;
      if (named(mark, "ends")) inside = false;
      return true;
    });
  },
  query(root, id) { return this.queryAll(root, id)[0] ?? null; },
}"""

# Where a mouse has to press to begin with these words, and to let go to end with them.
EDGES = f"""([first, last]) => {{
  const start = ({RANGE})(first);
  const end = ({RANGE})(last);
  start.startContainer.parentElement.scrollIntoView({{ block: "center" }});
  const rtl = (range) => getComputedStyle(range.startContainer.parentElement).direction === "rtl";
  const [from, to] = [start.getClientRects()[0], [...end.getClientRects()].at(-1)];
  return [
    [rtl(start) ? from.right - 1 : from.left + 1, (from.top + from.bottom) / 2],
    [rtl(end) ? to.left + 1 : to.right - 1, (to.top + to.bottom) / 2],
  ];
}}"""

SELECT = f"""([first, last]) => {{
  const range = ({RANGE})(first);
  const end = ({RANGE})(last);
  range.setEnd(end.endContainer, end.endOffset);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}}"""


# The scripts that make highlights are loaded at the first gesture, for which Shift will do.
AWAKE = """async () => {
  if (!document.querySelector("annotation-card") || matchMedia("(scripting: none)").matches) return;
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
  await Promise.all(["annotation-card", "highlight-toolbar", "text-selection"].map((name) => customElements.whenDefined(name)));
}"""  # noqa: E501


def open_article(page: Page, live_server: Any, article: Article, query: str = "") -> None:
    """Open the reading page, and wait until a gesture is answered at once."""
    page.goto(f"{live_server.url}{article.get_absolute_url()}{query}")
    awake(page)


def awake(page: Page) -> None:
    """Wait until all that makes highlights is loaded."""
    page.evaluate(AWAKE)


def ready(page: Page) -> None:
    """Wait until the page's script is at work."""
    expect(page.locator("html")).to_have_attribute("data-js", "")


def toolbar(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Highlight the selection")


def card(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Highlight")


def range_bar(page: Page) -> Locator:
    return page.get_by_role("group", name="Range of the highlight")


def note_field(page: Page) -> Locator:
    return card(page).get_by_label("Note", exact=True)


def marks(page: Page, annotation: Annotation) -> Locator:
    """The segments that an annotation is painted with."""
    return page.locator(f"highlight={annotation.pk}")


def drag(page: Page, first: str, last: str = "") -> None:
    """Select with the mouse from the first of these words to the last."""
    page.wait_for_load_state()  # words move when the styles arrive
    (x, y), (to_x, to_y) = page.evaluate(EDGES, [first, last or first])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, (y + to_y) / 2)
    page.mouse.move(to_x, to_y, steps=3)
    page.mouse.up()


def select(page: Page, first: str, last: str = "") -> None:
    """Select without a mouse, as a touch screen's handles do."""
    page.evaluate(SELECT, [first, last or first])


def click_words(page: Page, words: str, *, times: int = 1) -> None:
    (x, y), _ = page.evaluate(EDGES, [words, words])
    page.mouse.click(x + 2, y, click_count=times)


def place_of_mark(page: Page, annotation: Annotation) -> tuple[float, float]:
    """Where to press on a highlight: a mark over two lines has a middle outside itself, and hidden words before it."""
    for _ in range(50):
        place = marks(page, annotation).first.evaluate(
            """(mark) => { mark.scrollIntoView({ block: "center" }); const [line] = mark.getClientRects();
              return line ? [line.left + 2, line.top + line.height / 2] : null; }"""
        )
        if place:
            return tuple(place)
        page.wait_for_timeout(20)  # its block was swapped that moment: the mark is another one by now
    raise AssertionError(f"{annotation} is nowhere on the page")


def click_mark(page: Page, annotation: Annotation) -> None:
    page.mouse.click(*place_of_mark(page, annotation))


def tap_mark(page: Page, annotation: Annotation) -> None:
    page.touchscreen.tap(*place_of_mark(page, annotation))


def open_card(page: Page, annotation: Annotation) -> Locator:
    """Open the card of a highlight with the mouse."""
    click_mark(page, annotation)
    expect(page.locator(f"#card-{annotation.pk}")).to_be_visible()
    return card(page)


def press_tag(page: Page, key: str) -> Annotation:
    """Make the highlight by a tag's key, once the bar is there; return what the server has of it."""
    expect(toolbar(page)).to_be_visible()
    with page.expect_response(saves_highlight) as answer:
        page.keyboard.press(key)
    assert answer.value.ok
    made = Annotation.objects.latest("pk")
    expect(marks(page, made)).not_to_have_count(0)
    return made


def highlight(page: Page, first: str, last: str = "", *, key: str = "c") -> Annotation:
    drag(page, first, last)
    return press_tag(page, key)


def saves_highlight(response: Any) -> bool:
    return response.request.method == "POST" and response.url.endswith("/annotations/")


def saves_note(response: Any) -> bool:
    return response.url.endswith("/note/")


def selection(page: Page) -> str:
    return str(page.evaluate("getSelection().toString()"))


def focus(page: Page) -> dict[str, str]:
    """What has the keyboard: its tag, its id, its text and its name."""
    found: dict[str, str] = page.evaluate(
        """() => { const at = document.activeElement; return {
          tag: at.tagName.toLowerCase(), id: at.id, text: at.textContent.trim(),
          name: at.getAttribute("name") ?? "", begins: at.dataset.begins ?? "" }; }"""
    )
    return found


def forgive(page: Page, *words: str) -> None:
    """Expect errors with these words in the console, as a failing server makes them; any other fails the test."""
    # htmx logs the event of a failed request, and after a lost connection its missing error.
    page.forgiven += [*words, "htmx:sendError,", "htmx:responseError,", "Response Status Error Code"]  # type: ignore[attr-defined]


def read_csv(path: str | Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def first_of(waiting: list[Route], page: Page) -> Route:
    """Return the request that is held up, once the page has made it."""
    while not waiting:
        page.wait_for_timeout(20)
    return waiting.pop()
