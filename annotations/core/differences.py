"""What changed between two readings of a passage, word by word. Pure: no Django."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

WORD = re.compile(r"\w+|\s+|[^\w\s]")
LONGEST = 4000  # words: beyond it the whole passage is shown as replaced, since a comparison takes its square


class Piece(NamedTuple):
    """A stretch of words that stayed, came or went."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_difference(former: str, present: str) -> list[Piece]:
    """Return the pieces of both texts in order: those that are not 'new' join to the former text, those that are not
    'gone' to the present one."""
    old, new = WORD.findall(former), WORD.findall(present)
    if len(old) + len(new) > LONGEST:
        return [Piece("gone", former), Piece("new", present)]
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(new[c:d])))
    return pieces
