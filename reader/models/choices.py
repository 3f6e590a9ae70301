"""What readers chose in an article's text, kept over a new reading of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from reader.extraction.model import Block

from .version import CUT_BY_HAND


def with_choices(old: Sequence[Block], new: Sequence[Block]) -> tuple[tuple[Block, ...], int]:
    """Return the new blocks, restored and cut as readers did with the old ones, and how many of those are not there.

    A restored block is one that is kept although it has a reason; see `Version.blocks_with`.
    """
    choices = [at for at, block in enumerate(old) if is_by_hand(block)]
    if not choices:
        return tuple(new), 0
    was, now = ([block.text or block.html for block in blocks] for blocks in (old, new))
    same = SequenceMatcher(None, was, now, autojunk=False)
    image = {a + k: b + k for a, b, size in same.get_matching_blocks() for k in range(size)}
    blocks = list(new)
    for at in choices:
        if at in image:
            blocks[image[at]] = as_chosen(old[at], blocks[image[at]])
    return tuple(blocks), sum(at not in image for at in choices)


def is_by_hand(block: Block) -> bool:
    """Say whether it was a reader who restored or cut the block."""
    return bool(block.reason) if block.kept else block.reason == CUT_BY_HAND


def as_chosen(old: Block, new: Block) -> Block:
    """Return the new block as the reader had the old one; it remembers why it was cut, as that did."""
    if old.kept:
        return replace(new, kept=True, reason=new.reason or old.reason)
    return new.cut(new.reason or CUT_BY_HAND)
