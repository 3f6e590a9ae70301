"""The keys that rows had where their archive was written: taken again where somebody vouches for the file.

A restore is for that after a loss: the addresses in papers, and the tables that people hold, lead to the rows again.
A stranger's file gets new keys, since it could take those of rows that are gone, which the history of another project
still speaks of. It is all of the keys or none: a project whose tables are half right is right nowhere.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from annotations.filtering import listed
from reader.models import Project

from .opening import MOST_LINES, Archive, Line
from .recorded import KEYS, KINDS

GREATEST = 2**53 - 1  # that JSON says exactly to all programs (RFC 8259, 6)
AT_ONCE = 5_000
NAMES: Mapping[str, type[models.Model]] = {"project": Project, **{kind.name: kind.model for kind in KINDS}}
Former: TypeAlias = "Mapping[type[models.Model], array[int]]"


def runs(keys: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the keys of numbered rows as runs: the first row's number, counted from 1, its key, and how many rows."""
    first = 0
    for place in range(1, len(keys) + 1):
        if place == len(keys) or keys[place] != keys[place - 1] + 1:
            yield first + 1, keys[first], place - first
            first = place


def former_keys(archive: Archive) -> Former | None:
    """Return the keys that the archive says, by the numbers of its rows; None where it is from before it said them.

    Raises UnreadableProject.
    """
    if not archive.holds(KEYS):
        return None
    found: dict[type[models.Model], array[int]] = {model: array("q") for model in NAMES.values()}
    total, line = 0, Line(KEYS, 1, None)  # where the file is empty
    for line in archive.rows(KEYS):
        match line.values:
            case {"of": str(name), "number": int(number), "key": int(key), "rows": int(rows)} if (
                name in NAMES
                and number == len(found[NAMES[name]]) + 1
                and 1 <= key <= key + rows - 1 <= GREATEST
                and (total := total + rows) <= MOST_LINES
            ):
                found[NAMES[name]].extend(range(key, key + rows))
            case _:
                raise line.problem(_("it says no keys"))
    there = {"project": 1} | archive.lines
    for name, model in NAMES.items():
        keys = found[model]
        # Rows are numbered in the order of their keys; those that history alone knows come behind them.
        is_ordered = all(one < next_ for one, next_ in pairwise(keys[: there[name]]))
        if len(keys) < there[name] or not is_ordered or len(set(keys)) < len(keys):
            raise line.problem(_("it says no keys"))
    return found


def take(former: Former) -> bool:
    """Take these keys, so that the database gives them to no other row; False where one of them is a row's."""
    return all(_take(model, keys) for model, keys in former.items() if keys)


def _take(model: type[models.Model], keys: array[int]) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        table = model._meta.db_table
        if connection.vendor == "postgresql":
            # Whoever inserts a row waits: a sequence must not be set back behind a key that was given meanwhile.
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN SHARE ROW EXCLUSIVE MODE")
        for first in range(0, len(keys), AT_ONCE):
            if model._base_manager.filter(pk__in=listed(keys[first : first + AT_ONCE].tolist())).exists():
                return False
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(s, GREATEST(%s, COALESCE(pg_sequence_last_value(s), 0)))"
                " FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS s) AS found",
                [max(keys), connection.ops.quote_name(table), model._meta.pk.column],
            )
            return True
        cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [max(keys), table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, max(keys)])
        return True
