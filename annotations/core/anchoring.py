"""Finding a passage again in a text that has changed. Pure: no Django.

A wrong place is worse than none: what fits two places equally well, or only a place that was there before
as other text, is not anchored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

from .selectors import TextPositionSelector, TextQuoteSelector

CERTAIN = 24  # code points of quote and context that have to agree: a bare number stands in many places


def anchor(
    selector: TextQuoteSelector, text: str, *, refused: Callable[[TextPositionSelector], bool] = lambda _: False
) -> TextPositionSelector | None:
    """Return the place where the quote stands with the best context.

    None if two places fit equally well, or none does, or where quote and context agree in too little to be certain
    (a selector that is all there is in its text has to agree in all of it). `refused` says of a place that it is out
    of the question.
    """
    context = len(selector.prefix) + len(selector.suffix)
    wanted = min(CERTAIN - len(selector.exact), context)
    best, found, is_tie = -1, None, False
    for at in _occurrences(selector.exact, text):
        place = TextPositionSelector(at, at + len(selector.exact))
        agreement = _agreement(selector, text, at)
        if agreement < max(best, wanted) or refused(place):
            continue
        best, found, is_tie = agreement, place, agreement == best
        if is_tie and agreement == context:
            return None  # no third place can be better
    return None if is_tie else found


class Change:
    """How an old text became a new one, line by line; a block's text is a line (or several, in a poem).

    `image` says which line of the old text is which of the new one, where that is known; otherwise they are compared,
    and of equal lines one may be taken for another.
    """

    def __init__(self, old: str, new: str, image: Mapping[int, int] | None = None) -> None:
        self.old, self.new = old, new
        old_lines, new_lines = old.split("\n"), new.split("\n")
        self._old_starts, self._new_starts = _starts(old_lines), _starts(new_lines)
        self._is_known = image is not None
        self._image = _compared(old_lines, new_lines) if image is None else image
        self._unchanged = set(self._image.values())

    def carry(self, position: TextPositionSelector | None, selector: TextQuoteSelector) -> TextPositionSelector | None:
        """Return where a passage of the old text stands in the new one, or None.

        `position` is None for a passage that had no place in the old text. A passage whose first and last lines are
        unchanged keeps both its ends, whatever came or went between them. Otherwise it is gone where the lines are
        known, and where they were compared its words are looked for, but never in a line that was there before: that
        is a look-alike, not the passage.
        """
        if position:
            start = self._map(position.start)
            last = self._map(position.end - 1)
            if start is not None and last is not None and start <= last:
                return TextPositionSelector(start, last + 1)
        return None if self._is_known else anchor(selector, self.new, refused=self._was_there)

    def _map(self, offset: int) -> int | None:
        line = _line_at(self._old_starts, offset)
        image = self._image.get(line)
        return None if image is None else self._new_starts[image] + offset - self._old_starts[line]

    def _was_there(self, place: TextPositionSelector) -> bool:
        first, last = (_line_at(self._new_starts, offset) for offset in (place.start, place.end - 1))
        return all(line in self._unchanged for line in range(first, last + 1))


def _compared(old_lines: Sequence[str], new_lines: Sequence[str]) -> dict[int, int]:
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    return {a + i: b + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}


def _occurrences(exact: str, text: str) -> Iterator[int]:
    start = text.find(exact) if exact else -1
    while start >= 0:
        yield start
        start = text.find(exact, start + 1)


def _agreement(selector: TextQuoteSelector, text: str, start: int) -> int:
    """Return how many code points of the context agree, counted outwards from the quote."""
    end = start + len(selector.exact)
    before = zip(reversed(selector.prefix), reversed(text[max(0, start - len(selector.prefix)) : start]), strict=False)
    after = zip(selector.suffix, text[end : end + len(selector.suffix)], strict=False)
    return sum(1 for side in (before, after) for _ in takewhile(lambda pair: pair[0] == pair[1], side))


def _starts(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(line) + 1 for line in lines)]


def _line_at(starts: Sequence[int], offset: int) -> int:
    return bisect_right(starts, offset) - 1
