"""The lines of printed pages in the order in which they are read, without what the page itself says. Pure.

Columns are found by the strip of white between them, which few lines cross; what crosses it (a headline, a table)
parts the page into bands, each of which is read column by column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from reader.extraction.language import direction_of_text

MARGIN = 0.13  # of the page's height, at its top and bottom, in which running heads and page numbers stand
LINES = 3  # of those, at each end of a page, that are looked at
SAME_HEIGHT = 6.0  # points
COLUMN = 3  # lines, at least, that make a column
CROSSING = 0.25  # of the lines may cross the white between two columns
SIGNS = frozenset("•▪◦‣●■–—-")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|p|s)\W{0,2})?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print. Places and sizes are in points (1/72 inch), from the page's top left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    page_height: float = 842.0
    column: tuple[float, float] = (0.0, 0.0)  # the left and right edge of the column it stands in
    page: int = 0  # counted from 1; 0 where it is not known
    label: str = ""  # what the page is called in print, where that is not its number

    @property
    def width(self) -> float:
        return self.right - self.left


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without page numbers, and without lines that stand at the same height of several pages."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    least = 2 if len(pages) <= 5 else 3
    numbered = sum(any(_PAGE_NUMBER.fullmatch(line.text) for line in edge) for edge in edges)
    cleaned = []
    for page, edge in zip(pages, edges, strict=True):
        repeated = {line for line in edge if seen[_key(line)] >= least or _near(seen, line) >= least}
        if numbered > 1 or len(pages) == 1:
            repeated |= {line for line in edge if _PAGE_NUMBER.fullmatch(line.text)}
        # A page of nothing but what repeats is a form's, or a table's: it keeps its text.
        cleaned.append([line for line in page if line not in repeated] if len(repeated) < len(page) else list(page))
    return cleaned


def _edges(page: Sequence[Line]) -> list[Line]:
    down = sorted(page, key=lambda line: line.top)
    edges = [*down[:LINES], *down[-LINES:]]
    return [
        line for line in edges if line.top < MARGIN * line.page_height or line.bottom > (1 - MARGIN) * line.page_height
    ]


def _key(line: Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text.casefold()), round(line.top / SAME_HEIGHT)


def _near(seen: Counter[tuple[str, int]], line: Line) -> int:
    text, height = _key(line)
    return sum(seen[text, height + step] for step in (-1, 0, 1))


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines as they are read, each with the edges of its column."""
    down = _joined(sorted(lines, key=lambda line: (round(line.top, 0), line.left)))
    rtl = direction_of_text(" ".join(line.text for line in down)) == "rtl"
    return _ordered(down, rtl, depth=0)


def _ordered(lines: list[Line], rtl: bool, depth: int) -> list[Line]:
    gutter = _gutter(lines) if depth < 4 else None
    if gutter is None:
        return _with_column(lines)
    found: list[Line] = []
    band: list[Line] = []
    for line in lines:
        if line.left < gutter < line.right:
            found += _by_column(band, gutter, rtl, depth)
            found += _with_column([line])
            band = []
        else:
            band.append(line)
    return _rejoined(found + _by_column(band, gutter, rtl, depth))


def _rejoined(lines: list[Line]) -> list[Line]:
    """Give lines across the columns that follow each other one column: they are one text."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if before and before.column != line.column and _follows(before, line):
            edges = (min(before.left, line.left), max(before.right, line.right))
            found[-1] = _in(before, edges)
            line = _in(line, edges)  # noqa: PLW2901
        found.append(line)
    return found


def _follows(before: Line, line: Line) -> bool:
    wide = before.column == (before.left, before.right) and line.column == (line.left, line.right)
    return wide and before.size == line.size and 0 <= line.top - before.bottom < before.size


def _by_column(band: list[Line], gutter: float, rtl: bool, depth: int) -> list[Line]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.right > gutter]
    first, second = (right, left) if rtl else (left, right)
    return [*_ordered(first, rtl, depth + 1), *_ordered(second, rtl, depth + 1)]


def _with_column(lines: list[Line]) -> list[Line]:
    if not lines:
        return []
    edges = (min(line.left for line in lines), max(line.right for line in lines))
    return [_in(line, edges) for line in lines]


def _in(line: Line, edges: tuple[float, float]) -> Line:
    return replace(line, column=edges)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where the white between two columns is, from the left, or None where the lines are in one.

    On both sides of it stand at least a few lines, as wide as prose is, side by side.
    """
    if len(lines) < 2 * COLUMN:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best, least = None, CROSSING * len(lines)
    starts = sorted({round(line.left - 1.0, 1) for line in lines if left + 0.15 * (right - left) < line.left})
    for x in starts[:400]:
        crossing = sum(line.left < x < line.right for line in lines)
        if crossing >= least:
            continue
        before = [line for line in lines if line.right <= x]
        after = [line for line in lines if line.left >= x]
        if _is_column(before) and _is_column(after) and _side_by_side(before, after):
            best, least = x, crossing
    return best


def _is_column(lines: Sequence[Line]) -> bool:
    """Say whether lines are a column of prose: a few, of more than a number or a label each, most as wide."""
    return len(lines) >= COLUMN and median(len(line.text) for line in lines) >= 12


def _side_by_side(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Say whether the two stand at the same height of the page, at least for a few lines."""
    top = max(min(line.top for line in before), min(line.top for line in after))
    bottom = min(max(line.bottom for line in before), max(line.bottom for line in after))
    beside = [sum(top <= line.top <= bottom for line in side) for side in (before, after)]
    return min(beside) >= COLUMN


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Join what is one line of print but stands in pieces: on one height, with no more than a space between.

    The sign before a list's entry often has a height of its own, and the space that it likes.
    """
    found: list[Line] = []
    signs = [line for line in lines if line.text in SIGNS]
    for line in lines:
        if line.text in SIGNS:
            continue
        if sign := next((sign for sign in signs if _is_before(sign, line)), None):
            signs.remove(sign)
            line = replace(line, text=f"{sign.text} {line.text}", left=sign.left)  # noqa: PLW2901
        before = found[-1] if found else None
        if before and _is_one(before, line):
            found[-1] = Line(
                f"{before.text} {line.text}", before.left, line.right, min(before.top, line.top),
                max(before.bottom, line.bottom), max(before.size, line.size), before.bold and line.bold,
                line.page_height, page=line.page, label=line.label,
            )  # fmt: skip
        else:
            found.append(line)
    return found


def _is_before(sign: Line, line: Line) -> bool:
    middle = (sign.top + sign.bottom) / 2
    return line.top <= middle <= line.bottom and 0 <= line.left - sign.right < 3 * line.size


def _is_one(before: Line, line: Line) -> bool:
    overlap = min(before.bottom, line.bottom) - max(before.top, line.top)
    gap = line.left - before.right
    return overlap > 0.6 * min(before.size, line.size) and -0.2 * line.size < gap < 0.7 * line.size
