"""What belongs to the leaves that are kept, though it would not be kept for itself: cells, notes, pictures, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .blocks import Leaf
from .furniture import Furniture, line_reason
from .model import Kind
from .phrases.reasons import CREDIT
from .sections import headed_lists, references, siblings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# How likely a leaf has to be, more than this, to be kept because it stands between leaves that are: for kinds that
# sites seldom use for anything but text, not at all.
_DOUBT = {
    Kind.HEADING: 0.2, Kind.PARAGRAPH: 0.2, Kind.QUOTATION: 0.2, Kind.LIST_ITEM: 0.08,
    Kind.PREFORMATTED: 0.0, Kind.TABLE_CELL: 0.0,
}  # fmt: skip
_LISTS = frozenset({"ul", "ol", "dl"})
_SAYING = 25  # characters of a caption that says what is to be seen


def completed(
    leaves: Sequence[Leaf],
    judged: Sequence[float],
    kept: set[int],
    start: int,
    *,
    furniture: Furniture,
    inside: HtmlElement | None,
) -> set[int]:
    """Return what is kept, completed. `start` is where the article's head begins, `inside` the element that holds it.

    Between the first and the last leaf: what is not unlikely and no furniture, and the pictures with their captions.
    Then the rest of each table, the notes the text refers to, and the picture right above the text. Then what is
    marked up like the prose that is kept, the lists under kept headings, and the lists of references.
    """
    first, last = min(kept), max(kept)
    found = {
        index
        for index in range(start, last)
        if index not in kept
        and _belongs(leaves[index], judged[index])
        # Above the text stand labels of all kinds; a table there is the article's summary.
        and (index > first or leaves[index].block.kind is Kind.TABLE_CELL)
        and not furniture.between(leaves[index], inside)
    }
    found |= kept
    tables = {_container(leaves[index], "table") for index in found} - {0}
    if tables:
        found |= {index for index, leaf in enumerate(leaves) if not leaf.hidden and _container(leaf, "table") in tables}
    found |= _notes(leaves, found) | _lead_picture(leaves, first, furniture)
    found |= siblings(leaves, judged, kept, found, furniture=furniture, inside=inside)
    return found | references(leaves, found, inside) | headed_lists(leaves, judged, found, furniture, inside)


def _belongs(leaf: Leaf, likely: float) -> bool:
    block = leaf.block
    if leaf.hidden:
        return False
    if block.kind is Kind.IMAGE:
        return any(container.tag == "figure" for container in block.path)
    if not block.text or leaf.linked * 2 > len(block.text):
        return False
    if block.kind is Kind.CAPTION:
        return line_reason(block.text) in ("", CREDIT)  # a caption names who took the picture as well
    return likely > _DOUBT[block.kind] and not line_reason(block.text)


def _notes(leaves: Sequence[Leaf], kept: set[int]) -> set[int]:
    """Return the notes that the kept text refers to: lists with items to which its links lead."""
    wanted = {
        address.rpartition("#")[2]  # of the page itself, whichever way its own address is written
        for element in {leaves[index].element for index in kept}
        for link in element.iter("a")
        if "#" in (address := link.get("href") or "")
    }
    wanted.discard("")
    if len(wanted) < 2:
        return set()
    lists = set[int]()
    for index, leaf in enumerate(leaves):
        number = _container(leaf, *_LISTS)
        if index in kept or not number or number in lists:
            continue
        element = leaf.element
        item = element if element.tag in ("li", "dd") else next(element.iterancestors("li", "dd"), element)
        if any(inner.get("id") in wanted or inner.get("name") in wanted for inner in item.iter()):
            lists.add(number)
    return {index for index, leaf in enumerate(leaves) if _container(leaf, *_LISTS) in lists}


def _container(leaf: Leaf, *tags: str) -> int:
    """Return the number of the outermost container of one of these tags, or 0."""
    path = leaf.block.path
    return next((container.number for container in path if container.tag in tags), 0) if path else 0


def _lead_picture(leaves: Sequence[Leaf], first: int, furniture: Furniture) -> set[int]:
    """Return the picture, with its caption, that stands right before the article's first leaf.

    Of one that only a script or a style sheet shows there is the caption alone; a word or two label something else.
    """
    for index in range(first - 1, max(-1, first - 8), -1):
        block, figure = leaves[index].block, _container(leaves[index], "figure")
        shows = block.kind is Kind.IMAGE or (block.kind is Kind.CAPTION and len(block.text) >= _SAYING)
        if shows and figure and not furniture.between(leaves[index], None):
            around = range(max(0, index - 3), first)
            return {other for other in around if _container(leaves[other], "figure") == figure}
    return set()
