"""The learned reading of a page's lines: boosted trees, then the likeliest run of kept and cut lines.

`weights/dumps.json` holds what `training/dumps.py` learnt. A tree is a number, its leaf, or a list of four: the feature
asked about, the greatest value that goes left, and the trees to the left and right. The leaves that a line falls to
add up to the logarithm of the odds that it is the article's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from .line_features import NAMES, features
from .paragraphs import Line

WEIGHTS = Path(__file__).parent / "weights" / "dumps.json"
_PLACES = {name: place for place, name in enumerate(NAMES)}


class Tree(NamedTuple):
    """A tree laid out flat: an entry a node, its left child always the next; the feature of a leaf is -1."""

    feature: list[int]
    threshold: list[float]
    right: list[int]
    value: list[float]

    @classmethod
    def of(cls, nested: Any) -> Self:
        tree = cls([], [], [], [])
        tree._lay(nested)
        return tree

    def _lay(self, node: Any) -> None:
        leaf = not isinstance(node, list)
        self.feature.append(-1 if leaf else _PLACES[node[0]])
        self.threshold.append(0.0 if leaf else node[1])
        self.value.append(node if leaf else 0.0)
        self.right.append(0)
        if not leaf:
            here = len(self.right) - 1
            self._lay(node[2])
            self.right[here] = len(self.right)
            self._lay(node[3])


class LineModel(NamedTuple):
    base: float  # the logarithm of the odds before anything is known
    change: float  # what a change between kept and cut costs
    trees: list[Tree]

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        return cls(values["base"], values["change"], [Tree.of(tree) for tree in values["trees"]])

    def odds(self, lines: Sequence[Line]) -> list[float]:
        """Return for each line the logarithm of the odds that it is the article's."""
        return [self._odds(row) for row in features(lines)]

    def _odds(self, row: Sequence[float]) -> float:
        total = self.base
        for feature, threshold, right, value in self.trees:
            node = 0
            while (asked := feature[node]) >= 0:
                node = node + 1 if row[asked] <= threshold[node] else right[node]
            total += value[node]
        return total

    def keep(self, lines: Sequence[Line]) -> list[bool]:
        """Return for each line whether it is the article's."""
        return likeliest(self.odds(lines), self.change)


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
