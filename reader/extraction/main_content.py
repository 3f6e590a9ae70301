"""Which leaves of a page are its article, and why the others are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .blocks import Leaf, finished, is_not_shown
from .completion import completed
from .furniture import Furniture, line_reason
from .metadata import Metadata
from .model import Block, Kind
from .names import names_in
from .phrases import reasons as why
from .scoring import chosen
from .standfirsts import IN_BOLD, MARKED
from .text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INSERTS = frozenset(
    {
        why.RELATED, why.NEWSLETTER, why.ADVERTISEMENT, why.SHARE, why.COMMENTS, why.COOKIES, why.PROMPT, why.APPEAL,
        why.REGISTRATION,
    }
)  # fmt: skip
HEAD = 40  # leaves above the article in which its standfirst, byline and date are looked for
NEAR = 5  # leaves round the article in which a picture that was cut can still be restored
ENTRY = 120  # characters
LINE = 200  # characters: a longer leaf is judged by more than its words
CERTAIN = 0.98  # how likely a leaf has to be, to stay although its words are those of an insert
BOXED = 0.7  # and what stands in a box of the site's
BEGINNING, SUBHEAD = 0.7, 0.9  # and the standfirst, to be the text's first paragraph, or its first heading
FEWEST_COPIED, COPIED = 5, 800  # leaves, and characters, of a part of the page that stands there twice
FEWEST_CAPITAL = 3  # spaces in a line of capitals that is the title of something else
CAPTION = 0.9  # and a caption, to be kept for itself rather than for its picture's place


def select(leaves: Sequence[Leaf], judged: Sequence[float], metadata: Metadata) -> list[Block]:
    """Return all blocks in order: the article's kept, every other cut with its reason.

    `judged` says how likely each leaf is part of the article, from 0 to 1.
    """
    folded = [fold(leaf.block.text) for leaf in leaves]
    kept = chosen(judged, [len(leaf.block.text) for leaf in leaves])
    kept = {index for index in kept if not _is_stray(leaves[index], judged[index])}
    furniture = Furniture()
    kept = _without_unseen(leaves, _without_cookies(leaves, kept, furniture))
    if sum(len(leaf.block.text) for leaf in leaves) < LINE:  # a page of a few words has no furniture
        kept = {index for index, leaf in enumerate(leaves) if leaf.block.text and not line_reason(leaf.block.text)}
    above = _shown_above(leaves, folded, judged, kept, metadata)
    inside = common_ancestor([leaves[index].element for index in sorted(kept)])
    kept -= _boxed(leaves, judged, kept, furniture, inside)
    if kept:
        kept = completed(leaves, judged, kept, min([*above, *kept]), furniture=furniture, inside=inside)
    kept -= above.keys()
    kept -= _copies(leaves, folded, kept)
    kept = _without_loose_ends(leaves, kept)
    if not any(leaves[index].block.text for index in kept):
        # A page with text never comes out empty, not even one whose only text is its title.
        kept = {index for index, leaf in enumerate(leaves) if leaf.block.text and index not in above} or set(
            range(len(leaves))
        )
        above = {} if kept == set(range(len(leaves))) else above
    texts = {folded[index] for index in kept if len(folded[index]) > 40}
    first, last = min(kept), max(kept)
    shown = [
        index
        for index, leaf in enumerate(leaves)
        if index in kept or leaf.block.text or first - NEAR <= index <= last + NEAR
    ]
    written = [index for index in shown if index in kept or not _is_entry(leaves[index])]
    ready = dict(zip(written, finished([leaves[index] for index in written]), strict=True))
    blocks = []
    for index in shown:
        leaf = leaves[index]
        block = ready.get(index, leaf.block)
        if index not in kept:
            place = (index > last) - (index < first)
            repeated = folded[index] in texts
            block = block.cut(above.get(index) or furniture.reason(leaf, inside, place=place, repeated=repeated))
        blocks.append(block)
    return blocks


def _is_entry(leaf: Leaf) -> bool:
    """Return True for a cut leaf that keeps its text alone: an entry of a menu, a short text that is all link.

    Pages have them by the hundred, and passing each through the walls would take longer than all else.
    """
    return leaf.linked * 5 > len(leaf.block.text) * 4 and len(leaf.block.text) <= ENTRY


def _is_stray(leaf: Leaf, likely: float) -> bool:
    """Return True for a line of the site's own, and for a caption whose picture may not be the article's."""
    block = leaf.block
    if block.kind is Kind.CAPTION:
        return likely < CAPTION
    return (
        likely < CERTAIN
        and block.kind is not Kind.TABLE_CELL
        and (_is_promo(leaf) or (len(block.text) <= LINE and line_reason(block.text) in _INSERTS))
    )


def _is_promo(leaf: Leaf) -> bool:
    """Return True for a paragraph of nothing but links, several of them a line each, or one that is all capitals."""
    text, kind = leaf.block.text, leaf.block.kind
    if kind is not Kind.PARAGRAPH or leaf.linked < 0.8 * len(text):
        return False
    return "\n" in text or (text.isupper() and text.count(" ") >= FEWEST_CAPITAL)


def _without_cookies(leaves: Sequence[Leaf], kept: set[int], furniture: Furniture) -> set[int]:
    """Return what is kept without a notice about cookies, which can be the longest text of a page.

    Where nothing else would be left, the page is about cookies, or sells them.
    """
    rest = {index for index in kept if furniture.between(leaves[index], None) != why.COOKIES}
    return rest if sum(len(leaves[index].block.text) for index in rest) >= LINE else kept


def _without_unseen(leaves: Sequence[Leaf], kept: set[int]) -> set[int]:
    """Return what is kept without paragraphs that are hidden one by one, where enough is left.

    A box that is hidden may open when it is clicked on, as the answers to questions do.
    """
    rest = {index for index in kept if not (leaves[index].hidden and is_not_shown(dict(leaves[index].element.items())))}
    return rest if sum(len(leaves[index].block.text) for index in rest) >= LINE else kept


def _boxed(
    leaves: Sequence[Leaf], judged: Sequence[float], kept: set[int], furniture: Furniture, inside: HtmlElement | None
) -> set[int]:
    """Return what stands in boxes of the site's inside the article, if they are but a small part of it."""
    boxed = {index for index in kept if judged[index] < BOXED and furniture.between(leaves[index], inside) in _INSERTS}
    sizes = [sum(len(leaves[index].block.text) for index in indices) for indices in (boxed, kept)]
    return boxed if sizes[0] < 0.1 * sizes[1] else set()


