"""Learn which lines of a page's text are its article's, and write `dump_weights.json`. Not run in production.

    python -m reader.extraction.training.dumps ../shared/data/extraction

needs numpy and scikit-learn, and the sets `dumps`, `web`, `news`, `scrapinghub`, `structure` and `web_train` in that
folder. It learns from the pages of `web_train` and `structure`, made into texts, and from one half, by site, of
`dumps`; sites of the other half it never sees, and at the end it says how the model does there.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np  # type: ignore[import-not-found, unused-ignore]
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found, unused-ignore]

from reader.extraction.line_features import NAMES, features
from reader.extraction.line_model import WEIGHTS, LineModel, likeliest
from reader.extraction.paragraphs import Line
from reader.extraction.plain_text import read_lines
from reader.extraction.text import fold
from reader.extraction.training.dump_texts import (
    BODY,
    BOILERPLATE,
    Dump,
    documents,
    dump_of_page,
    leak_rates,
    leaky,
    site_of,
)

FOLDS = 3
TREES = {
    "learning_rate": 0.09,
    "max_iter": 150,
    "max_leaf_nodes": 14,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.3,
}


def main(folder: Path) -> None:
    sites = {
        document["id"]: site_of(document["url"])
        for name in ("web", "news", "scrapinghub")
        for document in documents(folder / f"{name}.jsonl.gz")
    }
    dumps = [
        Dump(document["id"], sites[document["id"].split(":")[1]], document["lines"], document["labels"])
        for document in documents(folder / "dumps.jsonl.gz")
    ]
    held_out = [dump for dump in dumps if is_held_out(dump.site)]
    known = [dump for dump in dumps if not is_held_out(dump.site)]
    pages = [
        dump_of_page(page) for name in ("web_train", "structure") for page in documents(folder / f"{name}.jsonl.gz")
    ]
    unseen = {dump.site for dump in held_out}
    pages = [page for page in pages if page.labels.count(BODY) >= 3 and page.site not in unseen]
    rates = leak_rates(known)
    chance = random.Random(7)  # noqa: S311  nothing secret
    leaked = [leaky(page, rates, chance) for page in pages]
    model = train([*known, *pages, *leaked])
    trees = ",\n".join(json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in model["trees"])
    WEIGHTS.write_text(f'{{"base": {model["base"]}, "change": {model["change"]}, "trees": [\n{trees}\n]}}\n', "utf-8")
    report(held_out, LineModel.of(model))


def is_held_out(site: str) -> bool:
    return hashlib.sha256(site.encode()).digest()[0] % 2 == 1


class Sample(NamedTuple):
    name: str
    lines: list[Line]
    rows: Any
    target: Any
    weight: Any
    fold: int


def samples(dumps: Iterable[Dump]) -> Iterator[Sample]:
    for dump in dumps:
        lines, labels = read_lines(dump.lines), dump.labels
        counted = np.array([label in (BODY, BOILERPLATE) for label in labels], dtype=float)
        if lines and counted.any():
            yield Sample(
                dump.name,
                lines,
                np.array(features(lines), dtype=np.float32),
                np.array(settled(dump)),
                # Long pages do not drown short ones, and yet count for more.
                counted / len(lines) ** 0.5,
                hashlib.sha256(b"fold" + dump.site.encode()).digest()[0] % FOLDS,
            )


def settled(dump: Dump) -> list[bool]:
    """Return which lines are the article's. Of equal lines the gold text counts only how many: the ones it means stand
    where more of their neighbours are the article's, not in the table of contents.
    """
    body = [label == BODY for label in dump.labels]
    places: dict[str, list[int]] = defaultdict(list)
    for index, (line, label) in enumerate(zip(dump.lines, dump.labels, strict=True)):
        if label in (BODY, BOILERPLATE):
            places[fold(line)].append(index)
    out = list(body)
    for equal in places.values():
        number = sum(body[index] for index in equal)
        if 0 < number < len(equal):

            def company(index: int, equal: list[int] = equal) -> float:
                near = [i for i in range(max(0, index - 4), index + 5) if i < len(body) and i not in equal]
                return sum(body[i] * min(len(dump.lines[i]), 200) for i in near)

            best = set(sorted(equal, key=company, reverse=True)[:number])
            for index in equal:
                out[index] = index in best
    return out


def train(dumps: Sequence[Dump]) -> dict[str, Any]:
    """Return the model as values for JSON."""
    data = list(samples(dumps))
    base, change = best_base_and_change(data, out_of_fold(data))
    model = fit(data)
    return {
        "base": round(float(model._baseline_prediction[0, 0]) + base, 4),
        "change": change,
        "trees": [nested(predictor.nodes, 0) for (predictor,) in model._predictors],
    }


def out_of_fold(data: Sequence[Sample]) -> list[list[float]]:
    """Return the logarithms of odds that a model gives to each sample's lines that has not seen its site."""
    found: list[list[float]] = [[] for _ in data]
    for number in range(FOLDS):
        model = fit([sample for sample in data if sample.fold != number])
        for index, sample in enumerate(data):
            if sample.fold == number:
                found[index] = list(model.decision_function(sample.rows))
    return found


