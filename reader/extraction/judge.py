"""What the extraction library takes for the article. Whatever replaces it keeps the one function here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ELEMENTS = 60_000
MAX_DEPTH = 400
_INLINE = frozenset(("hi", "ref", "del", "span"))


def article_texts(root: HtmlElement, url: str = "") -> list[str]:
    """Return the pieces of the article in order, folded to letters and digits; none if the library finds nothing.

    The tree is to be reasonable: see `is_reasonable`.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415  heavy for a web worker, which never parses

    try:
        document = bare_extraction(root, url=url or None, include_comments=False, include_tables=True)
    except Exception:
        return []
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [text for piece in _pieces(body) if (text := fold(piece))]


def is_reasonable(root: HtmlElement) -> bool:
    """Return False for a tree that is not for the library, which copies trees again and again, and recursively."""
    from lxml import etree  # noqa: PLC0415

    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth, count = depth + 1, count + 1
            if depth > MAX_DEPTH or count > MAX_ELEMENTS:
                return False
        else:
            depth -= 1
    return True


def _pieces(body: HtmlElement) -> list[str]:
    from lxml import etree  # noqa: PLC0415

    pieces = [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in _INLINE:
            pieces.append("")
        pieces[-1] += (element.text if event == "start" else element.tail) or ""
    return pieces
