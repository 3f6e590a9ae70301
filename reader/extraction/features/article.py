"""Where a leaf stands to what holds most prose closely, and to what holds most of it at all."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from ..marks import Place
from ..phrases import reasons as why
from .page import FAR

if TYPE_CHECKING:
    from .page import Page

NAMES = """
    in_best levels_to_best depth_in_best marks_between box boxes branch_share branch_linked branch_leaves best_share
    in_broad broad_levels broad_between broad_depth broad_share broad_linked
""".split()
# Ordered by how sure one can be that what stands in such an element is not the article's.
_BOXES = {
    reason: number
    for number, reason in enumerate(
        (
            why.AUTHOR, why.HEADER, why.RELATED, why.PROMPT, why.APPEAL, why.NEWSLETTER, why.SHARE, why.ADVERTISEMENT,
            why.COMMENTS, why.COOKIES, why.NAVIGATION, why.FOOTER, why.BUTTON, why.HIDDEN,
        ),
        1,
    )
}  # fmt: skip


def rows(page: Page) -> list[list[float]]:
    """Return each leaf's features of the article, in the order of `NAMES`; an empty row for an entry of a menu."""
    best, broad = page.best, page.broad
    on_best = {place: step for step, place in enumerate(best.path())} if best else {}
    on_broad = set(broad.path()) if broad else set()
    of_best: dict[Place, tuple[Place, float, int, int]] = {}  # branch, lowest mark, nearest box, boxes
    of_broad: dict[Place, tuple[int, float]] = {}  # levels, lowest mark
    shared: dict[Place, list[float]] = {}
    for place in page.inner:
        if place in on_best or place.parent is None:
            of_best[place] = (place, 0.0, 0, 0)
        else:
            branch, low, box, boxes = of_best[place.parent]
            branch = place if place.parent in on_best else branch
            said = _BOXES.get(place.said, 0)
            of_best[place] = (branch, min(low, place.own), said or box, boxes + (said > 0))
        if place in on_broad or place.parent is None:
            of_broad[place] = (0, 0.0)
        else:
            levels, low = of_broad[place.parent]
            of_broad[place] = (levels + 1, min(low, place.own))
    for place in dict.fromkeys(place for place, menu in zip(page.places, page.menus, strict=True) if not menu):
        branch, low, box, boxes = of_best[place]
        levels = on_best.get(branch, on_best.get(branch.parent, FAR) if branch.parent else FAR)
        parent = place.parent or place
        broad_levels, broad_low = of_broad[place]
        shared[place] = [
            place in on_best or parent is best or parent.parent is best, min(levels, FAR),
            place.depth - best.depth if best else 0, low, box, min(boxes, 5),
            branch.prose / page.all_prose, branch.linked / (branch.chars or 1), log2(branch.leaves or 1),
            best.prose / page.all_prose if best else 0.0,
            broad is not None and broad_levels == place.depth - broad.depth, min(broad_levels, FAR), broad_low,
            broad.depth if broad else -1, broad.prose / page.all_prose if broad else 0.0,
            broad.linked / (broad.chars or 1) if broad else 0.0,
        ]  # fmt: skip
    return [[] if menu else shared[place] for menu, place in zip(page.menus, page.places, strict=True)]
