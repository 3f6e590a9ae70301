"""What a number in a passage says, and the counting rules it is read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Effect(StrEnum):
    """What befell the people counted (MUC-4 slot 23; the last four are ours)."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    POPULATION = "population"  # people counted and not harmed: no casualty


class Victims(StrEnum):
    """Who was counted, as UCDP GED splits its deaths: civilians, combatants of a side, unknown."""

    CIVILIANS = "civilians"
    COMBATANTS = "combatants"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Range:
    """Low, best and high as in UCDP GED; None is "not said". `best` is never filled from a floor."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Profile:
    """A set of counting rules: which numbers stand for words that name none.

    `words` maps such a word (a key of WORDS) to its numbers, `plural` is for a plural without a number. A profile is
    applied when a passage is read; the text itself never changes, so that another one can be applied at any time.
    """

    name: str
    words: Mapping[str, Range] = field(default_factory=dict)
    plural: Range = field(default_factory=lambda: Range(low=2))

    def read(self, word: str) -> Range:
        """Return the numbers for a word of amount, all empty where the profile has none."""
        return self.words.get(word, Range())


# The words of amount that a profile may give numbers to, in English whatever the language of the text.
WORDS = (
    "tens", "dozens", "scores", "hundreds", "thousands", "millions", "several", "few", "handful", "many",
    "several dozen", "several hundred", "several thousand", "few dozen", "few hundred", "few thousand",
    "tens of thousands", "hundreds of thousands",
)  # fmt: skip

# ACLED codes 10 for 'tens', 12 for 'dozens', 100 for 'hundreds' (ACLED, "FAQs: Fatalities", 2024). What it leaves open
# is ours: the least that the word can mean, as a floor.
ACLED = Profile(
    "ACLED",
    {
        "tens": Range(best=10),
        "dozens": Range(best=12),
        "hundreds": Range(best=100),
        "scores": Range(low=40),
        "thousands": Range(low=2_000),
        "millions": Range(low=2_000_000),
        "several": Range(low=3),
        "few": Range(low=3),
        "handful": Range(low=3),
        "many": Range(low=3),
        "several dozen": Range(low=36),
        "several hundred": Range(low=300),
        "several thousand": Range(low=3_000),
        "few dozen": Range(low=36),
        "few hundred": Range(low=300),
        "few thousand": Range(low=3_000),
        "tens of thousands": Range(low=20_000),
        "hundreds of thousands": Range(low=200_000),
    },
)
# MUC-4 fills a plural without a number as 'PLURAL', two or more; the same reading for a plural of dozens and the like.
MUC = Profile(
    "MUC",
    {
        "tens": Range(low=20),
        "dozens": Range(low=24),
        "hundreds": Range(low=200),
        "scores": Range(low=40),
        "thousands": Range(low=2_000),
        "millions": Range(low=2_000_000),
        "several": Range(low=2),
        "few": Range(low=2),
        "handful": Range(low=2),
        "many": Range(low=2),
        "several dozen": Range(low=24),
        "several hundred": Range(low=200),
        "several thousand": Range(low=2_000),
        "few dozen": Range(low=24),
        "few hundred": Range(low=200),
        "few thousand": Range(low=2_000),
        "tens of thousands": Range(low=20_000),
        "hundreds of thousands": Range(low=200_000),
    },
)
PROFILES = {profile.name: profile for profile in (ACLED, MUC)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people in a passage, with what its words say of it. Offsets count code points.

    `raw` is text[start:end]: the number with the words that bound it, for a plural without a number the noun.
    `effect` is None where the passage does not decide ('casualties', 'killed and wounded', 'evacuated').
    `cue` and `noun` say which words gave the effect and the victims; None where no word did.
    """

    start: int
    end: int
    raw: str
    low: int | None
    best: int | None
    high: int | None
    approximate: bool
    effect: Effect | None
    victims: Victims
    rule: str
    cue: tuple[int, int] | None = None
    noun: tuple[int, int] | None = None

    @property
    def is_casualty(self) -> bool:
        return self.effect is not Effect.POPULATION
