"""Which leaves of a page stand in a given text: the text's order and the page's are the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from itertools import pairwise

LONG = 24  # folded characters: such a text hardly stands twice on a page by chance
WINDOW = 20


def aligned(leaves: Sequence[str], pieces: Sequence[str], cells: Set[int] = frozenset()) -> set[int]:
    """Return the indices of the leaves that stand in the pieces. All texts are folded; both are in page order.

    Long leaves anchor: the longest run of them in the same order on both sides. Between two anchors the short
    ones must be, or begin, a piece. A long leaf that differs a little counts if half of it is there. A row of a table
    may be one piece: of the leaves that are `cells`, one may begin where the last one that was found ends.
    """
    whole = "".join(pieces)
    starts, at = set[int](), 0
    for piece in pieces:
        starts.add(at)
        at += len(piece)
    anchors = _in_order(
        [(index, at) for index, leaf in enumerate(leaves) if len(leaf) >= LONG and (at := whole.find(leaf)) >= 0]
    )
    kept = {index for index, _ in anchors}
    bounds = [(-1, 0), *((index, at) for index, at in anchors), (len(leaves), len(whole))]
    for (before, start), (after, end) in pairwise(bounds):
        cursor = start + (len(leaves[before]) if before >= 0 else 0)
        for index in range(before + 1, after):
            leaf = leaves[index]
            if not leaf or cursor >= end:
                continue
            if len(leaf) < LONG:
                found = whole.find(leaf, cursor, end)
                while found >= 0 and found not in starts and not (found == cursor and index in cells):
                    found = whole.find(leaf, found + 1, end)
                if found >= 0:
                    kept.add(index)
                    cursor = found + len(leaf)
            elif _mostly(leaf, whole[cursor:end]):
                kept.add(index)
    return kept


def _mostly(leaf: str, part: str) -> bool:
    windows = [leaf[at : at + WINDOW] for at in range(0, len(leaf) - WINDOW + 1, WINDOW)]
    return sum(window in part for window in windows) * 2 > len(windows)


def _in_order(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of matches that rises on both sides (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, at) in enumerate(matches):
        place = bisect_left(tails, at)
        previous.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(at)
            ends.append(number)
        else:
            tails[place], ends[place] = at, number
    run, number = [], ends[-1] if ends else -1
    while number >= 0:
        run.append(matches[number])
        number = previous[number]
    return run[::-1]
