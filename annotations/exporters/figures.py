"""The casualty figures as a table: one row a figure, with keys that join it to the rows of the annotations."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from django.db.models import QuerySet

from annotations.models import Annotation, Figure
from annotations.models.figure import FIELDS

from .rows import BATCH

COLUMNS = (
    "figure_id", "annotation_id", "article_id", "article_title", "article_url", "published_at", "quote",
    "raw", "rule", *FIELDS,
)  # fmt: skip
_VALUES = (
    "pk", "annotation_id", "annotation__article_id", "annotation__article__title", "annotation__article__url",
    "annotation__article__published", "annotation__exact", "raw", "rule", *FIELDS,
)  # fmt: skip


def rows(annotations: QuerySet[Annotation]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each figure of these annotations that is shown, in the order they were made.

    Read in pages by key, as the annotations are; what is not said is an empty cell, yes and no are 1 and 0.
    """
    shown = Figure.objects.shown().filter(annotation__in=annotations.order_by())
    keys = array("q", shown.order_by("pk").values_list("pk", flat=True).iterator())
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH].tolist()
        for values in Figure.objects.filter(pk__in=batch).order_by("pk").values_list(*_VALUES):
            yield tuple("" if value is None else int(value) if isinstance(value, bool) else value for value in values)
