"""A word that may dispute, and what stands around it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..attribution.words import VERBS
from ..quantities.tokens import Token
from .words import ADVERBS, AUXILIARIES, BE, DETERMINERS, NEGATIONS, PREPOSITIONS, STATEMENTS

MARKS = frozenset((",", ".", ";", ":", "(", ")", "--", "—", "–"))
NOBODY = frozenset("nobody none nothing".split())
SUBJECTS = frozenset("he she it they we i you who".split())
CLAUSE = frozenset("that who which because when while but".split())


@dataclass(frozen=True)
class Cue:
    """A word of a sentence that may dispute, and what stands around it."""

    words: Sequence[Token]
    at: int

    def word(self, offset: int = 0) -> str:
        at = self.at + offset
        return self.words[at].word if 0 <= at < len(self.words) else ""

    def following(self, first: int, last: int) -> set[str]:
        return {token.word for token in self.words[self.at + first : self.at + last]}

    def preceding(self, count: int) -> list[str]:
        return [token.word for token in self.words[max(0, self.at - count) : self.at]]

    @cached_property
    def object(self) -> list[str]:
        """The words behind the verb up to the next mark or clause, at most nine."""
        found: list[str] = []
        for offset in range(1, 10):
            word = self.word(offset)
            is_that_claim = word == "that" and not found and self.word(offset + 1) in STATEMENTS
            if not word or word in MARKS or (word in CLAUSE and not is_that_claim):
                break
            found.append(word)
        return found

    @cached_property
    def subject(self) -> list[str]:
        """The words before the verb back to the last mark, at most eight, the nearest first."""
        found: list[str] = []
        for word in reversed(self.preceding(8)):
            if word in MARKS:
                break
            found.append(word)
        return found

    @cached_property
    def is_negated(self) -> bool:
        """'did not dispute', 'refused to concede', 'declined to confirm or deny', 'neither side denied', 'asked whether
        he denied', 'denied nothing'."""
        if self.word(1) in NOBODY or (self._has_no_subject and self.word(-1) not in BE):
            return True
        for offset in range(-1, -5, -1):
            word = self.word(offset)
            if word in ("whether", "if") or word in NEGATIONS or word.endswith("n't"):
                return True
            if word == "or" and self.word(offset - 1) == "confirm":
                return True
            if word not in ADVERBS and not word.endswith("ly"):
                return False
        return False

    @property
    def _has_no_subject(self) -> bool:
        """'neither side', 'no official', 'none of them': not 'no doubt he'."""
        near = self.subject[:3]
        if not near or near[0] in SUBJECTS or near[0].isdigit():  # 'No 10 denied'
            return False
        return not {"neither", "no", *NOBODY}.isdisjoint(near)

    @property
    def is_attribute(self) -> bool:
        """'the disputed province', 'now-denied': an adjective before a noun."""
        before = self.word(-1)
        if before in ("-", "‐", "‑") and self.words[self.at - 1].end == self.words[self.at].start:
            return True
        return (before in DETERMINERS and before != "that") or before in (
            "'s",
            "’s",
            "of",
            "in",
            "over",
            "for",
            "widely",
        )

    @property
    def is_passive(self) -> bool:
        return self.word(-1) in BE or self.word(-2) in BE

    def has_object(self, words: Collection[str], count: int = 7) -> bool:
        return any(word in words for word in self.object[:count])

    def has_subject(self, words: Collection[str], count: int = 8) -> bool:
        return any(word in words for word in self.subject[:count])


def is_clause(words: Sequence[str]) -> bool:
    """Say whether a verb stands in these words: 'denied Fields was telling the truth'."""
    return any(word in BE or word in AUXILIARIES or (word in VERBS and word.endswith(("ed", "s"))) for word in words)


def has_two_objects(words: Sequence[str]) -> bool:
    """'denied Carter a photograph', 'deny many voters the right'."""
    articles = ("a", "an", "the", "any", "their", "his", "her")
    return not is_clause(words) and any(
        word in articles and before not in DETERMINERS | PREPOSITIONS for before, word in pairwise(words)
    )
