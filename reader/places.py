"""Where somebody is in an article, and where that is in a newer reading of it. Pure: no Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from reader.extraction.model import Block


class Place(NamedTuple):
    """A place in a version, by its number: a block by its number (from 0), code points into it, and how much of the
    text lies before what is read there, in percent."""

    version: int
    block: int
    offset: int
    progress: int


def carried(block: int, offset: int, old: Sequence[Block], new: Sequence[Block]) -> tuple[int, int] | None:
    """Return where a place in the old blocks, a block and code points into it, is in the new ones; None in no text.

    It is in the block of the same text, and of several in the one that stands about as far in. Where that block is
    gone, or is cut now, it is in what follows the last block before it that is still there.
    """
    there = defaultdict(list)
    for number, each in enumerate(new):
        if each.kept and each.text:
            there[each.text].append(number)
    for number in range(min(block, len(old) - 1), -1, -1):
        if found := there.get(old[number].text):
            about = number * len(new) / len(old)
            same = min(found, key=lambda each: abs(each - about))
            return (same, offset) if number == block else (_next_kept(new, same + 1) or same, 0)
    first = _next_kept(new, 0)
    return None if first is None else (first, 0)


def _next_kept(blocks: Sequence[Block], start: int) -> int | None:
    return next((number for number in range(start, len(blocks)) if blocks[number].kept), None)
