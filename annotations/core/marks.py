"""Highlights as `<mark>` inside a block's HTML. Pure: no Django.

Overlapping highlights are split into segments; a segment never crosses
a tag, so the marked block is well formed whenever the block is, and its text is unchanged. Work and length grow with
the number of highlights, not with how many of them lie over each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from html import escape, unescape
from itertools import islice, pairwise
from typing import NamedTuple

# A tag, whose quoted attribute values may hold anything, or the text up to the next one.
TOKEN = re.compile(r"""(?P<tag><(?:[^"'>]|"[^"]*"|'[^']*')*>)|[^<]+|<""")


SPOKEN = 30  # code points of a highlight that are in its name


class Mark(NamedTuple):
    """A highlight to be painted: its range in the canonical text, and what is said of it."""

    id: int
    start: int
    end: int
    tint: str = ""  # the colour of its first tag
    summary: str = "Highlight"  # its tags and whether it has a note, as it is read out


class Segment(NamedTuple):
    """A stretch that the same highlights cover."""

    start: int
    end: int
    top: Mark  # the shortest: it gives the colour, and a click opens it first
    is_overlap: bool
    beginning: list[Mark]
    going_on: list[Mark]  # from before the first stretch
    ending: list[Mark]


def segments(marks: Iterable[Mark], start: int, end: int) -> list[Segment]:
    """Return the stretches of `start` to `end` that at least one mark covers, in order and without overlap."""
    entering: dict[int, list[Mark]] = {}
    leaving: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.start < end and mark.end > start:
            entering.setdefault(max(mark.start, start), []).append(mark)
            leaving.setdefault(min(mark.end, end), []).append(mark)
    found: list[Segment] = []
    shortest: list[tuple[int, int, Mark]] = []  # a heap; what has ended is thrown out when it comes to the top
    depth = 0
    for left, right in pairwise(sorted({*entering, *leaving})):
        depth -= len(leaving.get(left, ()))
        begins: list[Mark] = []
        goes_on: list[Mark] = []
        for mark in entering.get(left, ()):
            depth += 1
            heappush(shortest, (mark.end - mark.start, -mark.id, mark))
            (begins if mark.start == left else goes_on).append(mark)
        if depth:
            while shortest[0][2].end <= left:
                heappop(shortest)
            if len(begins) > 1:
                begins.sort(key=lambda mark: mark.end)
            ends = [mark for mark in leaving.get(right, ()) if mark.end == right]
            found.append(Segment(left, right, shortest[0][2], depth > 1, begins, goes_on, ends))
    return found


def mark_html(html: str, start: int, marks: Iterable[Mark]) -> str:
    """Return a block's HTML with its highlights marked; `start` is where its text starts in the canonical text."""
    if not marks:
        return html
    pieces = [(match.group(), match.lastgroup == "tag") for match in TOKEN.finditer(html)]
    texts = [unescape(source) for source, is_tag in pieces if not is_tag]
    stretches = segments(marks, start, start + sum(map(len, texts)))
    if not stretches:
        return html
    parts: list[str] = []
    offset = start
    following = iter(texts)
    for source, is_tag in pieces:
        if is_tag:
            parts.append(source)
        else:
            text = next(following)
            parts.extend(_marked(text, offset, stretches))
            offset += len(text)
    return "".join(parts)


def _marked(text: str, start: int, stretches: list[Segment]) -> Iterator[str]:
    """Yield a text between two tags with the segments that lie in it. `start` is its place in the canonical text."""
    offset, end = start, start + len(text)
    first = bisect_right(stretches, start, key=lambda stretch: stretch.end)
    for stretch in islice(stretches, first, None):
        if stretch.start >= end:
            break
        left, right = max(stretch.start, start), min(stretch.end, end)
        if left > offset:
            yield escape(text[offset - start : left - start], quote=False)
        words = escape(text[left - start : right - start], quote=False)
        yield f"{_open(stretch, left, right, text[left - start :][:SPOKEN])}{words}</mark>"
        offset = right
    yield escape(text[offset - start :], quote=False)


def _open(segment: Segment, start: int, end: int, words: str) -> str:
    """Return the tag that opens a segment, or a piece of one.

    It names only the highlights that begin, end, or go on from an earlier block: static/js/marks.js adds up who covers
    what. Thousands of highlights lie dozens deep, and to name all of them everywhere would make the page twice as
    long. Where a highlight begins, the keyboard stops, and hears its summary and the first words.
    """
    top = segment.top
    tint = f" tint-{escape(top.tint)}" if top.tint else ""
    said = f'<mark class="mark{tint}{" overlap" if segment.is_overlap else ""}"'
    if start == segment.start:
        if segment.going_on:
            said += f' data-goes-on="{_names(segment.going_on)}"'
        if segment.beginning:
            summary = "; ".join([mark.summary for mark in segment.beginning])
            name = escape(f"{summary}: {words[: segment.beginning[-1].end - start]}")  # not beyond the longest
            said += f' data-begins="{_names(segment.beginning)}" tabindex="0" aria-label="{name}"'
    if end == segment.end and segment.ending:
        said += f' data-ends="{_names(segment.ending)}"'
    return f"{said}>"


def _names(marks: list[Mark]) -> str:
    return " ".join([str(mark.id) for mark in marks]) if len(marks) > 1 else str(marks[0].id)
