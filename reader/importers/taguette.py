"""Taguette: its project file (SQLite: documents with their text, highlights, tags) and its CSV of highlights.

The database is a stranger's: it is opened in memory, nothing in it may run, and only its plain tables are read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from html import escape

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

from .items import Highlight, Item, page
from .tables import grouped, rows
from .zotero import plain

COLUMNS = frozenset({"id", "document", "tag", "content"})
BROKEN = gettext_noop("This database is damaged, or none of Taguette's: export the project from Taguette again.")
TABLES = frozenset({"documents", "highlights", "highlight_tags", "tags"})
STEPS = 50_000_000  # of SQLite's machine, for all of it: a query that goes on for ever is ended
HIGHLIGHTS = (
    "SELECT highlights.id, snippet, tags.path FROM highlights"
    " LEFT JOIN highlight_tags ON highlight_tags.highlight_id = highlights.id"
    " LEFT JOIN tags ON tags.id = highlight_tags.tag_id WHERE document_id = ? ORDER BY start_offset, highlights.id"
)


def read(content: bytes) -> Iterator[Item]:
    """Yield the documents of a project file. Raises UnreadableSource."""
    try:
        database = sqlite3.connect(":memory:")
        database.deserialize(content)
        database.set_authorizer(_reads_only)
        database.set_progress_handler(lambda: 1, STEPS)
        kinds = dict(database.execute("SELECT name, type FROM sqlite_master"))
        if any(kinds.get(name) != "table" for name in TABLES):
            raise UnreadableSource(BROKEN)
        documents = database.execute("SELECT id, name, description, contents FROM documents ORDER BY id").fetchall()
        for pk, name, description, contents in documents:
            found = grouped((key, (snippet, tag)) for key, snippet, tag in database.execute(HIGHLIGHTS, [pk]))
            highlights = tuple(_highlight(key, [*each]) for key, each in found.items())
            title = str(name or f"Document {pk}")
            note = str(description or "")
            yield page(str(contents), title=title, name=title, note=note, highlights=highlights)
    except sqlite3.Error as error:
        raise UnreadableSource(BROKEN) from error


def read_csv(content: bytes) -> Iterator[Item]:
    """Yield the documents of a CSV of highlights. It has no texts: the highlights are all that there is of each."""
    by_document = grouped((row.get("document", ""), row) for row in rows(content))
    for document, found in by_document.items():
        by_key = grouped((row.get("id", ""), (row.get("content", ""), row.get("tag") or None)) for row in found)
        highlights = tuple(_highlight(key, each) for key, each in by_key.items())
        text = "".join(f"<blockquote><p>{escape(each.exact)}</p></blockquote>" for each in highlights)
        yield page(text, title=document, name=document, highlights=highlights)


def _reads_only(action: int, *_: object) -> int:
    allowed = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    return sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY


def _highlight(key: object, found: list[tuple[str, str | None]]) -> Highlight:
    tags = tuple(dict.fromkeys(tag[:100] for _, tag in found if tag))
    return Highlight(plain(str(found[0][0])), tags=tags, key=f"taguette {key}")
