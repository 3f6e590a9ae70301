"""Statements that are made once: to build a query and its SQL takes Django several times as long as to ask it.

For the few that every request asks, or every new highlight, and that differ only in their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from threading import local
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
FAR = 2**63
Sql = tuple[str, tuple[Any, ...]]


class Bind(models.Expression):
    """A place in a query for the value of this name: a number or a text."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=models.BigIntegerField())
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Sql:
        return "%s", (self,)


class Prepared(Generic[Row]):
    """A query of this site's database whose SQL is made when it is first asked: once for each connection.

    `make` returns it, with a `Bind` for each value that differs. It may join other models, but prefetch none.
    """

    def __init__(self, make: Callable[[], models.QuerySet[Any, Row]]) -> None:
        self._make = make
        self._of_thread = local()

    def __call__(self, **values: int | str | None) -> list[Row]:
        """Return what is found with a value for each name; nothing with a number that no column can have."""
        if any(isinstance(value, int) and not -FAR <= value < FAR for value in values.values()):
            return []
        mine, connection = self._of_thread, connections[DEFAULT_DB_ALIAS]
        if getattr(mine, "connection", None) is not connection:
            mine.values = {}
            mine.rows = _prepared(self._make(), mine.values)
            mine.connection = connection
        mine.values.update(values)
        return list(mine.rows)


def _prepared(queryset: models.QuerySet[Any, Row], values: dict[str, Any]) -> Iterable[Row]:
    """Return what asks the query each time it is gone through, with the values of that moment."""
    query: Any = queryset.query  # Any: some of its methods are replaced below
    compiler: Any = query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    converters, is_composite = compiler.get_converters(columns), compiler.has_composite_fields(columns)

    def bound() -> Sql:
        return sql, tuple(values[each.name] if isinstance(each, Bind) else each for each in params)

    # Of all that Django does from here to rows or objects, only what would be the same each time is taken out.
    compiler.as_sql = bound
    compiler.get_converters = lambda _: converters
    compiler.has_composite_fields = lambda _: is_composite
    query.get_compiler = lambda using: compiler
    return cast("Iterable[Row]", queryset._iterable_class(cast("Any", queryset)))


def add(row: models.Model) -> None:
    """Insert a new row, which gets its key, as `save(force_insert=True)` does but for signals, of which there are none.

    What the database makes itself is read when it is asked for.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.features.can_return_columns_from_insert:  # SQLite before 3.35
        row.save(force_insert=True)
        return
    sql, fields = _insertion(type(row), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields])
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insertion(model: type[models.Model], vendor: str) -> tuple[str, list[models.Field[Any, Any]]]:
    meta, quote = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in meta.local_concrete_fields if not (field.primary_key or field.generated)]
    key, *columns = (quote(field.get_attname_column()[1] or "") for field in (meta.pk, *fields))
    names, places = ", ".join(columns), ", ".join(["%s"] * len(fields))
    into = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    return f"{into} RETURNING {key}", fields
