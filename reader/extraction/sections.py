"""Parts that belong to an article by its own order: what is marked up like its prose, lists under its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from .blocks import HEADINGS, Leaf
from .figures import beside
from .furniture import Furniture, line_reason
from .model import Kind
from .phrases import reasons as why
from .phrases.references import FURTHER, REFERENCES
from .text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ENOUGH = 300  # characters of the article marked up in the same way, and
SHARE = 0.25  # of all that is marked up so, before a leaf counts as one of them
INSIDE, OUTSIDE = 0.03, 0.1  # how likely it has to be then, between the article's leaves and outside of them
HEADING = 0.3  # how likely a heading has to be, for the list under it to be kept
LISTED = 0.05  # and the list
LONGEST = 40  # leaves of a section that are looked at for its list
# How likely a heading has to be to stay above prose, and with the words of an insert; how much prose there has to be.
HEADED, NAMED, PROSE = 0.1, 0.3, 60
LOWEST = 6  # level of headings
_PROSE = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.QUOTATION, Kind.PREFORMATTED, Kind.LIST_ITEM})
_NO_TOPICS = frozenset({why.RELATED, why.NAVIGATION})  # of which no section of an article has the name
_AND = re.compile(r"\s+(?:and|und|et|y|e|и|و|&|\+)\s+|\s*/\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\[[^\]]*\]|^[\d.\s]+|\bedit$", re.IGNORECASE)  # numbers and links about a heading


def siblings(
    leaves: Sequence[Leaf],
    judged: Sequence[float],
    kept: Set[int],
    found: Set[int],
    *,
    furniture: Furniture,
    inside: HtmlElement | None,
) -> set[int]:
    """Return the leaves with the same parent and markup as much of what is `kept`, if they are not most unlikely.

    `found` is what is kept and completed so far. In a very long article some paragraphs look like anything else's.
    """
    all_of: dict[tuple[object, ...], int] = {}
    kept_of: dict[tuple[object, ...], int] = {}
    for index in kept:
        markup = _markup(leaves[index])
        kept_of[markup] = kept_of.get(markup, 0) + len(leaves[index].block.text)
    kept_of = {markup: size for markup, size in kept_of.items() if size >= ENOUGH}
    parents = {parent for parent, _, _ in kept_of}
    for leaf in leaves:
        if leaf.element.getparent() in parents and (markup := _markup(leaf)) in kept_of:
            all_of[markup] = all_of.get(markup, 0) + len(leaf.block.text)
    alike = {markup for markup, size in kept_of.items() if size >= SHARE * all_of[markup]}
    first, last = min(found), max(found)
    return {
        index
        for index, leaf in enumerate(leaves)
        if index not in found
        and judged[index] >= (INSIDE if first < index < last else OUTSIDE)
        and leaf.block.kind in _PROSE
        and not leaf.hidden
        and 0 < len(leaf.block.text) >= leaf.linked * 2
        and _markup(leaf) in alike
        and not line_reason(leaf.block.text)
        and not furniture.between(leaf, inside)
    }


def _markup(leaf: Leaf) -> tuple[object, ...]:
    element = leaf.element
    return element.getparent(), element.tag, element.get("class")


def headings(
    leaves: Sequence[Leaf], judged: Sequence[float], found: Set[int], furniture: Furniture, inside: HtmlElement | None
) -> set[int]:
    """Return the headings in the midst of the text whose sections are kept.

    What they say, or their boxes, may be a topic: a guide has sections named 'TikTok' and 'FAQ', and a heading's id is
    made of its words. Then what stands right below the heading is kept; the heading of a box goes with it.
    """
    added = set[int]()
    for index in range(min(found), max(found)):
        leaf = leaves[index]
        text = leaf.block.text
        if index in found or leaf.block.kind is not Kind.HEADING or leaf.hidden or leaf.linked * 2 > len(text):
            continue
        said = line_reason(text)
        if judged[index] < (NAMED if said else HEADED) or said in _NO_TOPICS or not fold(text):
            continue
        section = _section(leaves, index, LOWEST)
        size = sum(len(leaves[at].block.text) for at in section if at in found)
        if size < PROSE or size * 2 <= sum(len(leaves[at].block.text) for at in section):
            continue
        if section[0] in found or not (said or furniture.between(leaf, inside)):
            added.add(index)
    return added


def begun_lists(leaves: Sequence[Leaf], found: Set[int], furniture: Furniture, inside: HtmlElement | None) -> set[int]:
    """Return the rest of each list of which a part is kept, if it stands in the text: with kept text on both sides.

    Text and list have the same parent, for boxes of the site's are lists in elements of their own.
    """
    lists: dict[HtmlElement, list[int]] = {}
    for index, leaf in enumerate(leaves):
        if leaf.block.kind is Kind.LIST_ITEM and (whole := _list(leaf)) is not None:
            lists.setdefault(whole, []).append(index)
    added = set[int]()
    for whole, items in lists.items():
        rest = [index for index in items if index not in found]
        if not rest or len(rest) == len(items) or leaves[items[0]].hidden:
            continue
        around = (beside(leaves, items[0], -1), beside(leaves, items[-1], 1))
        if all(at in found and leaves[at].element.getparent() is whole.getparent() for at in around):
            added.update(index for index in rest if not furniture.between(leaves[index], inside))
    return added


def headed_lists(
    leaves: Sequence[Leaf], judged: Sequence[float], found: Set[int], furniture: Furniture, inside: HtmlElement | None
) -> set[int]:
    """Return the lists right under headings that are kept and else would head nothing."""
    added = set[int]()
    for heading in found:
        if leaves[heading].block.kind is not Kind.HEADING or judged[heading] <= HEADING:
            continue
        section = _section(leaves, heading, LOWEST)[:LONGEST]
        if not section or not found.isdisjoint(section) or leaves[section[0]].block.kind is not Kind.LIST_ITEM:
            continue
        whole = _list(leaves[section[0]])
        if whole is None or whole.getparent() is not leaves[heading].element.getparent():
            continue
        items = [index for index in section if _list(leaves[index]) is whole]
        likely = sum(judged[index] for index in items) / len(items)
        if likely >= LISTED and not furniture.between(leaves[section[0]], inside):
            added.update(index for index in items if not leaves[index].hidden)
    return added


def references(leaves: Sequence[Leaf], found: Set[int], inside: HtmlElement | None) -> set[int]:
    """Return the article's lists of references, with their headings and those of further reading beside them."""
    names = {
        index: _names(leaf.block.text)
        for index, leaf in enumerate(leaves)
        if leaf.block.kind is Kind.HEADING and index > min(found) and _is_in(leaf, inside)
    }
    if _REFERENCES.isdisjoint(set[str]().union(*names.values())):
        return set()
    added = set[int]()
    for heading, name in names.items():
        if name <= _FURTHER or (name <= _REFERENCES | _FURTHER | _LINKS and not name <= _LINKS):
            section = [
                index
                for index in _section(leaves, heading, leaves[heading].block.level)
                if _is_in(leaves[index], inside) and not leaves[index].hidden and not _is_in_table(leaves[index])
            ]
            items = [index for index in section if leaves[index].block.kind is Kind.LIST_ITEM]
            if items and len(section) <= 3 * len(items) + 5:
                added.update((heading, *items))
    return added


