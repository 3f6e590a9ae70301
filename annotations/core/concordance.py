"""Searched words in a text: what is searched for, and where it stands. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WORDS = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')
MOST = 8  # terms of one search
EDGE = 20  # code points in which a space is looked for, to cut there


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is one of the searched words."""

    text: str
    found: bool = False


def terms(query: str) -> list[str]:
    """Return what a search looks for, each once: its words, and what stands in quotation marks as one."""
    found = [" ".join(next(filter(None, match.groups())).split()) for match in WORDS.finditer(query)]
    return list(dict.fromkeys(filter(None, found)))[:MOST]


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """Return the text in pieces, in order, with the places of these words told apart; capitals do not count.

    Places that touch or overlap are one.
    """
    marked = sorted(place for word in words for place in _places(text, word)) if words else []
    cut: list[Piece] = []
    at = 0
    for start, end in _joined(marked):
        cut += [Piece(text[at:start]), Piece(text[start:end], found=True)]
        at = end
    cut.append(Piece(text[at:]))
    return [piece for piece in cut if piece.text]


def shortened(text: str, longest: int, words: Sequence[str] = ()) -> str:
    """Return the text in one line of about so many code points at most, with an ellipsis where something is left out.

    Of the middle something is left out, unless the first of the words stands there: then it is kept with what is around
    it, and the edges go.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    much, little = longest * 2 // 3, longest // 3
    first, end = min((place for word in words for place in _places(line, word)), default=(0, 0))
    if end <= much:
        return f"{_beginning(line, much)} … {_end(line, len(line) - little)}"
    if end > len(line) - much:
        return f"… {_end(line, len(line) - much)}"
    return f"… {_end(_beginning(line, max(end, first + much)), max(0, first - little))} …"


def _beginning(line: str, length: int) -> str:
    """Return the first words of a line; where words have no spaces between them, so many code points."""
    return line[: at if (at := line.rfind(" ", length - EDGE, length + 1)) > 0 else length].rstrip()


def _end(line: str, start: int) -> str:
    """Return the last words of a line, from about this code point on."""
    return line[at if (at := line.find(" ", start, start + EDGE)) > 0 else start :].lstrip()


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    folded, sought = text.casefold(), word.casefold()
    if not sought or sought not in folded:
        return
    # A capital may fold to two letters: where it does, count.
    owners = range(len(text)) if len(folded) == len(text) else [i for i, c in enumerate(text) for _ in c.casefold()]
    at = folded.find(sought)
    while at >= 0:
        yield owners[at], owners[at + len(sought) - 1] + 1
        at = folded.find(sought, at + len(sought))


def _joined(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, end in places:
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
        else:
            if current:
                yield current
            current = (start, end)
    if current:
        yield current
