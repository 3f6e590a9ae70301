"""The rows that every table-shaped export writes, read from the database in short pages."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from annotations.models import Annotation

BATCH = 250  # annotations a query: some milliseconds, in which the server can answer nobody else

FIELDS = (
    "pk", "article_id", "article__title", "article__url", "article__site_name", "article__byline",
    "article__published", "version__sha256", "start", "end", "paragraph", "prefix", "exact", "suffix", "note",
    "created_by__username", "created_at", "updated_at",
)  # fmt: skip


def rows(annotations: QuerySet[Annotation]) -> Iterator[tuple[object, ...]]:
    """Yield a row per annotation and tag, in the order the annotations were made.

    Which annotations they are is settled by one query at the start, which keeps eight bytes of each; they are then read
    in pages by key. So no cursor and no transaction is open between two pages, in which the server may answer other
    people, and each annotation's row comes out once, unless it is deleted meanwhile.
    """
    keys = array("q", annotations.order_by("pk").values_list("pk", flat=True).iterator())
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH].tolist()
        tags = _tags(batch)
        for values in Annotation.objects.alive().filter(pk__in=batch).order_by("pk").values_list(*FIELDS):
            yield from _rows_of(values, tags.get(values[0], NO_TAG))


NO_TAG: list[tuple[str, int | str]] = [("", "")]


def _tags(pks: list[int]) -> dict[int, list[tuple[str, int | str]]]:
    through = Annotation.tags.through.objects.filter(annotation_id__in=pks)
    found: dict[int, list[tuple[str, int | str]]] = {}
    ordered = through.order_by("annotation_id", "tag__position", "tag_id")
    for pk, name, tag_pk in ordered.values_list("annotation_id", "tag__name", "tag_id"):
        found.setdefault(pk, []).append((name, tag_pk))
    return found


def _rows_of(values: tuple[Any, ...], tags: list[tuple[str, int | str]]) -> Iterator[tuple[object, ...]]:
    *head, note, author, created_at, updated_at = values
    status = "orphan" if head[8] is None else "anchored"
    tail = (note, author or "", status, utc(created_at), utc(updated_at))
    cells = ["" if value is None else value for value in head]
    for name, tag_pk in tags:
        yield (*cells, name, tag_pk, *tail)


def utc(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC with `Z`, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
