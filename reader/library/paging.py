"""Orders of the library and pages of them by where they begin, so that the last costs as much as the first.

A place is a cursor: the value that the list is sorted by and the article's key, so that it stays one when the article
is gone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from reader.models.entry import EntryQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = 30


@dataclass(frozen=True, slots=True)
class Order:
    """By a column of the entries, then by the article's key: both upwards or both downwards, as an index goes."""

    label: StrOrPromise
    column: str
    is_upwards: bool = False
    is_number: bool = False


NEWEST_FIRST = Order(gettext_lazy("Newest import"), "article_id", is_number=True)
ORDERS = {
    "": NEWEST_FIRST,
    "published": Order(gettext_lazy("Newest published"), "published"),
    "oldest": Order(gettext_lazy("Oldest published"), "published", is_upwards=True),
    "title": Order(gettext_lazy("Title"), "title_key", is_upwards=True),
    "site": Order(gettext_lazy("Site"), "site", is_upwards=True),
    "length": Order(gettext_lazy("Longest"), "words", is_number=True),
    "short": Order(gettext_lazy("Shortest"), "words", is_upwards=True, is_number=True),
    "highlights": Order(gettext_lazy("Most highlights"), "highlights", is_number=True),
}
# Of a search: what fits best; see `ranked_page`.
RELEVANCE = Order(gettext_lazy("Best match"), "relevance")
CURSOR = re.compile(r"(\d{1,18})(?:~(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands in the list."""

    pk: int
    value: Any

    @classmethod
    def read(cls, cursor: str, order: Order) -> Self | None:
        """Return the place that a cursor names in this order, or None where it is none."""
        match = CURSOR.fullmatch(cursor)
        if match is None:
            return None
        pk, value = int(match[1]), match[2]
        if order.column == "article_id":
            return cls(pk, pk)
        if value is None or (order.is_number and not re.fullmatch(r"[0-9]{1,9}", value)):
            return None
        return cls(pk, int(value) if order.is_number else value)

    def written(self, order: Order) -> str:
        return str(self.pk) if order.column == "article_id" else f"{self.pk}~{self.value}"

    def beyond(self, order: Order, *, upwards: bool) -> Q:
        """Return what stands beyond it, in this direction of the values."""
        way = "gt" if upwards else "lt"
        if order.column == "article_id":
            return Q(**{f"article_id__{way}": self.pk})
        # The first condition says nothing new: by it the database begins at the right place of its index.
        further = Q(**{f"{order.column}__{way}": self.value}) | Q(**{f"article_id__{way}": self.pk})
        return Q(**{f"{order.column}__{way}e": self.value}) & further


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page: the places on it in order, and whether there are others before and after it."""

    places: Sequence[Place]
    has_previous: bool
    has_next: bool


def ranked_page(scores: Mapping[int, float], at: Place | None, *, backwards: bool) -> Stretch:
    """Return a page, as `page` does, of articles that are ranked: their scores by their keys, the best first."""
    keys = list(scores)
    try:
        here = (-float(at.value), -at.pk) if at else None
    except ValueError:
        here = None
    if here:
        sides = [(-scores[key], -key) for key in keys]
        keys = keys[: bisect_left(sides, here)] if backwards else keys[bisect_right(sides, here) :]
    shown = [Place(key, repr(scores[key])) for key in (keys[-PAGE:] if backwards else keys[:PAGE])]
    is_more = len(keys) > len(shown)
    return Stretch(shown, is_more, here is not None) if backwards else Stretch(shown, here is not None, is_more)


def newest_page(keys: Sequence[int], at: Place | None, *, backwards: bool) -> Stretch:
    """Return the page that `page` finds by newest import, of articles whose keys are all known."""
    keys = sorted(keys, reverse=True)
    if at:
        keys = [key for key in keys if (key > at.pk if backwards else key < at.pk)]
    shown = keys[-PAGE:] if backwards else keys[:PAGE]
    is_more, places = len(keys) > len(shown), [Place(key, key) for key in shown]
    return Stretch(places, is_more, at is not None) if backwards else Stretch(places, at is not None, is_more)


def page(found: EntryQuerySet, order: Order, at: Place | None, *, backwards: bool) -> Stretch:
    """Return the page that begins after a place, or with `backwards` ends before it; without one, the first or last."""
    upwards = order.is_upwards != backwards
    if at:
        found = found.filter(at.beyond(order, upwards=upwards))
    columns = dict.fromkeys([order.column, "article_id"])
    ways = [F(column).asc() if upwards else F(column).desc() for column in columns]
    rows = list(found.order_by(*ways).values_list("article_id", order.column)[: PAGE + 1])
    is_more, places = len(rows) > PAGE, [Place(*row) for row in rows[:PAGE]]
    if backwards:
        return Stretch(places[::-1], is_more, at is not None)
    return Stretch(places, at is not None, is_more)
