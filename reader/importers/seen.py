"""A page as a person's browser shows it, with the words they had selected on it. Pure."""

from __future__ import annotations

from . import Source
from .items import Highlight, Item
from .saved_page import address
from .variants import untracked

LARGEST = 20 * 2**20  # bytes of one such page
CONTENT_TYPE = "text/html; charset=utf-8"


def seen(html: str | bytes, *, url: str, title: str = "", exact: str = "", prefix: str = "", suffix: str = "") -> Item:
    """Return an item of the page's HTML; what was selected there is its first highlight.

    The address is as the browser said it; one that is no web address (a file, a page without one) is left out.
    """
    content = html.encode("utf-8", "replace") if isinstance(html, str) else html
    found = address(url)
    source = Source(untracked(found) if found else "", content, CONTENT_TYPE, as_seen=True)
    highlights = (Highlight(exact.strip(), prefix, suffix),) if exact.strip() else ()
    return Item(source, title=title.strip(), highlights=highlights)
