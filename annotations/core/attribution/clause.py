"""A sentence as attributions need it: what is quoted, where noun phrases and clauses begin and end.

Spans are pairs of token places here, the second one exclusive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..quantities.tokens import Token
from .grammar import ADVERBS, AUXILIARIES, CLOSERS, DASHES, PREPOSITIONS, SUBORDINATORS
from .words import SPEECH, VERBS, Form

Span = tuple[int, int]
SCARE = 4  # words; what is quoted and shorter is a doubtful word, a name or a title
LONGEST_APPOSITION = 26
LONGEST_SOURCE = 25


class Clause:
    """A sentence with its quotations."""

    def __init__(self, words: Sequence[Token], quotes: Sequence[Span]) -> None:
        self.tokens = words
        self.starts = [token.start for token in words]
        self.quoted = self._quoted(quotes)  # the number of each token's quotation, -1 outside
        capitals = sum(token.text[:1].isupper() for token in words)
        self.is_title = capitals > 3 * sum(token.text[:1].islower() for token in words if len(token.word) > 3)

    def __len__(self) -> int:
        return len(self.tokens)

    def _quoted(self, quotes: Sequence[Span]) -> list[int]:
        found = [-1] * len(self.tokens)
        if not self.tokens:
            return found
        number = max(0, bisect_right(quotes, (self.tokens[0].start,)) - 1)
        while number < len(quotes) and quotes[number][0] < self.tokens[-1].end:
            first, last = bisect_left(self.starts, quotes[number][0]), bisect_left(self.starts, quotes[number][1])
            if sum(token.is_word for token in self.tokens[first:last]) >= SCARE or self._is_spoken(first, last):
                found[first:last] = [number] * (last - first)
            number += 1
        return found

    def _is_spoken(self, first: int, last: int) -> bool:
        """Say whether a short quotation is speech all the same: “Nobody was,” ends in a mark, a title does not."""
        spoken = sum(token.is_word for token in self.tokens[first:last]) > 1
        return (
            spoken and self.tokens[first].start < self.tokens[last - 1].start and self.word(last - 2) in (",", "!", "?")
        )

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def is_capital(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text[:1].isupper()

    def is_quoted(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.quoted[at] >= 0

    def touches(self, at: int) -> bool:
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end

    def holds_quote(self, span: Span) -> bool:
        return any(self.quoted[at] >= 0 for at in range(*span))

    def quote_start(self, at: int) -> int:
        """Return where the quotation begins that ends here or right before."""
        number = self.quoted[at] if self.quoted[at] >= 0 else self.quoted[at - 1]
        return self.quoted.index(number) if number >= 0 else 0

    def ends_quote(self, at: int) -> bool:
        """Say whether a quotation ends before this place, with or without a comma."""
        return self.is_quoted(at - 1) or (self.word(at - 1) == "," and self.is_quoted(at - 2))

    def verb_start(self, at: int) -> int:
        """Return where the verb group begins: its auxiliaries, negation and adverbs."""
        while at > 0 and (
            self.word(at - 1) in AUXILIARIES | ADVERBS
            or (self.word(at - 1).endswith("ly") and self.tokens[at - 1].is_word)
        ):
            at -= 1
        return at

    def source_before(self, first: int) -> Span | None:
        """Return the noun phrase before a verb: over an apposition, up to where the clause begins."""
        if self.word(first - 1) == "," and first > 1 and not self.is_quoted(first - 2):  # X, a spokesman for Y, said
            end = first - 1
            opened = next(
                (k for k in range(end - 1, max(-1, first - LONGEST_APPOSITION), -1) if self.word(k) == ","), 0
            )
            if opened == 0:
                return (0, end) if 0 < end < 11 and self.word(0) != "," else None
            start = self.noun_phrase_start(opened)
            if start < opened and end == opened + 2 and self.word(opened + 1) in ASIDES:
                return start, opened
            return (start, end) if start < opened else (opened + 1, end)
        start = self.noun_phrase_start(first)
        return (start, first) if start < first else self.subject()

    def noun_phrase_start(self, end: int) -> int:
        """Walk back from the end of a noun phrase to its beginning."""
        at = end
        while at > 0 and end - at <= LONGEST_SOURCE:
            word = self.word(at - 1)
            if word in CLOSERS | DASHES | {",", '"', "“", "”", "("} or self.is_quoted(at - 1):
                break
            if word in ("who", "which"):
                return at - 1
            if word in SUBORDINATORS and not (word == "and" and self.is_capital(at - 2) and self.is_capital(at)):
                break
            if word in AUXILIARIES and word != "to":
                break
            at -= 1
        while at < end and self.word(at) in ADVERBS:
            at += 1
        return at

    def subject(self) -> Span | None:
        """Return the sentence's first noun phrase: who a participle ('saying') is said of."""
        if self.word(0) in SUBJECTS:
            return (0, 1) if len(self.tokens) > 1 else None
        end = 0
        while end < min(len(self.tokens), 12) and not (end and self.word(end) in VERBS):
            if self.word(end) in AUXILIARIES | SUBORDINATORS | CLOSERS | {","}:
                break
            end += 1
        return (0, end) if 0 < end < len(self.tokens) else None

    def phrase_end(self, start: int) -> int:
        """Return the end of the noun phrase that begins here, its apposition left out."""
        at = start
        while at < len(self.tokens) and not self.is_quoted(at):
            word = self.word(at)
            if word in CLOSERS | DASHES | {",", '"', "“", "("} | PHRASE_ENDS:
                break
            if word in AUXILIARIES and at > start:
                break
            at += 1
        return at

    def content_behind(self, at: int) -> Span | None:
        """Return the clause behind a cue, without the marks at its ends; None if there is nothing."""
        while self.word(at) in {",", ":"} | DASHES:
            at += 1
        end = self.clause_end(at)
        while end > at and self.word(end - 1) in CLOSERS | {",", "--", "—"}:
            end -= 1
        return (at, end) if any(self.tokens[k].is_word for k in range(at, end)) else None

    def content_before(self, end: int) -> Span | None:
        """Return what stands before 'X said' when it is what X said: a quotation, or a clause that ends in a comma."""
        is_short_quote = self.word(end - 1) in ('"', "”") and self.word(end - 2) in (",", "!", "?")  # “Yes,”
        if not (self.word(end - 1) == "," or self.is_quoted(end - 1) or is_short_quote):
            return None
        start = self.quote_start(end - 1) if self.ends_quote(end) else 0
        if start == 0 and self.word(0) in PREPOSITIONS and end < 9 and not self.is_quoted(0):
            return None  # 'In a statement, …'
        while start < end and self.word(start) in ("but", "and", "-", "*"):
            start += 1
        return (start, end) if end - start >= SCARE else None

    def clause_end(self, start: int) -> int:
        """Return the end of the clause that begins here: the sentence's, or where another cue or a 'but' begins."""
        for at in range(start, len(self.tokens)):
            if self.quoted[at] >= 0:
                continue
            word, following = self.word(at), self.word(at + 1)
            if word == ";" or (word == "," and following in ("but", "while", "although", "though", "according")):
                return at
            if word in (",", "and", "but") and self._is_new_cue(at + 1, word == ","):
                return at - 1 if self.word(at - 1) == "," else at
        return len(self.tokens)

    def _is_new_cue(self, at: int, is_behind_comma: bool) -> bool:
        """Say whether a verb of speech begins another statement of the same source: ', and added', ', saying'."""
        while self.word(at) in ADVERBS | {"and", "but"} or self.word(at).endswith("ly"):
            at += 1
        entry = VERBS.get(self.word(at))
        if entry is None or self.is_quoted(at) or entry[0] != SPEECH:
            return False
        return is_behind_comma if Form.PROGRESSIVE in entry[2] else Form.PAST in entry[2]

    def sentence_end(self) -> int:
        end = len(self.tokens)
        while end > 0 and self.word(end - 1) in CLOSERS:
            end -= 1
        return end


ASIDES = frozenset("however meanwhile though too moreover therefore nonetheless nevertheless".split())
SUBJECTS = frozenset("he she it they we i".split())
PHRASE_ENDS = frozenset("who which as while that but when".split())
