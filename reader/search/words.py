"""Texts as the words they are found by, each with its place. Pure: no Django.

Scripts that put no spaces between words (Chinese, Japanese, Thai…) and Korean, which joins particles to them, are
taken sign by sign: a word of theirs is a phrase of signs, and found wherever it stands.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from .stems import WAYS, folded, stem

BREAK = "zz"  # between two parts of a document: no phrase goes over it
SITE, AUTHOR, LANGUAGE = "zs", "za", "zl"  # what stands before the words of these: no stemmer is called so
MOST_BYTES = 900_000  # of a document's different words; PostgreSQL holds a million, longer ones are found by the rest


def _marks() -> str:
    """Return the signs that are part of the letter before them, as ranges of a regular expression."""
    points = [point for point in range(0x300, 0x11FFF) if unicodedata.category(chr(point))[0] == "M"]
    runs = [list(run) for _, run in groupby(enumerate(points), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


# To the letter before: joiners, the soft hyphen, halfwidth voicing marks, and vowels and finals of Hangul in parts.
JOINED = "\u200c\u200d\u00ad\uff9e\uff9f\u1160-\u11ff"
MARKS = _marks() + JOINED
UNSPACED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1000-\u103f\u104a-\u108f\u109a-\u109f\u1100-\u115f"
    "\u1780-\u17df\u17ea-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003134f"
)
LETTERS = rf"[^\W_{UNSPACED}]"
GROUPED = r"(?<![^\W_])[0-9]{1,3}(?:[.,'’][0-9]{3})+(?![^\W_])"  # 1,200 is 1200
WORD = re.compile(rf"{GROUPED}|[{UNSPACED}][{MARKS}]*|{LETTERS}+(?:[{MARKS}]+{LETTERS}*)*")
POSSESSIVE = re.compile(r"['’][sS]\b")


class Word(NamedTuple):
    """What a word of a text is found by, and where it stands, in code points."""

    token: str
    start: int
    end: int


def words(text: str, language: str) -> Iterator[Word]:
    """Yield the words of a text in this language (BCP 47), in order."""
    primary = primary_of(language)
    # As long as before, so that the places stay: an English possessive is found by its owner.
    text = POSSESSIVE.sub("  ", text)
    for match in WORD.finditer(text):
        if token := token_of(match.group(), primary):
            yield Word(token, match.start(), match.end())


def tokens(text: str, language: str) -> list[str]:
    """Return what the words of a text are found by, in order."""
    return [word.token for word in words(text, language)]


@lru_cache(maxsize=2**17)
def token_of(word: str, primary: str) -> str:
    """Return what one word of a text in this language is found by; nothing where nothing is left of it."""
    plain = folded(word)
    return sys.intern(stem(plain, primary)) if plain else ""


@lru_cache(maxsize=1_000)
def primary_of(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag; of none, nothing."""
    return language.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0].lower()


def variants(text: str, languages: Iterable[str] = WAYS) -> list[tuple[str, ...]]:
    """Return the sequences by which words side by side are found, one for each way in which texts in these languages
    (primary subtags) may stem them."""
    found = {tuple(tokens(text, language)): None for language in languages}
    return [sequence for sequence in found if sequence]


def named(text: str, prefix: str) -> tuple[str, ...]:
    """Return by which sequence a name is found: of a site, an author or a language, with its prefix; never stemmed."""
    parts = (folded(match.group()) for match in WORD.finditer(text))
    return tuple(prefix + part for part in parts if part)


def stream(parts: Iterable[Iterable[str]]) -> str:
    """Return a document as an index takes it: the words of its parts, with spaces around them, a break between parts.

    It ends where the different words in it would be too many to be held.
    """
    kept: list[str] = []
    room, seen = MOST_BYTES, {BREAK}
    for part in parts:
        for token in part:
            if token not in seen:
                room -= len(token.encode())
                if room < 0:
                    return f" {' '.join(kept)} "
                seen.add(token)
            kept.append(token)
        kept.append(BREAK)
    return f" {' '.join(kept)} " if kept else ""
