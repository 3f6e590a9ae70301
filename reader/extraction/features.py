"""What is known of each leaf of a page, as numbers that explain themselves: what the weights are put on.

A feature is a name and the number at its place in the list that `Page.rows` gives for every leaf. The names stand in
four groups, each beside the method that gives their numbers in the same order; a new feature is a name and a number
there, and new weights (docs/cleaning.md). Lengths are logarithms (base 2, of the characters plus one), shares lie
between 0 and 1, and distances are capped at `FAR`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from .boilerplate import WE, speaks_as_outlet
from .furniture import line_reason
from .language import FUNCTION_WORDS
from .marks import Place, Places
from .model import Kind
from .phrases import reasons as why
from .text import fold

if TYPE_CHECKING:
    from .blocks import Leaf
    from .metadata import Metadata

FAR = 30  # leaves: beyond, a distance says no more
LOOKED_THROUGH = 100_000  # characters in which a leaf's text is looked for
PROSE = 80  # characters of a leaf that is a paragraph rather than a label
LABEL = 400  # characters: a longer leaf is not looked through for phrases
LONG = 2_000  # characters: of a longer leaf, shares are not counted

OF_TEXT = """
    kind tag length words linked sentences ends digits capitals phrase in_quotation hidden
    function_words outlet by symbols relative_length repeated within_other title_words in_body
""".split()
OF_PLACE = """
    depth marks_own marks_parent marks_lowest marks_highest marks_sum marks_nearest_low marks_nearest_high
    template_count template_length template_linked template_prose
    parent_length parent_linked parent_leaves parent_prose outer_length outer_linked outer_leaves first_low
    list_linked list_length list_items
""".split()
OF_ARTICLE = """
    in_best levels_to_best depth_in_best marks_between box boxes branch_share branch_linked branch_leaves best_share
    in_broad broad_levels broad_between broad_depth broad_share broad_linked
""".split()
OF_ORDER = """
    chars_before prose_before prose_after index from_end leaves_on_page prose_on_page
    title_distance chars_since_title heading_phrase heading_distance heading_low heading_length
    previous_length next_length next_linked prose_above prose_below prose_near run_length run_prose
    same_as_previous same_as_next
""".split()
NAMES = (*OF_TEXT, *OF_PLACE, *OF_ARTICLE, *OF_ORDER)

_KINDS = {kind: number for number, kind in enumerate(Kind)}
_TAGS = {tag: number for number, tag in enumerate("p div li td h1 h2 h3 h4 h5 h6 span section article".split(), 1)}
# Ordered by how sure one can be that a line with such words, or what stands in such an element, is not the article's.
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
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]]*(?=\s|$)")
_ENDS = re.compile(r"[.!?…。！？؟।։:;]['\"”’»)\]]*$")
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-Я]")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
_BY = re.compile(
    r"(?:by|von|par|por|di|de|от|автор|text|foto|photo|words|written|posted|published|updated)\b[\s:]", re.IGNORECASE
)
_SYMBOL = re.compile(r"[|•·›»→@©#/\\]")
_FUNCTION_WORDS = frozenset(word for words in FUNCTION_WORDS.values() for word in words.split())


def extent(text: str) -> int:
    """Return the text's length in letters of an alphabet: a Chinese, Japanese or Korean one says as much as several."""
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


def is_prose(leaf: Leaf) -> bool:
    return extent(leaf.block.text) >= PROSE and leaf.linked * 2 < len(leaf.block.text)


def told(metadata: Metadata) -> list[str]:
    """Return the titles that `Page` asks for."""
    return [metadata.title, *metadata.titles]


