"""What the tables of figures and claims have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models.history import Change

from .paging import pages
from .rows import ARTICLE, MOMENT, Utc
from .rows import COLUMNS as ANNOTATION
from .table import Column, one_of

BESIDE = tuple(column for column in ARTICLE if column.name not in ("site_name", "byline"))
QUOTE = next(column for column in ANNOTATION if column.name == "quote")
_LAST = Change.objects.filter(annotation=OuterRef("annotation")).order_by("-pk").values("operation__made_at")[:1]
UPDATED = Utc(Coalesce(Subquery(_LAST), F("annotation__updated_at")))
UPDATED_AT = Column(
    "updated_at", "datetime", "When anything was changed last of the highlight and what it carries, in UTC.",
    "2026-11-23T09:20:31Z", MOMENT,
)  # fmt: skip
_BESIDE = (
    *("pk", "annotation_id", "annotation__article_id", "annotation__article__title", "annotation__article__url"),
    *("annotation__article__published", "annotation__exact"),
)


def circumstances(model: type[Model]) -> tuple[Column, ...]:
    """The columns of who says something, of when and of where."""
    return (
        Column("source_name", "string", "Who says so.", "the harbour office"),
        Column("source_type", "string", "What kind of source that is.", "official", one_of(model, "source_type")),
        Column("date_from", "date", "The day, or the first of a period.", "2024-03-11"),
        Column("date_to", "date", "The last day of a period.", "2024-03-12"),
        Column("date_precision", "string", "How well the day is known.", "day", one_of(model, "date_precision")),
        Column("place", "string", "Where.", "the east quay"),
        Column("place_precision", "string", "How well the place is known.", "exact", one_of(model, "place_precision")),
    )


def values(shown: QuerySet[Any], whole: QuerySet[Any], fields: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield of each row that is shown its key, its highlight with the article, the quote, these fields of `whole`, and
    when something was changed last.

    What is not said is an empty cell, yes and no are 1 and 0.
    """
    for keys in pages(shown):
        for cells in whole.filter(pk__in=keys).order_by("pk").values_list(*_BESIDE, *fields, UPDATED):
            yield tuple("" if cell is None else int(cell) if isinstance(cell, bool) else cell for cell in cells)
