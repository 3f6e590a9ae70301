"""Keys for rows that are to come: taken before the rows are written, so that they can refer to one another.

The database gives them, and gives none of them again: what another project's history knows of rows that are gone can
never mean one of these.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from reader.models import User

from .checking import reader_of
from .former_keys import Former
from .history import Unfit
from .recorded import KINDS

MOST_ABSENT = 100_000
GONE_AT_ONCE = 50  # keys of rows that history alone knows


class Keys:
    """The keys of a file's rows, by their models and numbers; as `history.Turn`, that of what history refers to."""

    def __init__(self, lines: Mapping[str, int], people: Sequence[int], former: Former | None = None) -> None:
        """`lines` is how many rows there are of each kind, `people` the keys of the accounts of the file's people, and
        `former` the keys that the rows had and get again; None: they get new ones."""
        self._people = people
        self._keys = {
            kind.model: former[kind.model] if former else reserved(kind.model, lines[kind.name]) for kind in KINDS
        }
        self._there = {kind.model: lines[kind.name] for kind in KINDS}
        self._gone: dict[type[models.Model], int] = dict.fromkeys(self._keys, 0)
        self._absent: set[tuple[type[models.Model], int]] = set()
        self._checks: dict[models.Field[Any, Any], Any] = {}

    def key(self, model: type[models.Model], number: Any) -> int | None:
        """Return the key of a row that is there, None for one that was left out. Raises Unfit."""
        if model is User:
            if type(number) is not int or not 1 <= number <= len(self._people):
                raise Unfit(_("there is no person %s") % number)
            return self._people[number - 1]
        if type(number) is not int or not 1 <= number <= self._there[model]:
            raise Unfit(_("there is no line %s that it could refer to") % number)
        return None if (model, number) in self._absent else self._keys[model][number - 1]

    def leave_out(self, model: type[models.Model], number: int) -> None:
        """Take note that there is no row of this number. Raises Unfit where that is so of very many."""
        if len(self._absent) >= MOST_ABSENT:
            raise Unfit(_("more than %d rows are missing") % MOST_ABSENT)
        self._absent.add((model, number))

    def reference(self, model: type[models.Model], value: Any) -> int | None:
        if model is User:
            return self.key(model, value)
        # Behind the rows there are come those that history alone knows, numbered as they come up.
        gone = value - self._there[model] if type(value) is int and value > 0 else None
        if gone is None or gone > self._gone[model] + 1:
            raise Unfit(_("there is no row %s that it could refer to") % value)
        keys = self._keys[model]
        if len(keys) < value:
            keys.extend(reserved(model, GONE_AT_ONCE))
        self._gone[model] = max(self._gone[model], gone)
        return int(keys[value - 1])

    def check(self, field: models.Field[Any, Any], value: Any) -> None:
        if field not in self._checks:
            self._checks[field] = reader_of(field)
        try:
            self._checks[field](value)
        except Unfit as error:
            raise Unfit(f"{field.attname}: {error}") from error

    def refuse(self, problem: str) -> None:
        raise Unfit(problem)


def reserved(model: type[models.Model], number: int) -> array[int]:
    """Return as many keys for rows of this model as are asked for, in ascending order."""
    if not number:
        return array("q")
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As an insert does, so that it waits where another takes former keys.
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN ROW EXCLUSIVE MODE")
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), model._meta.pk.column, number],
            )
            return array("q", sorted(key for (key,) in cursor.fetchall()))
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        if row:
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [number, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        return array("q", range(first, first + number))


def analyse(tables: Iterable[type[models.Model]]) -> None:
    """Let PostgreSQL look at what was just written, as its manual has it after much of it (14.4.7): until it does so by
    itself it plans for empty tables, and reads all of one for each row of another."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(each._meta.db_table) for each in tables)}")
