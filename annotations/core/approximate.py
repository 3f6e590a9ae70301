"""Looking for a quote that may have been changed, by its words and by what stands around them. Pure: no Django."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import fuzz

from .comparison import Comparison
from .selectors import TextPositionSelector, TextQuoteSelector, quote
from .tokens import Tokens

ALIKE = 80  # of 100: how much a quote has to have in common with a place
CERTAIN = 24  # code points of a quote that are enough without their context: fewer stand in many places
APART = 3  # of 100: how much better than the next the best place has to be
PLACES = 6  # that are looked at before a quote is given up
LONG = 1000  # code points: the time to compare a quote with all places grows with the square of its length
EDGE = 200  # code points at both ends of a long quote, by which it is looked for
STRETCH = 2  # how much longer, or shorter, what is between them may have become


class Folded:
    """A text as a search sees it: its words and marks, folded, with one space between every two.

    Of a long text, the search may be in some stretches of it only.
    """

    def __init__(self, text: str, stretches: Sequence[range] | None = None) -> None:
        self.original = text
        self.tokens = Tokens(text, *(stretches if stretches is not None else [range(len(text))]))
        self.starts = list(accumulate((len(word) + 1 for word in self.tokens.words), initial=0))
        self.text = " ".join(self.tokens.words)

    def position(self, start: int, end: int, exact: str) -> TextPositionSelector | None:
        """Return where in the text itself the quote is that this range of the folded text is like.

        The range is as long as the quote, which words may have come into or gone from: what is around it is compared
        with the quote word by word.
        """
        room = (end - start) // 3
        first, last = self._nearest(start - room), self._nearest(end + 1 + room) - 1
        if first > last:
            return None
        window = TextPositionSelector(self.tokens.starts[first], self.tokens.ends[last])
        around = Comparison(exact, self.original[window.start : window.end])
        found = around.carry(TextPositionSelector(0, len(exact)))
        return found and TextPositionSelector(window.start + found.start, window.start + found.end)

    def _nearest(self, at: int) -> int:
        """Return the number of the word that begins nearest to this place; the end is the beginning of one more."""
        above = min(bisect_left(self.starts, at), len(self.tokens))
        return above - (above > 0 and at - self.starts[above - 1] < self.starts[above] - at)


class Place(NamedTuple):
    """A place that is like a quote, and how much, in words and surroundings: 150 at most."""

    position: TextPositionSelector
    likeness: float


def search(
    selector: TextQuoteSelector, text: Folded, *, refused: Callable[[TextPositionSelector], bool] = lambda _: False
) -> TextPositionSelector | None:
    """Return the place whose words are most like the quote's, and its surroundings like the quote's.

    None if no place is like it, or two are almost equally so. `refused` says of a place that it is out of the question.
    """
    found = candidates(selector, text, refused=refused)
    if not found or (len(found) > 1 and found[0].likeness - found[1].likeness < APART):
        return None
    return found[0].position


def candidates(
    selector: TextQuoteSelector,
    text: Folded,
    *,
    alike: int = ALIKE,
    refused: Callable[[TextPositionSelector], bool] = lambda _: False,
) -> list[Place]:
    """Return the places, the likest first, whose words have `alike` of 100 in common with the quote's.

    A short quote has to have its surroundings in common too. Of a long one, the first and the last words decide.
    """
    prefix, suffix = Folded(selector.prefix).text, Folded(selector.suffix).text
    length = len(Folded(selector.exact).text)
    places = _alike if length <= LONG else _alike_at_both_ends
    found: list[Place] = []
    for position, likeness in places(selector.exact, text, alike):
        if refused(position):
            continue
        here = quote(text.original, position)
        around = [
            fuzz.ratio(one, Folded(other).text) if one else 0
            for one, other in ((prefix, here.prefix), (suffix, here.suffix))
        ]
        if length >= CERTAIN or max(around) >= alike:
            found.append(Place(position, likeness + sum(around) / 4))
    return sorted(found, key=lambda place: -place.likeness)


def _alike(exact: str, text: Folded, alike: int) -> Iterator[Place]:
    """Yield the places whose words are like these, the likest first, by their words alone."""
    wanted, left = Folded(exact).text, text.text
    for _ in range(PLACES):
        # The shorter of two texts is looked for in the longer, whichever that is.
        if not wanted or len(wanted) > len(left):
            return
        match = fuzz.partial_ratio_alignment(wanted, left, score_cutoff=alike)
        if match is None:
            return
        start, end = match.dest_start, match.dest_end
        left = left[:start] + "\0" * (end - start) + left[end:]
        if position := text.position(start, end, exact):
            yield Place(position, match.score)


def _alike_at_both_ends(exact: str, text: Folded, alike: int) -> Iterator[Place]:
    """Yield the places that begin like a long quote, end like it, and are about as long."""
    ends = list(_alike(exact[-EDGE:], text, alike))
    for first in _alike(exact[:EDGE], text, alike) if ends else ():
        for last in ends:
            place = TextPositionSelector(first.position.start, last.position.end)
            is_in_order = first.position.end <= last.position.start
            if is_in_order and len(exact) <= STRETCH * (place.end - place.start) <= STRETCH**2 * len(exact):
                yield Place(place, (first.likeness + last.likeness) / 2)
