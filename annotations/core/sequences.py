"""What two sequences have in common, in order. Pure: no Django, and no texts either.

What is unique decides first, as in patience diff and in Heckel, "A technique for isolating differences between files"
(1978): the longest common subsequence alone takes a word, or a line, for any other that says the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

# Pairs of items that are compared at once, a bit of memory each. Beyond it only what is unique is found: such a
# stretch is no text that was edited.
LARGEST = 200_000_000


class Block(NamedTuple):
    """`size` equal items, from index `a` of one sequence and index `b` of another."""

    a: int
    b: int
    size: int


def unique_blocks(a: Sequence[Hashable], b: Sequence[Hashable], size: int) -> list[Block]:
    """Return the longest chain, in order, of runs of at least `size` items that stand once in both sequences."""
    return merged(Block(i, j, size) for i, j in _rising(unique_pairs(a, b, size)))


def unique_pairs(a: Sequence[Hashable], b: Sequence[Hashable], size: int) -> list[tuple[int, int]]:
    """Return where the runs of `size` items begin that stand once in both sequences, in the order of the first."""
    here, there = _places(a, size), _places(b, size)
    return [(i, there[run]) for run, i in here.items() if i >= 0 and there.get(run, -1) >= 0]


def common_blocks(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Block]:
    """Return the blocks of a longest common subsequence; none of sequences that are too long for it."""
    if len(a) * len(b) > LARGEST:
        return []
    codes = LCSseq.opcodes(a, b)
    return [
        Block(code.src_start, code.dest_start, code.src_end - code.src_start) for code in codes if code[0] == "equal"
    ]


def merged(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks that rise in both sequences in order: neighbours made one, and what overlaps cut."""
    found: list[Block] = []
    for a, b, size in sorted(blocks):
        a_end, b_end = (found[-1].a + found[-1].size, found[-1].b + found[-1].size) if found else (0, 0)
        if found and a - b == a_end - b_end and a <= a_end:
            found[-1] = Block(found[-1].a, found[-1].b, max(found[-1].size, a + size - found[-1].a))
        elif (over := max(a_end - a, b_end - b, 0)) < size:
            found.append(Block(a + over, b + over, size - over))
    return found


def gaps(blocks: Iterable[Block], a: range, b: range) -> Iterator[tuple[range, range]]:
    """Yield what lies before, between and after blocks in order: n + 1 pairs of stretches of the two ranges."""
    i, j = a.start, b.start
    for block in (*blocks, Block(a.stop, b.stop, 0)):
        yield range(i, block.a), range(j, block.b)
        i, j = block.a + block.size, block.b + block.size


def left_over(blocks: Iterable[Block], a: int, b: int) -> tuple[list[int], list[int]]:
    """Return the indexes that are in no block, of sequences of so many items."""
    a_free, b_free = bytearray(b"\1" * a), bytearray(b"\1" * b)
    for block in blocks:
        a_free[block.a : block.a + block.size] = b_free[block.b : block.b + block.size] = bytes(block.size)
    return list(compress(range(a), a_free)), list(compress(range(b), b_free))


def stretches(indexes: Sequence[int]) -> dict[int, range]:
    """Return, for each of the rising indexes, the stretch without a hole that it is in."""
    found: dict[int, range] = {}
    start = 0
    for at, index in enumerate(indexes, 1):
        if at == len(indexes) or indexes[at] != index + 1:
            stretch = range(indexes[start], index + 1)
            found.update(dict.fromkeys(stretch, stretch))
            start = at
    return found


def _places(items: Sequence[Hashable], size: int) -> dict[Hashable, int]:
    """Return where each run of so many items begins, or -1 if it stands more than once."""
    found: dict[Hashable, int] = {}
    for at, run in enumerate(items if size == 1 else zip(*(items[k:] for k in range(size)), strict=False)):
        found[run] = -1 if run in found else at
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs whose second numbers rise with the first: patience sorting."""
    tops: list[int] = []  # the lowest number that a rising part of each length can end with
    ends: list[int] = []  # the pair that has it
    before: list[int] = []
    for at, (_, b) in enumerate(pairs):
        length = bisect_left(tops, b)
        tops[length : length + 1] = [b]
        ends[length : length + 1] = [at]
        before.append(ends[length - 1] if length else -1)
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