def _shown_above(
    leaves: Sequence[Leaf], folded: Sequence[str], judged: Sequence[float], kept: set[int], metadata: Metadata
) -> dict[int, str]:
    """Return the leaves at the article's head that repeat what is shown above it, each with its reason."""
    shown: dict[int, str] = {}
    titles = {fold(title) for title in [metadata.title, *metadata.titles]} - {""}
    standfirst, byline = fold(metadata.standfirst), metadata.byline
    prose = 0
    head = min(kept, default=0) - HEAD
    for index, leaf in enumerate(leaves):
        key, text = folded[index], leaf.block.text
        if not key:
            continue
        if key in titles and (leaf.block.kind is Kind.HEADING or prose < 3):
            shown[index] = why.TITLE_ABOVE
        elif index < head:
            continue
        elif prose < 3 and standfirst and key == standfirst and not _is_beginning(leaves, judged, index, metadata):
            shown[index] = why.STANDFIRST_ABOVE
        elif prose < 3 and byline and len(text) < 100 and _is_byline(text, byline):
            shown[index] = why.BYLINE_ABOVE
        elif prose < 3 and metadata.published and len(text) < 60 and _is_date(text, metadata.published):
            shown[index] = why.DATE_ABOVE
        elif index in kept and len(text) > 100:
            prose += 1
    return shown


def _is_beginning(leaves: Sequence[Leaf], judged: Sequence[float], index: int, metadata: Metadata) -> bool:
    """Return True if what is taken for the standfirst is the text's first paragraph, or its first heading.

    Descriptions are often made of it; only what the page itself marks as a standfirst is one however likely it is.
    """
    if metadata.sources.get("standfirst") == IN_BOLD:
        return False
    if leaves[index].block.kind is Kind.HEADING:
        begins = judged[index] >= SUBHEAD
    else:
        begins = judged[index] >= BEGINNING and metadata.sources.get("standfirst") != MARKED
    return begins or _is_like_the_next(leaves, index)


def _is_like_the_next(leaves: Sequence[Leaf], index: int) -> bool:
    """Return True if the leaf is marked up like the paragraph after it: it is one of them."""
    element = leaves[index].element
    following = next((leaf.element for leaf in leaves[index + 1 :] if len(leaf.block.text) > 100), None)
    return following is not None and _markup(element) == _markup(following)


def _markup(element: HtmlElement) -> tuple[object, ...]:
    return element.getparent(), element.tag, element.get("class")


def _is_byline(text: str, byline: str) -> bool:
    found = set(filter(None, map(fold, names_in(text))))
    return bool(found) and found <= set(map(fold, names_in(byline)))


def _is_date(text: str, published: str) -> bool:
    from .dates import find_date  # noqa: PLC0415

    return find_date(text)[:10] == published[:10]


def _copies(leaves: Sequence[Leaf], folded: Sequence[str], kept: set[int]) -> set[int]:
    """Return what is kept a second time: pages hold parts once for each width of screen, and show one of them.

    A refrain stands where the verses do; a copy stands in an element of its own. Rows of a table may well be alike.
    """
    first: dict[str, int] = {}
    copies = set[int]()
    run: list[int] = []
    texts = (index for index in kept if folded[index] and leaves[index].block.kind is not Kind.TABLE_CELL)
    for index in [*sorted(texts), -1]:
        known = first.setdefault(folded[index], index) if index >= 0 else -1
        again = known < index and leaves[known].element.getparent() is not leaves[index].element.getparent()
        if again and (not run or known > first[folded[run[-1]]]):
            run.append(index)
            continue
        if len(run) >= FEWEST_COPIED and sum(len(leaves[copy].block.text) for copy in run) >= COPIED:
            pictures = (at for at in range(run[0], run[-1]) if leaves[at].block.kind is Kind.IMAGE)
            copies.update((*run, *pictures))
        run = [index] if again else []
    return copies


def _without_loose_ends(leaves: Sequence[Leaf], kept: set[int]) -> set[int]:
    """Return what is kept without headings at the very end that head nothing."""
    order = sorted(kept)
    while order and leaves[order[-1]].block.kind is Kind.HEADING:
        order.pop()
    return set(order)


def common_ancestor(elements: Sequence[HtmlElement]) -> HtmlElement | None:
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
