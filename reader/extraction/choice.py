"""Which of several candidates a field of the metadata takes: the one that most speaks for.

What speaks for or against a candidate are marks in plain words ("in a short line", "another is shown").
`weights/metadata.json` says by field what each is worth; `training/metadata.py` learns it from pages whose metadata are
known. A candidate's score, the sum over its marks, is its log-odds against there being none (a conditional logit:
McFadden 1974, 'Conditional logit analysis of qualitative choice behavior').
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights" / "metadata.json"


@dataclass(slots=True)
class Candidate:
    """A value, where in the page it is from, and the marks that speak for or against it."""

    value: str
    source: str
    marks: set[str] = field(default_factory=set)


def best(candidates: Iterable[Candidate], weights: Mapping[str, float]) -> Candidate | None:
    """Return the candidate of the highest score, the first of equal ones; None where none is as likely as nothing."""
    return max(
        (one for one in candidates if score(one, weights) > 0), key=lambda one: score(one, weights), default=None
    )


def score(candidate: Candidate, weights: Mapping[str, float]) -> float:
    return sum(weights.get(mark, 0.0) for mark in candidate.marks)


def weights_of(name: str) -> Mapping[str, float]:
    """Return what the marks of this field are worth."""
    return _all_weights()[name]


@cache
def _all_weights() -> Mapping[str, Mapping[str, float]]:
    found: Mapping[str, Mapping[str, float]] = json.loads(WEIGHTS.read_text("utf-8"))
    return found
