"""Passages that look like evidence: casualty figures, claims, disputes. Suggested to the reader, never kept by itself.

Pure: no Django, no network, no model; every suggestion names the rule that fired. Rules and sources:
docs/suggestions.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .attribution import Attribution, attributions
from .disputes import disputes
from .occurrence import has_happened
from .quantities import ACLED, Effect, Profile, Quantity, read
from .quantities.tokens import sentences


class Kind(StrEnum):
    """The kinds of tag that are suggested."""

    FIGURE = "casualty figure"
    CLAIM = "claim"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage, what it looks like, and why. Offsets count code points; `quote` is text[start:end]."""

    start: int
    end: int
    quote: str
    kind: Kind
    rule: str  # an id, such as 'figure.killed'
    why: str  # the rule in plain words
    figures: tuple[Quantity, ...] = ()
    claim: Attribution | None = None


def suggest(text: str, language: str = "", profile: Profile = ACLED) -> list[Suggestion]:
    """Return what a text suggests, in order of place. Time is linear in the text.

    `language` is a BCP 47 tag, "" where it is not known. Figures are read in every language that has tables, claims and
    disputes in English.
    """
    is_english = not language or language.lower().startswith("en")
    found = list(_figures(text, language, profile))
    if is_english:
        found += _claims(text)
        found += _disputes(text)
    return sorted(found, key=lambda suggestion: (suggestion.start, suggestion.end))


def _figures(text: str, language: str, profile: Profile) -> Iterator[Suggestion]:
    """A sentence with a number of people killed, injured or missing is one suggestion."""
    quantities = read(text, language, profile)
    at = 0
    for start, end in sentences(text):
        here = []
        while at < len(quantities) and quantities[at].start < end:
            if _is_suggested(quantities[at], text, start, end):
                here.append(quantities[at])
            at += 1
        if here:
            first = here[0]
            cue = text[first.cue[0] : first.cue[1]] if first.cue else first.raw
            yield Suggestion(
                start,
                end,
                text[start:end],
                Kind.FIGURE,
                f"figure.{first.effect or 'undecided'}",
                f"“{first.raw}” counts people, and “{cue}” says what befell them.",
                figures=tuple(here),
            )


def _is_suggested(quantity: Quantity, text: str, start: int, end: int) -> bool:
    """Say whether a figure of the sentence text[start:end] is worth suggesting.

    Casualties in the narrow sense (Every Casualty: killed or injured), and missing. Arrests and displacements are read
    where one is tagged; news is too full of them to suggest them all. Nor is what did not happen.
    """
    if quantity.effect is None:
        cue = text[slice(*quantity.cue)].lower() if quantity.cue else ""
        is_casualty = not cue.startswith(("evacuat", "victim"))
    else:
        is_casualty = quantity.effect in (Effect.KILLED, Effect.INJURED, Effect.MISSING)
    return is_casualty and has_happened(quantity, text, start, end)


def _claims(text: str) -> Iterator[Suggestion]:
    for found in attributions(text):
        yield Suggestion(
            found.start, found.end, text[found.start : found.end], Kind.CLAIM, found.rule, found.why, claim=found
        )


def _disputes(text: str) -> Iterator[Suggestion]:
    for found in disputes(text):
        yield Suggestion(found.start, found.end, text[found.start : found.end], Kind.DISPUTED, found.rule, found.why)
