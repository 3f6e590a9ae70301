"""Pocket's export of 2025, a ZIP: `part_000000.csv` and, of highlights, `annotations/part_000000.json`. Without texts.

The tables have title, url, time_added, tags (parted by `|`) and status, some a cursor between them. The annotations are
a list of pages: url, title, and highlights, each with its quote and created_at, in seconds since 1970. The HTML that
Pocket exported before is read with the bookmarks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .items import Highlight, Item, link, words
from .tables import moment, objects, rows, said, whole_json

COLUMNS = frozenset({"title", "url", "time_added"})


def read(content: bytes) -> Iterator[Item]:
    """Yield an item a row."""
    for row in rows(content):
        yield link(row.get("url", ""), title=row.get("title", ""), tags=words(row.get("tags", ""), "|"))


def read_annotations(content: bytes) -> Iterator[Item]:
    """Yield an item a page, with its highlights."""
    for each in objects(whole_json(content)):
        highlights = tuple(map(_highlight, objects(each.get("highlights"))))
        yield link(said(each, "url"), title=said(each, "title"), highlights=highlights)


def _highlight(each: dict[str, Any]) -> Highlight:
    quote = said(each, "quote")
    return Highlight(quote, note=said(each, "note"), made=moment(said(each, "created_at")), key=f"pocket {quote}")
