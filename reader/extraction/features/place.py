"""What a leaf's place says: the marks around it, its template, the elements and the list that it stands in."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from ..marks import Place

if TYPE_CHECKING:
    from .page import Page

NAMES = """
    depth marks_own marks_parent marks_lowest marks_highest marks_sum marks_nearest_low marks_nearest_high
    template_count template_length template_linked template_prose
    parent_length parent_linked parent_leaves parent_prose outer_length outer_linked outer_leaves first_low
    list_linked list_length list_items
""".split()


def rows(page: Page) -> list[list[float]]:
    """Return each leaf's features of its place, in the order of `NAMES`; an empty row for an entry of a menu."""
    templates, lists = _templates(page), _lists(page)
    first_of: dict[Place, int] = {}
    for index, place in enumerate(page.places):
        above: Place | None = place
        while above is not None and above not in first_of:
            first_of[above] = index
            above = above.parent
    shared: dict[Place, list[float]] = {}
    rows: list[list[float]] = []
    for menu, place, number in zip(page.menus, page.places, page.lists, strict=True):
        if menu:
            rows.append([])
            continue
        if place not in shared:
            parent = place.parent or place
            outer = parent.parent or parent
            shared[place] = [
                min(place.depth, 40), place.own, parent.own, place.lowest, place.highest, place.total,
                place.low_distance, place.high_distance,
                *templates[place.template],
                log2(1 + parent.chars), parent.linked / (parent.chars or 1), log2(parent.leaves or 1),
                parent.prose / page.all_prose,
                log2(1 + outer.chars), outer.linked / (outer.chars or 1), log2(outer.leaves or 1),
                page.places[first_of[outer]].lowest,
            ]  # fmt: skip
        rows.append([*shared[place], *lists[number]])
    return rows


def _templates(page: Page) -> dict[tuple[str, str], tuple[float, float, float, float]]:
    """Return for each template (an element's tag and class, and its parent's) what its leaves have in common."""
    gathered: dict[tuple[str, str], list[float]] = {}
    for place, length, linked, prose in zip(page.places, page.lengths, page.linked, page.prose, strict=True):
        sums = gathered.setdefault(place.template, [0, 0.0, 0.0, 0.0])
        sums[0] += 1
        sums[1] += length
        sums[2] += linked * length
        sums[3] += prose
    return {
        name: (min(count, 60), log2(1 + chars / count), linked / (chars or 1), prose / (chars or 1))
        for name, (count, chars, linked, prose) in gathered.items()
    }


def _lists(page: Page) -> dict[int, tuple[float, float, float]]:
    """Return for each outermost list or table its share of links, its mean length and its number of items."""
    gathered: dict[int, list[int]] = {}
    for leaf, length, number in zip(page.leaves, page.lengths, page.lists, strict=True):
        sums = gathered.setdefault(number, [0, 0, 0])
        sums[0] += leaf.linked
        sums[1] += length
        sums[2] += 1
    found = {
        number: (linked / (chars or 1), log2(1 + chars / items), float(min(items, 60)))
        for number, (linked, chars, items) in gathered.items()
    }
    return {**found, 0: (0.0, 0.0, 0.0)}
