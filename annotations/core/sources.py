"""Which figures of an event come from one source, and how many sources there are. Pure. Rules: docs/ledger.md.

A source is counted once, in however many articles it speaks: as who says so by name, as the outlet that tells it on its
own account, and where articles carry one text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from .copies import copied_texts, is_copied
from .tokens import Tokens

if TYPE_CHECKING:
    from .ledger import Report

# Words that do not tell one source from another.
SMALL = frozenset("the a an of for and in at to s news agency der die das des le la les du de".split())


@dataclass(frozen=True, eq=False)
class Source:
    """One independent source: what it is called, its figures in order, and the articles that carry one text for it."""

    name: str
    reports: tuple[Report, ...]
    names: tuple[str, ...] = ()  # what else it is called
    copies: frozenset[int] = frozenset()  # articles that carry the same text

    @property
    def articles(self) -> frozenset[int]:
        return frozenset(report.article for report in self.reports)


def sources_of(
    reports: Sequence[Report], texts: Mapping[int, str], copied: Collection[frozenset[int]] = ()
) -> list[Source]:
    """Return the independent sources of figures, in the order they are first heard of; each figure is of one.

    One source are figures (1) that name the same one, but for case, order and small words; (2) of one outlet that names
    none; (3) of one effect in two articles, that are one statement: the sentences are copies and the numbers are equal,
    or the articles are copies and either is so; (4) of two outlets that name nobody and whose articles are copies.
    What an article itself tells apart, by giving figures of both names, no copy brings together. Articles are copies
    where their texts say so, and where `copied` does: pairs of keys that are known to be.
    """
    copied = copied_texts(texts) | {*copied}
    keys = [_key(report) for report in reports]
    parents = list(range(len(reports)))
    carried: dict[int, set[int]] = {}

    def root(index: int) -> int:
        while parents[index] != index:
            index = parents[index]
        return index

    def join(one: int, other: int) -> None:
        parents[max(root(one), root(other))] = min(root(one), root(other))

    told_in = {(report.article, report.effect, key) for report, key in zip(reports, keys, strict=True)}
    pairs = list(combinations(range(len(reports)), 2))
    statements = [
        (one, other)
        for one, other in pairs
        if _is_one_statement(reports[one], reports[other], copied)
        and not _told_apart(reports[one], reports[other], keys[one], keys[other], told_in)
    ]
    adopted = _adopted(reports, keys, statements)
    for one, other in pairs:
        if adopted[one] == adopted[other]:
            join(one, other)
    for one, other in statements:
        join(one, other)
    for one, other in pairs:
        if (
            not adopted[one][0] and not adopted[other][0]
            and frozenset((reports[one].article, reports[other].article)) in copied
        ):  # fmt: skip
            join(one, other)
    groups: dict[int, list[int]] = {}
    for index in range(len(reports)):
        groups.setdefault(root(index), []).append(index)
    for first, members in groups.items():
        inside = {reports[index].article for index in members}
        by_text = {article for pair in copied if pair <= inside for article in pair}
        by_statement = {reports[index].article for pair in statements if root(pair[0]) == first for index in pair}
        carried[first] = by_text | by_statement
    return [_source([reports[index] for index in members], carried[first]) for first, members in groups.items()]


def normal_name(name: str) -> str:
    """Return a source's name as it is compared: its words folded, in order, without those that say little.

    'the Ministry of Health' and 'Health Ministry' are one; 'the ministry' alone may be another.
    """
    words = [word for word in Tokens(name, range(len(name))).words if re.match(r"\w", word)]
    return " ".join(sorted({word for word in words if word not in SMALL} or {*words}))


def _key(report: Report) -> tuple[str, str]:
    """Who says it, and if that is nobody but the article, whose article it is."""
    said, outlet = normal_name(report.source), normal_name(report.outlet) or f"#{report.article}"
    return ("", outlet) if not said or said == outlet else (said, "")


def _is_one_statement(one: Report, other: Report, copied: set[frozenset[int]]) -> bool:
    if one.article == other.article or one.group != other.group or one.says_nothing or other.says_nothing:
        return False
    equal = one.numbers == other.numbers
    if frozenset((one.article, other.article)) in copied:
        return equal or is_copied(one.sentence, other.sentence)
    return equal and is_copied(one.sentence, other.sentence)


def _told_apart(
    one: Report,
    other: Report,
    key: tuple[str, str],
    other_key: tuple[str, str],
    told_in: Collection[tuple[object, ...]],
) -> bool:
    if key == other_key:
        return False
    return (one.article, one.effect, other_key) in told_in or (other.article, other.effect, key) in told_in


def _adopted(
    reports: Sequence[Report], keys: Sequence[tuple[str, str]], statements: Sequence[tuple[int, int]]
) -> list[tuple[str, str]]:
    """Let a figure of which nobody said who says so be of whom its statement is elsewhere: not of its outlet then."""
    adopted = list(keys)
    for one, other in statements:
        for unnamed, named in ((one, other), (other, one)):
            if not keys[unnamed][0] and keys[named][0]:
                adopted[unnamed] = keys[named]
    return adopted


def _source(reports: Sequence[Report], copies: set[int]) -> Source:
    names = list(dict.fromkeys(report.source for report in reports if report.source))
    different = {normal_name(name): name for name in reversed(names)}
    if not names:
        different = {normal_name(report.outlet): report.outlet for report in reversed(reports) if report.outlet}
    called = list(reversed(different.values()))
    return Source(called[0] if called else "", tuple(reports), tuple(called[1:]), frozenset(copies))
