"""What sources say of one event, side by side: ranges, what contradicts what, and who is independent of whom.

Pure: no Django. The rules, with their sources, are in docs/ledger.md. Nothing is added up, and nothing averaged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from .sources import Source, sources_of

POPULATION = "population"
EFFECTS = ("killed", "injured", "missing", "displaced", "detained", "")  # in the order they are shown
VICTIMS = ("", "civilians", "combatants")


class Told(NamedTuple):
    """When something was told: the day, and the moment where it is known."""

    day: date
    moment: datetime | None = None  # in UTC

    def is_before(self, other: Told) -> bool:
        if self.day != other.day or not (self.moment and other.moment):
            return self.day < other.day
        return self.moment < other.moment


class Span(NamedTuple):
    """The numbers of which one must be so where a figure is true, both included; None where there is no bound."""

    floor: int | None
    ceiling: int | None

    def is_below(self, other: Span) -> bool:
        """Whether every number of it is less than every one of the other."""
        return self.ceiling is not None and other.floor is not None and self.ceiling < other.floor


@dataclass(frozen=True)
class Report:
    """A figure as it is compared with others: what it says, who says so, and where it stands."""

    key: int
    article: int
    low: int | None = None
    best: int | None = None
    high: int | None = None
    approximate: bool = False
    is_of_words: bool = False  # a counting rule gave the number to a word that names none: 'dozens', 'several'
    effect: str = ""
    victims: str = ""
    is_cumulative: bool = False
    source: str = ""  # who says so; nothing where that is the article itself
    outlet: str = ""  # who published the article
    told: Told | None = None
    sentence: str = ""  # in which it stands

    @property
    def numbers(self) -> tuple[int | None, int | None, int | None]:
        return self.low, self.best, self.high

    @property
    def says_nothing(self) -> bool:
        return self.numbers == (None, None, None)

    @property
    def words(self) -> str:
        """What it says, in words: '12', 'about 100', 'at least 12', 'up to 30', '17 to 21'."""
        low, best, high = (None if number is None else f"{number:,}" for number in self.numbers)
        about = "about " if self.approximate else ""
        match low, best, high:
            case None, None, None:
                return "no number"
            case None, _, None:
                return f"{about}{best}"
            case _, None, None:
                return f"at least {about}{low}"
            case None, None, _:
                return f"up to {about}{high}"
            case _, None, _:
                return f"{about}{low}" if low == high else f"{about}{low} to {high}"
            case None, _, _:
                return f"{about}{best}, up to {high}" if best != high else f"up to {about}{high}"
            case _, _, None:
                return f"{about}{best}, at least {low}" if best != low else f"at least {about}{low}"
        return f"{about}{best}" if low == high else f"{about}{best}, {low} to {high}"

    @property
    def span(self) -> Span:
        """What it commits itself to.

        A best alone is exact. 'About n' is whatever rounds to n, and at least a tenth to either side ('about 100': 50
        to 150, 'about 45': 40 to 50); a word that names no number binds to none.
        """
        low, best, high = self.numbers
        if self.is_of_words:
            return Span(None, None)
        if best is not None and low is None and high is None:
            around = _rounding(best) if self.approximate else 0
            return Span(max(0, best - around), best + around)
        return Span(low, high)

    @property
    def group(self) -> tuple[str, str]:
        """What it may be compared with: figures of the same effect and the same victims."""
        return self.effect, "" if self.victims == "unknown" else self.victims


def is_later(report: Report, other: Report) -> bool:
    """Whether a figure was told after another one, as far as is known."""
    return bool(report.told and other.told and other.told.is_before(report.told))


def contradict(one: Report, other: Report) -> bool:
    """Say whether the figures of two sources, of one effect and one kind of victims, cannot both be true.

    Of an incident: their spans have no number in common. A running count only grows: a higher one that was told later
    contradicts no lower one, a lower one does; and it may hold more than the incident.
    """
    if one.span.is_below(other.span):
        lower, higher = one, other
    elif other.span.is_below(one.span):
        lower, higher = other, one
    else:
        return False
    if not (lower.is_cumulative or higher.is_cumulative):
        return True
    if not lower.is_cumulative:
        return False  # the running count holds the incident, and perhaps more
    return not is_later(higher, lower)


def supersedes(later: Report, earlier: Report, *, same_source: bool) -> bool:
    """Say whether a figure takes the place of one that was told before.

    A source's own later figure does, where it is another one; a later running count does where it is higher.
    """
    if not is_later(later, earlier) or later.says_nothing:
        return False
    if same_source:
        return later.numbers != earlier.numbers and later.is_cumulative >= earlier.is_cumulative
    return later.is_cumulative and earlier.span.is_below(later.span)


@dataclass(frozen=True)
class Line:
    """A figure among the others of its panel."""

    report: Report
    contradicts: tuple[Report, ...] = ()
    superseded_by: Report | None = None
    beside: tuple[Report, ...] = ()  # other numbers of the same source, that it does not take back


@dataclass(frozen=True)
class Lane:
    """What one source says, in order of time."""

    source: Source
    lines: tuple[Line, ...]


class Bound(NamedTuple):
    """An end of the range over sources: the number, whether it is open beyond it, and the figures that say so."""

    number: int
    is_open: bool
    said_by: tuple[Report, ...]


@dataclass(frozen=True)
class Panel:
    """The figures of one effect and one kind of victims, by source, in the order in which the sources spoke."""

    effect: str
    victims: str
    lanes: tuple[Lane, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for lane in self.lanes for line in lane.lines]

    @property
    def independent(self) -> int:
        """How many sources there are, each counted once however many articles carry it."""
        return len(self.lanes)

    @property
    def conflicts(self) -> int:
        """How many pairs of sources contradict each other, however often they do."""
        belongs = {line.report.key: number for number, lane in enumerate(self.lanes) for line in lane.lines}
        return len(
            {
                frozenset((belongs[line.report.key], belongs[other.key]))
                for line in self.lines
                for other in line.contradicts
            }
        )

    @property
    def standing(self) -> list[Report]:
        """The figures that no later one has taken the place of, and that name a number."""
        return [line.report for line in self.lines if not line.superseded_by and not line.report.says_nothing]

    @property
    def lowest(self) -> Bound | None:
        """The lowest low over the sources that stand: the least that one of them says; open where that is a ceiling."""
        said = [(_first(each.low, each.best, each.high), each.low is None and each.best is None, each)
                for each in self.standing]  # fmt: skip
        return _bound(said, min(number for number, _, _ in said)) if said else None

    @property
    def highest(self) -> Bound | None:
        """The highest high over the sources that stand; open where who goes so far names only a floor."""
        said = [(_first(each.high, each.best, each.low), each.high is None and each.best is None, each)
                for each in self.standing]  # fmt: skip
        return _bound(said, max(number for number, _, _ in said)) if said else None


@dataclass(frozen=True)
class Comparison:
    """An event's figures, compared. Populations are no casualties, and left out of all of it."""

    panels: tuple[Panel, ...]
    populations: tuple[Report, ...] = ()
    sources: tuple[Source, ...] = field(default=())

    @property
    def conflicts(self) -> int:
        return sum(panel.conflicts for panel in self.panels)


