"""Which leaves of a page are its article, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from .alignment import aligned
from .blocks import Leaf
from .boilerplate import reason_for
from .furniture import Furniture
from .metadata import Metadata
from .model import Block, Kind
from .phrases import reasons as why
from .text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What the library is known to drop from the middle of an article.
_COMPLETED = frozenset({Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTATION, Kind.PREFORMATTED, Kind.CAPTION, Kind.TABLE_CELL})
_INSERTS = frozenset(
    {
        why.RELATED,
        why.NEWSLETTER,
        why.ADVERTISEMENT,
        why.SHARE,
        why.COMMENTS,
        why.COOKIES,
        why.PROMPT,
        why.APPEAL,
        why.REGISTRATION,
    }
)
_PROSE = 60  # characters of a paragraph that is more than a label


def select(leaves: Sequence[Leaf], pieces: Sequence[str], metadata: Metadata) -> list[Block]:
    """Return all blocks in order: the article's kept, every other cut with its reason.

    `pieces` are the article's texts in order, folded, as a judge found them; with none we look for it ourselves.
    """
    folded = [fold(leaf.block.text) for leaf in leaves]
    kept = aligned(folded, pieces)
    if sum(len(folded[index]) for index in kept) < 100:
        kept |= _by_density(leaves)
    furniture = Furniture()
    kept |= _completed(leaves, kept, furniture)
    kept -= _inserted(leaves, kept, furniture)
    above = _shown_above(leaves, folded, kept, metadata)
    kept -= above.keys()
    kept = _without_loose_ends(leaves, kept)
    if not any(leaves[index].block.text for index in kept):
        # A page with text never comes out empty, not even one whose only text is its title.
        kept = {index for index, leaf in enumerate(leaves) if leaf.block.text and index not in above} or set(
            range(len(leaves))
        )
        above = {} if kept == set(range(len(leaves))) else above
    inside = _common_ancestor([leaves[index].element for index in sorted(kept)])
    return [
        leaf.block if index in kept else leaf.block.cut(above.get(index) or furniture.reason(leaf, inside))
        for index, leaf in enumerate(leaves)
    ]


def _by_density(leaves: Sequence[Leaf]) -> set[int]:
    """Return the leaves of the element that directly holds most prose, after Readability's scoring; else all prose."""
    scores: dict[HtmlElement, float] = {}
    for leaf in leaves:
        length = len(leaf.block.text) - 2 * leaf.linked
        if length < 25 or leaf.hidden:
            continue
        for weight, element in zip((1.0, 0.5, 0.25), leaf.element.iterancestors(), strict=False):
            scores[element] = scores.get(element, 0.0) + length * weight
    furniture = Furniture()
    prose = {
        index
        for index, leaf in enumerate(leaves)
        if leaf.block.text
        and leaf.linked * 2 < len(leaf.block.text)
        and not leaf.hidden
        and not furniture.between(leaf, None)
    }
    if not scores:
        return prose
    best = max(scores, key=scores.__getitem__)
    inside = {index for index in prose if best in leaves[index].element.iterancestors()}
    return inside if sum(len(leaves[index].block.text) for index in inside) > 250 else prose


def _completed(leaves: Sequence[Leaf], kept: set[int], furniture: Furniture) -> set[int]:
    """Return what belongs to the article between its first and its last kept leaf, and the rest of its tables."""
    order = sorted(index for index in kept if leaves[index].block.text)
    found = set[int]()
    for before, after in pairwise(order):
        if after == before + 1:
            continue
        inside = _common_ancestor([leaves[before].element, leaves[after].element])
        for index in range(before + 1, after):
            if _belongs(leaves[index], inside, furniture):
                found.add(index)
    tables = {table for index in kept if (table := _table(leaves[index]))}
    found |= {
        index
        for index, leaf in enumerate(leaves)
        if _table(leaf) in tables and leaf.block.kind is Kind.TABLE_CELL and tables
    }
    if order:
        found |= _list_tail(leaves, order[-1], furniture)
        found |= _lead_picture(leaves, order[0], furniture)
    return found


def _belongs(leaf: Leaf, inside: HtmlElement, furniture: Furniture) -> bool:
    block = leaf.block
    if leaf.hidden or furniture.between(leaf, inside):
        return False
    if (reason := reason_for(block.text)) and not (reason == why.CREDIT and block.kind is Kind.CAPTION):
        return False  # a caption names who took the picture as well
    if block.kind is Kind.IMAGE:
        return any(container.tag == "figure" for container in block.path)
    if not block.text:
        return False
    if leaf.linked * 2 > len(block.text):
        return False
    return block.kind in _COMPLETED or len(block.text) >= _PROSE


