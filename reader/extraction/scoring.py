"""How likely each leaf of a page is part of its article: two judgements by small trees, the second in context.

The trees and the weights of marks are JSON files in `weights/`, made by `reader.extraction.training`. A tree is a
number, what it adds to the leaf's log-odds, or `[feature, bound, low, high]`: `low` is the tree for values up to the
bound, `high` the one for greater values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import context, features

if TYPE_CHECKING:
    from .blocks import Leaf

WEIGHTS = Path(__file__).parent / "weights"
Score = Callable[[Sequence[float]], float]
MOST = 20_000  # leaves that are judged
LONG = 0.6  # likelihood of prose beyond
HOPELESS = 0.004  # likelihood, at first sight, of leaves that are not judged again: nearly all of menus and footers
# A leaf whose first trees sum up to so little is not the article's; the others would have taken it as far down.
EARLY, PLAIN, FURTHER = 30, -3.5, 3.0
# Nor do more trees change their mind when so many agree, either way; they would only be surer, by so much.
LATE, AGREED, SURER = 100, 3.3, 1.3
SMOOTHED = 0.5  # of a list item's probability is its list's
MOST_OF_PAGE = 0.6  # of what stands on it


def probabilities(leaves: Sequence[Leaf], titles: Sequence[str], body: str) -> list[float]:
    """Return for each leaf how likely it belongs to the article. The other arguments are those of `features.Page`."""
    if not leaves:
        return []
    # What is longer than any article is judged by its first part, and then by what is prose.
    rest = [LONG if features.is_prose(leaf) else 0.0 for leaf in leaves[MOST:]]
    page = features.Page(leaves[:MOST], titles, body, mark_weights())
    rows = features.rows(page)
    judge = model("first")
    first = [probability(judge(row)) if row else 0.0 for row in rows]
    around = context.context(first, page, HOPELESS)
    judge = model("second")
    second = [
        p if p < HOPELESS else probability(judge(row + more)) for p, row, more in zip(first, rows, around, strict=True)
    ]
    return smoothed(second, page.leaves, page.sizes, page.lists) + rest


def probability(score: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def smoothed(
    judged: Sequence[float], leaves: Sequence[Leaf], sizes: Sequence[float], lists: Sequence[int]
) -> list[float]:
    """Return the probabilities with those of a table's cells as one, and of a list's items nearer to each other.

    A list of most of the page is the page: some leave their menu's open.
    """
    members: dict[tuple[str, int], list[int]] = {}
    for index, number in enumerate(lists):
        if number:
            path = leaves[index].block.path
            table = next((container.number for container in path if container.tag == "table"), 0)
            members.setdefault(("table", table) if table else ("list", number), []).append(index)
    everything = sum(sizes)
    out = list(judged)
    for (kind, _), indices in members.items():
        size = sum(sizes[index] + 0.01 for index in indices)
        if kind == "list" and size > MOST_OF_PAGE * everything:
            continue
        mean = sum(judged[index] * (sizes[index] + 0.01) for index in indices) / size
        for index in indices:
            out[index] = mean if kind == "table" else SMOOTHED * mean + (1 - SMOOTHED) * judged[index]
    return out


def chosen(judged: Sequence[float], lengths: Sequence[int]) -> set[int]:
    """Return the leaves that make the best article to expect: those above the bound with the highest expected F1.

    On a page where all is plain the bound is near one half; where much is in doubt it is lower, for half an article
    is worse than one with a stranger in it (Lewis 1995, 'Evaluating and optimizing autonomous text classification
    systems'; the bound is half the F1).
    """
    sizes = [length**0.5 for length in lengths]  # a long paragraph is not as many mistakes as it has characters
    expected = sum(p * size for p, size in zip(judged, sizes, strict=True))
    order = sorted((index for index, length in enumerate(lengths) if length), key=lambda index: -judged[index])
    right = taken = best = 0.0
    bound = 1.0
    for index in order:
        right += judged[index] * sizes[index]
        taken += sizes[index]
        if (value := 2 * right / (taken + expected)) > best:
            best, bound = value, judged[index]
    return {index for index in order if judged[index] >= bound}


@cache
def mark_weights() -> Mapping[str, float]:
    """Return the weights of the words in tag, role, class and id."""
    weights: Mapping[str, float] = json.loads((WEIGHTS / "marks.json").read_text("utf-8"))
    return weights


@cache
def model(name: str) -> Score:
    """Return the function that adds up the trees of this name for a leaf's features."""
    names = features.NAMES if name == "first" else features.NAMES + context.NAMES
    return compiled(json.loads((WEIGHTS / f"{name}.json").read_text("utf-8")), names)


def compiled(trees: Mapping[str, Any], names: Sequence[str]) -> Score:
    """Return the trees as one Python function: a loop over their nodes would take six times as long.

    The features are its local variables, and floats, all of them: places in a list, of numbers of several types, take
    1.6 times.
    """
    place = {name: index for index, name in enumerate(names)}

    def expression(tree: Any) -> str:
        if isinstance(tree, list):
            feature, bound, low, high = tree
            return f"({expression(low)} if f{place[feature]}<={float(bound)!r} else {expression(high)})"
        return repr(float(tree))

    lines = [f" s+={expression(tree)}" for tree in trees["trees"]]
    if len(lines) > LATE:
        lines.insert(LATE, f" if not -{AGREED} < s < {AGREED}: return s*{SURER}")
    if len(lines) > EARLY:
        lines.insert(EARLY, f" if s<{PLAIN}: return s-{FURTHER}")
    given = ",".join(f"f{index}" for index in range(len(names)))
    source = "\n".join(["def score(f):", f" {given},=f", f" s={float(trees['base'])!r}", *lines, " return s"])
    scope: dict[str, Any] = {}
    exec(source, scope)  # noqa: S102  made of our own file's numbers and of places in a list
    score: Score = scope["score"]
    return score
