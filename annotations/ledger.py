"""The figure ledger: which figures of a project, in which order, a page at a time. Rows are counted, never the dead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import NullIf, Substr
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from annotations.core.concordance import shortened
from annotations.models import Event, Figure
from annotations.models.figure import FigureQuerySet
from annotations.models.folding import Fold
from reader.models import Project

PAGE = 50
QUOTE = 180  # code points of a quote that a row shows
SORTED_BY = 100  # code points of a text that decide its place
POPULATION = Figure.Effect.POPULATION
USUAL = "-date"


class Column(NamedTuple):
    """What the ledger is sorted by: what it is called, its expression, what it is, and which end comes first."""

    label: str
    key: models.expressions.Combinable
    kind: type = str
    falls: bool = False  # the first click sorts from the greatest down


def _text(name: str) -> models.expressions.Combinable:
    return NullIf(Fold(Substr(name, 1, SORTED_BY)), Value(""), output_field=models.TextField())


COLUMNS = {
    "event": Column(gettext_noop("Event"), _text("event__name")),
    "effect": Column(gettext_noop("Effect"), _text("effect")),
    "low": Column(gettext_noop("Low"), F("low"), int, falls=True),
    "best": Column(gettext_noop("Best"), F("best"), int, falls=True),
    "high": Column(gettext_noop("High"), F("high"), int, falls=True),
    "source": Column(gettext_noop("Source"), _text("source_name")),
    "date": Column(gettext_noop("Date"), F("date_from"), date, falls=True),
    "place": Column(gettext_noop("Place"), _text("place")),
    "article": Column(gettext_noop("Article"), _text("annotation__article__title")),
    "quote": Column(gettext_noop("Quote"), _text("annotation__exact")),
}


@dataclass(frozen=True)
class Filter:
    """Which figures; what is not given does not narrow. Both ends belong to a period.

    A population is no casualty: it is there where it is asked for, and else left out.
    """

    project: Project
    effect: str = ""
    event: Event | None = None
    in_no_event: bool = False
    source: str = ""
    source_type: str = ""
    place: str = ""
    date_from: date | None = None
    date_to: date | None = None
    approximate: str = ""
    scope: str = ""

    @property
    def figures(self) -> FigureQuerySet:
        """What the filter shows."""
        return self.effects.filter(effect=self.effect) if self.effect else self.effects.exclude(effect=POPULATION)

    @property
    def effects(self) -> FigureQuerySet:
        """What it shows, of whatever effect."""
        found = Figure.objects.shown().filter(annotation__article__project=self.project)
        if self.event or self.in_no_event:
            found = found.filter(event=self.event)
        # Not `icontains`: on SQLite it knows the capitals of ASCII alone.
        for name, words in (("source_name", self.source), ("place", self.place)):
            if words:
                found = found.filter(**{f"{name}__iregex": re.escape(words)})
        for name, value in (("source_type", self.source_type), ("scope", self.scope)):
            if value:
                found = found.filter(**{name: value})
        if self.approximate:
            found = found.filter(approximate=self.approximate == "yes")
        if self.date_from:
            found = found.filter(Q(date_to__gte=self.date_from) | Q(date_to=None, date_from__gte=self.date_from))
        if self.date_to:
            found = found.filter(date_from__lte=self.date_to)
        return found


class Place(NamedTuple):
    """Where a figure stands in an order: by what it is sorted, and its key. It stays one when the figure is gone."""

    value: Any
    pk: int

    def __str__(self) -> str:
        return str(self.pk) if self.value is None else f"{self.pk}~{self.value}"


@dataclass(frozen=True)
class Order:
    """By which column, from which end; and which page of it."""

    column: str
    falls: bool
    at: Place | None = None
    backwards: bool = False

    @classmethod
    def read(cls, sort: str, after: str = "", before: str = "", last: bool = False) -> Self:
        """Return what an address asks for; what is no order is the usual one, what is no place the first page."""
        column, falls = (sort or USUAL).lstrip("-"), (sort or USUAL).startswith("-")
        return cls(column, falls, _place(before or after, COLUMNS[column].kind), bool(before or last))

    @property
    def said(self) -> str:
        """How an address says it; nothing of the usual order."""
        said = f"{'-' if self.falls else ''}{self.column}"
        return "" if said == USUAL else said

    def sorted(self, found: FigureQuerySet) -> FigureQuerySet:
        """Return the figures in this order, from the place of the page on; those that say nothing come last."""
        found = found.annotate(sorted_by=COLUMNS[self.column].key)
        if self.at:
            found = found.filter(self._before(self.at) if self.backwards else self._after(self.at))
        key = F("sorted_by")
        if self.backwards:
            return found.order_by(key.asc(nulls_first=True) if self.falls else key.desc(nulls_first=True), "-pk")
        return found.order_by(key.desc(nulls_last=True) if self.falls else key.asc(nulls_last=True), "pk")

    def _after(self, at: Place) -> Q:
        if at.value is None:
            return Q(sorted_by=None, pk__gt=at.pk)
        further = Q(sorted_by__lt=at.value) if self.falls else Q(sorted_by__gt=at.value)
        return further | Q(sorted_by=at.value, pk__gt=at.pk) | Q(sorted_by=None)

    def _before(self, at: Place) -> Q:
        if at.value is None:
            return Q(sorted_by__isnull=False) | Q(sorted_by=None, pk__lt=at.pk)
        nearer = Q(sorted_by__gt=at.value) if self.falls else Q(sorted_by__lt=at.value)
        return nearer | Q(sorted_by=at.value, pk__lt=at.pk)


def _place(cursor: str, kind: type) -> Place | None:
    key, told, value = cursor.partition("~")
    if not re.fullmatch(r"\d{1,18}", key):
        return None
    try:
        read = date.fromisoformat(value) if kind is date else kind(value)
    except ValueError:
        return None if told else Place(None, int(key))
    return Place(read if told else None, int(key))


class Heading(NamedTuple):
    """A column's head: its name, the address that sorts by it, and which way it is sorted by now, if it is."""

    name: str
    label: str
    query: str
    sorted: str  # as aria-sort says it


