"""What a page costs whoever opens it, in a real Chromium: Core Web Vitals and bytes, on a desk and on a phone.

    python -m tests.bench.pages

LCP, CLS and INP as the Web Vitals define them (web.dev/articles/vitals): when the largest text is painted, how much
moves of its own accord, and how long the slowest of some presses takes to the next paint. The desk is a fast
connection; the phone a fourth of the processor and a slow 4G (1.6 Mbit/s, 150 ms), as Lighthouse takes it. Bytes are
what is transferred, compressed: of all the page loads with an empty cache, and of the page itself.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import Any

from tests.bench.marked import a_marked_article
from tests.bench.marks import PORT, served
from tests.bench.sites import set_up

ROUNDS = 5
HIGHLIGHTS = 100
ARTICLES = 100

OBSERVE = """(() => {
  window.seen = { lcp: 0, cls: 0, inp: 0 };
  const watch = (type, take, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", ({ startTime }) => { seen.lcp = startTime; });
  watch("layout-shift", ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.cls += value; });
  watch("event", ({ duration, interactionId }) => { if (interactionId) seen.inp = Math.max(seen.inp, duration); },
    { durationThreshold: 16 });
})()"""


@dataclass(frozen=True)
class Screen:
    name: str
    width: int
    height: int
    slowdown: int = 1
    network: dict[str, float] | None = None


SLOW_4G = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SCREENS = (Screen("desk", 1280, 900), Screen("phone", 390, 844, 4, SLOW_4G))


def measured(browser: Any, url: str, path: str, cookies: dict[str, str], screen: Screen) -> dict[str, float]:
    """Return what one opening of a page costs: LCP and INP in milliseconds, CLS, requests, and bytes."""
    context = browser.new_context(viewport={"width": screen.width, "height": screen.height})
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": screen.slowdown})
    if screen.network:
        session.send("Network.emulateNetworkConditions", {"offline": False, **screen.network})
    loaded: dict[str, float] = {}
    session.on("Network.loadingFinished", lambda event: loaded.update({event["requestId"]: event["encodedDataLength"]}))
    documents: list[str] = []
    session.on(
        "Network.responseReceived",
        lambda event: documents.append(event["requestId"]) if event["type"] == "Document" else None,
    )
    page.add_init_script(OBSERVE)
    page.goto(url + path, wait_until="networkidle")
    page.wait_for_selector("html[data-js]", state="attached")
    page.wait_for_timeout(300)
    found = {"requests": float(len(loaded)), "all": sum(loaded.values()), "page": loaded.get(documents[0], 0.0)}
    page.mouse.wheel(0, 2 * screen.height)
    page.wait_for_timeout(300)
    for key in ("Tab", "Tab", "?", "Escape", "p", "Escape"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    page.mouse.click(4, screen.height - 4)  # the margin: nothing there leads away
    page.wait_for_timeout(500)
    found |= page.evaluate("seen")
    context.close()
    return found


def main() -> None:
    set_up()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from reader.models import Project, User  # noqa: PLC0415
    from tests.builders import an_article  # noqa: PLC0415
    from tests.chromium import QUIET, browser_path  # noqa: PLC0415

    owner = User.objects.create(username="owner")
    project = Project.objects.start("Pages", by=owner)
    for number in range(ARTICLES):
        an_article(project, [f"Report {number} of the harbour office."] * 8, title=f"Report {number}", by=owner)
    article = a_marked_article(project, owner, HIGHLIGHTS)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(owner)
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
    connections.close_all()
    paths = {
        f"article, {HIGHLIGHTS} highlights": article.get_absolute_url(),
        f"list, {ARTICLES} articles": project.get_absolute_url(),
    }
    url = f"http://127.0.0.1:{PORT}"
    print(f"{'':26} {'LCP ms':>8} {'CLS':>7} {'INP ms':>8} {'requests':>9} {'page KB':>8} {'all KB':>8}")
    with served(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET))
        for screen in SCREENS:
            for name, path in paths.items():
                rounds = [measured(browser, url, path, cookies, screen) for _ in range(ROUNDS)]
                middle = {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}
                print(
                    f"{name + ', ' + screen.name:26} {middle['lcp']:8.0f} {middle['cls']:7.3f} {middle['inp']:8.0f} "
                    f"{middle['requests']:9.0f} {middle['page'] / 1024:8.1f} {middle['all'] / 1024:8.1f}"
                )
        browser.close()


if __name__ == "__main__":
    main()
