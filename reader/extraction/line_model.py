"""The learned reading of a page's lines: boosted trees, then the likeliest run of kept and cut lines.

`weights/dumps.json` holds what `training/dumps.py` learnt. A tree is a number, its leaf, or a list of four: the feature
asked about, the greatest value that goes left, and the trees to the left and right. The leaves that a line falls to
add up to the logarithm of the odds that it is the article's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from .line_features import NAMES, features
from .paragraphs import Line

WEIGHTS = Path(__file__).parent / "weights" / "dumps.json"
_PLACES = {name: place for place, name in enumerate(NAMES)}


class LineModel(NamedTuple):
    change: float  # what a change between kept and cut costs
    score: Callable[[Sequence[float]], float]  # of a line's features

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        return cls(values["change"], compiled(values["trees"], values["base"]))

    def odds(self, lines: Sequence[Line]) -> list[float]:
        """Return for each line the logarithm of the odds that it is the article's."""
        return [self.score(row) for row in features(lines)]

    def keep(self, lines: Sequence[Line]) -> list[bool]:
        """Return for each line whether it is the article's."""
        return likeliest(self.odds(lines), self.change)


def compiled(trees: Sequence[Any], base: float) -> Callable[[Sequence[float]], float]:
    """Return the sum of the trees as one Python function: a walk from node to node would take nine times as long."""

    def expression(tree: Any) -> str:
        if not isinstance(tree, list):
            return repr(float(tree))
        feature, bound, low, high = tree
        return f"({expression(low)} if f[{_PLACES[feature]}]<={float(bound)!r} else {expression(high)})"

    lines = ["def score(f):", f" s={float(base)!r}", *(f" s+={expression(tree)}" for tree in trees), " return s"]
    scope: dict[str, Any] = {}
    exec("\n".join(lines), scope)  # noqa: S102  made of our own file's numbers and of places in a list
    score: Callable[[Sequence[float]], float] = scope["score"]
    return score


@cache
def line_model() -> LineModel:
    """Return the model, read once."""
    return LineModel.of(json.loads(WEIGHTS.read_text("utf-8")))


def likeliest(odds: Sequence[float], change: float) -> list[bool]:
    """Return the states of greatest sum, where each change of state costs `change` (Viterbi's algorithm)."""
    kept, cut = 0.0, 0.0
    back: list[tuple[bool, bool]] = []
    for value in odds:
        from_kept = (kept >= cut - change, kept - change > cut)  # the state before, for kept and for cut
        kept, cut = (
            value / 2 + (kept if from_kept[0] else cut - change),
            -value / 2 + (kept - change if from_kept[1] else cut),
        )
        back.append(from_kept)
    states: list[bool] = []
    state = kept > cut
    for before in reversed(back):
        states.append(state)
        state = before[0] if state else before[1]
    return states[::-1]