def _inserted(leaves: Sequence[Leaf], kept: set[int], furniture: Furniture) -> set[int]:
    """Return what is kept although it is a line or a box of the site's, or a list of links to its other pages."""
    found = {
        index
        for index in kept
        if len(leaves[index].block.text) <= 200
        and (leaves[index].hidden or reason_for(leaves[index].block.text) in _INSERTS)
    }
    inside = _common_ancestor([leaves[index].element for index in sorted(kept)])
    boxed = {index for index in kept if furniture.between(leaves[index], inside) in _INSERTS}
    if sum(len(leaves[index].block.text) for index in boxed) < 0.1 * sum(
        len(leaves[index].block.text) for index in kept
    ):
        found |= boxed
    lists: dict[int, list[int]] = {}
    for index in kept:
        for container in leaves[index].block.path:
            if container.tag in ("ul", "ol"):
                lists.setdefault(container.number, []).append(index)
    for members in lists.values():
        if len(members) > 1 and sum(leaves[i].linked for i in members) > 0.7 * sum(
            len(leaves[i].block.text) for i in members
        ):
            found.update(members)
    return found


def _table(leaf: Leaf) -> int:
    return next((container.number for container in leaf.block.path if container.tag == "table"), 0)


def _list_tail(leaves: Sequence[Leaf], last: int, furniture: Furniture) -> set[int]:
    """Return the rest of the list in which the article's last leaf stands."""
    path = leaves[last].block.path
    numbers = {container.number for container in path if container.tag in ("ul", "ol", "dl", "table")}
    found = set[int]()
    for index in range(last + 1, len(leaves)):
        leaf = leaves[index]
        if numbers.isdisjoint(container.number for container in leaf.block.path):
            break
        if leaf.linked * 2 <= len(leaf.block.text) and not reason_for(leaf.block.text) and not leaf.hidden:
            found.add(index)
    return found


def _lead_picture(leaves: Sequence[Leaf], first: int, furniture: Furniture) -> set[int]:
    """Return the picture, with its caption, that stands right before the article's first leaf."""
    for index in range(first - 1, max(-1, first - 8), -1):
        block = leaves[index].block
        figure = next((container.number for container in block.path if container.tag == "figure"), 0)
        if block.kind is Kind.IMAGE and figure and not furniture.between(leaves[index], None):
            return {
                other
                for other in range(max(0, index - 3), first)
                if any(container.number == figure for container in leaves[other].block.path)
            }
    return set()


def _shown_above(leaves: Sequence[Leaf], folded: Sequence[str], kept: set[int], metadata: Metadata) -> dict[int, str]:
    """Return the leaves at the article's head that repeat what is shown above it, each with its reason."""
    shown: dict[int, str] = {}
    titles = {fold(title) for title in [metadata.title, *metadata.titles]} - {""}
    standfirst, byline = fold(metadata.standfirst), metadata.byline
    prose = 0
    for index, leaf in enumerate(leaves):
        key, text = folded[index], leaf.block.text
        if not key:
            continue
        if key in titles and (leaf.block.kind is Kind.HEADING or prose < 3):
            shown[index] = why.TITLE_ABOVE
        elif prose < 3 and standfirst and key == standfirst and not _is_like_the_next(leaves, index):
            shown[index] = why.STANDFIRST_ABOVE
        elif prose < 3 and byline and len(text) < 100 and _is_byline(text, byline):
            shown[index] = why.BYLINE_ABOVE
        elif prose < 3 and metadata.published and len(text) < 60 and _is_date(text, metadata.published):
            shown[index] = why.DATE_ABOVE
        elif index in kept and len(text) > 100:
            prose += 1
    return shown


def _is_like_the_next(leaves: Sequence[Leaf], index: int) -> bool:
    """Return True if the leaf is marked up like the paragraph after it: it is one of them."""
    element = leaves[index].element
    following = next((leaf.element for leaf in leaves[index + 1 :] if len(leaf.block.text) > 100), None)
    return following is not None and _markup(element) == _markup(following)


def _markup(element: HtmlElement) -> tuple[object, ...]:
    return element.getparent(), element.tag, element.get("class")


def _is_byline(text: str, byline: str) -> bool:
    from .metadata import names  # noqa: PLC0415

    rest = fold(names(text))
    return bool(rest) and all(fold(name) in map(fold, byline.split(", ")) for name in names(text).split(", "))


def _is_date(text: str, published: str) -> bool:
    from .dates import find_date  # noqa: PLC0415

    return find_date(text)[:10] == published[:10]


def _without_loose_ends(leaves: Sequence[Leaf], kept: set[int]) -> set[int]:
    """Return what is kept without headings at the very end that head nothing."""
    order = sorted(kept)
    while order and leaves[order[-1]].block.kind is Kind.HEADING:
        order.pop()
    return set(order)


def _common_ancestor(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """Return the innermost element that holds all of these (an element holds itself)."""
    if not elements:
        return None
    chain = [elements[0], *elements[0].iterancestors()]
    places = {element: place for place, element in enumerate(chain)}
    highest = 0
    for element in elements[1:]:
        node: HtmlElement | None = element
        while node is not None and node not in places:
            node = node.getparent()
        highest = max(highest, places.get(node, len(chain) - 1) if node is not None else len(chain) - 1)
    return chain[highest]
