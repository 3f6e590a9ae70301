"""Where the words of a search stand in a text, and what is shown around them. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from .words import LETTERS, WORD, primary_of, token_of, tokens, words

BEFORE, AFTER = 50, 110  # code points shown on each side of the first word
EDGE = 24  # code points in which a space is looked for, to cut there
FARTHEST = 200_000  # code points into a text
LONGEST = 600  # of a phrase, with whatever stands between its words


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is what was searched for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a text around what was found, which stands at `start` to `end` of it, in code points."""

    pieces: Sequence[Piece]
    start: int
    end: int


class Sought:
    """What a search looks for in texts: words and phrases as they were written."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._by_language: dict[str, dict[str, list[tuple[str, ...]]]] = {}

    def __bool__(self) -> bool:
        return bool(self.texts)

    def places(self, text: str, language: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield where it stands in a text of this language, in order: start, end, and which of it."""
        primary = primary_of(language)
        by_first = self._in(primary)
        if not by_first:
            return
        pattern = _beginning(frozenset(by_first))
        for beginning in pattern.finditer(text, 0, FARTHEST):
            match = beginning if pattern is WORD else WORD.match(text, beginning.start())
            if match is None:
                continue
            for sequence in by_first.get(token_of(match.group(), primary), ()):
                end = match.end() if len(sequence) == 1 else _end(text, match.start(), sequence, primary)
                if end:
                    yield match.start(), end, sequence
                    break

    def excerpts(self, text: str, language: str, most: int) -> list[Excerpt]:
        """Return the words around the first places, a place of each word before a second one of any."""
        chosen: list[tuple[int, int]] = []
        later: list[tuple[int, int]] = []
        missing = {sequence for found in self._in(primary_of(language)).values() for sequence in found}
        for start, end, sequence in self.places(text, language):
            near = any(abs(start - there) < AFTER for there, _ in chosen)
            if not near:
                (chosen if sequence in missing else later).append((start, end))
            missing.discard(sequence)
            if len(chosen) == most or (not missing and len(chosen) + len(later) >= most):
                break
        return [self._around(text, language, *place) for place in sorted([*chosen, *later][:most])]

    def pieces(self, text: str, language: str) -> list[Piece]:
        """Return a text in pieces, with what was searched for told apart."""
        return list(_cut(text, [(start, end) for start, end, _ in self.places(text, language)]))

    def _around(self, text: str, language: str, start: int, end: int) -> Excerpt:
        first, last = max(0, start - BEFORE), min(len(text), max(end, start + AFTER))
        if first and (space := re.search(r"\s", text[first : min(start, first + EDGE)])):
            first += space.end()
        if last < len(text) and (spaces := [m.start() for m in re.finditer(r"\s", text[max(end, last - EDGE) : last])]):
            last = max(end, last - EDGE) + spaces[-1]
        shown = text[first:last]
        pieces = self.pieces(re.sub(r"\s", " ", shown), language)
        before = [Piece("… ")] if first else []
        after = [Piece(" …")] if last < len(text) else []
        return Excerpt([*before, *pieces, *after], start, end)

    def _in(self, primary: str) -> dict[str, list[tuple[str, ...]]]:
        """Return the sequences sought in texts of a language, by the first word of each, the longest first."""
        if primary not in self._by_language:
            found: dict[str, list[tuple[str, ...]]] = {}
            for sequence in dict.fromkeys(tuple(tokens(text, primary)) for text in self.texts):
                if sequence:
                    found.setdefault(sequence[0], []).append(sequence)
            for sequences in found.values():
                sequences.sort(key=len, reverse=True)
            self._by_language[primary] = found
        return self._by_language[primary]


@lru_cache(maxsize=256)
def _beginning(firsts: frozenset[str]) -> re.Pattern[str]:
    """Return what finds where words begin that one of these tokens may be of, so that few have to be looked at."""
    openings = [_opening(first) for first in firsts]
    if not all(openings):
        return WORD
    # The first sign before all else, and as one set: the engine runs to the next of these.
    passed_over = frozenset.intersection(*(opening.passed_over for opening in openings if opening))
    behind = "|".join(opening.behind for opening in openings if opening)
    return re.compile(rf"[^{re.escape(''.join(sorted(passed_over)))}](?<!{LETTERS}.)(?:{behind})", re.DOTALL)


class _Opening(NamedTuple):
    """How words begin: signs that none of them begins with, and a pattern of what follows the first sign."""

    passed_over: frozenset[str]
    behind: str


CERTAIN = 4  # letters at most by which words are told apart before they are stemmed
ASCII = "".join(map(chr, range(128)))
CYRILLIC = "".join(map(chr, range(ord("А"), ord("я") + 1)))
ALPHABETS = (("[a-z0-9]*", ASCII, r"[^\x00-\x7f]"), ("[а-я]*", ASCII + CYRILLIC, r"[^\x00-\x7fА-я]"))
TAKING_FROM_THE_BEGINNING = {"id", "nl"}  # stemmers


def _opening(token: str) -> _Opening | None:
    """Return how words with this token begin; None where that cannot be told.

    All but the last two letters of a stem are those of the word, after folding: where a sign of another alphabet
    stands, which may be folded to any letter or to two, the rest is left open. German ae becomes a, a Finnish double
    letter one; between digits there may be commas.
    """
    is_stemmed = token[:2].isascii() and token[:2].isalpha()
    language, stem = (token[:2], token[2:]) if is_stemmed else ("", token)
    for letters, alphabet, other in ALPHABETS:
        run = re.match(letters, stem)
        if run and run[0] and language not in TAKING_FROM_THE_BEGINNING:
            first, *more = list(run[0][: 1 if stem[0].isdigit() else max(1, min(CERTAIN, len(stem) - 2))])
            behind = ""
            for letter in reversed(more):
                behind = f"(?:[{letter}{letter.upper()}]{_more(language, letter)}{behind}|{other})"
            behind = f"(?<=[{first}{first.upper()}]){_more(language, first)}{behind}|(?<={other})"
            return _Opening(frozenset(alphabet) - {first, first.upper()}, behind)
    return None


def _more(language: str, letter: str) -> str:
    """Return a pattern of what a stemmer may have taken from behind this letter."""
    if language == "fi":
        return f"[{letter}{letter.upper()}]?"
    return "[eE]?" if language == "de" and letter in "aou" else ""


def _end(text: str, start: int, sequence: tuple[str, ...], primary: str) -> int:
    """Return where a phrase ends that would begin here, or 0 where it does not."""
    there = list(islice(words(text[start : start + LONGEST], primary), len(sequence)))
    return start + there[-1].end if tuple(word.token for word in there) == sequence else 0


def _cut(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for start, end in places:
        if start > at:
            yield Piece(text[at:start])
        if end > at:
            yield Piece(text[max(at, start) : end], found=True)
            at = end
    if at < len(text):
        yield Piece(text[at:])