def compare(reports: Iterable[Report], texts: Mapping[int, str], copied: Collection[frozenset[int]] = ()) -> Comparison:
    """Compare the figures of an event; `texts` are those of the articles they stand in, by the articles' keys.

    `copied` are pairs of articles that are known to carry one text, beside those whose words say so.
    """
    reports = sorted(reports, key=_in_time)
    casualties = [report for report in reports if report.effect != POPULATION]
    sources = sources_of(casualties, texts, copied)
    groups = sorted({report.group for report in casualties}, key=lambda group: tuple(map(_index, group, ORDERS)))
    panels = []
    for effect, victims in groups:
        here = {report.key for report in casualties if report.group == (effect, victims)}
        inside = {source: [each for each in source.reports if each.key in here] for source in sources}
        inside = {source: found for source, found in inside.items() if found}
        successors = _successors(inside)
        lanes = [Lane(source, tuple(_lines(found, inside, successors))) for source, found in inside.items()]
        panels.append(Panel(effect, victims, tuple(sorted(lanes, key=lambda lane: _in_time(lane.lines[0].report)))))
    populations = tuple(report for report in reports if report.effect == POPULATION)
    return Comparison(tuple(panels), populations, tuple(sources))


ORDERS = (EFFECTS, VICTIMS)


def _lines(
    own: Sequence[Report], by_source: Mapping[Source, Sequence[Report]], successors: Mapping[int, Report]
) -> Iterable[Line]:
    others = [each for found in by_source.values() if found is not own for each in found]
    for report in own:
        stands = report.key not in successors
        apart = (each for each in own if each.span.is_below(report.span) or report.span.is_below(each.span))
        yield Line(
            report,
            # What its source has taken back, or time has overtaken, contradicts nobody any more.
            tuple(each for each in others if stands and each.key not in successors and contradict(report, each)),
            successors.get(report.key),
            tuple(each for each in apart if stands and each.key not in successors),
        )


def _successors(by_source: Mapping[Source, Sequence[Report]]) -> dict[int, Report]:
    """Return which figures have been taken the place of, by their keys, and the last that has."""
    found = {}
    reports = sorted((each for inside in by_source.values() for each in inside), key=_in_time)
    belongs = {each.key: source for source, inside in by_source.items() for each in inside}
    for earlier in reports:
        for later in reports:
            if supersedes(later, earlier, same_source=belongs[later.key] is belongs[earlier.key]):
                found[earlier.key] = later
    return found


def _rounding(number: int) -> int:
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return max(unit // 2, -(-number // 10))


def _first(*numbers: int | None) -> int:
    return next(number for number in numbers if number is not None)


def _bound(said: Sequence[tuple[int, bool, Report]], number: int) -> Bound:
    there = [(is_open, report) for each, is_open, report in said if each == number]
    return Bound(number, any(is_open for is_open, _ in there), tuple(report for _, report in there))


def _index(value: str, order: Sequence[str]) -> int:
    return order.index(value) if value in order else len(order)


def _in_time(report: Report) -> tuple[date, datetime, int]:
    """The day and, on it, the moment; what does not say when it was told comes last."""
    day, moment = report.told or (date.max, None)
    return day, (moment or datetime.min).replace(tzinfo=None), report.key
