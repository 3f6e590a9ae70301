"""A page's leaves and what is counted about them once, for all features to be read from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby
from math import log2
from typing import TYPE_CHECKING

from ..furniture import ENTRY, line_reason
from ..marks import Places
from ..model import Kind
from ..phrases import reasons as why
from ..text import fold

if TYPE_CHECKING:
    from ..blocks import Leaf

FAR = 30  # leaves: beyond, a distance says no more
LOOKED_THROUGH = 100_000  # characters in which a leaf's text is looked for
PROSE = 80  # characters of a leaf that is a paragraph rather than a label
LABEL = 400  # characters: a longer leaf is not looked through for phrases
MENU = 3  # links one after the other
WORD = re.compile(r"\w+")
# Ordered by how sure one can be that a line with such words is not the article's.
_PHRASES = {
    reason: number
    for number, reason in enumerate(
        (
            why.NAVIGATION, why.SHARE, why.COMMENTS, why.COOKIES, why.NEWSLETTER, why.APPEAL, why.RELATED,
            why.ADVERTISEMENT, why.FOOTER, why.PROMPT, why.REGISTRATION, why.AUTHOR, why.CREDIT,
        ),
        1,
    )
}  # fmt: skip
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def extent(text: str) -> int:
    """Return the text's length in letters of an alphabet: a Chinese, Japanese or Korean one says as much as several."""
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


def is_prose(leaf: Leaf) -> bool:
    return extent(leaf.block.text) >= PROSE and leaf.linked * 2 < len(leaf.block.text)


class Page:
    """The leaves of a page and what is known of them.

    `titles` are the page's own; `body` is the article's text as its linked data gives it, folded, "" where there is
    none; `weights` are those of the marks of elements.
    """

    def __init__(self, leaves: Sequence[Leaf], titles: Sequence[str], body: str, weights: Mapping[str, float]) -> None:
        self.leaves = leaves
        self.texts = [leaf.block.text for leaf in leaves]
        self.lengths = [extent(text) for text in self.texts]
        self.logs = [log2(1 + length) for length in self.lengths]
        self.linked = [min(1.0, leaf.linked / len(text)) if (text := leaf.block.text) else 0.0 for leaf in leaves]
        self.prose = [
            length if length >= PROSE and linked < 0.5 else 0
            for length, linked in zip(self.lengths, self.linked, strict=True)
        ]
        self.all_prose = sum(self.prose) or 1
        self.titles = {fold(title) for title in titles} - {""}
        self.title_words = max((set(WORD.findall(title.lower())) for title in titles), key=len, default=set())
        self.body = body[:LOOKED_THROUGH]
        places = Places(weights)
        self.places = [places.of(leaf.element) for leaf in leaves]
        for place, length, leaf, prose in zip(self.places, self.lengths, leaves, self.prose, strict=True):
            place.add(length, leaf.linked, prose)
        places.sum_up()
        self.inner = places.all
        self.menus = self._menus()
        self.folded = ["" if menu else fold(text) for text, menu in zip(self.texts, self.menus, strict=True)]
        self.phrases = [
            _PHRASES.get(line_reason(text), 0) if 0 < len(text) < LABEL and not menu else 0
            for text, menu in zip(self.texts, self.menus, strict=True)
        ]
        self.best, self.broad = places.best(), places.broad()
        self.sizes = [min(length, 400) ** 0.5 for length in self.lengths]
        self.lists = [_list_of(leaf) for leaf in leaves]
        self.sections = list(accumulate(int(leaf.block.kind is Kind.HEADING) for leaf in leaves))

    def _menus(self) -> list[bool]:
        """Return which leaves are entries of menus: links one after the other, in a box that says it is the site's.

        They are every third leaf, and known at first sight: nothing more is asked about them.
        """
        entries = [
            0 < len(text) <= ENTRY and linked > 0.95 and leaf.block.kind is not Kind.HEADING and place.boxed
            for text, linked, leaf, place in zip(self.texts, self.linked, self.leaves, self.places, strict=True)
        ]
        runs = ((entry, len(list(run))) for entry, run in groupby(entries))
        return [entry and length >= MENU for entry, length in runs for _ in range(length)]


def _list_of(leaf: Leaf) -> int:
    return next((container.number for container in leaf.block.path if container.tag in ("ul", "ol", "dl", "table")), 0)
