"""The figures of an article: pictures with their captions, which stay or go together by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from .blocks import Leaf
from .furniture import Furniture, line_reason
from .model import Kind
from .phrases import reasons as why

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SAYING = 25  # characters of a caption that says what is to be seen
ABOVE = 8  # leaves above the text in which its picture is looked for
WRAPPED = 4  # elements round a picture that stands alone
PROSE = 40  # characters of a paragraph beside which it is the text's
# Less than 120 pixels, or a name of such a thing in the address or the alternative text.
_SITES = re.compile(
    r'\s(?:width|height)="(?:[1-9]?[0-9]|1[01][0-9])"'
    r"|(?:\b|_)(?:logos?|icons?|avatars?|badges?|headshots?|gravatar|emoji)(?:\b|_)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r'\salt="([^"]*)"')
_SHOWN = frozenset({Kind.IMAGE, Kind.CAPTION})
# What a caption may say without being a line of the site's: who took the picture, and amid the text who owns it.
_BETWEEN = frozenset({"", why.CREDIT})
_AMID = _BETWEEN | {why.FOOTER}


def of_figures(leaves: Sequence[Leaf], found: Set[int], furniture: Furniture, inside: HtmlElement | None) -> set[int]:
    """Return the pictures and captions that go with the text that is `found`, of which `inside` holds all.

    A figure in the midst of the text belongs to it: with text that stays right above and right below it, whatever the
    words of its box and though its caption be a link to the source. Between the first and the last leaf of the text
    what is neither boxed nor linked does too, and what stands right behind the last, in the same element. Cards that
    lead to other stories are links in lists of their own.
    """
    text = sorted(index for index in found if leaves[index].block.text and leaves[index].block.kind not in _SHOWN)
    if not text:
        return set()
    added = set[int]()
    controls = _controls(leaves)
    for figure in _figures(leaves).values():
        above, below = beside(leaves, figure[0], -1), beside(leaves, figure[-1], 1)
        amid = above in found and below in found
        if amid or text[0] < figure[0] < text[-1] or (above == text[-1] and _follows(leaves, figure, above)):
            shown = (index for index in figure if not leaves[index].hidden and index not in controls)
            added.update(index for index in shown if _goes(leaves[index], furniture, inside, amid=amid))
    return added


def _goes(leaf: Leaf, furniture: Furniture, inside: HtmlElement | None, *, amid: bool) -> bool:
    """Return True for a picture, or a caption by its words, its links and the boxes around it."""
    said, box = line_reason(leaf.block.text), furniture.between(leaf, inside)
    if amid:
        return said in _AMID and box != why.BUTTON
    return said in _BETWEEN and not box and leaf.linked * 2 <= len(leaf.block.text)


def lead_picture(leaves: Sequence[Leaf], first: int, furniture: Furniture) -> set[int]:
    """Return the picture, with its caption, that stands right before the article's first leaf.

    Of one that only a script or a style sheet shows there is the caption alone; a word or two label something else.
    """
    for index in range(first - 1, max(-1, first - ABOVE), -1):
        block, figure = leaves[index].block, _figure(leaves[index])
        shows = block.kind is Kind.IMAGE or (block.kind is Kind.CAPTION and len(block.text) >= SAYING)
        if shows and figure and not furniture.between(leaves[index], None):
            around = range(max(0, index - 3), first)
            return {other for other in around if _figure(leaves[other]) == figure}
    return set()


def bare_pictures(leaves: Sequence[Leaf], kept: Set[int]) -> set[int]:
    """Return the pictures that stand between paragraphs of the text, or in one, without a figure around them.

    Those in a box with words of its own are of something else: another story, a person, a product.
    """
    bare = [
        index
        for index in range(min(kept), max(kept))
        if index not in kept and (leaf := leaves[index]).block.kind is Kind.IMAGE and not leaf.hidden
        if leaf.markup and not _is_the_sites(leaf.markup.unchecked())
    ]
    if not bare:
        return set()
    paragraphs = {
        leaf.element
        for leaf in (leaves[index] for index in kept)
        if leaf.block.kind is Kind.PARAGRAPH and len(leaf.block.text) >= PROSE
    }
    parents = {paragraph.getparent() for paragraph in paragraphs}
    speaking = {element for leaf in leaves if leaf.block.text for element in (leaf.element, *_around(leaf.element))}
    found = set[int]()
    for index in bare:
        element = leaves[index].element
        if element in paragraphs or element in parents:
            found.add(index)
            continue
        siblings = (around for around in (element, *_around(element)) if around.getparent() in parents)
        box = next(siblings, None)
        if box is not None and box not in speaking:
            found.add(index)
    return found


def _is_the_sites(image: str) -> bool:
    """Return True for an icon, a face, a logo, or a picture whose words are those of a button."""
    words = _ALTERNATIVE.search(image)
    return bool(_SITES.search(image) or (words and line_reason(unescape(words[1])) not in _BETWEEN))


def _around(element: HtmlElement) -> Iterable[HtmlElement]:
    """Return the few elements around one, from the inside out."""
    return islice(element.iterancestors(), WRAPPED)


def _figures(leaves: Sequence[Leaf]) -> Mapping[int, list[int]]:
    figures: dict[int, list[int]] = {}
    for index, leaf in enumerate(leaves):
        if leaf.block.kind in _SHOWN and (number := _figure(leaf)):
            figures.setdefault(number, []).append(index)
    return figures


def _figure(leaf: Leaf) -> int:
    """Return the number of the outermost figure that the leaf stands in, or 0."""
    return next((container.number for container in leaf.block.path if container.tag == "figure"), 0)


def beside(leaves: Sequence[Leaf], index: int, step: int) -> int:
    """Return the next leaf with text that is no figure's, up or down from this one; -1 if there is none."""
    index += step
    while 0 <= index < len(leaves) and (not leaves[index].block.text or leaves[index].block.kind is Kind.CAPTION):
        index += step
    return index if 0 <= index < len(leaves) else -1


def _controls(leaves: Sequence[Leaf]) -> set[int]:
    """Return the captions that are nothing but a link and stand several times: 'Open in a new tab', 'Source'."""
    links = [
        index
        for index, leaf in enumerate(leaves)
        if leaf.block.kind is Kind.CAPTION and leaf.linked >= len(leaf.block.text)
    ]
    times = Counter(leaves[index].block.text for index in links)
    return {index for index in links if times[leaves[index].block.text] > 1}


def _follows(leaves: Sequence[Leaf], figure: Sequence[int], last: int) -> bool:
    """Return True if the figure stands in the element that the last leaf of the text stands in."""
    around = leaves[last].element.getparent()
    return around is not None and any(above is around for above in leaves[figure[0]].element.iterancestors())