class Page:
    """The leaves of a page and what is known of them.

    `titles` are the page's own; `body` is the article's text as its linked data gives it, folded, "" where there is
    none; `weights` are those of the marks of elements. `rows` gives the features; `sizes`, `places`, `lists` and
    `sections` are what `context` asks for.
    """

    def __init__(self, leaves: Sequence[Leaf], titles: Sequence[str], body: str, weights: Mapping[str, float]) -> None:
        self.leaves = leaves
        self.texts = [leaf.block.text for leaf in leaves]
        self.folded = [fold(text) for text in self.texts]
        self.lengths = [extent(text) for text in self.texts]
        self.logs = [log2(1 + length) for length in self.lengths]
        self.linked = [min(1.0, leaf.linked / len(text)) if (text := leaf.block.text) else 0.0 for leaf in leaves]
        self.prose = [
            length if length >= PROSE and linked < 0.5 else 0
            for length, linked in zip(self.lengths, self.linked, strict=True)
        ]
        self.all_prose = sum(self.prose) or 1
        self.phrases = [_PHRASES.get(line_reason(text), 0) if 0 < len(text) < LABEL else 0 for text in self.texts]
        self.titles = {fold(title) for title in titles} - {""}
        self.title_words = max((set(_WORD.findall(title.lower())) for title in titles), key=len, default=set())
        self.body = body[:LOOKED_THROUGH]
        places = Places(weights)
        self.places = [places.of(leaf.element) for leaf in leaves]
        for place, length, leaf, prose in zip(self.places, self.lengths, leaves, self.prose, strict=True):
            place.add(length, leaf.linked, prose)
        self.best, self.broad = places.best(), places.broad()
        self.sizes = [min(length, 400) ** 0.5 for length in self.lengths]
        self.lists = [_list_of(leaf) for leaf in leaves]
        self.sections = list(accumulate(int(leaf.block.kind is Kind.HEADING) for leaf in leaves))

    def rows(self) -> list[list[float]]:
        """Return each leaf's features."""
        groups = zip(self._of_text(), self._of_place(), self._of_article(), self._of_order(), strict=True)
        return [[*text, *place, *article, *order] for text, place, article, order in groups]

    def _of_text(self) -> list[list[float]]:
        proses = sorted(filter(None, self.prose))
        usual = log2(1 + proses[len(proses) // 2]) if proses else 6.0
        occurrences = Counter(self.folded)
        whole = "\n".join(key for key, prose in zip(self.folded, self.prose, strict=True) if prose)[:LOOKED_THROUGH]
        rows: list[list[float]] = []
        for index, leaf in enumerate(self.leaves):
            text, key, length = self.texts[index], self.folded[index], self.lengths[index]
            if not text:
                rows.append([_KINDS[leaf.block.kind], *[0.0] * (len(OF_TEXT) - 1)])
                continue
            short = len(text) < LONG
            words = _WORD.findall(text.lower()) if short else text.lower().split()
            rows.append([
                _KINDS[leaf.block.kind],
                _TAGS.get(leaf.element.tag, 0),
                self.logs[index],
                log2(1 + len(words)),
                self.linked[index],
                min(len(_SENTENCE_END.findall(text)), 10) if length > 15 else 0,
                _ENDS.search(text[-8:]) is not None,
                len(_DIGIT.findall(text)) / length if short else 0.0,
                len(_CAPITAL.findall(text)) / max(1, len(words)) if short else 0.0,
                self.phrases[index],
                any(container.tag == "blockquote" for container in leaf.block.path),
                leaf.hidden,
                sum(word in _FUNCTION_WORDS for word in words) / max(1, len(words)) if short else 0.3,
                len(text) < LABEL and not WE.isdisjoint(words) and speaks_as_outlet(text),
                len(text) < LABEL and _BY.match(text) is not None,
                min(len(_SYMBOL.findall(text)), 5) if len(text) < LABEL else 0,
                self.logs[index] - usual,
                min(occurrences[key], 5) if key else 0,
                len(text) > 40 and self.prose[index] != 0 and whole.count(key) > 1,
                len(self.title_words.intersection(words)) / len(self.title_words)
                if self.title_words and len(text) < 300
                else 0.0,
                (1.0 if key in self.body else -1.0) if self.body and len(key) > 10 else 0.0,
            ])  # fmt: skip
        return rows

    def _of_place(self) -> list[list[float]]:
        templates, lists = self._templates(), self._lists()
        first_of: dict[Place, int] = {}
        for index, place in enumerate(self.places):
            above: Place | None = place
            while above is not None and above not in first_of:
                first_of[above] = index
                above = above.parent
        shared: dict[Place, list[float]] = {}
        rows = []
        for place, number in zip(self.places, self.lists, strict=True):
            if place not in shared:
                parent = place.parent or place
                outer = parent.parent or parent
                shared[place] = [
                    min(place.depth, 40), place.own, parent.own, place.lowest, place.highest, place.total,
                    place.low_distance, place.high_distance,
                    *templates[place.template],
                    log2(1 + parent.chars), parent.linked / (parent.chars or 1), log2(parent.leaves or 1),
                    parent.prose / self.all_prose,
                    log2(1 + outer.chars), outer.linked / (outer.chars or 1), log2(outer.leaves or 1),
                    self.places[first_of[outer]].lowest,
                ]  # fmt: skip
            rows.append([*shared[place], *lists[number]])
        return rows

    def _of_article(self) -> list[list[float]]:
        """Return where each leaf stands to what holds most prose closely, and to what holds most of it at all."""
        best, broad = self.best, self.broad
        on_best = {place: step for step, place in enumerate(best.path())} if best else {}
        on_broad = set(broad.path()) if broad else set()
        of_best: dict[Place, tuple[Place, float, int, int]] = {}  # branch, lowest mark, nearest box, boxes
        of_broad: dict[Place, tuple[int, float]] = {}  # levels, lowest mark
        shared: dict[Place, list[float]] = {}
        for place in self.places:
            if place in shared:
                continue
            for node in reversed(list(place.path())):
                if node in on_best or node.parent is None:
                    of_best[node] = (node, 0.0, 0, 0)
                elif node not in of_best:
                    branch, low, box, boxes = of_best[node.parent]
                    branch = node if node.parent in on_best else branch
                    said = _BOXES.get(node.said, 0)
                    of_best[node] = (branch, min(low, node.own), said or box, boxes + (said > 0))
                if node in on_broad or node.parent is None:
                    of_broad[node] = (0, 0.0)
                elif node not in of_broad:
                    levels, low = of_broad[node.parent]
                    of_broad[node] = (levels + 1, min(low, node.own))
            branch, low, box, boxes = of_best[place]
            levels = on_best.get(branch, on_best.get(branch.parent, FAR) if branch.parent else FAR)
            parent = place.parent or place
            broad_levels, broad_low = of_broad[place]
            shared[place] = [
                place in on_best or parent is best or parent.parent is best, min(levels, FAR),
                place.depth - best.depth if best else 0, low, box, min(boxes, 5),
                branch.prose / self.all_prose, branch.linked / (branch.chars or 1), log2(branch.leaves or 1),
                best.prose / self.all_prose if best else 0.0,
                broad is not None and broad_levels == place.depth - broad.depth, min(broad_levels, FAR), broad_low,
                broad.depth if broad else -1, broad.prose / self.all_prose if broad else 0.0,
                broad.linked / (broad.chars or 1) if broad else 0.0,
            ]  # fmt: skip
        return [shared[place] for place in self.places]

    def _of_order(self) -> list[list[float]]:
        count, logs, phrases, places = len(self.leaves), self.logs, self.phrases, self.places
        before = list(accumulate(self.lengths, initial=0))
        prose = list(accumulate(self.prose, initial=0))
        title, runs = self._title_at(), self._runs()
        on_page = log2(count or 1), log2(1 + prose[-1])
        of_heading: tuple[float, ...] = (-1, FAR, 0.0, 0.0)
        heading = -1
        rows: list[list[float]] = []
        for index, leaf in enumerate(self.leaves):
            if leaf.block.kind is Kind.HEADING:
                heading = index
            if heading >= 0:
                distance = min(FAR, index - heading)
                of_heading = (phrases[heading], distance, places[heading].lowest, logs[heading])
            last = index + 1 == count
            rows.append([
                before[index] / (before[-1] or 1), prose[index] / self.all_prose,
                (prose[-1] - prose[index]) / self.all_prose, min(index, 100), min(count - index, 100), *on_page,
                max(-FAR, min(FAR, index - title)) if title >= 0 else 0,
                log2(1 + max(0, before[index] - before[title])) if title >= 0 else -1,
                *of_heading,
                logs[index - 1] if index else 0.0, 0.0 if last else logs[index + 1],
                0.0 if last else self.linked[index + 1],
                log2(1 + prose[index] - prose[max(0, index - 4)]),
                log2(1 + prose[min(count, index + 5)] - prose[index + 1]),
                log2(1 + prose[min(count, index + 11)] - prose[max(0, index - 10)]),
                *runs[index],
                index > 0 and places[index].is_like(places[index - 1]),
                not last and places[index].is_like(places[index + 1]),
            ])  # fmt: skip
        return rows

    def _templates(self) -> dict[str, tuple[float, float, float, float]]:
        """Return for each template (an element's tag and class, and its parent's) what its leaves have in common."""
        gathered: dict[str, list[float]] = {}
        for place, length, linked, prose in zip(self.places, self.lengths, self.linked, self.prose, strict=True):
            sums = gathered.setdefault(place.template, [0, 0.0, 0.0, 0.0])
            sums[0] += 1
            sums[1] += length
            sums[2] += linked * length
            sums[3] += prose
        return {
            name: (min(count, 60), log2(1 + chars / count), linked / (chars or 1), prose / (chars or 1))
            for name, (count, chars, linked, prose) in gathered.items()
        }

    def _lists(self) -> dict[int, tuple[float, float, float]]:
        """Return for each outermost list or table its share of links, its mean length and its number of items."""
        gathered: dict[int, list[int]] = {}
        for leaf, length, number in zip(self.leaves, self.lengths, self.lists, strict=True):
            sums = gathered.setdefault(number, [0, 0, 0])
            sums[0] += leaf.linked
            sums[1] += length
            sums[2] += 1
        found = {
            number: (linked / (chars or 1), log2(1 + chars / items), float(min(items, 60)))
            for number, (linked, chars, items) in gathered.items()
        }
        return {**found, 0: (0.0, 0.0, 0.0)}

    def _title_at(self) -> int:
        """Return where the article's title stands, or else the first heading of the first level; -1 if nowhere."""
        found = [index for index, key in enumerate(self.folded) if key in self.titles]
        for tag in ("h1", "h2"):
            for index in found:
                if self.leaves[index].element.tag == tag:
                    return index
        ones = (index for index, leaf in enumerate(self.leaves) if leaf.element.tag == "h1")
        return next(ones, found[-1] if found else -1)

    def _runs(self) -> list[tuple[float, float]]:
        """Return for each leaf the length of the run of leaves of its parent it stands in, and the run's prose."""
        runs: list[tuple[float, float]] = []
        start = 0
        for index in range(1, len(self.leaves) + 1):
            if index == len(self.leaves) or self.places[index].parent is not self.places[start].parent:
                run = (float(min(index - start, 60)), log2(1 + sum(self.prose[start:index])))
                runs += [run] * (index - start)
                start = index
        return runs


def _list_of(leaf: Leaf) -> int:
    return next((container.number for container in leaf.block.path if container.tag in ("ul", "ol", "dl", "table")), 0)
