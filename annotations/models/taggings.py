"""Which highlights bear which tags, in bulk: ten thousand as objects, or a statement each, would take seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from .annotation import Annotation

Tagging = Annotation.tags.through
BATCH = 1000  # rows a statement


def borne(annotations: models.QuerySet[Any] | Sequence[int]) -> dict[int, list[int]]:
    """Return the keys of the tags, in order, that each of these annotations bears; nothing of those without one.

    The annotations are given by a query for their keys, or by at most BATCH keys.
    """
    found: dict[int, list[int]] = defaultdict(list)
    rows = Tagging.objects.filter(annotation_id__in=annotations).order_by("tag_id")
    for annotation, tag in rows.values_list("annotation_id", "tag_id"):
        found[annotation].append(tag)
    return found


def take_off(tag: int, annotations: Sequence[int]) -> None:
    """Take a tag from these annotations."""
    table = connection.ops.quote_name(Tagging._meta.db_table)
    with connection.cursor() as cursor:
        for first in range(0, len(annotations), BATCH):
            keys = ", ".join(str(int(key)) for key in annotations[first : first + BATCH])
            cursor.execute(f"DELETE FROM {table} WHERE tag_id = %s AND annotation_id IN ({keys})", [tag])  # noqa: S608


def give(pairs: Iterable[tuple[int, int]]) -> None:
    """Give tags to annotations, by the keys of both; none of them may bear its tag already."""
    insert(Tagging, ("annotation_id", "tag_id"), list(pairs))


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of what the database itself understands."""
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            cursor.execute(into + ", ".join([places] * len(batch)), [value for row in batch for value in row])
