"""Quotes that were edited by hand: the place of the new words in the same article, near the old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotations.core.anchoring import anchor
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector
from annotations.models import Annotation
from reader.models import Version


def place_of(words: str, annotation: Annotation, version: Version) -> TextPositionSelector | None:
    """Return where these words stand in the version: over the highlight, else in its paragraphs, else anywhere.

    None where they do not stand in the text, or twice where they are looked for: a wrong place is worse than none.
    """
    for words_so in dict.fromkeys((words.strip(), " ".join(words.split()))):
        for is_near in _nearer(annotation, version):
            place = anchor(TextQuoteSelector(words_so, "", ""), version.text, refused=lambda at: not is_near(at))  # noqa: B023
            if place:
                return place
    return None


def _nearer(annotation: Annotation, version: Version) -> Iterator[Callable[[TextPositionSelector], bool]]:
    """Yield what is near, from the nearest on; an orphan is near to nothing."""
    start, end = annotation.start, annotation.end
    if start is not None and end is not None and annotation.version_id == version.pk:
        around = version.kept_between(start, end)
        first, last = around[0].start, around[-1].end
        yield lambda at: at.start < end and at.end > start
        yield lambda at: at.start < last and at.end > first
    yield lambda at: True
