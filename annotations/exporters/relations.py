"""The relations as a table: which passage disputes, concedes, confirms or supersedes which."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from annotations.models import Relation

from .evidence import UPDATED, UPDATED_AT
from .format import Selection
from .paging import pages
from .rows import KEY, MOMENT, Utc
from .table import Column, Table, one_of

COLUMNS = (
    Column("relation_id", "integer", "The relation.", 4, KEY | {"unique": True}),
    Column("annotation_id", "integer", "The highlight that says something of the other.", 57, KEY),
    Column("kind", "string", "What it does to the other.", "disputes", {"required": True, **one_of(Relation, "kind")}),
    Column("target_id", "integer", "The highlight that it is about.", 41, KEY),
    Column("scope", "string", "What of it.", "number", one_of(Relation, "scope")),
    Column("who", "string", "Who says so.", "the hospital"),
    Column("note", "string", "What was written beside it.", "Counts the wounded among the dead."),
    Column("quote", "string", "The words of the one.", "no more than 8", {"required": True}),
    Column("target_quote", "string", "The words of the other.", "at least 12 people had died", {"required": True}),
    Column("author", "string", "Who related them. Empty where the account is gone.", "ida"),
    Column("created_at", "datetime", "When, in UTC.", "2026-11-23T09:14:00Z", MOMENT),
    UPDATED_AT,
)
VALUES = (
    *("pk", "annotation_id", "kind", "target_id", "scope", "who", "note", "annotation__exact", "target__exact"),
    "created_by__username",
    Utc("created_at"),
    UPDATED,
)


def rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row for each relation from one of these annotations, in the order they were made."""
    shown = Relation.objects.shown().filter(annotation__in=selection.annotations.order_by())
    for keys in pages(shown):
        for *cells, author, made, changed in Relation.objects.filter(pk__in=keys).order_by("pk").values_list(*VALUES):
            yield (*cells, selection.people.name(author), made, changed)


TABLE = Table(
    name="relations",
    title=gettext_noop("Relations"),
    description=gettext_noop(
        "One row per pair of passages of which one disputes, concedes, confirms or supersedes the other: "
        "a list of edges for graphs."
    ),
    columns=lambda selection: COLUMNS,
    rows=rows,
    key=("relation_id",),
    foreign={"annotation_id": ("annotations", "annotation_id")},
)
