"""The learned reading of a page's lines: boosted trees, then the likeliest run of kept and cut lines.

`weights/dumps.json` holds what `training/dumps.py` learnt. A tree is a number, its leaf, or a list of four: the feature
asked about, the greatest value that goes left, and the trees to the left and right. The leaves that a line falls to
add up to the logarithm of the odds that it is the article's. The trees in "below" may ask one question that is not
about the page but about the answer: whether the line above is the article's (`ABOVE`). So they give two odds to each
line, and the runs of lines are weighed whole. Those in "alone" do not ask it: what they say corrects a run that goes on
as it began.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from math import exp, inf, log1p
from pathlib import Path
from typing import Any, NamedTuple, Self

from .line_features import NAMES, features
from .paragraphs import Line

WEIGHTS = Path(__file__).parent / "weights" / "dumps.json"
ABOVE = "above is kept"  # 1 or 0; behind the other features in a row that is learnt from
_PLACES = {name: place for place, name in enumerate(NAMES)}


class Odds(NamedTuple):
    """Logarithms of the odds that a line is the article's."""

    below_cut: float  # where the line above is not
    below_kept: float  # where it is
    alone: float  # whatever the line above is


class LineModel(NamedTuple):
    below: Callable[[Sequence[float]], tuple[float, float]]  # of a line's features
    alone: Callable[[Sequence[float]], tuple[float, float]]

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        return cls(compiled(values["below"]), compiled(values["alone"]))

    def odds(self, lines: Sequence[Line]) -> list[Odds]:
        """Return the odds of each line."""
        return [Odds(*self.below(row), self.alone(row)[0]) for row in features(lines)]


def compiled(trees: Sequence[Any]) -> Callable[[Sequence[float]], tuple[float, float]]:
    """Return the sums of the trees, below a line that is cut and below one that is kept, as one Python function.

    A walk from node to node would take nine times as long.
    """
    below = [(answered(tree, 0.0), answered(tree, 1.0)) for tree in trees]
    lines = [
        "def score(f):",
        " s=c=k=0.0",
        *(f" s+={_expression(cut)}" for cut, kept in below if cut == kept),
        *(f" c+={_expression(cut)};k+={_expression(kept)}" for cut, kept in below if cut != kept),
        " return s+c,s+k",
    ]
    scope: dict[str, Any] = {}
    exec("\n".join(lines), scope)  # noqa: S102  made of our own file's numbers and of places in a list
    score: Callable[[Sequence[float]], tuple[float, float]] = scope["score"]
    return score


def answered(tree: Any, above: float) -> Any:
    """Return the tree without the question about the line above."""
    if not isinstance(tree, list):
        return tree
    feature, bound, low, high = tree
    if feature == ABOVE:
        return answered(low if above <= bound else high, above)
    return [feature, bound, answered(low, above), answered(high, above)]


def _expression(tree: Any) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    feature, bound, low, high = tree
    return f"({_expression(low)} if f[{_PLACES[feature]}]<={float(bound)!r} else {_expression(high)})"


@cache
def line_model() -> LineModel:
    """Return the model, read once."""
    return LineModel.of(json.loads(WEIGHTS.read_text("utf-8")))


def likeliest(odds: Sequence[Odds]) -> list[bool]:
    """Return the likeliest run of kept (True) and cut lines (Viterbi's algorithm).

    A run's probability is the product of its lines', each given the one above, where above the first the page is cut;
    times what each line's odds alone say for it.
    """
    kept, cut = -inf, 0.0
    back: list[tuple[bool, bool]] = []
    for below_cut, below_kept, alone in odds:
        # To be kept, and to be cut, below a kept line and below a cut one.
        kept_kept, cut_kept = kept + log_chance(below_kept), cut + log_chance(below_cut)
        kept_cut, cut_cut = kept + log_chance(-below_kept), cut + log_chance(-below_cut)
        back.append((kept_kept >= cut_kept, kept_cut > cut_cut))
        kept, cut = max(kept_kept, cut_kept) + alone / 2, max(kept_cut, cut_cut) - alone / 2
    states: list[bool] = []
    state = kept > cut
    for before in reversed(back):
        states.append(state)
        state = before[0] if state else before[1]
    return states[::-1]


def log_chance(odds: float) -> float:
    """Return the logarithm of the probability whose odds have the logarithm given."""
    return min(odds, 0.0) - log1p(exp(-abs(odds)))
