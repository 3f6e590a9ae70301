"""What stands above and below a leaf: text, prose, the title, the heading over it, leaves of its own kind."""

from __future__ import annotations

from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from ..model import Kind
from .page import FAR

if TYPE_CHECKING:
    from .page import Page

NAMES = """
    chars_before prose_before prose_after index from_end leaves_on_page prose_on_page
    title_distance chars_since_title heading_phrase heading_distance heading_low heading_length
    previous_length next_length next_linked prose_above prose_below prose_near run_length run_prose
    same_as_previous same_as_next
""".split()


def rows(page: Page) -> list[list[float]]:
    """Return each leaf's features of the order, in the order of `NAMES`; an empty row for an entry of a menu."""
    count, logs, phrases, places = len(page.leaves), page.logs, page.phrases, page.places
    before = list(accumulate(page.lengths, initial=0))
    prose = list(accumulate(page.prose, initial=0))
    title, runs = _title_at(page), _runs(page)
    on_page = log2(count or 1), log2(1 + prose[-1])
    of_heading: tuple[float, ...] = (-1, FAR, 0.0, 0.0)
    heading = -1
    rows: list[list[float]] = []
    for index, leaf in enumerate(page.leaves):
        if leaf.block.kind is Kind.HEADING:
            heading = index
        if heading >= 0:
            distance = min(FAR, index - heading)
            of_heading = (phrases[heading], distance, places[heading].lowest, logs[heading])
        if page.menus[index]:
            rows.append([])
            continue
        last = index + 1 == count
        rows.append([
            before[index] / (before[-1] or 1), prose[index] / page.all_prose,
            (prose[-1] - prose[index]) / page.all_prose, min(index, 100), min(count - index, 100), *on_page,
            max(-FAR, min(FAR, index - title)) if title >= 0 else 0,
            log2(1 + max(0, before[index] - before[title])) if title >= 0 else -1,
            *of_heading,
            logs[index - 1] if index else 0.0, 0.0 if last else logs[index + 1],
            0.0 if last else page.linked[index + 1],
            log2(1 + prose[index] - prose[max(0, index - 4)]),
            log2(1 + prose[min(count, index + 5)] - prose[index + 1]),
            log2(1 + prose[min(count, index + 11)] - prose[max(0, index - 10)]),
            *runs[index],
            index > 0 and places[index].is_like(places[index - 1]),
            not last and places[index].is_like(places[index + 1]),
        ])  # fmt: skip
    return rows


def _title_at(page: Page) -> int:
    """Return where the article's title stands, or else the first heading of the first level; -1 if nowhere."""
    found = [index for index, key in enumerate(page.folded) if key in page.titles]
    for tag in ("h1", "h2"):
        for index in found:
            if page.leaves[index].element.tag == tag:
                return index
    ones = (index for index, leaf in enumerate(page.leaves) if leaf.element.tag == "h1")
    return next(ones, found[-1] if found else -1)


def _runs(page: Page) -> list[tuple[float, float]]:
    """Return for each leaf the length of the run of leaves of its parent it stands in, and the run's prose."""
    runs: list[tuple[float, float]] = []
    start = 0
    for index in range(1, len(page.leaves) + 1):
        if index == len(page.leaves) or page.places[index].parent is not page.places[start].parent:
            run = (float(min(index - start, 60)), log2(1 + sum(page.prose[start:index])))
            runs += [run] * (index - start)
            start = index
    return runs
