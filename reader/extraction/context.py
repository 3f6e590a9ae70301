"""What the first judgement of all leaves says about each: of its neighbours, its elements, its kind, the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .features import Page

NAMES: tuple[str, ...] = tuple(
    """
    first previous next previous2 next2 previous3 next3
    around3 before3 after3 around6 before6 after6 around15 before15 after15
    share_before share_after on_page
    parent outer outer2 outer3 template listed section best_inside best_levels best_value best_purity own_value
    """.split()
)
_OUTSIDE = -1.0


def context(first: Sequence[float], page: Page, wanted: float = 0.0) -> list[list[float]]:
    """Return each leaf's features of its surroundings, from the `first` probabilities of all leaves.

    A leaf less likely than `wanted` gets an empty row.
    """
    sizes, places, lists, sections = page.sizes, page.places, page.lists, page.sections
    count = len(first)
    mass = [p * size for p, size in zip(first, sizes, strict=True)]
    masses = list(accumulate(mass, initial=0.0))
    totals = list(accumulate(sizes, initial=0.0))
    expected, everything = masses[-1], totals[-1] or 1.0
    inside = {place: [0.0, 0.0] for place in page.inner}
    for place, own, size in zip(places, mass, sizes, strict=True):
        sums = inside[place]
        sums[0] += own
        sums[1] += size
    for place in reversed(page.inner):
        if place.parent is not None:
            (own, size), sums = inside[place], inside[place.parent]
            sums[0] += own
            sums[1] += size
    templates = _gathered([place.template for place in places], mass, sizes)
    in_lists, in_sections = _gathered(lists, mass, sizes), _gathered(sections, mass, sizes)
    # How good an article each element alone would make: F1 of what is in it against what is expected on the page.
    values = {place: 2 * own / (size + expected) if size + expected else 0.0 for place, (own, size) in inside.items()}
    best = max(values, key=values.__getitem__, default=None)
    on_path = {place: step for step, place in enumerate(best.path())} if best else {}
    best_value = values[best] if best else 0.0
    best_purity = inside[best][0] / (inside[best][1] or 1.0) if best else 0.0

    def mean(low: int, high: int) -> float:
        size = totals[high] - totals[low]
        return (masses[high] - masses[low]) / size if size > 0 else _OUTSIDE

    def other(sums: list[float], index: int) -> float:
        """Return the mean of the others in a group; the leaf's own where it is alone."""
        size = sums[1] - sizes[index]
        return (sums[0] - mass[index]) / size if size > 1e-6 else first[index]

    rows: list[list[float]] = []
    for index in range(count):
        if first[index] < wanted:
            rows.append([])
            continue
        place = places[index]
        parent = place.parent or place
        outer = parent.parent or parent
        outer2 = outer.parent or outer
        outer3 = outer2.parent or outer2
        levels = next((on_path[node] for node in place.path() if node in on_path), len(on_path))
        near = []
        for reach in (3, 6, 15):
            low, high = max(0, index - reach), min(count, index + reach + 1)
            size = totals[high] - totals[low] - sizes[index]
            near += [
                (masses[high] - masses[low] - mass[index]) / size if size > 1e-6 else _OUTSIDE,
                mean(low, index),
                mean(index + 1, high),
            ]
        rows.append([
            first[index],
            first[index - 1] if index else _OUTSIDE, first[index + 1] if index + 1 < count else _OUTSIDE,
            first[index - 2] if index > 1 else _OUTSIDE, first[index + 2] if index + 2 < count else _OUTSIDE,
            first[index - 3] if index > 2 else _OUTSIDE, first[index + 3] if index + 3 < count else _OUTSIDE,
            *near,
            masses[index] / (expected or 1.0), (expected - masses[index + 1]) / (expected or 1.0),
            expected / everything,
            other(inside[parent], index), other(inside[outer], index), other(inside[outer2], index),
            other(inside[outer3], index), other(templates[place.template], index),
            other(in_lists[lists[index]], index) if lists[index] else _OUTSIDE,
            other(in_sections[sections[index]], index),
            float(levels == 0), float(levels), best_value, best_purity, values[outer],
        ])  # fmt: skip
    return rows


def _gathered(keys: Sequence[Any], mass: Sequence[float], sizes: Sequence[float]) -> dict[Any, list[float]]:
    """Return what is expected of the leaves with the same key, and what they weigh."""
    found: dict[Any, list[float]] = {}
    for key, own, size in zip(keys, mass, sizes, strict=True):
        sums = found.setdefault(key, [0.0, 0.0])
        sums[0] += own
        sums[1] += size
    return found
