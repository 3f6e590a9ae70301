"""How tests read which pieces of the page an answer swaps, and what it tells the page."""

from __future__ import annotations

import json

import lxml.html

HTMX = {"HX-Request": "true"}


def swaps(response) -> dict[str, lxml.html.HtmlElement]:
    """Return the pieces of an answer that replace what is on the page, by their ids."""
    pieces = lxml.html.fragment_fromstring(response.content.decode(), create_parent=True)
    # "true" replaces the element of the same id, "innerHTML:#id" what is inside the one of that id.
    places = [(piece.get("hx-swap-oob", "").partition(":#")[2] or piece.get("id"), piece) for piece in pieces]
    return {place: piece for place, piece in places if "hx-swap-oob" in piece.attrib}


def blocks(response) -> list[str]:
    return [name for name in swaps(response) if name.startswith("block-")]


def events(response) -> dict[str, object]:
    found: dict[str, object] = json.loads(response["HX-Trigger"])
    return found
