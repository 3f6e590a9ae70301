"""Where a passage went, by the runs of words that an old and a new text share. Pure: no Django."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from .diff import MOVED, Run, runs
from .selectors import TextPositionSelector
from .tokens import Tokens

SURVIVES = 0.45  # of a passage has to be in one place of the new text, word for word
MOVED_SURVIVES = 0.6  # of one that moved, for which its own words alone speak
REPLACED = 12  # words at most make way for others; more have made way for another sentence
ALONE = 0.7  # what a word without a partner costs, where two that share no letter cost 1


class Comparison:
    """Two texts, compared once, and what that says of any number of passages."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._runs = runs(old, new)
        self._by_new = sorted(self._runs, key=lambda run: run.new)
        self._old_ends = [run.old_end for run in self._runs]
        self._beyond = Run(len(old), len(old), len(new), len(new))
        self._rank = {run: rank for rank, run in enumerate(self._by_new)}

    def carry(self, position: TextPositionSelector) -> TextPositionSelector | None:
        """Return where the passage stands in the new text, or None where too little of it is left in one place.

        Words that replaced its first or last ones belong to it; what came before or after it does not.
        """
        best, most = None, -1
        for together in self._parts(position):
            found = sum(ink(self.old, max(run.old, position.start), min(run.old_end, position.end)) for run in together)
            if together and found > most:
                best, most = together, found
        if best is None:
            return None
        wanted = MOVED_SURVIVES if best[0].moved else SURVIVES
        if most < wanted * ink(self.old, position.start, position.end):
            return None
        return TextPositionSelector(self._start(best[0], position), self._end(best[-1], position))

    def was_there(self, place: TextPositionSelector) -> bool:
        """Say of a place in the new text whether most of it is the image of words of the old text."""
        images = 0
        for rank in range(bisect_right(self._by_new, place.start, key=lambda run: run.new_end), len(self._by_new)):
            run = self._by_new[rank]
            if run.new >= place.end:
                break
            images += ink(self.new, max(run.new, place.start), min(run.new_end, place.end))
        return images > ink(self.new, place.start, place.end) / 2

    def came(self) -> list[range]:
        """Return the stretches of the new text that are no image of the old one, but for a few words in them."""
        found, start = [], 0
        for run in (*(run for run in self._by_new if run.new_end - run.new >= MOVED), self._beyond):
            if not self.new[start : run.new].isspace() and start < run.new:
                found.append(range(start, run.new))
            start = run.new_end
        return found

    def _parts(self, position: TextPositionSelector) -> list[list[Run]]:
        """Return the passage's runs by where they are now: what stayed in order, then what moved, by where it went."""
        first = bisect_right(self._old_ends, position.start)
        touched = self._runs[first : bisect_left(self._runs, (position.end,), first)]
        moved: list[list[Run]] = []
        for run in touched:
            if run.moved and moved and self._rank[run] == self._rank[moved[-1][-1]] + 1:
                moved[-1].append(run)
            elif run.moved:
                moved.append([run])
        return [[run for run in touched if not run.moved], *moved]

    def _start(self, run: Run, position: TextPositionSelector) -> int:
        """Return the passage's start by its first run, or by the words just before it that were replaced."""
        if run.old <= position.start:
            return min(run.new + position.start - run.old, run.new_end - 1)
        rank, at = self._rank[run], bisect_left(self._runs, run)
        before = self._runs[at - 1] if at else Run(0, 0, 0, 0)
        if rank and self._by_new[rank - 1] != before:
            return run.new
        # What replaced words does so in their own paragraph.
        was = Tokens(self.old, last_line(self.old, before.old_end, run.old))
        now = Tokens(self.new, last_line(self.new, before.new_end, run.new))
        outside = bisect_right(was.ends, position.start)
        return next((now.starts[j] for i, j in replaced(was.words, now.words) if i >= outside), run.new)

    def _end(self, run: Run, position: TextPositionSelector) -> int:
        """Return the passage's end by its last run, or by the words just after it that were replaced."""
        if run.old_end >= position.end:
            return max(run.new_end - (run.old_end - position.end), run.new + 1)
        rank, at = self._rank[run] + 1, bisect_left(self._runs, run) + 1
        after = self._runs[at] if at < len(self._runs) else self._beyond
        if rank < len(self._by_new) and self._by_new[rank] != after:
            return run.new_end
        was = Tokens(self.old, first_line(self.old, run.old_end, after.old))
        now = Tokens(self.new, first_line(self.new, run.new_end, after.new))
        inside = bisect_left(was.starts, position.end)
        return next((now.ends[j] for i, j in reversed(replaced(was.words, now.words)) if i < inside), run.new_end)


def ink(text: str, start: int, end: int) -> int:
    """Return how many code points of this stretch are no white space."""
    return sum(map(len, text[start:end].split()))


def first_line(text: str, start: int, end: int) -> range:
    """Return what of this stretch is before its first line break."""
    found = text.find("\n", start, end)
    return range(start, end if found < 0 else found)


def last_line(text: str, start: int, end: int) -> range:
    """Return what of this stretch is after its last line break."""
    return range(max(start, text.rfind("\n", start, end) + 1), end)


def replaced(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Return which word came in the place of which, in order: one by one where they are as many, else as alike as can
    be."""
    if len(was) == len(now):
        return [(i, i) for i in range(len(was))]
    if max(len(was), len(now)) > REPLACED:
        return []
    # The usual table of an alignment, filled from the end, and read from the beginning.
    costs = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    for i in range(len(was), -1, -1):
        for j in range(len(now), -1, -1):
            costs[i][j] = min(
                [
                    *([costs[i + 1][j] + ALONE] if i < len(was) else []),
                    *([costs[i][j + 1] + ALONE] if j < len(now) else []),
                    *(
                        [costs[i + 1][j + 1] + Indel.normalized_distance(was[i], now[j])]
                        if i < len(was) and j < len(now)
                        else []
                    ),
                ],
                default=0.0,
            )
    found, i, j = [], 0, 0
    while i < len(was) and j < len(now):
        if costs[i][j] == costs[i + 1][j] + ALONE:
            i += 1
        elif costs[i][j] == costs[i][j + 1] + ALONE:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found
