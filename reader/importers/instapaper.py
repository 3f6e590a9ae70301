"""Instapaper's export (CSV): URL, Title, Selection, Folder, Timestamp, and since 2025 Tags (a list in JSON).

A selection is a passage that the person had marked when they saved the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from .items import Highlight, Item, link, words
from .tables import moment, rows

COLUMNS = frozenset({"url", "title", "selection", "folder"})
OWN_FOLDERS = frozenset({"unread", "archive", "starred"})  # which say how far the person had come


def read(content: bytes) -> Iterator[Item]:
    """Yield an item a row; a folder that the person made is a tag."""
    for row in rows(content):
        folder = row.get("folder", "")
        tags = [*_tags(row.get("tags", "")), *([folder] if folder.casefold() not in OWN_FOLDERS else [])]
        chosen = row.get("selection", "")
        made = moment(row.get("timestamp", ""))
        highlights = (Highlight(chosen, made=made, key=f"instapaper {chosen}"),) if chosen else ()
        yield link(row.get("url", ""), title=row.get("title", ""), tags=words(tags), highlights=highlights)


def _tags(cell: str) -> list[str]:
    try:
        found = json.loads(cell or "[]")
    except (ValueError, RecursionError):
        return list(words(cell))
    return [str(tag) for tag in found] if isinstance(found, list) else []
