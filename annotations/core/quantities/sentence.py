"""A sentence with its words sorted: numbers, nouns of people, words of harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .amounts import HYPHENS, Amount, find_amounts
from .languages import Form, Harm, Language, Phrase
from .model import Profile
from .tokens import Token

REACH = 24  # tokens between a number and a word of harm; longer sentences are read in pieces of this size


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word of harm over the tokens first..last (exclusive)."""

    first: int
    last: int
    harm: Harm


@dataclass
class Sentence:
    tokens: Sequence[Token]
    language: Language
    amounts: dict[int, Amount] = field(default_factory=dict)  # by first token
    inside: dict[int, Amount] = field(default_factory=dict)  # by every token of theirs
    harm: dict[int, list[Predicate]] = field(default_factory=dict)  # by first token, longest first
    endings: dict[int, list[Predicate]] = field(default_factory=dict)  # by the token behind them, longest first

    @classmethod
    def read(cls, tokens: Sequence[Token], language: Language, profile: Profile) -> Sentence:
        found = cls(tokens, language)
        for amount in find_amounts(tokens, language, profile):
            found.amounts[amount.first] = amount
            found.inside |= dict.fromkeys(range(amount.first, amount.last), amount)
        phrases = language.harm_by_first_word
        for at, token in enumerate(tokens):
            for phrase, harms in phrases.get(token.word, ()):
                if at in found.inside or found.is_compound(at):
                    continue
                if found.words(at, len(phrase)) == phrase:
                    for harm in harms:
                        predicate = Predicate(at, at + len(phrase), harm)
                        found.harm.setdefault(at, []).append(predicate)
                        found.endings.setdefault(at + len(phrase), []).append(predicate)
        for predicates in found.endings.values():
            predicates.sort(key=lambda predicate: predicate.first)
        return found

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def words(self, at: int, length: int) -> Phrase:
        return tuple(token.word for token in self.tokens[at : at + length])

    def predicate(self, at: int, *forms: Form) -> Predicate | None:
        """Return the longest word of harm of these forms that begins here, of equal ones the first form asked for."""
        found = [p for p in self.harm.get(at, ()) if p.harm.form in forms]
        return max(found, key=lambda p: (p.last, -forms.index(p.harm.form))) if found else None

    def ending(self, at: int, *forms: Form) -> Predicate | None:
        return next((p for p in self.endings.get(at, ()) if p.harm.form in forms), None)

    def closing(self, at: int) -> int:
        """Return the place behind the bracket that closes this one, if it is near; else 0."""
        return next((k + 1 for k in range(at + 1, min(at + 12, len(self))) if self.word(k) in (")", "]")), 0)

    def is_compound(self, at: int) -> bool:
        """Say whether the word is the second part of a compound: 'well-executed', 'bullet-riddled'."""
        return self.word(at - 1) in HYPHENS and self.is_adjacent(at) and self.is_adjacent(at - 1)

    def is_adjacent(self, at: int) -> bool:
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end
