"""SQLite: FTS5, with a tokenizer that only splits at the spaces that we put between words."""

from __future__ import annotations

from collections.abc import Sequence as Keys
from typing import Any

from .expressions import Both, Either, Expression, Sequence

WRITE = {
    # REPLACE is a deletion and an insertion, in one statement: the other column is taken along.
    "text": "INSERT OR REPLACE INTO reader_search (rowid, text, notes) SELECT key, stream, COALESCE("
    "(SELECT notes FROM reader_search WHERE rowid = key), '') FROM (SELECT %s AS key, %s AS stream)",
    "notes": "INSERT OR REPLACE INTO reader_search (rowid, notes, text) SELECT key, stream, COALESCE("
    "(SELECT text FROM reader_search WHERE rowid = key), '') FROM (SELECT %s AS key, %s AS stream)",
}


class Fts5:
    def writing(self, column: str) -> str:
        return WRITE[column]

    def condition(self, expression: Expression, among: Keys[int] | None) -> tuple[str, list[Any]]:
        # Never among some: FTS5 would be asked anew for each.
        return "SELECT rowid FROM reader_search WHERE reader_search MATCH %s", [written(expression)]


def written(expression: Expression) -> str:
    """Return an expression in the language of FTS5."""
    match expression:
        case Sequence(tokens):
            return f'"{" ".join(tokens)}"'
        case Either(parts):
            return f"({' OR '.join(map(written, parts))})"
        case Both(parts, without):
            found = f"({' AND '.join(map(written, parts))})"
            return f"({found} NOT ({' OR '.join(map(written, without))}))" if without else found
