"""Which tags occur together: on one highlight, on overlapping ones, in one sentence. Pure: no Django."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .quantities.tokens import sentences


@dataclass(frozen=True, slots=True)
class Span:
    """A highlight with its tags, by the half-open range of code points that it takes in its article."""

    key: int
    article: int
    start: int
    end: int
    tags: frozenset[int]


def on_one_highlight(tags: Iterable[Collection[int]]) -> Counter[tuple[int, int]]:
    """Return for each two tags how many highlights bear both; `tags` are those of each highlight."""
    return Counter((one, other) for worn in tags for one in worn for other in worn if one != other)


def touching(spans: Iterable[Span]) -> Counter[tuple[int, int]]:
    """Return for each two tags how many highlights with the first touch one with the second, or bear it themselves."""
    return Counter(
        (one, other) for span, around in surroundings(spans) for one in span.tags for other in around if one != other
    )


def surroundings(spans: Iterable[Span]) -> Iterator[tuple[Span, frozenset[int]]]:
    """Yield each span with the tags on it and on all spans of its article that it shares a code point with."""
    by_article: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_article[span.article].append(span)
    for here in by_article.values():
        here.sort(key=lambda span: (span.start, span.end))
        around: list[set[int]] = [set(span.tags) for span in here]
        open_spans: list[int] = []
        for index, span in enumerate(here):
            open_spans = [other for other in open_spans if here[other].end > span.start]
            for other in open_spans:
                around[other] |= span.tags
                around[index] |= here[other].tags
            open_spans.append(index)
        yield from zip(here, map(frozenset, around), strict=True)


def in_sentences(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Yield the spans of an article from the start of their first sentence to the end of their last; `text` is its
    canonical text, in which no sentence goes on in the next line, a block.

    A line whose spans all bear the same tags is not cut into sentences, and they keep their edges in it: what occurs
    with what is the same.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    lines = [(bisect_right(starts, span.start) - 1, bisect_left(starts, span.end) - 1) for span in spans]
    worn: dict[int, set[frozenset[int]]] = defaultdict(set)
    for span, (first, last) in zip(spans, lines, strict=True):
        for line in range(first, last + 1):
            worn[line].add(span.tags)
    cut = {line: list(_sentences(text, starts[line])) for line, tags in worn.items() if len(tags) > 1}
    for span, (first, last) in zip(spans, lines, strict=True):
        start = next((start for start, end in cut.get(first, ()) if end > span.start), span.start)
        end = next((end for start, end in reversed(cut.get(last, ())) if start < span.end), span.end)
        yield Span(span.key, span.article, min(start, span.start), max(end, span.end), span.tags)


def _sentences(text: str, start: int) -> Iterator[tuple[int, int]]:
    end = text.find("\n", start)
    for first, last in _of_line(text[start : len(text) if end < 0 else end]):
        yield start + first, start + last


# A filter is turned page by page, and one tag changed in it for another: the lines are mostly the same, and to cut them
# takes longer than to read them.
@lru_cache(maxsize=4096)
def _of_line(line: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(line))
