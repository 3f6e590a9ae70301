"""The word of harm that is said of a number."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Effect
from .sentence import Predicate


@dataclass(frozen=True, slots=True)
class Finding:
    """The word of harm that is said of a number, over the tokens first..last (exclusive), and how it is bound to it."""

    effect: Effect | None
    first: int
    last: int
    rule: str


def said(predicate: Predicate, rule: str, other: Predicate | None = None) -> Finding:
    """Return the finding for a word of harm, and for a second one that is said of the same people."""
    effect = predicate.harm.effect
    if other is not None:
        effect = _together(effect, other.harm.effect)
    return Finding(effect, predicate.first, predicate.last, rule)


def _together(first: Effect | None, second: Effect | None) -> Effect | None:
    """Return the effect of two verbs said of the same people.

    'Killed and wounded' is not decided; 'captured and executed', 'shot and killed' are killed.
    """
    if first is second or second is None:
        return first
    return second if first is None or (first is Effect.DETAINED and second is Effect.KILLED) else None
