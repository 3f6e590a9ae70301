"""What is known of each leaf of a page, as numbers that explain themselves: what the weights are put on.

A feature is a name and the number at its place in the list that `rows` gives for every leaf. The names stand in four
groups, a file each: what a leaf's text is like (`words`), what its place says (`place`), where it stands to what may be
the article (`article`), and what is above and below it (`order`). A new feature is a name and a number there, and new
weights (docs/cleaning.md). Lengths are logarithms (base 2, of the characters plus one), shares lie between 0 and 1, and
distances are capped at `FAR`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import article, order, place, words
from .page import Page, extent, is_prose

if TYPE_CHECKING:
    from ..metadata import Metadata

__all__ = ["NAMES", "Page", "extent", "is_prose", "rows", "told"]

_GROUPS = (words, place, article, order)
NAMES = tuple(name for group in _GROUPS for name in group.NAMES)


def told(metadata: Metadata) -> list[str]:
    """Return the titles that `Page` asks for."""
    return [metadata.title, *metadata.titles]


def rows(page: Page) -> list[list[float]]:
    """Return each leaf's features, all of one type for the trees' sake; an empty row for an entry of a menu."""
    groups = (group.rows(page) for group in _GROUPS)
    return [[*map(float, one + two + three + four)] for one, two, three, four in zip(*groups, strict=True)]
