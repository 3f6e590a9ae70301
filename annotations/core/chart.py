"""The picture of an event's figures: where each mark stands. Pure: no Django; the template draws it as SVG.

Across, the number of people, from nought, as a share of the width: so the picture is as wide as the page has room, and
its words stay as large as all others. Down, lanes by source and in them rows by time, measured in ems. In a language
that is written from right to left it is mirrored: nought is at the right, and so are the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from .ledger import Line, Panel, Report

# Heights in ems: the axis, a lane's name, a row (its words, and its mark beneath), and what is between lanes.
AXIS, NAME, ROW, GAP = 2.2, 1.9, 2.8, 0.6
TEXT, MARK, BAR = 0.95, 1.85, 0.5  # how far down in a row its words and its mark stand; how high a bar is
GRID = 1.7  # where the lines of the scale begin
MOST_TICKS = 6  # as many as a phone has room for
SMALLEST = 4  # people at least, so that a single one is no bar across the page


class Tick(NamedTuple):
    """A line of the scale: how far across, in per cent, and its number."""

    at: str
    number: int
    anchor: str


@dataclass(frozen=True)
class Mark:
    """A row: a figure's bar from `start`, its dot at `best`, arrows where it is open, all in per cent."""

    line: Line
    top: str  # of the row, in ems; of its words; of its mark
    words: str
    middle: str
    bar: str  # where its bar begins, half of that above the middle
    start: str = ""
    width: str = ""
    best: str = ""
    rightwards: str = ""  # where an arrow to the right begins: this many or more; mirrored, this many or fewer
    leftwards: str = ""  # where an arrow to the left begins: the other

    @property
    def report(self) -> Report:
        return self.line.report

    @property
    def state(self) -> str:
        if self.line.superseded_by:
            return "superseded"
        return "conflict" if self.line.contradicts else "standing"


@dataclass(frozen=True)
class LaneShape:
    """A source's rows, beneath its name."""

    name: str
    baseline: str
    line: str
    marks: tuple[Mark, ...]
    copies: int  # articles that carry one text


@dataclass(frozen=True)
class Chart:
    """The picture of one panel."""

    height: str
    foot: str
    ticks: tuple[Tick, ...]
    lanes: tuple[LaneShape, ...]
    band_start: str = ""  # the range over sources
    band_width: str = ""
    band_height: str = ""
    is_mirrored: bool = False

    @property
    def edge(self) -> str:
        """Where words begin."""
        return "100%" if self.is_mirrored else "0"

    @property
    def beside(self) -> str:
        """Where the marks begin that stand beside words: 60% wide, at the other edge."""
        return "0" if self.is_mirrored else "40%"


class Scale:
    """From numbers of people, of which `most` is the greatest, to per cent of the width from the left."""

    def __init__(self, most: int, *, mirrored: bool = False) -> None:
        self.mirrored = mirrored
        self.step = step_for(max(most, SMALLEST))
        self.top = -(-max(most, SMALLEST) // self.step) * self.step

    def at(self, number: int) -> str:
        share = 100 * number / self.top
        return short(100 - share if self.mirrored else share)

    def span(self, low: int, high: int) -> tuple[str, str]:
        """Return where a bar from `low` to `high` begins, at its left, and how wide it is."""
        return self.at(high if self.mirrored else low), short(100 * (high - low) / self.top)

    @property
    def ticks(self) -> Iterable[Tick]:
        for number in range(0, self.top + 1, self.step):
            yield Tick(self.at(number), number, "start" if not number else "end" if number == self.top else "middle")


def step_for(most: int) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50 … by which the scale needs at most five lines above nought."""
    unit = 1
    while True:
        for step in (unit, 2 * unit, 5 * unit):
            if most <= step * (MOST_TICKS - 1):
                return step
        unit *= 10


def chart_of(panel: Panel, *, mirrored: bool = False) -> Chart:
    """Lay out a panel's figures; those that name no number keep their row, without a mark."""
    numbers = [number for line in panel.lines for number in line.report.numbers if number is not None]
    scale = Scale(max(numbers, default=0), mirrored=mirrored)
    top, lanes = AXIS, []
    for lane in panel.lanes:
        marks = []
        baseline, top = top + TEXT, top + NAME
        line = top - NAME / 4
        for row in lane.lines:
            marks.append(_mark(row, top, scale))
            top += ROW
        lanes.append(LaneShape(lane.source.name, short(baseline), short(line), tuple(marks), len(lane.source.copies)))
        top += GAP
    low, high = panel.lowest, panel.highest
    foot = top - GAP / 2
    band = ("", "", "")
    if low and high and low.number < high.number:
        band = (*scale.span(low.number, high.number), short(foot - GRID))
    return Chart(short(top), short(foot), tuple(scale.ticks), tuple(lanes), *band, is_mirrored=mirrored)


def _mark(line: Line, top: float, scale: Scale) -> Mark:
    low, best, high = line.report.numbers
    words, middle, bar = short(top + TEXT), short(top + MARK), short(top + MARK - BAR / 2)
    known = [number for number in (low, best, high) if number is not None]
    if not known:
        return Mark(line, short(top), words, middle, bar)
    start, end = min(known), max(known)
    left, width = scale.span(start, end) if start != end else ("", "")
    if low is not None and low == high:
        best = low
    # Open above, or below, only where no best stands for the whole.
    floor = scale.at(end) if low is not None and high is None and (best is None or best != low) else ""
    ceiling = scale.at(start) if high is not None and low is None and (best is None or best != high) else ""
    return Mark(
        line,
        short(top),
        words,
        middle,
        bar,
        start=left,
        width=width,
        best="" if best is None else scale.at(best),
        rightwards=ceiling if scale.mirrored else floor,
        leftwards=floor if scale.mirrored else ceiling,
    )


def short(number: float) -> str:
    """Return a length as an attribute of SVG has it: to two places, and no more than it needs."""
    return f"{round(number, 2):g}"
