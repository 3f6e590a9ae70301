"""Words of a text with their places: the same cut for all languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# A number with its separators: 2,000 and 2.000 and 2 000 (ISO 80000-1 asks for a thin space) and ٢٬٠٠٠ and 3.2 and 3,2.
# Groups are of three digits and parted by one and the same mark.
_NUMBER = (
    r"\d{1,3}(?:(?P<mark>[,.٬’'\u0020\u00a0\u2009\u202f])\d{3})(?:(?P=mark)\d{3})*(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?"
)
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"  # accents, Arabic vowel signs: part of the word they stand on
_WORD = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_ELISION = r"(?:[dlDL]|[Qq]u|[Jj]usqu)['’](?=\w)"  # French: d'environ, qu'au moins
_INITIALS = r"(?<![^\W\d_])(?:[^\W\d_]\.){2,}"  # U.S., a.m.
_TOKEN = re.compile(
    rf"(?P<number>{_NUMBER})|(?P<word>{_INITIALS}|{_ELISION}|{_WORD}(?:['’](?![sS]\b){_WORD})*|['’][sS]\b)|--+|\S"
)
_VOWEL_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")  # with the tatweel, which only stretches a word


class Token(NamedTuple):
    start: int
    end: int
    text: str
    word: str  # as lexicons have it: lower case, straight apostrophes, without Arabic vowel signs
    is_number: bool = False

    @property
    def is_word(self) -> bool:
        return not self.is_number and self.word[0].isalpha()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return numbers, words and single marks between two offsets, in order."""
    return [
        Token(found.start(), found.end(), found[0], normal(found[0]), found.lastgroup == "number")
        for found in _TOKEN.finditer(text, start, len(text) if end is None else end)
    ]


def normal(word: str) -> str:
    """Return a word as the lexicons have it."""
    if word == "US":  # no pronoun
        return "u.s."
    lowered = word.lower().replace("’", "'")
    return lowered if lowered.isascii() else _VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", lowered)) or lowered


_END = re.compile(r"[.!?…؟۔][\"'”’»)\]]*(?=\s|$)")
_WRAPPED = 110  # code points; no longer are the lines of a text that was broken at the margin
# After these a full stop ends no sentence. English news style; the months as the AP Stylebook shortens them.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt maj cmdr adm brig gov sen rep rev hon pres st no nr vs etc approx ca inc "
    "ltd co corp jr sr dept dist jan feb mar apr jun jul aug sept sep oct nov dec fig vol pp art bzw usw nov mme "
    "mlle".split()
)
_GERMAN_MONTH = re.compile(r" (?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")  # am 30. Juli
_LAST_WORD = re.compile(r"([^\W\d_]+|\d+)$")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs as pairs of offsets: lines, joined where they were only broken at the margin.

    A line that begins in lower case goes on with the one before; so do all between blank lines in a text of short
    lines. In a canonical text every other line is a block.
    """
    lines = text.split("\n")
    is_wrapped = "\n\n" in text and all(len(line) <= _WRAPPED for line in lines)
    start, at = None, 0
    for line in lines:
        first = line.lstrip()[:1]
        if start is not None and not (first and (is_wrapped or first.islower())):
            yield start, at - 1
            start = None
        if start is None and first:
            start = at
        at += len(line) + 1
    if start is not None:
        yield start, len(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences as pairs of offsets, without the white space around them."""
    for start, end in paragraphs(text):
        yield from sentences_of(text, start, end)


def sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph."""
    for found in _END.finditer(text, start, end):
        if found[0][0] == "." and not _is_full_stop(text, found.start(), found.end()):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, end)


def _is_full_stop(text: str, dot: int, after: int) -> bool:
    before = _LAST_WORD.search(text, max(0, dot - 30), dot)
    following = text[after : after + 3].lstrip()[:1]
    if following and following.islower():
        return False
    if before is None:
        return True
    word = before[1].lower()
    if len(word) == 1 and word.isalpha():  # an initial: J. Smith; U.S. before a name
        return not following
    if word.isdigit() and len(word) <= 2 and _GERMAN_MONTH.match(text, after):
        return False
    return word not in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        yield start + lead, start + len(piece.rstrip())
