"""Which tags occur together: on one highlight, on overlapping ones, in one sentence. Pure: no Django."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .quantities.tokens import sentences


@dataclass(frozen=True, slots=True)
class Span:
    """A highlight with its tags, by the half-open range it takes in its article: of code points, or of sentences."""

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


def in_sentences(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Yield the spans of an article by the sentences they touch instead of the code points; `text` is its text."""
    bounds = list(_bounds(text))
    starts: Sequence[int] = [start for start, _ in bounds]
    ends: Sequence[int] = [end for _, end in bounds]
    for span in spans:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
        yield replace(span, start=first, end=max(last, first + 1))


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    first = 0
    for line in text.split("\n"):  # a block of the article: no sentence goes on in the next
        for start, end in sentences(line):
            yield first + start, first + end
        first += len(line) + 1
