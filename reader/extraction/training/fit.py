"""From labelled pages to weights: of the marks of elements, then of the trees for the two judgements."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log
from pathlib import Path
from typing import Any

# In the dependency group `training`: neither the site nor its tests need them.
import lightgbm  # type: ignore[import-untyped, import-not-found, unused-ignore]
import numpy as np  # type: ignore[import-not-found, unused-ignore]

from .. import context, features
from ..marks import marks
from .pages import Labelled

FOLDS = 5  # what a page is told about by its marks and first judgement comes from other sites, as it will be later
FEWEST_SITES = 8  # that use a mark, before it is believed
PRIOR = 3.0  # sites that a mark is thought to have been seen on with the usual share of the article in it
USUAL = 0.45  # the share of a page's text that is its article
LEAST_WEIGHT, MOST_WEIGHT = 0.5, 3.0
UNLIKE = 0.4  # what a mistake on a page made up costs
FIRST_TREES, SECOND_TREES = 90, 220
SECOND_RATE = 0.05  # of learning: more and smaller steps, for it has the last word
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.1, "num_leaves": 16, "min_data_in_leaf": 60, "feature_fraction": 0.5,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 127, "num_threads": 1, "seed": 1,
    "deterministic": True, "verbose": -1,
}  # fmt: skip
Array = Any  # of NumPy


def fit(pages: Sequence[Labelled], folder: Path) -> None:
    """Write `marks.json`, `first.json` and `second.json` into the folder."""
    plain = list(pages)
    pages = [*plain, *unlike(plain)]
    seen = [marks_seen(plain, fold) for fold in range(FOLDS)]
    write(folder / "marks.json", mark_weights(seen))
    elsewhere = [mark_weights([*seen[:fold], *seen[fold + 1 :]]) for fold in range(FOLDS)]
    prepared = [prepare(page, elsewhere[fold_of(page)]) for page in pages]
    rows = [filled(features.rows(page)) for page in prepared]
    menus = [np.array(page.menus, bool) for page in prepared]
    others = [train(pages, rows, menus, FIRST_TREES, without=fold) for fold in range(FOLDS)]
    second = []
    for page, ready, numbers in zip(pages, prepared, rows, strict=True):
        first = np.where(ready.menus, 0.0, others[fold_of(page)].predict(numbers))
        around = context.context([float(p) for p in first], ready)
        second.append(np.concatenate([numbers, np.array(around, float)], axis=1))
    write(folder / "first.json", exported(train(pages, rows, menus, FIRST_TREES), features.NAMES))
    last = train(pages, second, menus, SECOND_TREES, learning_rate=SECOND_RATE)
    write(folder / "second.json", exported(last, (*features.NAMES, *context.NAMES)))


def filled(rows: Sequence[Sequence[float]]) -> Array:
    """Return the features of a page's leaves, with zeros for those that have none."""
    return np.array([row or [0.0] * len(features.NAMES) for row in rows], float)


def fold_of(page: Labelled) -> int:
    return hashlib.sha256(("fold " + page.site).encode()).digest()[0] % FOLDS


def prepare(page: Labelled, weights: Mapping[str, float]) -> features.Page:
    return features.Page(page.leaves, features.told(page.metadata), page.body, {} if page.unmarked else weights)


def unlike(pages: Sequence[Labelled]) -> list[Labelled]:
    """Return pages made of these that are like those the sets have few of: without a known mark, or very short."""
    made = [replace(page, unmarked=True, cost=UNLIKE * page.cost) for page in pages[::2]]
    for number, page in enumerate(pages[::2]):
        order = sorted(page.kept)[: 2 + number % 14]
        if not order:
            continue
        low, high = max(0, order[0] - number % 5), order[-1] + 1 + number % 4
        kept, neutral = ({index - low for index in found if low <= index < high} for found in (page.kept, page.neutral))
        part = replace(page, leaves=page.leaves[low:high], kept=kept, neutral=neutral, body="", cost=UNLIKE * page.cost)
        made.append(replace(part, unmarked=number % 3 > 0))
    return made


