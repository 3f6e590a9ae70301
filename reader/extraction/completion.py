"""What belongs to the leaves that are kept, though it would not be kept for itself: cells, notes, pictures, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .blocks import Leaf
from .figures import bare_pictures, lead_picture, of_figures
from .furniture import Furniture, line_reason
from .model import Kind
from .sections import begun_lists, headed_lists, headings, references, siblings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# How likely a leaf has to be, more than this, to be kept because it stands between leaves that are: for kinds that
# sites seldom use for anything but text, not at all.
_DOUBT = {
    Kind.HEADING: 0.2, Kind.PARAGRAPH: 0.2, Kind.QUOTATION: 0.2, Kind.LIST_ITEM: 0.08,
    Kind.PREFORMATTED: 0.0, Kind.TABLE_CELL: 0.0,
}  # fmt: skip
_LISTS = frozenset({"ul", "ol", "dl"})
# What the networks have pages that quote a post call it, and how many characters of words one has that says something.
_POSTS = frozenset(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post reddit-embed-bq reddit-card bluesky-embed"
    " mastodon-embed text-post-media".split()
)
_WORDS = 25


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

    Between the first and the last leaf: what is not unlikely and no furniture.
    Then the rest of each table, embedded posts, the notes the text refers to, and the picture right above the text.
    Then what is marked up like the prose that is kept, the lists under kept headings, the lists of references, and the
    pictures of the text.
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
    found |= _notes(leaves, found) | lead_picture(leaves, first, furniture) | _posts(leaves, first, last)
    found |= siblings(leaves, judged, kept, found, furniture=furniture, inside=inside)
    found |= headings(leaves, judged, found, furniture, inside) | begun_lists(leaves, found, furniture, inside)
    found |= references(leaves, found, inside) | headed_lists(leaves, judged, found, furniture, inside)
    return found | of_figures(leaves, found, furniture, inside) | bare_pictures(leaves, found)


def _belongs(leaf: Leaf, likely: float) -> bool:
    block = leaf.block
    if leaf.hidden:
        return False
    if block.kind in (Kind.IMAGE, Kind.CAPTION) or not block.text or leaf.linked * 2 > len(block.text):
        return False
    return likely > _DOUBT[block.kind] and not line_reason(block.text)


def _posts(leaves: Sequence[Leaf], first: int, last: int) -> set[int]:
    """Return the embedded posts within the text, and those right below it, with their authors and links.

    Sites put them in boxes of any name. One of which only links have come with the page says nothing.
    """
    posts: dict[int, list[int]] = {}  # leaves by the number of their quotation
    for index in range(first, len(leaves)):
        leaf = leaves[index]
        number = _container(leaf, "blockquote")
        if number in posts or (number and _is_post(leaf.element)):
            posts.setdefault(number, []).append(index)
        elif index > last and leaf.block.text:
            break
    words = {
        number: sum(len(leaves[index].block.text) - leaves[index].linked for index in indices)
        for number, indices in posts.items()
    }
    return {index for number, indices in posts.items() if words[number] >= _WORDS for index in indices}


def _is_post(element: HtmlElement) -> bool:
    quotation = element if element.tag == "blockquote" else next(element.iterancestors("blockquote"), None)
    return quotation is not None and not _POSTS.isdisjoint((quotation.get("class") or "").split())


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