_REFERENCES, _FURTHER = ({fold(phrase) for phrase in phrases.split("|")} for phrases in (REFERENCES, FURTHER))
_LINKS = frozenset({"links"})  # of which an article's list has the name only together with another: 'Sources & links'


def _names(heading: str) -> set[str]:
    """Return what the heading names, folded: 'Notes and references' are the two, as well as the phrase."""
    name = _ASIDE.sub("", _ASIDE.sub("", heading).strip())
    return {fold(name)} if fold(name) in _REFERENCES else set(map(fold, _AND.split(name)))


def _section(leaves: Sequence[Leaf], heading: int, level: int) -> list[int]:
    """Return the leaves with text below the heading, down to the next one of this level or a higher one."""
    section = []
    for index in range(heading + 1, len(leaves)):
        block = leaves[index].block
        if block.kind is Kind.HEADING and block.level <= level:
            break
        if block.text:
            section.append(index)
    return section


def _is_in(leaf: Leaf, inside: HtmlElement | None) -> bool:
    return inside is None or leaf.element is inside or any(above is inside for above in leaf.element.iterancestors())


def _is_in_table(leaf: Leaf) -> bool:
    """Return True for what stands in a table, as the boxes of links below an encyclopedia's entry do."""
    return next(leaf.element.iterancestors("table"), None) is not None


def _list(leaf: Leaf) -> HtmlElement | None:
    """Return the outermost list that the leaf's element stands in."""
    found = None
    element: HtmlElement | None = leaf.element
    while element is not None and element.tag not in ("table", "section", "article", "body", *HEADINGS):
        if element.tag in ("ul", "ol", "dl"):
            found = element
        element = element.getparent()
    return found
