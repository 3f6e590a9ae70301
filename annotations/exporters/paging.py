"""Reading very many rows in short pages, by key.

No cursor and no transaction is open between two pages, in which the server may answer other people; and what is
exported is settled by two queries at the start, so that each row comes out once, unless it is deleted meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from annotations.filtering import listed

BATCH = 250  # rows a query: some milliseconds, in which the server can answer nobody else
FIRST = 25  # rows of the first page: that something is sent while the rest is looked for


def pages(found: QuerySet[Any], told: Callable[[int, int], None] | None = None) -> Iterator[list[int]]:
    """Yield the keys of what is found in the order it was made, some at a time; eight bytes of each are kept.

    `told` is called after each page with how many are done, of how many.
    """
    ordered = found.order_by("pk").values_list("pk", flat=True)
    few = min(FIRST, BATCH)
    keys = array("q", ordered[:few])
    if not keys:
        return
    yield keys.tolist()
    if len(keys) == few:
        keys.extend(ordered.filter(pk__gt=keys[-1]).iterator())
    if told:
        told(min(few, len(keys)), len(keys))
    for first in range(few, len(keys), BATCH):
        yield keys[first : first + BATCH].tolist()
        if told:
            told(min(first + BATCH, len(keys)), len(keys))


def read(ordered: QuerySet[Any, tuple[Any, ...]], batches: Iterable[list[int]]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield what `ordered`, a query of values, says of the rows of its model with these keys, a page at a time.

    The values come as the database gives them. The statement is made once: to make it for each page, and to turn each
    cell into an object, takes longer than to read the page.
    """
    sql, params = ordered.filter(pk__in=listed(NONE)).query.sql_with_params()
    (none,) = listed(NONE).params
    place = params.index(none)
    for keys in batches:
        with connection.cursor() as cursor:
            cursor.execute(sql, (*params[:place], *listed(keys).params, *params[place + 1 :]))
            yield cursor.fetchall()


NONE = [-1]  # no row's key
