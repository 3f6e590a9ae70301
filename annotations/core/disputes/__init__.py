"""Sentences in which somebody denies, disputes, contradicts or rejects as untrue what was said, or concedes it.

English. Pure; offsets count code points; time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..quantities.tokens import sentences, tokens
from .cue import Cue
from .rules import RULES, WHY

__all__ = ["Dispute", "disputes"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A sentence that disputes or concedes something; `cue` is the word that says so."""

    start: int
    end: int
    cue: tuple[int, int]
    rule: str
    why: str


def disputes(text: str) -> list[Dispute]:
    """Return the sentences of a text that hold a dispute, in order. A question disputes nothing."""
    found = []
    for start, end in sentences(text):
        if text[start:end].rstrip("\"'”’» ").endswith("?"):
            continue
        words = tokens(text, start, end)
        for at, token in enumerate(words):
            name, holds = RULES.get(token.word, ("", None))
            if holds and holds(Cue(words, at)):
                why = f"“{token.text}”: {WHY[name]}"
                found.append(Dispute(start, end, (token.start, token.end), f"disputed.{name}", why))
                break
    return found
