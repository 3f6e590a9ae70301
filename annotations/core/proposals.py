"""Which figures may be of one event: proposed with reasons, for people to take or leave. Pure. Rules: docs/ledger.md.

Two figures are brought together by two of three: their days, their places, and what their passages tell; or by standing
in one passage. Days or places that cannot be one keep them apart whatever else they share, and so does a person.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from .tokens import Tokens

SHARED = 3  # words that two passages have in common at least, of those that few passages have
FEW = 0.2  # of the passages
MOST = 40  # figures in one proposal
SOON = timedelta(days=3)  # after a day it is reported
TOGETHER = timedelta(days=2)  # between two reports that do not say of which day
SHORTEST = 4  # letters of a word that tells something; of scripts without capitals, one less

# Words of any report of casualties, and of any report: they tell nothing of which it is.
COMMON = frozenset(
    """about according after again against all also among and another area around attack attacks authorities been before
    being between both but could dead death deaths detained died down during each earlier fighters figure figures first
    five four from government had has have hospital hundred hundreds including independent injured injuries into killed
    killing last least left local many media members military minister ministry missing more most nearly news not number
    officials official only other others over people person police reported reports residents said saying says security
    several since site six soldiers some source sources spokesman statement still such than that the their them then
    there these they this those thousand thousands three through till toll total town troops two under until used
    victims was week were what when where which while whom will with women wounded year years men children civilians
    dozens claimed claims told today tuesday wednesday thursday friday saturday sunday monday took""".split()
)
PARTS = frozenset("the of in at near city town village district province governorate region outside area".split())


class Days(NamedTuple):
    """The days on one of which it was; `is_near` where they are near enough to tell one event from another."""

    first: date
    last: date
    is_near: bool = True

    def meet(self, other: Days) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Candidate:
    """A figure that may be of one event with others; `event` is the key of the one it is in."""

    key: int
    passage: int
    event: int | None = None
    days: Days | None = None
    published: date | None = None
    place: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reason:
    """What figures have in common: a sentence with a place for each value, a day or words."""

    sentence: str
    values: tuple[date | str, ...] = ()

    def __str__(self) -> str:
        return self.sentence.format(*(_day(each) if isinstance(each, date) else each for each in self.values))


@dataclass(frozen=True)
class Proposal:
    """Figures that may be of one event, by their keys: of this one that there is, or of a new one. And why."""

    keys: tuple[int, ...]
    reasons: tuple[Reason, ...]
    event: int | None = None


def days_of(first: date | None, last: date | None, precision: str) -> Days | None:
    """Return the days that a figure is of, by how well they are known: 'day', 'week', 'month', 'year' or ''."""
    if first is None:
        return None
    match precision:
        case "week":
            return Days(first, max(last or first, first + timedelta(days=6)))
        case "month":
            ending = last or first
            ends = ending.replace(day=calendar.monthrange(ending.year, ending.month)[1])
            return Days(first.replace(day=1), ends, is_near=False)
        case "year":
            return Days(first.replace(month=1, day=1), (last or first).replace(month=12, day=31), is_near=False)
    last = last or first
    return Days(first, last, is_near=last - first <= timedelta(days=7))


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a text that may tell which event it is of, folded."""
    words = Tokens(text, range(len(text))).words
    return frozenset(
        word
        for word in words
        if len(word) >= SHORTEST - (not word.isascii()) and word not in COMMON and not any(map(str.isdigit, word))
    )


def proposals(candidates: Sequence[Candidate], apart: Collection[frozenset[int]] = ()) -> list[Proposal]:
    """Return which figures that are in no event may be of one, or of one that there is, the largest groups first.

    `apart` holds pairs of keys of which somebody said that they are not of one event. A group holds no two figures that
    nothing brings together; a figure is proposed for an event when half of those in it are brought together with it.
    """
    links = _links(candidates, apart)
    by_key = {each.key: each for each in candidates}

    def named(keys: Iterable[int]) -> list[Candidate]:
        return [by_key[key] for key in keys]

    spread = Counter(word for each in _by_passage(candidates) for word in each.words)
    events: dict[int, list[int]] = defaultdict(list)
    for each in candidates:
        if each.event is not None:
            events[each.event].append(each.key)
    found, taken = [], set()
    for event, inside in events.items():
        near = [
            each.key
            for each in candidates
            if each.event is None
            and each.key not in taken
            and 2 * len(links[each.key].intersection(inside)) >= len(inside)
        ][:MOST]
        if near:
            taken |= {*near}
            found.append(Proposal(tuple(near), _reasons(named(near), named(inside), spread), event))
    free = [each.key for each in candidates if each.event is None and each.key not in taken]
    for seed in sorted(free, key=lambda key: (-len(links[key]), key)):
        if seed in taken:
            continue
        group = [seed]
        for key in sorted(links[seed] - taken, key=lambda key: (-len(links[key] & links[seed]), key)):
            if by_key[key].event is None and links[key].issuperset(group) and len(group) < MOST:
                group.append(key)
        if len(group) > 1:
            taken |= {*group}
            found.append(Proposal(tuple(sorted(group)), _reasons(named(group), (), spread)))
    return sorted(found, key=lambda each: (each.event is None, -len(each.keys), each.keys))


