"""The casualty figures as a table: one row a figure, with keys that join it to the rows of the annotations."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from annotations.models import Figure
from annotations.models.figure import FIELDS, FigureQuerySet

from .evidence import BESIDE, QUOTE, UPDATED_AT, circumstances, values
from .format import Selection
from .rows import KEY
from .table import Column, Table, one_of

NUMBER = {"minimum": 0}
COLUMNS = (
    Column("figure_id", "integer", "The figure.", 12, KEY | {"unique": True}),
    Column("annotation_id", "integer", "The highlight it was read in.", 41, KEY),
    *BESIDE,
    QUOTE,
    Column("raw", "string", "The words of the number, as they stood when it was read.", "at least 12"),
    Column("rule", "string", "The counting rule that gave the numbers. Empty where a person did.", "MUC-4"),
    Column("low", "integer", "The least number of people. Empty where nothing is said.", 12, NUMBER),
    Column("best", "integer", "The number itself; never filled from a floor.", "", NUMBER),
    Column("high", "integer", "The greatest number.", "", NUMBER),
    Column("approximate", "integer", "1 where the words say “about”, else 0.", 0, {"required": True, "enum": [0, 1]}),
    Column("effect", "string", "What happened to the people.", "killed", one_of(Figure, "effect")),
    Column("victims", "string", "Who they were.", "civilians", one_of(Figure, "victims")),
    Column("scope", "string", "Whether it counts this incident or all so far.", "incident", one_of(Figure, "scope")),
    *circumstances(Figure),
    Column("event_id", "integer", "The event it is of, where people have grouped figures so.", 2, {"minimum": 1}),
    Column("event", "string", "The event's name.", "The fire of 11 March"),
    UPDATED_AT,
)


def rows(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row for each figure of these annotations that is shown, in the order they were made."""
    yield from rows_of(Figure.objects.shown().filter(annotation__in=selection.annotations.order_by()))


def rows_of(shown: FigureQuerySet) -> Iterator[tuple[object, ...]]:
    """Yield the rows of these figures, in the order they were made."""
    yield from values(shown, Figure.objects.all(), ("raw", "rule", *FIELDS, "event_id", "event__name"))


TABLE = Table(
    name="figures",
    title=gettext_noop("Casualty figures"),
    description=gettext_noop(
        "One row per number of people that was read in a highlight: low, best and high, and what is said."
    ),
    columns=lambda selection: COLUMNS,
    rows=rows,
    key=("figure_id",),
    foreign={"annotation_id": ("annotations", "annotation_id")},
)
