"""How an old text became a new one: the runs of words that are in both. Pure: no Django.

Whole lines first, by their raw text; then, in the lines that changed, words and marks, folded. What stands in order is
found first, what moved among the words that are left over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import isqrt
from typing import NamedTuple

from .sequences import Block, common_blocks, gaps, left_over, merged, stretches, unique_blocks, unique_pairs
from .tokens import Tokens

IN_A_ROW = 4  # words that are looked for together first: fewer are seldom unique in an article
FEWER = {IN_A_ROW: 2, 2: 0, 1: 0}  # and after that, between those that were found; 0: all there is in common
SMALL = 12  # words: so short a stretch is compared at once
CHANCE = 4  # so many times its own length replaced on both sides make a shared word a chance
MOVED = 20  # code points that a moved stretch has to share: fewer stand in many places
ROUNDS = 3  # of looking for what moved: in each, a stretch that is left over has one partner
ENDS = frozenset(".!?;:…。！？؟۔।")


class Run(NamedTuple):
    """A stretch of the old text and its image in the new one, in code points; they are equal but for typography."""

    old: int
    old_end: int
    new: int
    new_end: int
    moved: bool = False  # it stands elsewhere than in the order of the rest


def runs(old: str, new: str) -> list[Run]:
    """Return the runs that both texts share, in the order of the old text. None overlaps another, in either text."""
    a, b = Lines(old), Lines(new)
    same = aligned(a, b, range(len(a.items)), range(len(b.items)))
    moved = moved_lines(a, b, same)
    was, now = Words(old, a), Words(new, b)
    a_moved, b_moved = {block.a for block in moved}, {block.b for block in moved}
    stayed: list[Block] = []
    for a_lines, b_lines in gaps(same, range(len(a.items)), range(len(b.items))):
        a_words = was.add(line for line in a_lines if line not in a_moved)
        b_words = now.add(line for line in b_lines if line not in b_moved)
        stayed += shared_words(was, now, a_words, b_words)
    found = [
        *(line_run(a, b, block, moved=False) for block in same),
        *(line_run(a, b, block, moved=True) for block in moved),
        *word_runs(was, now, stayed, moved=False),
        *word_runs(was, now, moved_words(was, now, stayed), moved=True),
    ]
    return sorted(found)


class Lines:
    """A text's lines; number n starts at `starts[n]`, and the next begins one code point after its end."""

    def __init__(self, text: str) -> None:
        self.items: list[str] = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.items)]

    def seam(self, index: int) -> int:
        """Return how likely it is that this line begins what came or went: as any other."""
        return 0