def marks_seen(pages: Sequence[Labelled], fold: int) -> dict[str, dict[str, list[float]]]:
    """Return for each mark and site how much text stood in elements with it, inside and outside the article."""
    seen: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for page in pages:
        if fold_of(page) != fold:
            continue
        held: dict[Any, list[float]] = {}
        for index, leaf in enumerate(page.leaves):
            size = min(len(leaf.block.text), 300) ** 0.5
            element = leaf.element if size else None
            while element is not None and element.tag != "html":
                held.setdefault(element, [0.0, 0.0])[index not in page.kept] += size
                element = element.getparent()
        for element, (inside, outside) in held.items():
            for mark in marks(element):
                sums = seen[mark].setdefault(page.site, [0.0, 0.0])
                sums[0] += inside
                sums[1] += outside
    return seen


def mark_weights(seen: Sequence[Mapping[str, Mapping[str, Sequence[float]]]]) -> dict[str, float]:
    """Return the log-odds of each mark that enough sites use, one site one vote."""
    votes: dict[str, list[float]] = defaultdict(list)
    for part in seen:
        for mark, sites in part.items():
            votes[mark] += [inside / (inside + outside) for inside, outside in sites.values()]
    weights = {}
    for mark in sorted(votes):
        shares = votes[mark]
        if len(shares) >= FEWEST_SITES:
            inside, outside = sum(shares) + PRIOR * USUAL, len(shares) - sum(shares) + PRIOR * (1 - USUAL)
            weight = round(max(-MOST_WEIGHT, min(MOST_WEIGHT, log(inside / outside))), 2)
            if abs(weight) > LEAST_WEIGHT:
                weights[mark] = weight
    return weights


def leaf_weights(page: Labelled) -> Array:
    """Return what a mistake in each leaf costs: about the root of its length; each page's article costs as much."""
    lengths = [0 if index in page.neutral else len(leaf.block.text) for index, leaf in enumerate(page.leaves)]
    weights = np.array([min(length, 400) ** 0.5 / 10 + 0.15 if length else 0.0 for length in lengths])
    return weights * page.cost * 20 / (sum(weights[index] for index in page.kept) + 8)


def train(
    pages: Sequence[Labelled],
    rows: Sequence[Array],
    menus: Sequence[Array],
    trees: int,
    without: int = -1,
    **parameters: float,
) -> Any:
    """Return the booster for the pages of all folds but one. Menus, known at first sight, teach nothing."""
    parts = [number for number, page in enumerate(pages) if fold_of(page) != without]
    x = np.concatenate([rows[number] for number in parts])
    y = np.concatenate([[index in pages[number].kept for index in range(len(rows[number]))] for number in parts])
    weights = np.concatenate([leaf_weights(pages[number]) * ~menus[number] for number in parts])
    counted = weights > 0
    data = lightgbm.Dataset(x[counted], y[counted].astype(float), weight=weights[counted])
    return lightgbm.train({**PARAMETERS, **parameters}, data, trees)


def exported(booster: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return the trees as `scoring` reads them."""

    def node(tree: Mapping[str, Any]) -> Any:
        if "leaf_value" in tree:
            return round(tree["leaf_value"], 4)
        bound = float(f"{tree['threshold']:.6g}")
        return [names[tree["split_feature"]], bound, node(tree["left_child"]), node(tree["right_child"])]

    return {"base": 0.0, "trees": [node(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]}


def write(path: Path, values: Mapping[str, Any]) -> None:
    """Write JSON with an entry a line, so that a change can be read."""
    if "trees" in values:
        lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in values["trees"])
        text = f'{{"base": {values["base"]}, "trees": [\n{lines}\n]}}\n'
    else:
        text = json.dumps(values, indent=0, ensure_ascii=False) + "\n"
    path.write_text(text, "utf-8")