def name_of(candidates: Iterable[Candidate]) -> str:
    """Return what an event may be called: its place and its day, as most of its figures say; '' where none does."""
    candidates = list(candidates)
    places = Counter(each.place for each in candidates if each.place)
    days = Counter(each.days.first for each in candidates if each.days and each.days.is_near)
    said = [*(place for place, _ in places.most_common(1)), *(_day(day) for day, _ in days.most_common(1))]
    return ", ".join(said)


def _links(candidates: Sequence[Candidate], apart: Collection[frozenset[int]]) -> dict[int, set[int]]:
    passages = _by_passage(candidates)
    spread = Counter(word for each in passages for word in each.words)
    few = max(SHARED, FEW * len(passages))
    telling = {each.key: frozenset(word for word in each.words if spread[word] <= few) for each in candidates}
    places = {each.key: _place(each.place) for each in candidates}
    links: dict[int, set[int]] = defaultdict(set)
    for one, other in combinations(candidates, 2):
        if one.event is not None and other.event is not None:
            continue
        in_place = _meet(places[one.key], places[other.key])
        in_time = _in_time(one, other)
        if in_place is False or in_time is False or frozenset((one.key, other.key)) in apart:
            continue
        in_words = len(telling[one.key] & telling[other.key]) >= SHARED
        if one.passage == other.passage or bool(in_place) + bool(in_time) + in_words >= 2:
            links[one.key].add(other.key)
            links[other.key].add(one.key)
    return links


def _in_time(one: Candidate, other: Candidate) -> bool | None:
    """Whether two figures may be of one day: True and False tell so, None leaves it open."""
    if one.days and other.days:
        return (one.days.is_near and other.days.is_near) or None if one.days.meet(other.days) else False
    if not one.days and not other.days:
        known = one.published and other.published
        return (abs(one.published - other.published) <= TOGETHER or None) if known else None  # type: ignore[operator]
    dated, undated = (one, other) if one.days else (other, one)
    if not dated.days or not undated.published:
        return None
    if undated.published < dated.days.first:
        return False  # nobody reports it before it is
    return (dated.days.is_near and undated.published - dated.days.last <= SOON) or None


def _meet(place: frozenset[str], other: frozenset[str]) -> bool | None:
    if not place or not other:
        return None
    return True if place <= other or other <= place else None if place & other else False


def _place(name: str) -> frozenset[str]:
    words = {word for word in Tokens(name, range(len(name))).words if word[0].isalnum()}
    return frozenset(words - PARTS or words)


def _by_passage(candidates: Iterable[Candidate]) -> Collection[Candidate]:
    """One figure of each passage: a word that one passage says once is not said twice."""
    return {each.passage: each for each in candidates}.values()


def _reasons(new: Sequence[Candidate], inside: Sequence[Candidate], spread: Mapping[str, int]) -> tuple[Reason, ...]:
    """Say what figures have in common with each other, and with those inside an event."""
    reasons, group = [], [*new, *inside]
    days = Counter(each.days.first for each in group if each.days and each.days.is_near)
    if len(group) == days.total() > 1:
        reasons.append(_span("all of {0}", "all from {0} to {1}", days))
    elif told := [each.published for each in group if each.published]:
        reasons.append(_span("reported on {0}", "reported from {0} to {1}", told))
    places = list(dict.fromkeys(each.place for each in group if each.place))
    if places:
        reasons.append(Reason("in {0}", (" / ".join(places[:3]),)))
    in_passage = Counter(each.passage for each in group)
    if any(in_passage[each.passage] > 1 for each in new):
        reasons.append(Reason("in one passage" if len(in_passage) == 1 else "some of them in one passage"))
    passages = _by_passage(group)
    if len(passages) > 1:
        counts = Counter(word for each in passages for word in each.words)
        shared = [word for word, count in counts.items() if 2 * count > len(passages)]
        if words := sorted(shared, key=lambda word: (spread[word] - counts[word], -len(word), word))[:4]:
            reasons.append(Reason("sharing the words {0}", (", ".join(f"‘{word}’" for word in words),)))
    return tuple(reasons)


def _span(one: str, several: str, days: Collection[date]) -> Reason:
    first, last = min(days), max(days)
    return Reason(one, (first,)) if first == last else Reason(several, (first, last))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
