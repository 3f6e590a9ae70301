"""Text without capitals, in the database: what is searched for, and what is searched.

On SQLite, whose own `lower` knows ASCII alone, Python's `str.casefold` (Unicode, section 3.13, default case folding) is
given to each connection as a function; PostgreSQL lowers by its locale, and final sigma and long s are made plain.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Func, TextField


class Fold(Func):
    """The text of an expression with its capitals folded."""

    arity = 1
    output_field = TextField()
    template = "TRANSLATE(LOWER(%(expressions)s), 'ςſ', 'σs')"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="attest_fold(%(expressions)s)", **context)


def teach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new connection to SQLite the function; a column that is made by it can only be written with it."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("attest_fold", 1, _fold, deterministic=True)


def _fold(text: str | None) -> str | None:
    return None if text is None else text.casefold()


connection_created.connect(teach, dispatch_uid="attest_fold")
