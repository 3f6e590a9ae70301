"""Pocket's export (CSV): title, url, time_added, tags (parted by `|`), status. It holds no texts, and no highlights."""

from __future__ import annotations

from collections.abc import Iterator

from .items import Item, link, words
from .tables import rows

COLUMNS = frozenset({"title", "url", "time_added"})


def read(content: bytes) -> Iterator[Item]:
    """Yield an item a row."""
    for row in rows(content):
        yield link(row.get("url", ""), title=row.get("title", ""), tags=words(row.get("tags", ""), "|"))
