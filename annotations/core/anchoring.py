"""Finding a passage again in a text that has changed. Pure: no Django.

A wrong place is worse than none: what fits two places equally well, or only a place that was there before
as other text, is not anchored.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, takewhile

from .approximate import Folded, search
from .comparison import Comparison
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
    """How an old text became a new one; built once, it carries any number of passages.

    `image` says which line of the old text is which of the new one, where that is known (a block's text is a line, or
    several, in a poem); otherwise the texts are compared, first line by line, then word by word.
    """

    def __init__(self, old: str, new: str, image: Mapping[int, int] | None = None) -> None:
        self.old, self.new = old, new
        self._lines = None if image is None else KnownLines(old, new, image)

    def carry(self, position: TextPositionSelector | None, selector: TextQuoteSelector) -> TextPositionSelector | None:
        """Return where a passage of the old text stands in the new one, or None.

        `position` is None for a passage that had no place in the old text. Where the lines are known, a passage whose
        first or last line is gone is gone. Where they were compared and too little of it was found in one place, its
        words are looked for, but never where other words of the old text stand: that is a look-alike, not the passage.
        """
        if self._lines:
            return self._lines.carry(position) if position else None
        if position and (place := self._compared.carry(position)):
            return place
        return anchor(selector, self.new, refused=self._compared.was_there) or search(
            selector, self._folded, refused=self._compared.was_there
        )

    @cached_property
    def _compared(self) -> Comparison:
        return Comparison(self.old, self.new)

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.new, self._compared.came())


class KnownLines:
    """Two texts of which is known which line of one is which of the other."""

    def __init__(self, old: str, new: str, image: Mapping[int, int]) -> None:
        self._old_starts, self._new_starts = _starts(old.split("\n")), _starts(new.split("\n"))
        self._image = image

    def carry(self, position: TextPositionSelector) -> TextPositionSelector | None:
        """Return the passage's place: it keeps both its ends, whatever came or went between their lines."""
        start = self._map(position.start)
        last = self._map(position.end - 1)
        if start is None or last is None or start > last:
            return None
        return TextPositionSelector(start, last + 1)

    def _map(self, offset: int) -> int | None:
        line = bisect_right(self._old_starts, offset) - 1
        image = self._image.get(line)
        return None if image is None else self._new_starts[image] + offset - self._old_starts[line]


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
