"""Short paragraphs in bold between paragraphs of prose: the subheads of pages that do not mark them as headings.

Readers take '<p><strong>The damage</strong></p>' for a heading, and so does the outline of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .model import Block, Kind
from .paragraphs import ends_sentence

WORDS, LONGEST = 12, 400  # at most; characters, with the markup
MOST = 0.3  # of the paragraphs: where more are in bold, it is the page's way to write
_BOLD = re.compile(
    r"(?:<(?:strong|b|em|i|u|span)\b[^>]*>)*<(?:strong|b)>(?:(?!</(?:strong|b)>).)*(?:</\w+>)+", re.DOTALL
)
_WORD = re.compile(r"[^\W\d_]{3}")
_OTHER = re.compile(r"<(?:a|br|img|code)\b")
_BELOW = {Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTATION, Kind.TABLE_CELL, Kind.PREFORMATTED, Kind.IMAGE}


def with_subheads(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the subheads among the kept ones as headings, a level below the last marked one.

    Their text stays as it is, and so does every offset.
    """
    found = list(blocks)
    kept = [index for index, block in enumerate(blocks) if block.kept and block.text]
    subheads = {
        index
        for before, index, below in zip(kept, kept[1:], kept[2:], strict=False)
        if _is_subhead(blocks[index])
        and blocks[below].kind in _BELOW
        and not _is_subhead(blocks[below])
        and not _is_subhead(blocks[before])
    }
    paragraphs = sum(blocks[index].kind is Kind.PARAGRAPH for index in kept)
    if len(subheads) > MOST * paragraphs:
        return found
    level = 0
    for index in kept:
        block = blocks[index]
        if block.kind is Kind.HEADING:
            level = block.level
        elif index in subheads:
            found[index] = replace(block, kind=Kind.HEADING, level=min(level + 1, 6) if level else 2)
    return found


def _is_subhead(block: Block) -> bool:
    return (
        block.kind is Kind.PARAGRAPH
        and not block.path
        and block.html.startswith("<")
        and len(block.html) <= LONGEST
        and bool(_BOLD.fullmatch(block.html))
        and not _OTHER.search(block.html)
        and len(block.text.split()) <= WORDS
        and bool(_WORD.search(block.text))
        and not ends_sentence(block.text)
        and not block.text.endswith((":", ",", ";"))
    )
