"""What the browser tests share: a desk-sized window, and a wall around it that notes every way out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from tests.e2e.desk import SEGMENTS

expect.set_options(timeout=10_000)  # the machine may be busy; nothing here measures time

PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")  # GIF


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture(scope="session", autouse=True)
def highlight_selectors(playwright: Playwright) -> None:
    """Let tests name a highlight's segments: they are found by where it begins and ends."""
    playwright.selectors.register("highlight", SEGMENTS)


@pytest.fixture
def quick_looks(context: BrowserContext) -> None:
    """Let pages do ten times as often what they do every few seconds, as to look for news: who waits for that."""
    context.add_init_script(
        "{ const set = setInterval; window.setInterval = (act, pause, ...given) => set(act, pause / 10, ...given); }"
    )


# What htmx logs when a newer request takes the place of one under way, or the page is left meanwhile.
OVERTAKEN = ("htmx:afterRequest,", "htmx:sendAbort,")


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """The page of all tests, on which a test may provoke the errors that it names to `desk.forgive`."""
    page.forgiven = []  # type: ignore[attr-defined]
    yield page
    errors, forgiven = page.errors, (*OVERTAKEN, *page.forgiven)  # type: ignore[attr-defined]
    errors[:] = [error for error in errors if not any(words in error for words in forgiven)]


@pytest.fixture(autouse=True)
def foreign(context: BrowserContext, live_server: Any) -> list[str]:
    """The addresses that pages asked for beyond our own server. Each is answered with a pixel: nothing leaves."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/gif")

    # A pattern, which Playwright tries by itself: a function would be asked about every file of every page.
    ours = re.escape(live_server.url.removeprefix("http"))
    context.route(re.compile(f"^http(?!{ours}/)"), answer)
    return asked
