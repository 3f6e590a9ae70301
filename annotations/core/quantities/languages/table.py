"""The shape of a language's tables, and how they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from ..model import Effect, Victims

Phrase = tuple[str, ...]
T = TypeVar("T")


class Bound(StrEnum):
    """How words bound the number beside them: the rows of the table in docs/figures.md."""

    FLOOR = "floor"  # at least 6: 6 or more
    ABOVE = "above"  # more than 6: 7 or more
    CEILING = "ceiling"  # up to 6
    BELOW = "below"  # fewer than 6: up to 5
    ABOUT = "about"


class Form(StrEnum):
    """Where a word of harm has the people it befalls."""

    ACTIVE = "active"  # kills: after it
    PAST = "past"  # killed: after it, or before it as a passive
    PASSIVE = "passive"  # died, dead, in custody: before it
    DEED = "deed"  # death, murder: after its 'of', or before it as what is counted ('3 deaths')
    OF = "of"  # massacre, killer: after its 'of'
    TOLL = "toll"  # death toll: the bare number after it
    GROUP = "group"  # the dead, the victims: after its 'included'


@dataclass(frozen=True, slots=True)
class Harm:
    effect: Effect | None
    form: Form


@dataclass(frozen=True)
class Language:
    """All that reading numbers asks of a language. Words are lower case, phrases are tuples of them.

    `people` maps a noun to its victims; None is a question of definition (police, prisoners), read as unknown.
    """

    code: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    lone_scales: frozenset[str] = frozenset()  # scales that say one of themselves: 'ألف' is a thousand
    joined: Mapping[str, int] = field(default_factory=dict)  # numbers with the 'and' written onto them: 'وعشرون'
    tens: frozenset[str] = frozenset()  # words for ten that make a teen of the unit before them: 'ثلاثة عشر'
    fixed: Mapping[Phrase, int] = field(default_factory=dict)  # a couple: 2
    amounts: Mapping[Phrase, str] = field(default_factory=dict)  # dozens: a word that a profile numbers
    glue: frozenset[str] = frozenset()  # 'and' in 'a hundred and five'
    articles: frozenset[str] = frozenset()  # 'a' in 'a hundred'
    half: Phrase = ()  # 'and a half' in 'two and a half million'
    before: Mapping[Phrase, Bound] = field(default_factory=dict)
    after: Mapping[Phrase, Bound] = field(default_factory=dict)
    between: Mapping[str, str] = field(default_factory=dict)  # opening word of a range: the word in its middle
    to: frozenset[str] = frozenset()  # 6 to 8, 6 or 8
    people: Mapping[str, Victims | None] = field(default_factory=dict)
    plurals: frozenset[str] = frozenset()  # the people nouns that can stand for a figure without a number
    harm: Mapping[tuple[Phrase, Form], Harm] = field(default_factory=dict)
    things: frozenset[str] = frozenset()  # counted, not people: units of time, length, money; events; animals
    dates: frozenset[str] = frozenset()  # months
    labels: frozenset[str] = frozenset()  # Route 4: a name that ends in a number
    ages: frozenset[str] = frozenset()  # aged 23
    prepositions: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    passives: frozenset[str] = frozenset()  # the auxiliaries that make a past participle passive
    perfects: frozenset[str] = frozenset()  # make a participle behind them active: 'have shot'
    adverbs: frozenset[str] = frozenset()  # may stand between the parts of a verb, or between verb and number
    conjunctions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()  # when, while: a clause of its own begins
    pronouns: frozenset[str] = frozenset()  # objects: himself, them
    including: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()  # frequent finite verbs that are none of harm: a clause of its own begins
    lives: frozenset[str] = frozenset()  # lives that may be saved as well as lost
    taken: frozenset[str] = frozenset()  # verbs that take lives
    quantifiers: frozenset[str] = frozenset()  # 'most of the 300': only a part is spoken of
    unreal: frozenset[str] = frozenset()  # threatened to kill
    others: frozenset[str] = frozenset()  # 'two others', 'twelve more'
    infinitives: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    has_verb_last: bool = False  # a participle at the end of the sentence is passive: 'wurden getötet'
    adverbial: tuple[str, ...] = ()  # endings of adverbs
    plural_endings: tuple[str, ...] = ()  # where nouns of harm have to agree with the number; none: they need not
    trades: tuple[str, ...] = ()  # endings of nouns for people by their trade

    @cached_property
    def starters(self) -> frozenset[str]:
        """The words that a number, or what bounds it, can begin with."""
        openings = (phrase[0] for table in (self.fixed, self.amounts, self.before) for phrase in table)
        words = self.numbers.keys() | self.joined.keys() | self.between.keys()
        return frozenset(openings) | words | self.articles | self.lone_scales

    @cached_property
    def stops(self) -> frozenset[str]:
        """The words that no noun phrase goes over."""
        small = self.prepositions | self.of | self.conjunctions | self.relatives | self.including | self.infinitives
        verbal = self.auxiliaries | self.negations | (self.adverbs - self.others) | self.subordinators
        return small | verbal | self.determiners | self.pronouns | self.days | self.dates

    @cached_property
    def harm_by_first_word(self) -> dict[str, list[tuple[Phrase, tuple[Harm, ...]]]]:
        """The words of harm by the first of their words, longest first."""
        harms: dict[Phrase, list[Harm]] = {}
        for (phrase, _), harm in self.harm.items():
            harms.setdefault(phrase, []).append(harm)
        found: dict[str, list[tuple[Phrase, tuple[Harm, ...]]]] = {}
        for phrase in sorted(harms, key=len, reverse=True):
            found.setdefault(phrase[0], []).append((phrase, tuple(harms[phrase])))
        return found

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of more than one letter, to tell languages apart."""
        phrases = [*self.before, *self.amounts, *(phrase for phrase, _ in self.harm)]
        known = {word for phrase in phrases for word in phrase}
        known |= self.people.keys() | self.numbers.keys() | self.scales.keys()
        known |= self.dates | self.things | self.auxiliaries | self.prepositions | self.determiners
        return frozenset(word for word in known if len(word) > 1)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def phrases(text: str) -> list[Phrase]:
    """Read phrases parted by commas."""
    return [tuple(part.split()) for part in text.replace("\n", " ").split(",") if part.strip()]


def mapped(groups: Iterable[tuple[str, T]]) -> dict[Phrase, T]:
    """Read groups of phrases, each group with the value of all its phrases."""
    return {phrase: value for text, value in groups for phrase in phrases(text)}