class Tally(NamedTuple):
    """How many figures there are of an effect, and the address that shows them."""

    label: str
    number: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A figure as the ledger shows it."""

    figure: Figure

    @property
    def quote(self) -> str:
        """Its passage, or of a long one what stands around the number."""
        return shortened(self.figure.annotation.exact, QUOTE, [self.figure.raw] if self.figure.raw else [])

    @property
    def when(self) -> str:
        return told_days(self.figure)

    @property
    def outlet(self) -> str:
        article = self.figure.annotation.article
        return article.site_name or article.host.removeprefix("www.")

    @property
    def cursor(self) -> str:
        return str(Place(self.figure.sorted_by, self.figure.pk))  # type: ignore[attr-defined]  # see Order.sorted


def told_days(figure: Figure) -> str:
    """Return of when a figure is, as well as it is known: '11 Mar 2024', '11–12 Mar 2024', 'Mar 2024', '2024'."""
    first, last = figure.date_from, figure.date_to
    if first is None:
        return ""
    match figure.date_precision:
        case Figure.DatePrecision.YEAR:
            form, about = "Y", ""
        case Figure.DatePrecision.MONTH:
            form, about = "M Y", ""
        case precision:
            form, about = "j M Y", gettext("week of ") if precision == Figure.DatePrecision.WEEK else ""
    start, end = (date_format(day, form) for day in (first, last or first))
    return f"{about}{start}" if start == end else f"{about}{start} – {end}"


@dataclass
class Ledger:
    """A page of the ledger, for a filter and an order; `query` is the filter's in an address."""

    filter: Filter
    order: Order
    query: str = ""
    by_effect: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        counted = self.filter.effects.order_by().values_list("effect").annotate(models.Count("pk"))
        self.by_effect = dict(counted)

    @property
    def total(self) -> int:
        """How many figures the filter shows."""
        if self.filter.effect:
            return self.by_effect.get(self.filter.effect, 0)
        return sum(count for effect, count in self.by_effect.items() if effect != POPULATION)

    @property
    def populations(self) -> int:
        """How many are left out since they count no casualties."""
        return 0 if self.filter.effect == POPULATION else self.by_effect.get(POPULATION, 0)

    @property
    def tallies(self) -> list[Tally]:
        """How many figures there are of each effect that occurs: rows, not people."""
        chosen, effects = self.filter.effect, [*Figure.Effect.choices, ("", gettext("Not said"))]
        found = []
        for effect, label in effects:
            if effect and (number := self.by_effect.get(effect, 0)):
                others = [part for part in self.query.split("&") if part and not part.startswith("effect=")]
                asked = others if effect == chosen else [f"effect={effect}", *others]
                query = "&".join(
                    filter(None, (*asked, urlencode({"sort": self.order.said}) if self.order.said else ""))
                )
                found.append(Tally(str(label), number, f"?{query}", effect == chosen))
        return found

    @cached_property
    def _found(self) -> list[Figure]:
        if not self.total:
            return []
        found = self.order.sorted(self.filter.figures).select_related("event", "annotation__article")
        return list(found.defer(*UNSHOWN)[: PAGE + 1])

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The figures of the page."""
        rows = [Row(figure) for figure in self._found[:PAGE]]
        return rows[::-1] if self.order.backwards else rows

    @cached_property
    def turns(self) -> dict[str, str]:
        """The addresses of the other pages there are: first, previous, next, last."""
        rows, is_more = self.rows, len(self._found) > PAGE
        has_next = bool(self.order.at) if self.order.backwards else is_more
        has_previous = is_more if self.order.backwards else bool(self.order.at)
        found = {}
        if has_previous and rows:
            found["first"], found["previous"] = self._address(), self._address(before=rows[0].cursor)
        if has_next and rows:
            found["next"], found["last"] = self._address(after=rows[-1].cursor), self._address(last="on")
        return found

    @property
    def headings(self) -> list[Heading]:
        """The heads of the columns: each sorts by it, and the one that it is sorted by turns the order round."""
        found = []
        for name, column in COLUMNS.items():
            is_current = name == self.order.column
            falls = not self.order.falls if is_current else column.falls
            sort = Order(name, falls).said
            now = ("descending" if self.order.falls else "ascending") if is_current else ""
            found.append(Heading(name, gettext(column.label), self._address(sort=sort), now))
        return found

    @property
    def here(self) -> str:
        """The address of this filter in this order, from its first page on."""
        return self._address()

    def _address(self, sort: str | None = None, **turn: str) -> str:
        said = urlencode(
            {
                name: value
                for name, value in {"sort": self.order.said if sort is None else sort, **turn}.items()
                if value
            }
        )
        return "?" + "&".join(filter(None, (self.query, said)))


UNSHOWN = (
    "annotation__prefix", "annotation__suffix", "annotation__former_exact", "annotation__note",
    "annotation__searchable", "annotation__article__problem", "annotation__article__standfirst",
)  # fmt: skip
