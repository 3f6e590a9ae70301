"""What the elements round a leaf say: their tags, roles, and the words of their class and id, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from .furniture import identity, own_reason

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FAR = 12  # elements: beyond, a mark's distance says no more
BROAD = 0.75  # of the prose: what holds so much of it holds the article
BAD = 2.0  # weight of marks beyond which prose is left out of account
DEEPEST = 60  # elements: what nests deeper counts as standing there
STRONG = 1.0  # weight of a mark that says something
MOST = 3.0  # that the marks of one element can weigh
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_NAMED = frozenset(
    "article main section aside nav header footer form figure blockquote dialog button details summary address label"
    " fieldset li dt dd td th caption figcaption pre table time h1 h2 h3 h4 h5 h6".split()
)
_SAYING = frozenset(
    "role itemprop itemtype data-testid data-component data-type data-module data-block aria-label".split()
)


def marks(element: HtmlElement) -> Sequence[str]:
    """Return what is written on an element: `<aside>`, `role=dialog`, and the words of its class and id."""
    return _marks(*_written_on(element, element.items()))


def _written_on(
    element: HtmlElement, attributes: Sequence[tuple[str, str]]
) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    """Return an element's tag, class, id and what else it says, as far as `marks` reads them."""
    said: list[tuple[str, str]] = []
    classes = name_of_element = ""
    for name, value in attributes:  # once, rather than a question for each name
        if name == "class":
            classes = value
        elif name == "id":
            name_of_element = identity(element)
        elif value and name in _SAYING:
            said.append((name, value))
    return element.tag if element.tag in _NAMED else "", classes, name_of_element, tuple(said)


@lru_cache(maxsize=20_000)
def _marks(tag: str, classes: str, identity: str, said: tuple[tuple[str, str], ...]) -> Sequence[str]:
    found = [f"<{tag}>"] if tag else []
    for name, value in said:
        last = value.rstrip("/").rpartition("/")[2]  # a type of schema.org is an address
        found += [f"{name}={word.lower()}" for word in _WORD.findall(last[:60]) if len(word) > 1]
    words = list(map(str.lower, _WORD.findall(f"{classes} {identity}"[:400])))
    found += [word for word in words if len(word) > 1]
    found += map("-".join, pairwise(words))
    return tuple(dict.fromkeys(found))


class Place:
    """An element that holds leaves: what it and those around it say, and what it holds."""

    __slots__ = (
        "boxed", "chars", "depth", "direct", "good", "high_distance", "highest", "label", "leaves", "linked",
        "low_distance", "lowest", "own", "parent", "prose", "said", "template", "total",
    )  # fmt: skip

    def __init__(self, parent: Place | None, own: float, said: str, label: str) -> None:
        self.parent, self.own, self.said, self.label = parent, own, said, label
        self.leaves = self.chars = self.linked = self.prose = self.good = self.direct = 0
        if parent is None:
            self.depth, self.lowest, self.highest, self.total = 0, min(0.0, own), max(0.0, own), own
            self.low_distance = self.high_distance = FAR
            self.boxed = bool(said)
        else:
            self.depth = parent.depth + 1
            self.lowest = own if own < parent.lowest else parent.lowest
            self.highest = own if own > parent.highest else parent.highest
            self.total = parent.total + own
            low, high = parent.low_distance, parent.high_distance
            self.low_distance = 0 if own < -STRONG else low + 1 if low < FAR else FAR
            self.high_distance = 0 if own > STRONG else high + 1 if high < FAR else FAR
            self.boxed = parent.boxed or bool(said)
        self.template = (parent.label if parent is not None else "", label)

    def path(self) -> Iterator[Place]:
        """Yield the place and those around it, outwards."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.parent

    def is_like(self, other: Place) -> bool:
        return self.parent is other.parent and self.template == other.template

    def add(self, chars: int, linked: int, prose: int) -> None:
        """Count a leaf that stands here; `Places.sum_up` counts it in all that is around."""
        self.leaves += 1
        self.chars += chars
        self.linked += linked
        self.direct += prose


class Places:
    """The places of one page, each made once. `all` has them in order, each behind the one that it stands in."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.all: list[Place] = []
        self._weights = weights
        self._places: dict[HtmlElement, Place] = {}
        # Weight, reason and label, by all that is written on an element.
        self._known: dict[object, tuple[float, str, str]] = {}

    def of(self, element: HtmlElement) -> Place:
        chain = []
        node: HtmlElement | None = element
        while node is not None and node not in self._places:
            chain.append(node)
            node = node.getparent()
        place = self._places[node] if node is not None else None
        for inner in reversed(chain):
            if place is None or place.depth < DEEPEST:
                place = Place(place, *self._said_by(inner))
                self.all.append(place)
            self._places[inner] = place
        assert place is not None  # noqa: S101  the element's own, at the latest
        return place

    def _said_by(self, element: HtmlElement) -> tuple[float, str, str]:
        """Return the sum of the weights of the element's marks, what else it says to be, and its tag and class."""
        weights = self._weights
        tag, attributes = element.tag, element.items()
        written = (tag, *attributes)
        if (known := self._known.get(written)) is None:
            marked = _written_on(element, attributes)
            found = sum(filter(None, map(weights.get, _marks(*marked))))
            known = max(-MOST, min(MOST, found)), own_reason(element) if weights else "", f"{tag}.{marked[1]}"
            if tag not in ("header", "footer"):  # of which it matters where they stand
                self._known[written] = known
        return known

    def sum_up(self) -> None:
        """Count what each place holds in all that is around it. To be done once, when all leaves are counted."""
        for place in self.all:
            place.prose = place.direct
            place.good = place.direct if place.lowest > -BAD else 0
        for place in reversed(self.all):
            if (around := place.parent) is not None:
                around.leaves += place.leaves
                around.chars += place.chars
                around.linked += place.linked
                around.prose += place.prose
                around.good += place.good

    def best(self) -> Place | None:
        """Return the place that holds most prose closely, after Readability's way of scoring; None without prose."""
        scores: dict[Place, float] = {}
        for inner in self.all:
            place: Place | None = inner
            if not inner.direct:
                continue
            for share in (0.5, 1.0, 0.6, 0.3):
                if place is None:
                    break
                scores[place] = scores.get(place, 0.0) + share * inner.direct
                place = place.parent
        return max(scores, key=scores.__getitem__, default=None)

    def broad(self) -> Place | None:
        """Return the innermost place that holds most prose of the page, leaving out what its marks speak against."""
        enough = BROAD * max((place.good for place in self.all), default=0)
        return max(
            (place for place in self.all if place.good >= enough > 0), key=lambda place: place.depth, default=None
        )
