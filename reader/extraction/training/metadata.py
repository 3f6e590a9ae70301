"""Learn what the marks of a field's candidates are worth, and write `weights/metadata.json`. Not run in production.

    python -m reader.extraction.training.metadata ../shared/data/extraction

prints how often the choice is right on sites it was not fitted on, and writes what all pages together teach.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np  # type: ignore[import-not-found, unused-ignore]
from scipy.optimize import minimize  # type: ignore[import-untyped, import-not-found, unused-ignore]

from ..blocks import parse
from ..choice import WEIGHTS, Candidate, best
from ..metadata import read_metadata
from ..page_head import head_lines
from ..publication_dates import candidates
from ..structured_data import read_declared
from ..titles import find_title
from .pages import TRAINED, documents, is_held_out, site_of

SETS = (TRAINED, "news", "web")
FOLDS = 10
FEWEST = 4  # pages with a mark, before it is weighed
RIDGE = 1.0  # half of it, times a weight's square, is what a weight costs
SILENT = 0.3  # of a page: where the gold text names nothing, there may be nothing, or nobody looked


@dataclass(slots=True)
class Page:
    """The candidates for a field, and which of them are right; a page that should give nothing has none."""

    site: str
    candidates: list[Candidate]
    right: list[bool]
    is_told: bool  # the gold text tells the field


def dated_pages(folder: Path) -> Iterator[Page]:
    """Yield the pages to learn dates from: all of the training set, and of the others those not held out."""
    for name in SETS:
        for document in documents(folder, name):
            if name == TRAINED or not is_held_out(document):
                gold = (document["gold"].get("date") or "")[:10]
                found = _dates(document)
                yield Page(site_of(document), [*found.values()], [day == gold for day in found], bool(gold))


def _dates(document: Mapping[str, Any]) -> dict[str, Candidate]:
    root, url = parse(document["html"]), document.get("url") or ""
    metadata, declared = read_metadata(root, url), read_declared(root)
    title = find_title(root, declared, metadata.site_name, url)
    return candidates(root, declared, head_lines(root.find("body"), title.heading, title.text), metadata.language, url)


def fit(pages: Iterable[Page]) -> dict[str, float]:
    """Return the weight of each mark that enough pages have: those that make what is right most likely."""
    taught = [page for page in pages if any(page.right) or not page.is_told]
    marked = Counter(mark for page in taught for mark in {mark for one in page.candidates for mark in one.marks})
    names = sorted(mark for mark, times in marked.items() if times >= FEWEST)
    # One row a candidate, and at the end of each page's one without a mark for nothing being there.
    rows: list[list[bool]] = []
    right: list[bool] = []
    starts: list[int] = []
    costs: list[float] = []
    for page in taught:
        starts.append(len(rows))
        rows += [[name in one.marks for name in names] for one in page.candidates] + [[False] * len(names)]
        right += [*page.right, not any(page.right)]
        costs.append(1.0 if page.is_told else SILENT)
    x, y, cost = np.array(rows, float), np.array(right, float), np.array(costs)
    number = np.repeat(np.arange(len(starts)), np.diff([*starts, len(rows)]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = np.clip(x @ weights, -30, 30)
        odds = np.exp(scores)
        of_right, of_all = np.add.reduceat(odds * y, starts), np.add.reduceat(odds, starts)
        slope = (odds * y / of_right[number] - odds / of_all[number]) * cost[number]
        value = -(cost * np.log(of_right / of_all)).sum() + RIDGE / 2 * weights @ weights
        return float(value), RIDGE * weights - x.T @ slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 2) for name, weight in zip(names, found.x, strict=True)}


def cross_validated(pages: Sequence[Page]) -> tuple[int, int, int]:
    """Return how many pages whose gold text tells the field are right, and of how many, on sites not fitted on; and on
    how many others something is found."""
    right = told = found = 0
    for fold in range(FOLDS):
        weights = fit(page for page in pages if fold_of(page.site) != fold)
        for page in pages:
            if fold_of(page.site) == fold:
                chosen = best(page.candidates, weights)
                told += page.is_told
                right += page.is_told and any(
                    is_right and one is chosen for one, is_right in zip(page.candidates, page.right, strict=True)
                )
                found += chosen is not None and not page.is_told
    return right, told, found


def fold_of(site: str) -> int:
    return hashlib.sha256(("metadata " + site).encode()).digest()[0] % FOLDS


if __name__ == "__main__":
    learnt = [*dated_pages(Path(sys.argv[1]))]
    sys.stdout.write("published: {} of {} right, {} more found\n".format(*cross_validated(learnt)))
    WEIGHTS.write_text(json.dumps({"published": fit(learnt)}, indent=1, ensure_ascii=False) + "\n", "utf-8")
