"""The tags as a matrix of 0 and 1: one row a highlight, one column a tag, as statistics programs want it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_noop

from annotations.models import Annotation
from annotations.models.taggings import borne

from .format import Selection
from .rows import COLUMNS as ANNOTATION
from .table import Column, Table

BEFORE = ("annotation_id", "article_id", "start", "end", "quote", "author")
FIXED = tuple(
    column.narrowed(unique=True) if column.name == "annotation_id" else column
    for name in BEFORE
    for column in ANNOTATION
    if column.name == name
)
VALUES = ("pk", "article_id", "start", "end", "exact", "created_by__username")
CELL = {"required": True, "enum": [0, 1]}


def columns(selection: Selection) -> Sequence[Column]:
    """The highlight, and each tag of the codebook, archived ones too, in its order."""
    tags = [
        Column(f"tag:{tag.name}", "integer", f"1 where it bears the tag “{tag.name}”, else 0.", 1, CELL)
        for tag in selection.tags
    ]
    return (*FIXED, *tags)


def rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per highlight, in the order they were made."""
    tags = [tag.pk for tag in selection.tags]
    for keys in selection.pages():
        worn = borne(keys)
        for *cells, author in Annotation.objects.alive().filter(pk__in=keys).order_by("pk").values_list(*VALUES):
            bears = set(worn.get(cells[0], ()))
            yield (*cells, selection.people.name(author), *(int(tag in bears) for tag in tags))


TABLE = Table(
    name="matrix",
    title=gettext_noop("Tags as 0 and 1"),
    description=gettext_noop("One row per highlight, one column per tag: for counts, cross-tables and regressions."),
    columns=columns,
    rows=rows,
    count=lambda selection: selection.annotations.count(),
    key=("annotation_id",),
    foreign={"annotation_id": ("annotations", "annotation_id")},
)
