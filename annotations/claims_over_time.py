"""How many claims of a project there are of when, by what has become of them: a picture, and the same as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import get_language_bidi

from annotations.core.timeline import Column, Timeline, timeline
from annotations.models import Claim
from annotations.models.claim import State

KEPT = ("q", "source_name", "source_type", "place", "once")
YEARS = range(1000, 9000)  # a day beyond is a slip of the pen, and none


class Drawn(NamedTuple):
    """A part of a column: its state, in words too, and the address of the claims it stands for."""

    state: str
    label: str
    number: int
    y: str
    height: str
    query: str


@dataclass(frozen=True)
class ClaimsOverTime:
    """The claims of a query (see `claims_of`), each of its own day or else of that on which its article was published.

    In one query, however many they are. `conditions` are those that chose them, which the parts' addresses keep.
    """

    claims: QuerySet[Claim]
    conditions: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def counts(self) -> Counter[tuple[date | None, str]]:
        """How many claims there are of each day, None where it is not known, and state."""
        published = Substr("annotation__article__published", 1, len("2024-03-11"))
        rows = self.claims.order_by().annotate(published=published).values_list("date_from", "published", "state")
        found: Counter[tuple[date | None, str]] = Counter()
        for day, told, state, number in rows.annotate(number=Count("pk")):
            found[day if day and day.year in YEARS else _day(told), state] += number
        return found

    @cached_property
    def picture(self) -> Timeline | None:
        dated = {(day, state): n for (day, state), n in self.counts.items() if day}
        return timeline(dated, State.values, mirrored=get_language_bidi())

    @property
    def undated(self) -> int:
        """How many are of no day that is known."""
        return sum(number for (day, _), number in self.counts.items() if day is None)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """The states that occur: value, name, and how many claims of a known day are in it."""
        totals: Counter[str] = Counter()
        for (day, state), number in self.counts.items():
            totals[state] += number if day else 0
        return [(state.value, str(state.label), totals[state]) for state in State if totals[state]]

    @property
    def columns(self) -> list[tuple[Column, list[Drawn]]]:
        """The columns of the picture, each with its parts."""
        labels = dict(State.choices)
        return [
            (
                column,
                [
                    Drawn(
                        part.state,
                        str(labels[part.state]),
                        part.number,
                        part.y,
                        part.height,
                        self._query(column, part.state),
                    )
                    for part in column.parts
                ],
            )
            for column in (self.picture.columns if self.picture else ())
        ]

    @property
    def rows(self) -> list[tuple[Column, list[int]]]:
        """The picture as a table: for each period how many claims are in each of the states."""
        return [
            (
                column,
                [next((part.number for part in column.parts if part.state == state), 0) for state, _, _ in self.states],
            )
            for column, _ in self.columns
        ]

    def _query(self, column: Column, state: str) -> str:
        kept = {name: "on" if value is True else value for name, value in self.conditions.items() if name in KEPT}
        first, last = column.period.first, column.period.last
        since, until = (self.conditions.get(name) for name in ("since", "until"))
        within = max(first, since or first), min(last, until or last)
        if within[0] <= within[1]:  # what is of several days is drawn at its first, which may be before those asked for
            first, last = within
        return urlencode(kept | {"state": state, "since": first.isoformat(), "until": last.isoformat()})


def _day(published: str) -> date | None:
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if day.year in YEARS else None
