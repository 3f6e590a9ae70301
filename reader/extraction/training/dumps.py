"""Learn which lines of a page's text are its article's, and write `weights/dumps.json`. Not run in production.

    python -m reader.extraction.training.dumps ../shared/data/extraction

needs lightgbm, html-text and resiliparse, and the sets `dumps`, `web`, `news`, `scrapinghub`, `structure` and
`web_train` in that folder. It learns from `dumps`, and from the pages of `web_train` and `structure` made into texts.
It says how well sites are read that a model has not seen: by cross-validation over all sites, and by a model that has
seen nothing of one half, by site, of `dumps`, on that half.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm  # type: ignore[import-untyped, import-not-found, unused-ignore]
import numpy as np  # type: ignore[import-not-found, unused-ignore]

from reader.extraction.line_features import NAMES, features
from reader.extraction.line_model import ABOVE, WEIGHTS, Odds
from reader.extraction.paragraphs import Line
from reader.extraction.plain_text import article_lines, read_lines
from reader.extraction.text import fold
from reader.extraction.training.dump_texts import BODY, BOILERPLATE, Dump, documents, dumps_of, site_of

FOLDS = 3
TREES = 300
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 16, "min_data_in_leaf": 60, "feature_fraction": 0.5,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 127, "num_threads": 1, "seed": 1,
    "deterministic": True, "verbose": -1,
}  # fmt: skip
NEUTRAL = "x"


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
    pages = [
        dump
        for name in ("web_train", "structure")
        for page in documents(folder / f"{name}.jsonl.gz")
        for dump in dumps_of(page)
    ]
    learn(list(samples([*dumps, *pages])))


def learn(data: Sequence[Sample]) -> None:
    """Write the weights that all samples teach, and say how well a model reads sites that it has not seen."""
    other = [sample for sample in data if is_held_out(sample.site) and not sample.name.startswith("page-")]
    unseen = {sample.site for sample in other}
    sys.stdout.write("One half of the dumps, by a model that has seen none of its sites:\n")
    half = fit([sample for sample in data if sample.site not in unseen])
    report(read(half, sample) for sample in other)
    sys.stdout.write("All, in cross-validation over sites:\n")
    report(out_of_fold(data))
    below, alone = map(written, fit(data))
    WEIGHTS.write_text(f'{{"below": [\n{below}\n], "alone": [\n{alone}\n]}}\n', "utf-8")


def is_held_out(site: str) -> bool:
    return hashlib.sha256(site.encode()).digest()[0] % 2 == 1


class Sample(NamedTuple):
    name: str
    site: str
    lines: list[Line]
    rows: Any  # a line's features, and `ABOVE` by the gold text
    target: Any
    weight: Any
    fold: int
    odds: Sequence[Odds] = ()  # by a model that has not seen the site


def samples(dumps: Iterable[Dump]) -> Iterator[Sample]:
    for dump in dumps:
        lines, labels = read_lines(dump.lines), dump.labels
        counted = np.array([label in (BODY, BOILERPLATE) for label in labels], dtype=float)
        if lines and counted.any():
            body = settled(dump)
            yield Sample(
                dump.name,
                dump.site,
                lines,
                np.column_stack([features(lines), kept_above(body, labels)]).astype(np.float32),
                np.array(body),
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


def kept_above(body: Sequence[bool], labels: Sequence[str]) -> list[bool]:
    """Return for each line if the one above it is the article's; a neutral line is what the one above it is."""
    out = [False]
    for kept, label in zip(body, labels, strict=True):
        out.append(out[-1] if label == NEUTRAL else kept)
    return out[:-1]


def out_of_fold(data: Sequence[Sample]) -> list[Sample]:
    """Return the samples with the odds that a model gives to their lines that has not seen their sites."""
    models = [fit([sample for sample in data if sample.fold != number]) for number in range(FOLDS)]
    return [read(models[sample.fold], sample) for sample in data]


def read(model: Model, sample: Sample) -> Sample:
    """Return the sample with the odds that the model gives to its lines."""
    told = [np.column_stack([sample.rows[:, :-1], np.full(len(sample.lines), above)]) for above in (0.0, 1.0)]
    columns = [
        *(model.below.predict(rows, raw_score=True) for rows in told),
        model.alone.predict(sample.rows[:, :-1], raw_score=True),
    ]
    return sample._replace(odds=[Odds(*map(float, values)) for values in zip(*columns, strict=True)])


class Model(NamedTuple):
    """LightGBM's trees that are told whether the line above is the article's, and those that are not."""

    below: Any
    alone: Any


def fit(data: Sequence[Sample]) -> Model:
    weight = np.concatenate([sample.weight for sample in data])
    counted = weight > 0
    target = np.concatenate([sample.target for sample in data])[counted].astype(float)
    rows = np.concatenate([sample.rows for sample in data])[counted]
    weight = weight[counted] / weight[counted].mean()
    return Model(
        *(
            lightgbm.train(PARAMETERS, lightgbm.Dataset(told, target, weight=weight), TREES)
            for told in (rows, rows[:, :-1])
        )
    )


def written(trees: Any) -> str:
    """Return the trees as JSON, a line each."""
    found = (nested(tree["tree_structure"]) for tree in trees.dump_model()["tree_info"])
    return ",\n".join(json.dumps(tree, ensure_ascii=False, separators=(",", ":")) for tree in found)


def nested(node: dict[str, Any]) -> Any:
    """Return LightGBM's tree in the form that `line_model` reads."""
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    bound = float(f"{node['threshold']:.6g}")
    return [(*NAMES, ABOVE)[node["split_feature"]], bound, nested(node["left_child"]), nested(node["right_child"])]


def count(sample: Sample) -> tuple[int, int, int]:
    """Return how many lines are rightly kept, wrongly kept and wrongly cut; of equal lines only the number counts."""
    kept = article_lines(sample.lines, sample.odds)
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for index, (line, target, weight) in enumerate(zip(sample.lines, sample.target, sample.weight, strict=True)):
        if weight and (key := fold(line.text)):
            wanted[key] += bool(target)
            found[key] += index in kept
    right = sum((wanted & found).values())
    return right, sum(found.values()) - right, sum(wanted.values()) - right


def f1(right: int, extra: int, missing: int) -> float:
    return 2 * right / max(1, 2 * right + extra + missing)


def report(data: Iterable[Sample]) -> None:
    """Print how well each kind of text is read, with the interval in which 95 of 100 resamplings by site lie."""
    chance = random.Random(7)  # noqa: S311  nothing secret
    by_kind: dict[str, dict[str, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for sample in data:
        by_kind[sample.name.split(":", maxsplit=1)[0]][sample.site].append(count(sample))
    for kind, by_site in by_kind.items():
        sites = list(by_site)

        def measures(chosen: Iterable[str], by_site: dict[str, Any] = by_site) -> tuple[float, float]:
            counts = [found for site in chosen for found in by_site[site]]
            perfect = sum(not fp + fn for _, fp, fn in counts) / len(counts)
            return f1(*map(sum, zip(*counts, strict=True))), perfect

        drawn = [measures(chance.choices(sites, k=len(sites))) for _ in range(1000)]
        for name, value, values in zip(("F1", "perfect"), measures(sites), zip(*drawn, strict=True), strict=True):
            low, *_, high = sorted(values)[25:975]
            number = sum(map(len, by_site.values()))
            sys.stdout.write(f"{kind} {name} {value:.4f} ({low:.4f} to {high:.4f}), {number} documents\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
