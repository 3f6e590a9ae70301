"""The picture of things counted over time by their state: columns of parts. Pure: no Django; a template draws it.

As in the picture of figures, across is in per cent of the width and down in ems, so that its words keep their size; in
a language that is written from right to left time runs to the left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from .chart import Scale, short

MOST_COLUMNS = 12
HEIGHT, TOP = 11.0, 0.8  # of the highest column and above it, in ems
FILLED = 0.72  # of a column's share of the width
WIDEST = 14.0  # per cent: one or two columns are columns too


class Period(NamedTuple):
    """Days that one column stands for, both included, and what it is called."""

    first: date
    last: date
    label: str


class Part(NamedTuple):
    """How many of one state a period has, and where they are drawn."""

    state: str
    number: int
    y: str
    height: str


@dataclass(frozen=True)
class Column:
    """A period's parts, from the bottom up."""

    period: Period
    x: str
    width: str
    middle: str
    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        return sum(part.number for part in self.parts)


class Line(NamedTuple):
    """A line of the scale: how far down, and its number."""

    y: str
    number: int


@dataclass(frozen=True)
class Timeline:
    """The whole picture."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    foot: str
    height: str
    is_mirrored: bool = False

    @property
    def first(self) -> date:
        return self.columns[0].period.first

    @property
    def last(self) -> date:
        return self.columns[-1].period.last


def timeline(
    counts: Mapping[tuple[date, str], int], states: Sequence[str], *, mirrored: bool = False
) -> Timeline | None:
    """Return the picture of counts by day and state, stacked in the order of `states`; None where there are none."""
    days = [day for (day, _), count in counts.items() if count]
    if not days:
        return None
    spans = periods(min(days), max(days))
    inside = [Counter[str]() for _ in spans]
    for (day, state), count in counts.items():
        if count:
            inside[next(i for i, span in enumerate(spans) if span.first <= day <= span.last)][state] += count
    scale = Scale(max(each.total() for each in inside))
    share = 100 / len(spans)
    columns = []
    for i, (span, each) in enumerate(zip(spans, inside, strict=True)):
        middle = share * ((len(spans) - 1 - i if mirrored else i) + 0.5)
        width = min(share * FILLED, WIDEST)
        columns.append(
            Column(span, short(middle - width / 2), short(width), short(middle), tuple(_stacked(each, states, scale)))
        )
    lines = tuple(Line(short(_down(float(tick.at))), tick.number) for tick in scale.ticks)
    return Timeline(tuple(columns), lines, short(_down(0)), short(_down(0) + 1.6), is_mirrored=mirrored)


def periods(first: date, last: date) -> list[Period]:
    """Return the days, weeks, months, quarters, years or tens of years from one day to another: at most twelve.

    The days are of the years 10 to 9900. What is longer than that many tens of years is one period.
    """
    for unit in (_days, _weeks, _months(1), _months(3), _months(12), _months(120)):
        found: list[Period] = []
        for period in unit(first):
            found.append(period)
            if period.last >= last or len(found) > MOST_COLUMNS:
                break
        if len(found) <= MOST_COLUMNS:
            return found
    return [Period(first, last, f"{first.year}–{last.year}")]


def _days(first: date) -> Iterator[Period]:
    while True:
        yield Period(first, first, f"{first.day} {first:%b}")
        first += timedelta(days=1)


def _weeks(first: date) -> Iterator[Period]:
    first -= timedelta(days=first.weekday())
    while True:
        yield Period(first, first + timedelta(days=6), f"{first.day} {first:%b}")
        first += timedelta(days=7)


def _months(number: int) -> Callable[[date], Iterator[Period]]:
    """Return the periods of so many months; the first of a year is called by it."""

    def unit(first: date) -> Iterator[Period]:
        month = first.year * 12 + first.month - 1
        month -= month % number
        while month + number <= 12 * date.max.year:
            start, following = (date(each // 12, each % 12 + 1, 1) for each in (month, month + number))
            label = f"{start:%b}" if start.month > 1 and number < 12 else f"{start.year}"
            yield Period(start, following - timedelta(days=1), label)
            month += number

    return unit


def _stacked(counts: Mapping[str, int], states: Sequence[str], scale: Scale) -> Iterator[Part]:
    below = 0
    for state in states:
        if count := counts.get(state, 0):
            top, bottom = (_down(100 * number / scale.top) for number in (below + count, below))
            yield Part(state, count, short(top), short(bottom - top))
            below += count


def _down(share: float) -> float:
    """How far down a height is that is this many per cent of the highest."""
    return TOP + HEIGHT * (100 - share) / 100