def fit(data: Sequence[Sample]) -> Any:
    model = HistGradientBoostingClassifier(**TREES, random_state=7)
    weight = np.concatenate([sample.weight for sample in data])
    counted = weight > 0
    target = np.concatenate([sample.target for sample in data])
    rows = np.vstack([sample.rows for sample in data])
    return model.fit(rows[counted], target[counted], sample_weight=weight[counted] / weight[counted].mean())


def nested(nodes: Any, place: int) -> Any:
    """Return scikit-learn's tree in the form that `line_model` reads."""
    node = nodes[place]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    threshold = round(float(node["num_threshold"]), 4)
    return [NAMES[node["feature_idx"]], threshold, nested(nodes, node["left"]), nested(nodes, node["right"])]


def best_base_and_change(data: Sequence[Sample], odds: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return what to add to the odds, and the cost of a change, that get most lines and documents right."""

    def quality(choice: tuple[float, float]) -> float:
        base, change = choice
        counts = [
            count(sample, likeliest([value + base for value in found], change))
            for sample, found in zip(data, odds, strict=True)
            if ":" in sample.name and not sample.name.startswith(("train", "leaky-"))
        ]
        return f1(*map(sum, zip(*counts, strict=True))) + 0.3 * sum(not fp + fn for _, fp, fn in counts) / len(counts)

    return max(product((-0.6, -0.4, -0.2, 0.0, 0.2), (0.25, 0.5, 1.0, 1.5)), key=quality)


def count(sample: Sample, kept: Sequence[bool]) -> tuple[int, int, int]:
    """Return how many lines are rightly kept, wrongly kept and wrongly cut; of equal lines only the number counts."""
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for line, target, weight, keep in zip(sample.lines, sample.target, sample.weight, kept, strict=True):
        if weight and (key := fold(line.text)):
            wanted[key] += bool(target)
            found[key] += keep
    right = sum((wanted & found).values())
    return right, sum(found.values()) - right, sum(wanted.values()) - right


def f1(right: int, extra: int, missing: int) -> float:
    return 2 * right / max(1, 2 * right + extra + missing)


def report(dumps: Sequence[Dump], model: LineModel) -> None:
    """Print how the model does, with the interval in which 95 of 100 resamplings by site lie."""
    chance = random.Random(7)  # noqa: S311
    for variant in ("full", "leaky"):
        by_site: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for dump in dumps:
            if dump.name.startswith(variant):
                (sample,) = samples([dump])
                by_site[dump.site].append(count(sample, model.keep(sample.lines)))
        sites = list(by_site)

        def measures(chosen: Iterable[str], by_site: dict[str, Any] = by_site) -> tuple[float, float]:
            counts = [found for site in chosen for found in by_site[site]]
            perfect = sum(not fp + fn for _, fp, fn in counts) / len(counts)
            return f1(*map(sum, zip(*counts, strict=True))), perfect

        drawn = [measures(chance.choices(sites, k=len(sites))) for _ in range(1000)]
        for name, value, values in zip(("F1", "perfect"), measures(sites), zip(*drawn, strict=True), strict=True):
            low, *_, high = sorted(values)[25:975]
            sys.stdout.write(
                f"{variant} {name} {value:.4f} ({low:.4f} to {high:.4f}), {sum(map(len, by_site.values()))} documents\n"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