class Words:
    """The words and marks of the lines that changed."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.tokens = Tokens(text)
        self.items = self.tokens.words
        self._lines, self._firsts, self._sums = lines, set[int](), [0]

    def add(self, numbers: Iterable[int]) -> range:
        """Take in the lines of these numbers; return the indexes of their words."""
        first, starts = len(self.items), self._lines.starts
        for number in numbers:
            self._firsts.add(len(self.items))
            self.tokens.add(range(starts[number], starts[number + 1] - 1))
        lengths = [len(word) if word[0].isalnum() else 0 for word in self.items[first:]]
        self._sums += accumulate(lengths, initial=self._sums.pop())
        return range(first, len(self.items))

    def letters(self, words: range) -> int:
        """Return how many letters and digits these words have."""
        return self._sums[words.stop] - self._sums[words.start]

    def seam(self, index: int) -> int:
        """Return how likely it is that this word begins what came or went: a paragraph, a sentence."""
        return 2 if index in self._firsts else index > 0 and self.items[index - 1] in ENDS


def aligned(was: Lines | Words, now: Lines | Words, a: range, b: range) -> list[Block]:
    """Return the blocks that are in both stretches, in order.

    Of lines, those that are unique in what lies between the ones found before, with their neighbours; a repeated line
    that no neighbour tells apart is left to its words. Of words, what is unique in a row, then all there is.
    """
    of_lines = isinstance(was, Lines)
    # Texts whose first or last lines are the same begin or end as they did.
    head, tail = extended(was, now, a, b) if of_lines else (0, 0)
    found = [Block(a.start, b.start, head), Block(a.stop - tail, b.stop - tail, tail)]
    todo = [(a[head : len(a) - tail], b[head : len(b) - tail], 1 if of_lines else IN_A_ROW)]
    while todo:
        a, b, size = todo.pop()
        if not a or not b or (of_lines and not size):
            continue
        here, there = was.items[a.start : a.stop], now.items[b.start : b.stop]
        is_last = not size or (not of_lines and max(len(a), len(b)) <= SMALL)
        chain = common_blocks(here, there) if is_last else unique_blocks(here, there, size)
        blocks = [Block(a.start + i, b.start + j, length) for i, j, length in chain]
        found += blocks
        for a_gap, b_gap in () if is_last else gaps(blocks, a, b):
            head, tail = extended(was, now, a_gap, b_gap) if blocks else (0, 0)
            found.append(Block(a_gap.start, b_gap.start, head))
            found.append(Block(a_gap.stop - tail, b_gap.stop - tail, tail))
            todo.append((a_gap[head : len(a_gap) - tail], b_gap[head : len(b_gap) - tail], FEWER[size]))
    return merged(block for block in found if block.size)


def extended(was: Lines | Words, now: Lines | Words, a: range, b: range) -> tuple[int, int]:
    """Return how many items at the head and at the tail of two stretches are equal.

    Where more are than there is room for, something came or went that begins or ends like its neighbour: then the cut
    is laid where a line begins, or a sentence, and else so that what stayed is in one piece.
    """
    room = min(len(a), len(b))
    head = tail = 0
    while head < room and was.items[a[head]] == now.items[b[head]]:
        head += 1
    while tail < room and was.items[a[-tail - 1]] == now.items[b[-tail - 1]]:
        tail += 1
    if head + tail <= room:
        return head, tail
    longer, start = (was, a.start) if len(a) > len(b) else (now, b.start)
    cut = max(range(room - tail, head + 1), key=lambda cut: (longer.seam(start + cut), cut in (0, room), cut))
    return cut, room - cut


def shared_words(was: Words, now: Words, a: range, b: range) -> list[Block]:
    """Return the blocks that are in both stretches, in order, without those that are there by chance.

    Any two sentences have an article and a comma in common: a block goes that is short beside what was replaced on
    either side of it.
    """
    blocks = aligned(was, now, a, b)
    while True:
        replaced = [isqrt(was.letters(here) * now.letters(there)) for here, there in gaps(blocks, a, b)]
        kept = [
            block
            for block, before, after in zip(blocks, replaced, replaced[1:], strict=False)
            if CHANCE * was.letters(range(block.a, block.a + block.size)) >= min(before, after)
        ]
        if len(kept) == len(blocks):
            return kept
        blocks = kept


def moved_lines(a: Lines, b: Lines, same: Sequence[Block]) -> list[Block]:
    """Return the lines, of some length, that stand once among those that are left over in each text."""
    a_left, b_left = left_over(same, len(a.items), len(b.items))
    pairs = unique_pairs([a.items[i] for i in a_left], [b.items[j] for j in b_left], 1)
    return [Block(a_left[i], b_left[j], 1) for i, j in pairs if len(a.items[a_left[i]]) >= MOVED]


def moved_words(was: Words, now: Words, stayed: Sequence[Block]) -> list[Block]:
    """Return the blocks that both texts share among the words left over.

    Of the stretches left over, the two that have most in common which is in no other are compared first.
    """
    found: list[Block] = []
    for _ in range(ROUNDS):
        a_left, b_left = left_over([*stayed, *found], len(was.items), len(now.items))
        pairs = unique_pairs([was.items[i] for i in a_left], [now.items[j] for j in b_left], IN_A_ROW - 1)
        a_stretch, b_stretch = stretches(a_left), stretches(b_left)
        votes = Counter((a_stretch[a_left[i]], b_stretch[b_left[j]]) for i, j in pairs)
        taken: set[tuple[str, range]] = set()
        for (a, b), _ in votes.most_common():
            if ("a", a) in taken or ("b", b) in taken:
                continue
            shared = shared_words(was, now, a, b)
            if sum(was.letters(range(block.a, block.a + block.size)) for block in shared) >= MOVED:
                found += shared
                taken |= {("a", a), ("b", b)}
        if not taken:
            break
    return found


def line_run(a: Lines, b: Lines, block: Block, *, moved: bool) -> Run:
    """Return the block of lines as a run of text, without the break at its end."""
    i, j, size = block
    return Run(a.starts[i], a.starts[i + size] - 1, b.starts[j], b.starts[j + size] - 1, moved)


def word_runs(was: Words, now: Words, blocks: Iterable[Block], *, moved: bool) -> Iterator[Run]:
    """Yield the blocks of words as runs of text; a run ends where the space between its words is not the same."""
    a, b = was.tokens, now.tokens
    for i, j, size in blocks:
        first = 0
        for k in range(1, size + 1):
            if (
                k < size
                and a.starts[i + k] - a.ends[i + k - 1] == b.starts[j + k] - b.ends[j + k - 1]
                and a.ends[i + k - 1] - a.starts[i + k - 1] == b.ends[j + k - 1] - b.starts[j + k - 1]
            ):
                continue
            yield Run(a.starts[i + first], a.ends[i + k - 1], b.starts[j + first], b.ends[j + k - 1], moved)
            first = k
