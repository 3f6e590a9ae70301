"""What is painted of an article: its highlights read straight from the database, and its blocks with them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from django.db import models
from django.utils.translation import gettext

from annotations.core.marks import Mark, mark_html
from annotations.models import Annotation, Tag
from reader.extraction.rendering import Placed, leaf
from reader.memory import Memory
from reader.models import Version
from reader.prepared import Bind, Prepared

ROWS = 2000  # at a time
A_MARK = 200  # code points that a mark takes as much room as, about
READS = 16  # of blocks far from each other, before some between them are read too
Row = tuple[Any, ...]


def _rows(article: Any) -> models.QuerySet[Any, Row]:
    """A row for each tag of each highlight, or one without: key, start, end, note, the tag's key."""
    found = Annotation.objects.filter(article=article).anchored().order_by("start", "-end", "pk")
    return found.values_list("pk", "start", "end", "note", "tags")


PART = Prepared(lambda: _rows(Bind("article")).filter(end__gt=Bind("start"), start__lt=Bind("end")))


def marks_of(version: Version, codebook: Iterable[Tag], within: tuple[int, int] | None = None) -> list[Mark]:
    """Return what is highlighted in the article's current version, or what touches a stretch of it, in order.

    `within` is where the stretch begins and ends, in code points. `codebook` are the project's tags, in order. One
    query whatever there is. An annotation and its tags as objects would cost ten times as much, and the page shows
    thousands.
    """
    tags = {tag.pk: tag for tag in codebook}
    order = {tag: place for place, tag in enumerate(tags)}
    if within:
        start, end = within
        found: Iterable[Row] = PART(article=version.article_id, start=start, end=end)
    else:
        found = _rows(version.article_id).iterator(ROWS)
    looks: dict[tuple[tuple[int, ...], bool], tuple[str, str]] = {}
    marks = []
    for (pk, first, last, noted), rows in groupby(found, key=itemgetter(0, 1, 2, 3)):
        look = tuple(row[4] for row in rows if row[4] in tags), bool(noted)
        if look not in looks:
            looks[look] = _look([tags[tag] for tag in sorted(look[0], key=order.__getitem__)], look[1])
        marks.append(Mark(pk, first or 0, last or 0, *looks[look]))
    return marks


def _look(worn: list[Tag], has_note: bool) -> tuple[str, str]:
    """Return the colour of a highlight with these tags, and what a screen reader says of it."""
    names = ", ".join(tag.name for tag in worn) or gettext("Highlight")
    return worn[0].tint if worn else "", names + (gettext(", with a note") if has_note else "")


def marker(version: Version, marks: Iterable[Mark]) -> Callable[[Placed], str]:
    """Return a function that gives a block's HTML with its marks; each mark is looked at only in blocks it touches."""
    starts = [placed.start for placed in version.kept]
    numbers = [placed.number for placed in version.kept]
    touched: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        for number in numbers[bisect_right(starts, mark.start) - 1 : bisect_left(starts, mark.end)]:
            touched[number].append(mark)

    return lambda placed: _painted(placed.block.html, placed.start, tuple(touched.get(placed.number, ())))


# A new highlight changes a block or two of an article: the others are painted as they were.
PAINTED: Memory[tuple[str, int, tuple[Mark, ...]], str] = Memory(16 * 2**20)


def _painted(html: str, start: int, marks: tuple[Mark, ...]) -> str:
    if not marks:
        return html
    key = html, start, marks
    found = PAINTED.get(key)
    if found is None:
        found = mark_html(*key)
        PAINTED.keep(key, found, len(html) + A_MARK * len(marks) + len(found))
    return found


def painted(version: Version, codebook: Iterable[Tag]) -> dict[int, str]:
    """Return the HTML of each block of the current version that bears marks, with them, by the block's number."""
    inner = marker(version, marks_of(version, codebook))
    return {placed.number: html for placed in version.kept if (html := inner(placed)) != placed.block.html}


def marked_blocks(version: Version, codebook: Iterable[Tag], ranges: Iterable[tuple[int, int]]) -> str:
    """Return the blocks that these ranges touch, marked anew, each to be swapped in place of the old one."""
    touched = {placed.number: placed for start, end in ranges for placed in version.kept_between(start, end)}
    blocks = [touched[number] for number in sorted(touched) if touched[number].block.text]
    parts: list[str] = []
    for run in _runs(blocks):
        inner = marker(version, marks_of(version, codebook, (run[0].start, run[-1].end)))
        parts += [leaf(placed, inner(placed), ' hx-swap-oob="true"') for placed in run]
    return "\n".join(parts)


def _runs(blocks: list[Placed]) -> Iterator[list[Placed]]:
    """Yield the blocks, which are in order, as they are to be read together: parted at the widest gaps."""
    if not blocks:
        return
    gaps = {at: blocks[at].start - blocks[at - 1].end for at in range(1, len(blocks))}
    widest = sorted((at for at, gap in gaps.items() if gap > 1), key=gaps.__getitem__, reverse=True)
    for first, last in pairwise([0, *sorted(widest[: READS - 1]), len(blocks)]):
        yield blocks[first:last]
