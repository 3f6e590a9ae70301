"""Where the words are looked up: one interface, an engine a database, the same answers.

Both hold of each article two streams of words (see `words.stream`), of its own text and of what was written about it,
in the table `reader_search`, by the article's key. What a word is, was decided before: an engine compares bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from . import postgres, sqlite
from .expressions import Expression

AT_ONCE = 500


class Engine(Protocol):
    """What a database has to do."""

    def writing(self, column: str) -> str:
        """Return the statement that writes a column: its parameters are the key and the stream."""

    def condition(self, expression: Expression, among: Sequence[int] | None) -> tuple[str, list[Any]]:
        """Return a query for the keys of the articles that an expression fits, with its parameters.

        `among`: no others than these are asked for, if that helps to find them.
        """


class Index:
    """The index of the database in use."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def write(self, *, texts: Mapping[int, str] | None = None, notes: Mapping[int, str] | None = None) -> None:
        """Let articles be found by these streams from now on, inside the transaction there is."""
        for column, streams in (("text", texts), ("notes", notes)):
            if streams:
                with connection.cursor() as cursor:
                    cursor.executemany(self.engine.writing(column), list(streams.items()))

    def forget(self, keys: Iterable[int]) -> None:
        """Find these articles no longer."""
        rest = iter(keys)
        while batch := list(islice(rest, AT_ONCE)):
            places = ", ".join(["%s"] * len(batch))
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM reader_search WHERE rowid IN ({places})", batch)  # noqa: S608

    def matching(self, expression: Expression, among: Sequence[int] | None = None) -> RawSQL:
        """Return the keys of the articles that an expression fits, as a subquery.

        `among` names a few, where it is known that others are not asked for; there may be others nevertheless.
        """
        sql, params = self.engine.condition(expression, among)
        return RawSQL(sql, params)  # noqa: S611  every word is a parameter


ENGINES: Mapping[str, Engine] = {"sqlite": sqlite.Fts5(), "postgresql": postgres.TextSearch()}


def engine() -> Index:
    """Return the index of the database in use."""
    return Index(ENGINES[connection.vendor])
