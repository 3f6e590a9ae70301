"""The reading page by the number of highlights in a real Chromium: the browser's half of tests/bench/marks.py.

Milliseconds of the main thread's own CPU time: other work on the machine counts little.
"""

from __future__ import annotations

import statistics
from typing import Any

GESTURES = 20
TURNS = 11
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))"
FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"

GESTURE = """async ([start, end]) => {
  const article = document.querySelector("text-selection");
  const block = [...article.querySelectorAll("[data-start]")].findLast((each) => Number(each.dataset.start) <= start);
  block.scrollIntoView({ block: "center" });
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  range.setStart(walker.nextNode(), 0);
  let node = range.startContainer;
  for (let length = 0; length < end - start && node; node = walker.nextNode()) {
    length += node.length;
    range.setEnd(node, node.length);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const isOpen = () => document.querySelector("highlight-toolbar:popover-open");
  while (!isOpen()) await new Promise((resolve) => setTimeout(resolve, 10));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const begun = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "c", bubbles: true, cancelable: true }));
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - begun;
}"""


class Reading:
    """The page of an article in a browser that has nothing of it, and what it costs the main thread."""

    def __init__(self, browser: Any, url: str, path: str, cookies: dict[str, str]) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        self.page = self.context.new_page()
        self._session = self.context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = 0.0
        self.page.goto(url + path, wait_until="load")
        self.page.wait_for_selector("html[data-js]", state="attached")
        self.page.evaluate(SETTLED)

    def used(self) -> float:
        """Return the CPU ms of the main thread since this was last asked."""
        metrics = {each["name"]: each["value"] for each in self._session.send("Performance.getMetrics")["metrics"]}
        before, self._before = self._before, 1000 * float(metrics["TaskDuration"])
        return self._before - before

    def ready(self) -> float:
        """Return when the page was ready, in ms by the clock since it was asked for."""
        return float(self.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))

    def scroll(self) -> None:
        """Turn the wheel 40 times by 300 px, each time until the frame is there: over the whole article."""
        for _ in range(40):
            self.page.mouse.wheel(0, 300)
            self.page.evaluate(FRAME)


def in_the_browser(articles: dict[int, Any], cookies: dict[str, str], url: str) -> None:
    """Print what opening, scrolling 12,000 px as soon as it is open, and highlighting cost.

    The sizes take turns, since a browser grows quicker as it learns the scripts, and the machine is not alike all the
    time: each is compared with the plain page of the same minutes. The first turn, of a new browser, is left out.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from tests.chromium import QUIET, browser_path  # noqa: PLC0415

    columns = ("ready", "open", "scroll", "gesture", "paint")
    found: dict[int, dict[str, list[float]]] = {size: {name: [] for name in columns} for size in articles}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET))
        for turn in range(TURNS + 1):
            for size, article in articles.items():
                reading = Reading(browser, url, article.get_absolute_url(), cookies)
                if turn:
                    measure(reading, found[size], GESTURES if turn == TURNS else 0)
                reading.context.close()
        browser.close()
    plain = found[min(articles)]
    heads = " ".join(f"{name:>8}" for name in columns)
    print(f"{'highlights':>10} {heads} {'opening +':>10} {'scrolling ×':>12}")
    for size, times in found.items():
        middle = {name: statistics.median(each) for name, each in times.items()}
        middle["paint"] = sorted(times["paint"])[int(GESTURES * 0.95) - 1]  # what a person waits for at the most
        more = middle["open"] - statistics.median(plain["open"])
        ratio = middle["scroll"] / statistics.median(plain["scroll"])
        print(f"{size:10} " + " ".join(f"{middle[name]:8.0f}" for name in columns) + f" {more:10.0f} {ratio:12.2f}")


def measure(reading: Reading, found: dict[str, list[float]], gestures: int) -> None:
    """Note what this page has cost so far, what scrolling it costs, and so many gestures, each at another place."""
    found["open"].append(reading.used())
    found["ready"].append(reading.ready())
    reading.used()
    reading.scroll()
    found["scroll"].append(reading.used())
    for number in range(gestures):
        found["paint"].append(reading.page.evaluate(GESTURE, [200 + 1000 * number, 260 + 1000 * number]))
        reading.page.wait_for_timeout(150)  # for the answer
        found["gesture"].append(reading.used())
