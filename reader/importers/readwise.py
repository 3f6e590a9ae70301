"""Readwise's export (CSV): a row a highlight, by the title of what it is in; only some kinds say an address.

Highlight, Book Title, Book Author, Amazon Book ID, Note, Color, Tags, Location Type, Location, Highlighted at,
Document tags; and for what it imports itself: Highlight, Title, Author, URL, Note, Location, Date. The library of its
Reader has no highlights: Title, URL, ID, Document tags (a list as Python writes it), Saved date, Reading progress, ...
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from .items import Highlight, Item, link, page, words
from .saved_page import address
from .tables import grouped, rows

COLUMNS = (frozenset({"highlight", "book title"}), frozenset({"highlight", "title", "author", "url"}))
LIBRARY = frozenset({"title", "url", "document tags", "saved date"})
_TAG = re.compile(r"""'([^']*)'|"([^"]*)\"""")
DISCARDED = ".discard"  # Readwise's own mark on what the person has thrown away


def read(content: bytes) -> Iterator[Item]:
    """Yield an item a title. One without an address becomes an article of its highlights, so that none is lost."""
    # A row without a passage is a note on the whole.
    said = (row for row in rows(content) if row.get("highlight") or row.get("note"))
    kept = (row for row in said if DISCARDED not in row.get("tags", ""))
    for found in grouped((_title(row), row) for row in kept).values():
        first = found[0]
        title, author = _title(first), first.get("book author") or first.get("author", "")
        tags = words(first.get("document tags", ""))
        highlights = tuple(_highlight(row) for row in found)
        if url := next((url for row in found if (url := address(row.get("url", "")))), ""):
            yield link(url, title=title, tags=tags, highlights=highlights)
        else:
            text = "".join(f"<blockquote><p>{escape(each.exact or each.note)}</p></blockquote>" for each in highlights)
            yield page(text, title=title, byline=author, tags=tags, highlights=highlights)


def read_library(content: bytes) -> Iterator[Item]:
    """Yield an item a document of the Reader's."""
    for row in rows(content):
        tags = words([one or other for one, other in _TAG.findall(row.get("document tags", ""))])
        yield link(row.get("url", ""), title=row.get("title", ""), tags=tags)


def _title(row: dict[str, str]) -> str:
    return row.get("book title") or row.get("title") or "Readwise"


def _highlight(row: dict[str, str]) -> Highlight:
    tags = tuple(tag for tag in words(row.get("tags", "")) if not tag.startswith("."))
    made = row.get("highlighted at") or row.get("date", "")
    exact, note = row.get("highlight", ""), row.get("note", "")
    return Highlight(exact, note=note, tags=tags, made=made, key=f"readwise {exact or note}")
