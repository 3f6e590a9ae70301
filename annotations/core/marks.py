"""Highlights as `<mark>` inside a block's HTML. Pure: no Django.

Overlapping highlights are split into segments, each naming all highlights it belongs to; a segment never crosses
a tag, so the marked block is well formed whenever the block is, and its text is unchanged.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import islice, pairwise

# A tag, whose quoted attribute values may hold anything, or the text up to the next one.
TOKEN = re.compile(r"""(?P<tag><(?:[^"'>]|"[^"]*"|'[^']*')*>)|[^<]+|<""")


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight to be painted: its range in the canonical text and how its tags look."""

    id: int
    start: int
    end: int
    tints: tuple[str, ...] = ()  # the colours of its tags, first tag first


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that the same highlights cover."""

    start: int
    end: int
    marks: tuple[Mark, ...]  # the shortest last: it is painted on top and opened first


def segments(marks: Iterable[Mark], start: int, end: int) -> list[Segment]:
    """Return the stretches of `start` to `end` that at least one mark covers, in order and without overlap."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted({start, end, *(min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end))})
    starting: dict[int, list[Mark]] = {}
    for mark in inside:
        starting.setdefault(max(mark.start, start), []).append(mark)
    found: list[Segment] = []
    active: list[Mark] = []
    for left, right in pairwise(edges):
        active = [mark for mark in active if mark.end > left] + starting.get(left, [])
        if active:
            longest_first = sorted(active, key=lambda mark: (mark.start - mark.end, mark.id))
            found.append(Segment(left, right, tuple(longest_first)))
    return found


def mark_html(html: str, start: int, marks: Iterable[Mark]) -> str:
    """Return a block's HTML with its highlights marked; `start` is where its text starts in the canonical text."""
    pieces = [(match.group(), match.lastgroup == "tag") for match in TOKEN.finditer(html)]
    texts = [unescape(source) for source, is_tag in pieces if not is_tag]
    stretches = segments(marks, start, start + sum(map(len, texts)))
    if not stretches:
        return html
    parts: list[str] = []
    offset = start
    for source, is_tag in pieces:
        if is_tag:
            parts.append(source)
        else:
            text = unescape(source)
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
        yield escape(text[offset - start : left - start], quote=False)
        yield f"{_open(stretch, left, right)}{escape(text[left - start : right - start], quote=False)}</mark>"
        offset = right
    yield escape(text[offset - start :], quote=False)


def _open(segment: Segment, start: int, end: int) -> str:
    """Return the tag that opens a segment. Where a highlight begins, the keyboard stops and its summary is read."""
    names = " ".join(str(mark.id) for mark in reversed(segment.marks))
    # It wears the colour of the highlight that a click on it opens.
    classes = ["mark", *(f"tint-{tint}" for tint in segment.marks[-1].tints[:1])]
    if len(segment.marks) > 1:
        classes.append("overlap")
    if any(mark.end == end for mark in segment.marks):
        classes.append("ends")
    beginning = [mark.id for mark in reversed(segment.marks) if mark.start == start]
    stop = ""
    if beginning:
        described = " ".join(f"summary-{identifier}" for identifier in beginning)
        begins = " ".join(map(str, beginning))
        stop = f' tabindex="0" data-begins="{begins}" aria-describedby="{described}"'
    return f'<mark class="{escape(" ".join(classes))}" data-annotations="{names}"{stop}>'
